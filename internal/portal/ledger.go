package portal

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/monitor"
	"creditportal/internal/query"
	"creditportal/internal/store"
	"creditportal/web"
)

// The pace of the ledger: rows of the last minutes are looked for every few
// seconds, all rows at the start and once a day.
const (
	sequenceEvery = 5 * time.Second
	sweepEvery    = 24 * time.Hour
)

// mostForged is how many rows of a round that the portal did not write are told of
// one by one; the log names all of them.
const mostForged = 20

// nowhere is in whose name a portal signs that has no address of its own.
const nowhere = "localhost"

// book is the ledger of the installation, which signs in the name of its host:
// in the one in which it began, since whoever checks knows its key by that name.
func (p *Portal) book() (*store.Ledger, error) {
	host, err := p.store.LedgerHost(context.Background())
	if err != nil {
		return nil, storeError(err)
	}
	if host != "" {
		return p.store.Ledger(host)
	}
	host = nowhere
	if u, err := url.Parse(p.cfg.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	return p.store.Ledger(host)
}

// audited gives the pages what who audits is shown.
func (p *Portal) audited(deps *web.Deps) error {
	book, err := p.book()
	deps.Ledger, deps.Auditor = book, query.NewAuditor(deps.Desk, p.store)
	deps.Authorisations = p.authorisations(deps.Desk)
	return err
}

// keepLedger makes rows of the logs leaves of the ledger until ctx ends. While
// it cannot, answers go on: the rows are safe, and wait.
func (p *Portal) keepLedger(ctx context.Context) {
	book, err := p.book()
	if err != nil {
		p.log.Error("opening the ledger", "error", err)
		return
	}
	var swept time.Time
	round := func() {
		now := time.Now()
		all := now.Sub(swept) >= sweepEvery
		if p.sequence(ctx, book, all) == nil && all {
			swept = now
		}
	}
	round()
	again(ctx, sequenceEvery, round)
}

// sequence does one round, and says aloud what must not be.
func (p *Portal) sequence(ctx context.Context, book *store.Ledger, all bool) error {
	done, err := book.Sequence(ctx, p.clock.Now(), all)
	if len(done.Refused) > 0 {
		p.log.Error("rows of the logs that the portal did not write", "rows", done.Refused)
		for _, row := range done.Refused[:min(len(done.Refused), mostForged)] {
			forged := monitor.Alarm{
				Sign: monitor.Forged, Day: p.clock.Today(), Look: strconv.FormatInt(row, 10), Count: len(done.Refused),
			}
			if err := p.watch.Raise(ctx, forged); err != nil {
				p.log.Error("raising an alert", "error", err)
			}
		}
	}
	if fault.Is(err, fault.Stale) || ctx.Err() != nil { // another process did it
		return nil //nolint:nilerr // the other one says what became of it
	}
	if err != nil {
		p.log.Error("keeping the ledger", "error", err)
	}
	return err
}

// Sequence does, once, what the ledger owes now.
func (p *Portal) Sequence(ctx context.Context) error {
	book, err := p.book()
	if err != nil {
		return err
	}
	return p.sequence(ctx, book, true)
}

// AuditVerify holds the logs of the running installation against the ledger and
// against checkpoints that were kept elsewhere. It ends with exit code 1 when
// something is not as it was.
func AuditVerify(ctx context.Context, out *Console, cfg Config, kept, witnesses []string) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		book, err := p.book()
		if err != nil {
			return withCode(exitConfig, err)
		}
		keys, err := ledger.ReadKeys(append([]string{book.Key()}, witnesses...)...)
		if err != nil {
			return refuse(exitUsage, "command.fault.ledger_key", nil)
		}
		notes, err := readNotes(kept)
		if err != nil {
			return err
		}
		report, err := ledger.Verify(ctx, book, keys, notes, time.Now())
		if err != nil {
			return withCode(exitUsage, fmt.Errorf("verifying the ledger: %w", err))
		}
		return out.verified(report)
	})
}

// verified says what a verification found.
func (c *Console) verified(r ledger.Report) error {
	for _, f := range r.Findings {
		c.Say("command.audit_finding."+string(f.Kind), "Row", fmt.Sprintf("%s/%d", f.Log, f.Row),
			"Other", fmt.Sprintf("%s/%d", f.Log, f.Other), "Origin", f.Origin, "From", f.From, "To", f.To-1)
	}
	for _, g := range r.Gaps {
		for _, l := range g.Lost {
			c.Say("command.audit_line.gap", "Origin", l.Origin, "From", l.From, "To", l.To-1,
				"At", g.At.Format(time.RFC3339), "Witnesses", cmp.Or(c.List(g.Signed), "–"))
		}
	}
	if r.Newest.At.IsZero() {
		c.Say("command.audit_line.unsigned")
		return toldError{exitFailure}
	}
	c.Say("command.audit_line.verified", "Rows", r.Rows, "Leaves", r.Leaves, "Checkpoints", r.Checkpoints,
		"Origin", r.Newest.Origin, "Size", r.Newest.Size, "At", r.Newest.At.Format(time.RFC3339))
	if len(r.Findings) > 0 {
		c.Say("command.audit_line.findings", "Count", len(r.Findings))
		return toldError{exitFailure}
	}
	c.Say("command.audit_line.clean")
	return nil
}

// AuditKey prints the public key by which checkpoints are known.
func AuditKey(ctx context.Context, out *Console, cfg Config) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		book, err := p.book()
		if err != nil {
			return withCode(exitConfig, err)
		}
		fmt.Fprintln(out.Out, book.Key())
		return nil
	})
}

// AuditCheckpoint prints the newest checkpoint, to be kept elsewhere.
func AuditCheckpoint(ctx context.Context, out *Console, cfg Config) error {
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		book, err := p.book()
		if err != nil {
			return withCode(exitConfig, err)
		}
		standing, err := book.Standing(ctx)
		if err != nil {
			return storeError(err)
		}
		if len(standing.Note) == 0 {
			return withCode(exitLater, fault.New(fault.Busy, "ledger.fault.unsigned", nil))
		}
		_, err = out.Out.Write(slices.Clone(standing.Note))
		return err
	})
}
