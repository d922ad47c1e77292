// Package blob keeps what people hand in: the bytes of attachments on disk,
// encrypted, and it looks into a file before it is kept: pictures are decoded
// and encoded anew, documents are read for what would run when they are
// opened, and a scanner for malware is asked.
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"creditportal/internal/attachment"
	"creditportal/internal/vault"
)

// The folder that contents are kept in is private to the account of the
// program; a content is written under another name until it is whole.
const (
	folderMode = 0o700
	fileMode   = 0o600
	unfinished = ".part"
	shardChars = 2
)

// Disk keeps contents as files of one folder, out of which no name leads.
type Disk struct {
	root  *os.Root
	vault *vault.Vault
	now   func() time.Time
}

// OpenDisk opens the folder, and makes it when it is not there. The clock is
// the machine's, for it is the one that dates files.
func OpenDisk(folder string, v *vault.Vault, now func() time.Time) (*Disk, error) {
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return nil, fmt.Errorf("making the folder of attachments: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("opening the folder of attachments: %w", err)
	}
	return &Disk{root: root, vault: v, now: now}, nil
}

// Close gives the folder back.
func (d *Disk) Close() error { return d.root.Close() }

// place spreads files over folders by the beginning of their random names.
func place(id attachment.ID) (string, error) {
	if _, err := attachment.ParseID(string(id)); err != nil {
		return "", err
	}
	return path.Join(string(id[:shardChars]), string(id)), nil
}

func cell(id attachment.ID) vault.Cell { return vault.Cell{Table: "attachments", Column: string(id)} }

// Put keeps the content, encrypted. It is written under another name, brought
// to the disk and then renamed: whoever is killed in between leaves nothing
// that could be taken for a file.
func (d *Disk) Put(_ context.Context, id attachment.ID, content io.Reader) error {
	name, err := place(id)
	if err != nil {
		return err
	}
	if err := d.root.Mkdir(path.Dir(name), folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("making a folder of attachments: %w", err)
	}
	if err := d.write(id, name+unfinished, content); err != nil {
		return errors.Join(fmt.Errorf("writing an attachment: %w", err), d.remove(name+unfinished))
	}
	if err := d.root.Rename(name+unfinished, name); err != nil {
		return fmt.Errorf("naming an attachment: %w", err)
	}
	for _, folder := range []string{path.Dir(name), "."} {
		if err := d.sync(folder); err != nil {
			return fmt.Errorf("keeping the name of an attachment: %w", err)
		}
	}
	return nil
}

func (d *Disk) write(id attachment.ID, name string, content io.Reader) error {
	f, err := d.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	w, err := d.vault.SealStream(vault.Attachments, cell(id), f)
	if err == nil {
		if _, err = io.Copy(w, content); err == nil {
			err = errors.Join(w.Close(), f.Sync())
		}
	}
	return errors.Join(err, f.Close())
}

// sync brings the names in a folder to the disk.
func (d *Disk) sync(folder string) error {
	f, err := d.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Open returns the content; its end is reached only when nothing of it was
// changed, cut off or exchanged.
func (d *Disk) Open(_ context.Context, id attachment.ID) (io.ReadCloser, error) {
	name, err := place(id)
	if err != nil {
		return nil, err
	}
	f, err := d.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, attachment.Unknown()
	}
	if err != nil {
		return nil, fmt.Errorf("opening an attachment: %w", err)
	}
	r, err := d.vault.OpenStream(vault.Attachments, cell(id), f)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening an attachment: %w", err), f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}

// Remove forgets the content, if there is any.
func (d *Disk) Remove(_ context.Context, id attachment.ID) error {
	name, err := place(id)
	if err != nil {
		return err
	}
	return errors.Join(d.remove(name), d.remove(name+unfinished))
}

func (d *Disk) remove(name string) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing an attachment: %w", err)
	}
	return nil
}

// OlderThan lists the contents that were put longer ago, also those that were
// never finished.
func (d *Disk) OlderThan(ctx context.Context, age time.Duration) ([]attachment.ID, error) {
	var ids []attachment.ID
	bound := d.now().Add(-age)
	err := fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return errors.Join(err, ctx.Err())
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed while we looked
		}
		if err != nil {
			return err
		}
		id, err := attachment.ParseID(strings.TrimSuffix(path.Base(name), unfinished))
		if err == nil && info.ModTime().Before(bound) {
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing attachments: %w", err)
	}
	return ids, nil
}
