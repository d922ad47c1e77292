package ledger

// Fate is what became of what a line of the erasure list says.
type Fate byte

// The fates of a line.
const (
	Intended Fate = iota + 1 // it was written before its transaction was to be committed; no word since
	Happened                 // the transaction was committed
	Void                     // it never will be
)

// Erasure is a line of the erasure list: something ended, or came back.
type Erasure struct {
	Line int64  // 1 for the first, each the next
	Text string // what the portal says of it, without content
	Fate Fate
}

// Marks are by what a line shows that the portal wrote it.
type Marks interface {
	// Mark returns the mark of the text.
	Mark(text []byte) []byte
	// Marked says whether the mark is one of the text.
	Marked(text, mark []byte) bool
}
