package portal

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"creditportal/internal/attachment"
	"creditportal/internal/blob"
)

// attachmentsName is the folder of what is handed in, in the data directory.
const attachmentsName = "attachments"

// attachments is the desk at which files are handed in; what it keeps is
// encrypted.
func (p *Portal) attachments() (*attachment.Desk, error) {
	if p.files != nil {
		return p.files, nil
	}
	folder := filepath.Join(p.cfg.DataDir, attachmentsName)
	if err := makeDir(folder); err != nil {
		return nil, err
	}
	disk, err := blob.OpenDisk(folder, p.store.Vault(), time.Now)
	if err != nil {
		return nil, withCode(exitConfig, fmt.Errorf("opening the folder of attachments: %w", err))
	}
	p.closing = append(p.closing, disk.Close)
	scan, err := p.cfg.scanner()
	if err != nil {
		return nil, err
	}
	p.files = attachment.NewDesk(p.store, disk, blob.NewChecker().Check, scan)
	return p.files, nil
}

// scanner looks at files for malware. Without one that is set, only the harmless
// file by which scanners are tried is found.
func (c Config) scanner() (attachment.Scanner, error) {
	if c.Scanner == "" {
		return blob.Signature{}, nil
	}
	clamd, err := blob.ParseClamd(c.Scanner)
	if err != nil {
		return nil, refuse(exitConfig, "command.fault.scanner", nil)
	}
	return clamd, nil
}

// tidyEvery is how often what belongs to nothing is swept.
const tidyEvery = time.Hour

// tidy forgets what was begun and not filed in time, ends pictures of documents
// on which nobody has decided in time, disables accounts that lie unused, sweeps files that belong to nothing, and
// asks the scanner about those that it could not look at. Several processes may
// do it at once.
func (p *Portal) tidy(ctx context.Context) error {
	dropped, err := p.drafts().Sweep(ctx)
	lapsed, failed := p.identities().Lapse(ctx)
	err = errors.Join(err, failed, p.disableUnused(ctx))
	files, failed := p.attachments()
	if failed != nil {
		return errors.Join(err, failed)
	}
	swept, failed := files.Sweep(ctx, p.clock.Now())
	if dropped+lapsed > 0 || swept != (attachment.Swept{}) {
		p.log.Info("tidied", "drafts", dropped, "presented", lapsed, "files", swept.Dropped, "orphans", swept.Orphans,
			"judged", swept.Judged)
	}
	return errors.Join(err, failed)
}
