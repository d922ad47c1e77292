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
// way from there to a root, and the signed checkpoint of that root. It says
// nothing of what is in the row.
type Receipt struct {
	Index      int64
	Leaf       []byte
	Proof      []Hash
	Checkpoint []byte
}

// ErrReceipt says that a text is no receipt, or proves nothing.
var ErrReceipt = errors.New("not a receipt of this log")

const (
	receiptFormat = "portal-receipt/1"
	indexLine     = "index "
	mostProof     = 64
	mostReceipt   = 32 << 10
)

// Text writes the receipt as text: what is kept, printed and pasted.
func (r Receipt) Text() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n%s%d\n", receiptFormat, indexLine, r.Index)
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
	if !found || !both || len(lines) < 2 || len(lines) > mostProof+2 || lines[0] != receiptFormat {
		return Receipt{}, ErrReceipt
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], indexLine), 10, 64)
	if err != nil || index < 0 {
		return Receipt{}, ErrReceipt
	}
	r := Receipt{Index: index, Leaf: []byte(leaf + "\n"), Checkpoint: []byte(checkpoint)}
	for _, line := range lines[2:] {
		h, err := parseHash(line)
		if err != nil {
			return Receipt{}, ErrReceipt
		}
		r.Proof = append(r.Proof, h)
	}
	return r, nil
}

// Check says of which checkpoint the receipt proves that its row is in the log;
// ErrReceipt for one that proves nothing.
func (r Receipt) Check(keys Keys) (Checkpoint, error) {
	c, _, err := keys.Open(r.Checkpoint)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrReceipt, err)
	}
	if r.Index >= c.Size || tlog.CheckRecord(r.Proof, c.Size, c.Root, r.Index, HashOf(r.Leaf)) != nil {
		return Checkpoint{}, ErrReceipt
	}
	return c, nil
}
