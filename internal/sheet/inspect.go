package sheet

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// kind is what the first bytes say a file is.
type kind int

const (
	isText kind = iota
	isArchive
	isCompound // OLE2: .xls, or an encrypted workbook
	isOther
)

// finding is what one pass over a file tells.
type finding struct {
	kind   kind
	size   int64
	digest [sha256.Size]byte
	bom    []byte // the byte order mark of a text, if any
	utf8   bool   // the whole file is valid UTF-8
}

// magics begin files that are no text. Binary files not listed here give
// themselves away by their zero bytes.
func magics() map[string]kind {
	return map[string]kind{
		"PK\x03\x04": isArchive, "PK\x05\x06": isArchive, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1": isCompound,
		"%PDF": isOther, "\x89PNG": isOther, "\xFF\xD8\xFF": isOther, "GIF8": isOther, "Rar!": isOther,
		"7z\xBC\xAF\x27\x1C": isOther, "\x1F\x8B": isOther, "{\\rtf": isOther, "\xFE\xFF": isOther,
		"<?xml": isOther, "<html": isOther, "<HTML": isOther, "<!DOCTYPE": isOther, "<table": isOther,
	}
}

const (
	markUTF8    = "\xEF\xBB\xBF"
	markUTF16LE = "\xFF\xFE"
)

// window is how much of a file is read at a time.
const window = 64 * kibi

// inspect reads the whole file: what it is, its digest, whether it is UTF-8.
func inspect(file io.ReaderAt) (finding, error) {
	found := finding{}
	sum, check := sha256.New(), &textCheck{valid: true}
	in := io.NewSectionReader(file, 0, 1<<62)
	buf := make([]byte, window)
	for {
		n, err := io.ReadFull(in, buf)
		if found.size == 0 {
			found.recognise(buf[:n])
		}
		found.size += int64(n)
		sum.Write(buf[:n])
		check.take(buf[:n])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return finding{}, fmt.Errorf("reading table: %w", err)
		}
	}
	sum.Sum(found.digest[:0])
	found.utf8 = check.whole()
	return found, found.verdict(file, check)
}

func (f *finding) recognise(head []byte) {
	begin := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(markUTF8)), " \t\r\n")
	for magic, k := range magics() {
		if bytes.HasPrefix(begin, []byte(magic)) {
			f.kind = k
		}
	}
	for _, mark := range []string{markUTF8, markUTF16LE} {
		if bytes.HasPrefix(head, []byte(mark)) {
			f.bom = []byte(mark)
		}
	}
}

// verdict refuses what is neither an archive nor text.
func (f *finding) verdict(file io.ReaderAt, check *textCheck) error {
	switch {
	case f.size == int64(len(f.bom)) || f.kind == isText && check.blank:
		return refuse(KeyEmpty, nil)
	case check.onlyZeros:
		return damaged(nil)
	case f.kind == isArchive:
		return nil
	case f.kind == isCompound:
		return refuseCompound(file, f.size)
	case f.kind == isOther || check.zeros && string(f.bom) != markUTF16LE:
		return refuse(KeyFormat, nil)
	}
	return nil
}

// refuseCompound tells a workbook behind a password from the formats of old,
// by the name of the stream that the encrypted workbook is kept in.
func refuseCompound(file io.ReaderAt, size int64) error {
	encrypted, err := mentions(file, size, wide("EncryptedPackage"))
	if err != nil {
		return err
	}
	if encrypted {
		return refuse(KeyEncrypted, nil)
	}
	return refuse(KeyFormat, nil)
}

// wide is ASCII as UTF-16LE, as the directory of an OLE2 file writes names.
func wide(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// mentions searches a file for a sequence of bytes.
func mentions(file io.ReaderAt, size int64, what []byte) (bool, error) {
	buf := make([]byte, window)
	for at := int64(0); at < size; at += int64(window - len(what)) {
		n, err := file.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, fmt.Errorf("reading table: %w", err)
		}
		if bytes.Contains(buf[:n], what) {
			return true, nil
		}
	}
	return false, nil
}

// textCheck sees a file in pieces and says what bytes it consists of.
type textCheck struct {
	valid     bool // UTF-8 so far, but for rest
	rest      []byte
	zeros     bool
	onlyZeros bool
	blank     bool
	begun     bool
}

func (c *textCheck) take(piece []byte) {
	if len(piece) == 0 {
		return
	}
	zeros := bytes.IndexByte(piece, 0) >= 0
	only := zeros && len(bytes.Trim(piece, "\x00")) == 0
	blank := len(bytes.TrimLeft(bytes.TrimPrefix(piece, []byte(markUTF8)), " \t\r\n")) == 0
	c.onlyZeros = only && (c.onlyZeros || !c.begun)
	c.blank = blank && (c.blank || !c.begun)
	c.zeros, c.begun = c.zeros || zeros, true
	if c.valid {
		c.decode(piece)
	}
}

// decode checks a piece whose first character may have begun in the last one.
func (c *textCheck) decode(piece []byte) {
	for len(c.rest) > 0 && len(piece) > 0 && !utf8.FullRune(c.rest) {
		c.rest, piece = append(c.rest, piece[0]), piece[1:]
	}
	if len(c.rest) > 0 && utf8.FullRune(c.rest) {
		c.valid, c.rest = utf8.Valid(c.rest), nil
	}
	cut := len(piece)
	for back := 1; back < utf8.UTFMax && back <= len(piece); back++ {
		if utf8.RuneStart(piece[len(piece)-back]) {
			if !utf8.FullRune(piece[len(piece)-back:]) {
				cut = len(piece) - back
			}
			break
		}
	}
	c.valid = c.valid && utf8.Valid(piece[:cut])
	c.rest = append(c.rest, piece[cut:]...)
}

func (c *textCheck) whole() bool { return c.valid && len(c.rest) == 0 }
