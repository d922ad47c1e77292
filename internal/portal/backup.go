package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/backup"
	"creditportal/internal/fault"
)

// Backup writes the embedded database and what was handed in into a new file, encrypted
// to the recipients. The main key and the erasure list are not in it: a backup brings
// back what it knew, and the list says what ended since.
func Backup(ctx context.Context, out *Console, cfg Config, file string, recipients []string, m Mandate) error {
	if m.As == "" {
		return refuse(exitUsage, "command.fault.officer_missing", nil)
	}
	to, err := backup.ReadRecipients(recipients)
	if err != nil {
		return withCode(exitUsage, backupFault(err))
	}
	if _, err := os.Lstat(file); err == nil {
		return refuse(exitUsage, "command.fault.file_exists", fault.Args{"File": file})
	}
	if err := makeDir(filepath.Dir(file)); err != nil {
		return err
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		made, err := p.backup(ctx, file, to, m)
		if err != nil {
			return err
		}
		out.Say("command.backup_line.written", "File", file, "Size", made.size, "Digest", made.digest,
			"Attachments", made.files, "List", cfg.erasures())
		if made.files < made.wanted {
			return refuse(exitFailure, "command.fault.backup_attachments", fault.Args{
				"Have": made.files, "Want": made.wanted, "Folder": filepath.Join(cfg.DataDir, attachmentsName),
			})
		}
		return nil
	})
}

// madeBackup is a backup that was written.
type madeBackup struct {
	size   int // bytes
	digest string
	files  int // attachments in it
	wanted int // attachments that the database has
}

// backup copies the database into the data directory, packs it beside the file, and takes
// the copy away: nothing in clear is ever on the medium of the backup.
func (p *Portal) backup(ctx context.Context, file string, to backup.Recipients, m Mandate) (madeBackup, error) {
	at, err := p.cfg.openCopyPlace()
	if err != nil {
		return madeBackup{}, err
	}
	defer at.Close() //nolint:errcheck // what is left is taken away by the next
	copied := filepath.Join(at.dir, databaseName)
	err = p.store.Backup(ctx, copied, p.event(audit.BackupMade, "database", m, actor.SystemAdmin, p.once()))
	if fault.Is(err, fault.Conflict) {
		return madeBackup{}, refuse(exitUsage, "command.fault.backup_engine", nil)
	}
	if err != nil {
		return madeBackup{}, withCode(exitDatabase, err)
	}
	wanted, err := p.store.FiledAttachments(ctx)
	if err != nil {
		return madeBackup{}, withCode(exitDatabase, err)
	}
	packed, err := openPacked(file)
	if err != nil {
		return madeBackup{}, withCode(exitConfig, err)
	}
	defer os.Remove(packed.Name()) //nolint:errcheck // it has another name where all went well
	defer packed.Close()           //nolint:errcheck // closed before it is kept
	made, err := p.pack(copied, packed, to)
	if err != nil {
		return madeBackup{}, withCode(exitConfig, backupFault(err))
	}
	made.wanted = wanted
	return made, keepPacked(packed, file)
}

// pack writes the copy of the database and what was handed in, encrypted.
func (p *Portal) pack(copied string, packed *os.File, to backup.Recipients) (madeBackup, error) {
	marks, err := p.cfg.marks()
	if err != nil {
		return madeBackup{}, err
	}
	h := sha256.New()
	files, err := backup.Write(io.MultiWriter(packed, h), to, marks, []backup.Source{
		{Name: databaseName, Path: copied},
		{Name: attachmentsName, Path: filepath.Join(p.cfg.DataDir, attachmentsName), Folder: true},
	})
	if err != nil {
		return madeBackup{}, err
	}
	info, err := packed.Stat()
	if err != nil {
		return madeBackup{}, fmt.Errorf("measuring the backup: %w", err)
	}
	return madeBackup{size: int(info.Size()), digest: hex.EncodeToString(h.Sum(nil)), files: files[1]}, nil
}

// BackupKey makes a key that opens backups in a new file, and prints the recipient to
// name for it.
func BackupKey(out *Console, file string) error {
	key, recipient, err := backup.NewKey()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Clean(file), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o400)
	if errors.Is(err, os.ErrExist) {
		return refuse(exitUsage, "command.fault.file_exists", fault.Args{"File": file})
	}
	if err != nil {
		return refuse(exitUsage, "command.fault.file_unwritable", fault.Args{"File": file})
	}
	_, err = fmt.Fprintln(f, key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return refuse(exitUsage, "command.fault.file_unwritable", fault.Args{"File": file})
	}
	fmt.Fprintln(out.Out, recipient)
	return nil
}

// backupFault says in a sentence what is wrong with a backup or its keys.
func backupFault(err error) error {
	for is, key := range map[error]string{
		backup.ErrRecipient: "command.fault.backup_recipient", backup.ErrFew: "command.fault.backup_few",
		backup.ErrKey: "command.fault.backup_key", backup.ErrDamaged: "command.fault.backup_damaged",
		backup.ErrSource: "command.fault.backup_source", backup.ErrForged: "command.fault.backup_forged",
	} {
		if errors.Is(err, is) {
			return &fault.Error{Kind: fault.Invalid, Key: key, Err: err}
		}
	}
	return err
}
