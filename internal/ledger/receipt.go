package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Receipt proves that a row is in the log: its leaf, the place of the leaf, the
// way from there to a root, and the signed checkpoint of that root. It names the
// row by its public number, and says nothing else of what is in it.
type Receipt struct {
	Index      int64
	Number     Opening
	Leaf       []byte
	Proof      []Hash
	Checkpoint []byte
}

// ErrReceipt says that a text is no receipt, or proves nothing.
var ErrReceipt = errors.New("not a receipt of this log")

const (
	receiptFormat = "portal-receipt/1"
	indexLine     = "index "
	numberLine    = "number"
	numberParts   = 4 // the word, the name of the column, the salt, the number
	headLines     = 3 // format, index, number
	mostProof     = 64
	mostReceipt   = 32 << 10
)

// Text writes the receipt as text: what is kept, printed and pasted.
func (r Receipt) Text() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n%s%d\n", receiptFormat, indexLine, r.Index)
	fmt.Fprintf(&out, "%s %s %s %s\n", numberLine, r.Number.Name,
		base64.StdEncoding.EncodeToString(r.Number.Salt), r.Number.Value)
	for _, h := range r.Proof {
		out.WriteString(base64.StdEncoding.EncodeToString(h[:]) + "\n")
	}
	out.WriteString("\n")
	out.Write(r.Leaf)
	out.WriteString("\n")
	out.Write(r.Checkpoint)
	return out.Bytes()
}

// ReadReceipt reads what Text wrote, as it may come out of a form or a letter:
// with other ends of lines, and blanks around. ErrReceipt for anything else.
func ReadReceipt(text []byte) (Receipt, error) {
	if len(text) > mostReceipt {
		return Receipt{}, ErrReceipt
	}
	plain := strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n"
	head, rest, found := strings.Cut(plain, "\n\n")
	leaf, checkpoint, both := strings.Cut(rest, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || !both || len(lines) < headLines || len(lines) > mostProof+headLines || lines[0] != receiptFormat {
		return Receipt{}, ErrReceipt
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], indexLine), 10, 64)
	if err != nil || index < 0 {
		return Receipt{}, ErrReceipt
	}
	number, err := parseNumber(lines[2])
	if err != nil {
		return Receipt{}, ErrReceipt
	}
	r := Receipt{Index: index, Number: number, Leaf: []byte(leaf + "\n"), Checkpoint: []byte(checkpoint)}
	for _, line := range lines[headLines:] {
		h, err := parseHash(line)
		if err != nil {
			return Receipt{}, ErrReceipt
		}
		r.Proof = append(r.Proof, h)
	}
	return r, nil
}

func parseNumber(line string) (Opening, error) {
	parts := strings.Fields(line)
	if len(parts) != numberParts || parts[0] != numberLine {
		return Opening{}, ErrReceipt
	}
	salt, err := base64.StdEncoding.DecodeString(parts[2])
	return Opening{Name: parts[1], Salt: salt, Value: []byte(parts[3])}, err
}

// Check says of which checkpoint the receipt proves that its row is in the log;
// ErrReceipt for one that proves nothing.
func (r Receipt) Check(keys Keys) (Checkpoint, error) {
	c, _, err := keys.Open(r.Checkpoint)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if r.Index >= c.Size || !r.Number.names() || !r.Number.In(r.Leaf) ||
		tlog.CheckRecord(r.Proof, c.Size, c.Root, r.Index, HashOf(r.Leaf)) != nil {
		return Checkpoint{}, ErrReceipt
	}
	return c, nil
}

// names says whether it opens the column that names a row, and no other one.
func (o Opening) names() bool {
	return o.Name == Columns(Looks)[0] || o.Name == Columns(Deeds)[0]
}
