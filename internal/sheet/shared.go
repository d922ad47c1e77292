package sheet

import "unicode/utf8"

// sharedTexts are the texts that cells refer to by number. They are the one
// part of a workbook that has to be in memory, and bounded for that reason.
type sharedTexts struct {
	all []string
}

const (
	blockSize  = 64 * kibi
	headerSize = 16 // bytes that a string takes beside its text
)

// readShared reads the texts that cells share.
func (w *workbook) readShared() (*sharedTexts, error) {
	r := &sharedReader{opts: w.opts}
	if w.texts == nil {
		return &r.texts, nil
	}
	if err := w.parse(w.texts, r.take); err != nil {
		return nil, err
	}
	if r.err != nil {
		return nil, r.err
	}
	r.flush()
	return &r.texts, r.err
}

// sharedReader gathers texts into blocks: one allocation for many.
type sharedReader struct {
	opts  Options
	texts sharedTexts
	block []byte
	ends  []int
	begin int
	used  int64
	run   textRun
	err   error
}

func (r *sharedReader) take(p *piece) bool {
	if r.run.takes(p) {
		r.block = appendText(r.block, p.text)
	}
	if len(r.block)-r.begin > r.opts.MaxCell*utf8.UTFMax {
		r.err = refuse(KeyBomb, nil)
	}
	if p.is(ending, "si") {
		r.used += int64(len(r.block)-r.begin) + headerSize
		r.begin = len(r.block)
		r.ends = append(r.ends, r.begin)
		if r.used > r.opts.MaxShared {
			r.err = refuse(KeyBomb, nil)
		}
		if len(r.block) >= blockSize {
			r.flush()
		}
	}
	return r.err != nil
}

func (r *sharedReader) flush() {
	block, from := string(r.block), 0
	if !utf8.ValidString(block) {
		r.err = damaged(errEncoding)
	}
	for _, end := range r.ends {
		r.texts.all = append(r.texts.all, block[from:end])
		from = end
	}
	r.block, r.ends, r.begin = r.block[:0], r.ends[:0], 0
}

// textRun follows the pieces of a text with formatting: what stands in <t>
// belongs to it, but not in <rPh>, which says how the text is pronounced.
type textRun struct{ inText, inPhonetic bool }

// takes says whether p is part of the text.
func (t *textRun) takes(p *piece) bool {
	switch {
	case p.part == words || p.part == literal:
		return t.inText && !t.inPhonetic
	case string(p.name) == "t":
		t.inText = p.part == opening
	case string(p.name) == "rPh":
		t.inPhonetic = p.part == opening
	}
	return false
}
