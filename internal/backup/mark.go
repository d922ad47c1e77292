package backup

import (
	"archive/tar"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
)

// ErrForged says that a backup is not one that was written with the marks at hand:
// anybody can encrypt to its recipients, since what they are told is public.
var ErrForged = errors.New("the backup was written by somebody else")

// Marks are by what a backup shows that the portal wrote it.
type Marks interface {
	// Mark returns the mark of the text.
	Mark(text []byte) []byte
	// Marked says whether the mark is one of the text.
	Marked(text, mark []byte) bool
}

// The last file of a backup is the mark of all before it.
const (
	markName = "mark"
	markWord = "portal-backup/1"
	markMost = 1 << 10 // bytes
)

// contents are what a backup holds, as its mark says it.
type contents struct{ said hash.Hash }

func newContents() contents {
	c := contents{sha256.New()}
	fmt.Fprintln(c.said, markWord)
	return c
}

// add says that a file follows; sum is the digest of what is in it.
func (c contents) add(name string, size int64, sum []byte) {
	fmt.Fprintf(c.said, "%x %d %q\n", sum, size, name)
}

// mark writes the mark behind the last file.
func (c contents) mark(pack *tar.Writer, marks Marks) error {
	mark := marks.Mark(c.said.Sum(nil))
	head := &tar.Header{Name: markName, Mode: ownAlone, Size: int64(len(mark)), Typeflag: tar.TypeReg}
	if err := pack.WriteHeader(head); err != nil {
		return err
	}
	_, err := pack.Write(mark)
	return err
}

// check reads the mark, behind which nothing follows; ErrForged for another than that of
// the contents.
func (c contents) check(pack *tar.Reader, marks Marks) error {
	mark, err := io.ReadAll(io.LimitReader(pack, markMost))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if !marks.Marked(c.said.Sum(nil), mark) {
		return ErrForged
	}
	if _, err := pack.Next(); !errors.Is(err, io.EOF) {
		return ErrDamaged
	}
	return nil
}
