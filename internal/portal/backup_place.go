package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
)

// copyFolder is where the copy of the database lies in clear while it is packed: in the
// data directory, never on the medium of the backup.
const copyFolder = ".backup"

var (
	anyName = regexp.MustCompile(`.`)
	// unfinished are names of what a backup that was killed leaves beside where it was to be.
	unfinished = regexp.MustCompile(`^\.backup\d+(\.part)?$`)
)

// copyPlace is the folder for the copy of the database, held by one backup at a time.
type copyPlace struct {
	dir  string
	held *os.File
}

// openCopyPlace opens the folder, empty whatever a backup that was killed left in it.
func (c Config) openCopyPlace() (copyPlace, error) {
	at := copyPlace{dir: filepath.Join(c.DataDir, copyFolder)}
	if err := makeDir(at.dir); err != nil {
		return copyPlace{}, err
	}
	var err error
	if at.held, err = os.Open(at.dir); err != nil {
		return copyPlace{}, withCode(exitConfig, fmt.Errorf("opening the folder for the copy: %w", err))
	}
	err = syscall.Flock(int(at.held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return copyPlace{}, errors.Join(refuse(exitLater, "command.fault.backup_running", nil), at.held.Close())
	}
	if err == nil {
		err = sweep(at.dir, anyName)
	}
	if err != nil {
		err = withCode(exitConfig, fmt.Errorf("emptying the folder for the copy: %w", err))
		return copyPlace{}, errors.Join(err, at.held.Close())
	}
	return at, nil
}

// Close takes the copy away and gives the folder back.
func (at copyPlace) Close() error { return errors.Join(sweep(at.dir, anyName), at.held.Close()) }

// sweep takes away what stands in the folder under such names, but for what a process
// holds.
func sweep(dir string, names *regexp.Regexp) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("looking for what was left behind: %w", err)
	}
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		if names.MatchString(entry.Name()) && !isHeld(name) {
			err = errors.Join(err, os.RemoveAll(name))
		}
	}
	return err
}

// isHeld says whether a process holds the file, since it is writing it.
func isHeld(name string) bool {
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return false
	}
	defer file.Close() //nolint:errcheck // gives the lock back
	return errors.Is(syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK)
}

// openPacked opens a new file beside the backup, held until it is closed, and takes away
// what backups that were killed left there.
func openPacked(file string) (*os.File, error) {
	dir := filepath.Dir(file)
	if err := sweep(dir, unfinished); err != nil {
		return nil, err
	}
	packed, err := os.CreateTemp(dir, copyFolder+"*.part")
	if err != nil {
		return nil, fmt.Errorf("making the backup: %w", err)
	}
	_ = syscall.Flock(int(packed.Fd()), syscall.LOCK_EX) // a medium that knows no locks has one writer
	return packed, nil
}

// keepPacked gives the file its name once it is whole and on the disk.
func keepPacked(packed *os.File, file string) error {
	err := errors.Join(packed.Sync(), packed.Close())
	if err == nil {
		if _, there := os.Lstat(file); !errors.Is(there, fs.ErrNotExist) {
			return refuse(exitUsage, "command.fault.file_exists", fault.Args{"File": file})
		}
		err = os.Rename(packed.Name(), file)
	}
	if err == nil {
		err = ledger.SyncDir(filepath.Dir(file))
	}
	if err != nil {
		return withCode(exitConfig, fmt.Errorf("keeping the backup: %w", err))
	}
	return nil
}
