package portal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/store"
)

// erasuresName is the erasure list in the data directory.
const erasuresName = "erasures.list"

// erasures is the file of the erasure list: the one set, or one in the data directory.
func (c Config) erasures() string {
	if c.Erasures != "" {
		return c.Erasures
	}
	return filepath.Join(c.DataDir, erasuresName)
}

// shut refuses, with exit code 4 and what to do, to serve from a database that would
// show again what had ended.
func (p *Portal) shut() error {
	err := p.store.Shut()
	if err == nil {
		return nil
	}
	return withCode(exitDatabase, &fault.Error{
		Kind: fault.Unavailable, Key: shutKey(err), Args: fault.Args{"File": p.cfg.erasures()}, Err: err,
	})
}

// shutKey names the sentence on why a database is shut.
func shutKey(err error) string {
	switch {
	case errors.Is(err, store.ErrBehind):
		return "command.fault.database_behind"
	case errors.Is(err, ledger.ErrErasures):
		return "command.fault.erasures_changed"
	}
	return "command.fault.erasures_lost"
}

// forgetDemo takes away the erasure list of a demo whose database was taken away: it
// begins anew with it.
func (c Config) forgetDemo() {
	file, embedded := strings.CutPrefix(c.database(), "sqlite:")
	if _, err := os.Stat(file); embedded && errors.Is(err, os.ErrNotExist) {
		for _, name := range []string{c.erasures(), c.erasures() + store.CheckpointSuffix} {
			_ = os.Remove(name) // where it cannot, the start says so
		}
	}
}

// erasures says whether the erasure list is there, can be written and says what the
// database says.
func (d *doctor) erasures(ctx context.Context) error {
	if err := d.p.shut(); err != nil {
		var f *fault.Error
		if errors.As(err, &f) {
			d.bad("erasures", d.out.Fault(f))
		}
		return nil
	}
	level, err := d.p.store.Level(ctx)
	if err != nil {
		return storeError(err)
	}
	if level.Open > 0 {
		d.note("erasures", d.out.T("command.doctor_reason.erasures_open", "Count", level.Open))
		return nil
	}
	d.good("erasures")
	return nil
}
