package portal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACopyInClearStaysInTheDataDirectoryAndBackupsDoNotMeet(t *testing.T) {
	cfg, medium := Config{DataDir: t.TempDir()}, t.TempDir()
	at, err := cfg.openCopyPlace()
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Dir(at.dir) != cfg.DataDir {
		t.Errorf("the copy is made in %s", at.dir)
	}
	if info, err := os.Stat(at.dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder of the copy: %v", err)
	}
	if _, err := cfg.openCopyPlace(); ExitCode(err) != exitLater {
		t.Errorf("two backups at once: %v", err)
	}
	file := filepath.Join(medium, "backup.age")
	killed := filepath.Join(medium, ".backup17.part")
	if err := os.WriteFile(killed, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	packed, err := openPacked(file)
	if err != nil {
		t.Fatal(err)
	}
	other, err := openPacked(filepath.Join(medium, "other.age")) // of another installation
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		file *os.File
		name string
	}{{packed, file}, {other, filepath.Join(medium, "other.age")}} {
		if err := keepPacked(f.file, f.name); err != nil {
			t.Error(err)
		}
	}
	if err := at.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(medium)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if err != nil || strings.Join(names, " ") != "backup.age other.age" {
		t.Errorf("on the medium are %v, %v", names, err)
	}
}
