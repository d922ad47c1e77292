package portal

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// mustTakeOut makes the installation's places, a backup taken out beside them.
func mustTakeOut(t *testing.T) site {
	t.Helper()
	cfg := Config{DataDir: t.TempDir(), DatabaseURL: "sqlite:" + filepath.Join(t.TempDir(), "portal.db")}
	at, _ := cfg.site()
	must(t, at.prepare())
	must(t, os.WriteFile(at.newDatabase, []byte("backup"), 0o600))
	must(t, os.WriteFile(filepath.Join(at.newUploads, "file"), []byte("backup"), 0o600))
	return at
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestARestoreBrokenOffBetweenFilesAndDatabaseIsBegunAnew(t *testing.T) {
	for name, until := range map[string]func(site) error{
		"while it was taken out": func(site) error { return nil },
		"between":                func(at site) error { return exchange(at.newUploads, at.uploads) },
	} {
		at := mustTakeOut(t)
		must(t, until(at))
		must(t, at.beginAnew())
		if err := at.vacant(); err != nil || isThere(at.newDatabase) || isThere(at.newUploads) {
			t.Errorf("%s: it cannot be begun anew: %v", name, err)
		}
	}
	at := mustTakeOut(t)
	must(t, os.WriteFile(filepath.Join(at.uploads, "own"), nil, 0o600)) // of the installation
	must(t, at.beginAnew())
	if at.vacant() == nil || !isThere(filepath.Join(at.uploads, "own")) {
		t.Error("what a restore did not put in place is gone")
	}
}

func TestARestorePutsBothInPlaceOrNeither(t *testing.T) {
	at := mustTakeOut(t)
	must(t, os.Mkdir(at.database, 0o700)) // nothing can be put there
	if err := at.place(); err == nil {
		t.Fatal("a database was put in the place of a folder")
	}
	if entries, err := os.ReadDir(at.uploads); err != nil || len(entries) > 0 {
		t.Errorf("what was handed in stays in place without its database: %v", err)
	}
	must(t, os.Remove(at.database))
	must(t, at.place())
	_, err := os.Stat(filepath.Join(at.uploads, "file"))
	if err := errors.Join(err, at.clear()); err != nil || !isThere(at.database) {
		t.Errorf("not all is in its place: %v", err)
	}
}
