package portal

import (
	"fmt"
	"path/filepath"

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
	disk, err := blob.OpenDisk(folder, p.store.Vault(), p.clock.Now)
	if err != nil {
		return nil, withCode(exitConfig, fmt.Errorf("opening the folder of attachments: %w", err))
	}
	p.closing = append(p.closing, disk.Close)
	p.files = attachment.NewDesk(p.store, disk, blob.NewChecker().Check, blob.Signature{})
	return p.files, nil
}
