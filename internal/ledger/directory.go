package ledger

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// SyncDir makes the names in a directory outlive the machine.
func SyncDir(name string) error {
	dir, err := os.Open(filepath.Clean(name))
	if err != nil {
		return fmt.Errorf("opening a directory: %w", err)
	}
	err = dir.Sync()
	if errors.Is(err, syscall.EINVAL) {
		err = nil // a medium that cannot be asked
	}
	if err := errors.Join(err, dir.Close()); err != nil {
		return fmt.Errorf("keeping the names in a directory: %w", err)
	}
	return nil
}
