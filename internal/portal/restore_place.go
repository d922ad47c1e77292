package portal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
)

// site is where a restore puts the files of a backup, and where it makes them first:
// beside, on the same disk, so that each is put in place at a stroke.
type site struct {
	database, uploads       string // uploads is what its name leads to, where that is a link
	newDatabase, newUploads string
}

// restoring is what the names of files add that a restore makes.
const restoring = ".restoring"

// takenOut are names of folders that an older program left in the data directory.
var takenOut = regexp.MustCompile(`^\.restore\d+$`)

// site is that of the installation; false for one whose database is not a file.
func (c Config) site() (site, bool) {
	database, embedded := strings.CutPrefix(c.database(), "sqlite:")
	uploads := filepath.Join(c.DataDir, attachmentsName)
	at := site{database: database, uploads: uploads}
	if real, err := filepath.EvalSymlinks(uploads); err == nil {
		at.uploads = real
	}
	at.newDatabase, at.newUploads = database+restoring, at.uploads+restoring
	return at, embedded
}

// besideDatabase is what the names of files add that SQLite keeps beside a database: it
// would play those of the lost one into the backup.
var besideDatabase = []string{"-wal", "-shm", "-journal"}

// vacant refuses to restore where something stands of what was lost.
func (at site) vacant() error {
	names := []string{at.uploads, at.database}
	for _, ending := range besideDatabase {
		names = append(names, at.database+ending)
	}
	if entries, err := os.ReadDir(at.uploads); err == nil && len(entries) == 0 {
		names = names[1:]
	}
	for _, name := range names {
		if isThere(name) {
			return refuse(exitUsage, "command.fault.restore_taken", fault.Args{"File": name})
		}
	}
	return nil
}

func isThere(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// beginAnew takes away what a restore left that was broken off. One that had put in place
// what was handed in and not yet the database shows by just that: it is taken back first.
func (at site) beginAnew() error {
	if isThere(at.newDatabase) && !isThere(at.newUploads) && !isThere(at.database) && isThere(at.uploads) {
		if err := at.takeBack(); err != nil {
			return err
		}
	}
	return at.clear()
}

// clear takes away what is not in its place: the database first, by which beginAnew
// tells.
func (at site) clear() error {
	for _, name := range []string{at.newDatabase, at.newUploads} {
		if err := os.RemoveAll(name); err != nil {
			return fmt.Errorf("taking away what a restore left: %w", err)
		}
	}
	return nil
}

// prepare makes the folder for what was handed in, and tries first whether it can be put
// into its place: a disk of its own cannot be exchanged, for one.
func (at site) prepare() error {
	err := os.Mkdir(at.newUploads, ownFolder)
	if err == nil {
		if err = syscall.Rename(at.newUploads, at.uploads); err == nil {
			err = os.Mkdir(at.newUploads, ownFolder)
		}
	}
	if err != nil {
		return withCode(exitConfig, errors.Join(&fault.Error{
			Kind: fault.Invalid, Key: "command.fault.restore_place", Args: fault.Args{"File": at.uploads}, Err: err,
		}, at.clear()))
	}
	return nil
}

// place puts what was taken out into its place, the database last: either both are there
// or neither.
func (at site) place() error {
	if err := exchange(at.newUploads, at.uploads); err != nil {
		return fmt.Errorf("putting what was handed in into its place: %w", err)
	}
	if err := syscall.Rename(at.newDatabase, at.database); err != nil {
		return errors.Join(fmt.Errorf("putting the database into its place: %w", err), at.takeBack())
	}
	return ledger.SyncDir(filepath.Dir(at.database))
}

// takeBack takes what was handed in out of its place.
func (at site) takeBack() error {
	err := exchange(at.uploads, at.newUploads)
	if err == nil {
		err = os.Mkdir(at.uploads, ownFolder)
	}
	if err != nil {
		return fmt.Errorf("taking back what a restore had put in place: %w", err)
	}
	return nil
}

// exchange renames a folder over an empty one or none, and makes that outlive the
// machine.
func exchange(from, to string) error {
	if err := syscall.Rename(from, to); err != nil {
		return err
	}
	return ledger.SyncDir(filepath.Dir(to))
}
