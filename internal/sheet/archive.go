package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// archive is the ZIP file of a workbook, its directory checked before
// anything in it is unpacked.
type archive struct {
	files []*zip.File
	opts  Options
}

// The marks of an archive that is made to burst, beside those of Options.
const (
	maxRatio     = 100       // unpacked to packed,
	ratioMatters = 10 * mebi // in members larger than this
	maxDirectory = mebi      // bytes from the directory to the end of the file
)

func openArchive(file *os.File, size int64, opts Options) (*archive, error) {
	if err := checkDirectory(file, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged(fmt.Errorf("reading archive: %w", err))
	}
	a := &archive{files: z.File, opts: opts}
	return a, a.check()
}

// checkDirectory looks at where the directory says it begins: the reader of
// archives would read a directory of any length into memory.
func checkDirectory(file io.ReaderAt, size int64) error {
	const (
		mark     = "PK\x05\x06"
		fixed    = 22 // bytes without the comment
		lengthAt = 12
		beginAt  = 16
	)
	tail := make([]byte, min(size, fixed+1<<16))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading table: %w", err)
	}
	i := bytes.LastIndex(tail, []byte(mark))
	if i < 0 || i+fixed > len(tail) {
		return damaged(errors.New("archive without directory"))
	}
	length := int64(binary.LittleEndian.Uint32(tail[i+lengthAt:]))
	begin := int64(binary.LittleEndian.Uint32(tail[i+beginAt:]))
	if length > maxDirectory || size-begin > maxDirectory+int64(len(tail)) {
		return refuse(KeyBomb, nil)
	}
	return nil
}

// check refuses by the directory alone.
func (a *archive) check() error {
	if len(a.files) > a.opts.MaxEntries {
		return refuse(KeyBomb, nil)
	}
	total, most := uint64(0), uint64(a.opts.MaxUnpacked) //nolint:gosec // positive
	for _, f := range a.files {
		if f.Flags&1 != 0 {
			return refuse(KeyEncrypted, nil)
		}
		total += f.UncompressedSize64
		ratio := f.UncompressedSize64 / max(1, f.CompressedSize64)
		burst := f.UncompressedSize64 > ratioMatters && ratio > maxRatio
		if burst || f.UncompressedSize64 > most || total > most {
			return refuse(KeyBomb, nil)
		}
	}
	return nil
}

// member returns the file of a name, nil when there is none. Some programs
// write names with backslashes or in other case.
func (a *archive) member(name string) *zip.File {
	for _, f := range a.files {
		if strings.EqualFold(memberName(f), name) {
			return f
		}
	}
	return nil
}

func memberName(f *zip.File) string {
	return strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
}

// open unpacks a member, no more of it than the directory promises.
func (a *archive) open(f *zip.File) (io.ReadCloser, error) {
	in, err := f.Open()
	if err != nil {
		return nil, damaged(fmt.Errorf("opening member: %w", err))
	}
	return &bounded{ReadCloser: in, left: f.UncompressedSize64}, nil
}

// bounded refuses a member that unpacks to more than its directory entry says.
type bounded struct {
	io.ReadCloser
	left uint64
}

// Read reads on and counts.
func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if uint64(n) > b.left { //nolint:gosec // never negative
		return 0, refuse(KeyBomb, nil)
	}
	b.left -= uint64(n) //nolint:gosec // never negative
	return n, err       //nolint:wrapcheck // io.EOF must stay itself
}

// parse hands every piece of a member to take, until take says that it has
// enough or the document ends.
func (a *archive) parse(f *zip.File, take func(*piece) (enough bool)) error {
	in, err := a.open(f)
	if err != nil {
		return err
	}
	m := &markup{from: in}
	for {
		p, err := m.next()
		if errors.Is(err, io.EOF) || err == nil && take(p) {
			break
		}
		if err != nil {
			return errors.Join(err, in.Close())
		}
	}
	if err := in.Close(); err != nil {
		return damaged(fmt.Errorf("closing member: %w", err))
	}
	return nil
}

// refuseTypes reads every XML document of the archive up to its first tag,
// where a document type would stand.
func (a *archive) refuseTypes() error {
	for _, f := range a.files {
		if !slices.Contains([]string{".xml", ".rels", ".vml"}, strings.ToLower(path.Ext(f.Name))) {
			continue
		}
		if err := a.parse(f, func(p *piece) bool { return p.part == opening }); err != nil {
			return err
		}
	}
	return nil
}
