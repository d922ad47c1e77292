package backup

import (
	"archive/tar"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"filippo.io/age"
)

// Read takes the files of a backup out to where the sources of their names are, which
// are not there yet or are empty folders, and brings them to the disk. It returns ErrKey
// where no key opens it, ErrDamaged where it is not whole, ErrForged where it has not the
// mark: then what stands in the places is to be thrown away.
func Read(in io.Reader, keys Keys, marks Marks, into []Source) error {
	open, err := age.Decrypt(in, keys.list...)
	var unmatched *age.NoIdentityMatchError
	switch {
	case errors.As(err, &unmatched):
		return ErrKey
	case err != nil:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	out := unpacking{
		into: into, roots: map[string]*os.Root{}, folders: map[string]bool{}, contents: newContents(),
	}
	defer out.close()
	if err := out.takeAll(tar.NewReader(open), marks); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, open); err != nil { // the end is sealed too
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return out.sync()
}

// unpacking is a backup that is being taken out.
type unpacking struct {
	into    []Source
	roots   map[string]*os.Root // by folder; nothing is written outside them
	folders map[string]bool     // that were made or written to, with the root before

	contents contents
}

func (u *unpacking) takeAll(pack *tar.Reader, marks Marks) error {
	for {
		head, err := pack.Next()
		if errors.Is(err, io.EOF) {
			return ErrForged // it ends without a mark
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if head.Name == markName {
			return u.contents.check(pack, marks)
		}
		if err := u.take(head, pack); err != nil {
			return err
		}
	}
}

// ownFolder are the rights on folders that only the portal may enter.
const ownFolder = 0o700

func (u *unpacking) take(head *tar.Header, content io.Reader) error {
	root, name, err := u.placeOf(head)
	if err != nil {
		return err
	}
	if err := root.MkdirAll(filepath.Dir(name), ownFolder); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	for dir := filepath.Dir(name); ; dir = filepath.Dir(dir) {
		u.folders[filepath.Join(root.Name(), dir)] = true
		if dir == "." {
			break
		}
	}
	file, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ownAlone)
	if err != nil {
		return fmt.Errorf("making a file: %w", err)
	}
	sum := sha256.New()
	size, failed := io.Copy(io.MultiWriter(file, sum), content)
	if failed != nil {
		failed = fmt.Errorf("%w: %w", ErrDamaged, failed)
	}
	u.contents.add(head.Name, size, sum.Sum(nil))
	return errors.Join(failed, file.Sync(), file.Close())
}

// placeOf is where a file of a backup belongs: the root, and the name in it.
func (u *unpacking) placeOf(head *tar.Header) (*os.Root, string, error) {
	source, inside, _ := strings.Cut(path.Clean(head.Name), "/")
	for _, s := range u.into {
		if s.Name != source || s.Folder != (inside != "") {
			continue
		}
		dir, name := filepath.Split(s.Path)
		if s.Folder {
			dir, name = s.Path, filepath.FromSlash(inside)
		}
		if head.Typeflag != tar.TypeReg || !filepath.IsLocal(name) {
			break
		}
		root, err := u.root(dir)
		return root, name, err
	}
	return nil, "", ErrDamaged
}

func (u *unpacking) root(dir string) (*os.Root, error) {
	if u.roots[dir] == nil {
		root, err := os.OpenRoot(filepath.Clean(dir))
		if err != nil {
			return nil, fmt.Errorf("opening the folder for the backup: %w", err)
		}
		u.roots[dir] = root
	}
	return u.roots[dir], nil
}

// sync makes the names of what was taken out outlive the machine.
func (u *unpacking) sync() error {
	var all error
	for name := range u.folders {
		dir, err := os.Open(filepath.Clean(name))
		if err != nil {
			return fmt.Errorf("opening a folder: %w", err)
		}
		all = errors.Join(all, dir.Sync(), dir.Close())
	}
	return all
}

func (u *unpacking) close() {
	for _, root := range u.roots {
		_ = root.Close() // every file in it is closed
	}
}
