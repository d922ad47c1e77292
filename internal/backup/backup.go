// Package backup writes the files of an installation into one encrypted file, and takes
// them out of it again. It is encrypted to several recipients, whose keys are kept
// elsewhere: whoever finds a backup reads nothing in it.
package backup

import (
	"archive/tar"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"filippo.io/age"
)

var (
	// ErrRecipient says that a text is no recipient, as NewKey prints them.
	ErrRecipient = errors.New("not a recipient of backups")
	// ErrFew says that there are not two recipients: one key that is lost must not be the
	// end of every backup.
	ErrFew = errors.New("a backup needs two recipients or more")
	// ErrKey says that the key opens nothing here, or is no key.
	ErrKey = errors.New("the key does not open this backup")
	// ErrDamaged says that a backup is not whole, or not as it was written.
	ErrDamaged = errors.New("the backup is damaged")
	// ErrSource says that what is to go into a backup is not what it should be: a file for
	// a folder, or a link that leads nowhere.
	ErrSource = errors.New("what is to go into the backup is not what it should be")
)

// Source is a file or a folder that goes into a backup under a name.
type Source struct {
	Name   string
	Path   string
	Folder bool
}

// Write writes the sources to out, encrypted and marked, and returns how many files each
// had. A file that goes while it is written was not to be kept; a folder that is not
// there is empty.
func Write(out io.Writer, to Recipients, marks Marks, sources []Source) ([]int, error) {
	sealed, err := age.Encrypt(out, to.list...)
	if err != nil {
		return nil, fmt.Errorf("encrypting the backup: %w", err)
	}
	p := packing{tar.NewWriter(sealed), newContents()}
	files := make([]int, len(sources))
	for i, s := range sources {
		if files[i], err = p.add(s); err != nil {
			return nil, fmt.Errorf("writing %s into the backup: %w", s.Name, err)
		}
	}
	if err := errors.Join(p.contents.mark(p.pack, marks), p.pack.Close(), sealed.Close()); err != nil {
		return nil, fmt.Errorf("writing the backup: %w", err)
	}
	return files, nil
}

// packing is a backup that is being written.
type packing struct {
	pack     *tar.Writer
	contents contents
}

// add writes a source, and returns how many files it had. The source may be a link to
// what it names; links inside it lead nowhere that belongs to it.
func (p packing) add(s Source) (int, error) {
	if _, err := os.Lstat(s.Path); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	root, err := filepath.EvalSymlinks(s.Path)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrSource, err) // a disk that is not mounted, for one
	}
	if info, err := os.Stat(root); err != nil || info.IsDir() != s.Folder {
		return 0, errors.Join(err, ErrSource)
	}
	files := 0
	err = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && !entry.Type().IsRegular() {
			return nil
		}
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		added, err := p.addFile(path.Join(s.Name, filepath.ToSlash(inside)), name)
		if added {
			files++
		}
		return err
	})
	return files, err
}

// ownAlone are the rights on files that only the portal may read.
const ownAlone = 0o600

// addFile writes a file, and says whether it was still there.
func (p packing) addFile(as, name string) (bool, error) {
	file, err := os.Open(filepath.Clean(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer file.Close() //nolint:errcheck // read only
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	head := &tar.Header{
		Name: as, Mode: ownAlone, Size: info.Size(), ModTime: info.ModTime().Truncate(time.Second), Typeflag: tar.TypeReg,
	}
	if err := p.pack.WriteHeader(head); err != nil {
		return false, err
	}
	sum := sha256.New()
	if _, err = io.CopyN(io.MultiWriter(p.pack, sum), file, info.Size()); err != nil {
		return false, err
	}
	p.contents.add(as, info.Size(), sum.Sum(nil))
	return true, nil
}
