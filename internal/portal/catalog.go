package portal

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/fault"
	"creditportal/internal/provider"
	"creditportal/internal/sheet"
	"creditportal/internal/subject"
)

// ProviderImport enters the providers of a CSV file. It ends with exit code 6
// when a row cannot be taken; then none is entered.
func ProviderImport(ctx context.Context, out *Console, cfg Config, file string, m Mandate) error {
	if strings.TrimSpace(m.As) == "" {
		return refuse(exitUsage, "command.fault.officer_missing", nil)
	}
	text, err := readFile(file)
	if err != nil {
		return err
	}
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	rows.FieldsPerRecord = -1
	table, err := rows.ReadAll()
	if err != nil {
		return withCode(exitRefused, fmt.Errorf("reading %s: %w", filepath.Base(file), err))
	}
	list, faults, err := provider.ReadList(table, readCode)
	if err != nil {
		return withCode(exitRefused, err)
	}
	for _, f := range faults {
		out.Note("command.import_line.fault", "Row", f.Row, "Column", "", "Value", "", "Reason", out.Fault(f.Err))
	}
	if len(faults) > 0 {
		return toldError{exitRefused}
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		same := 0
		for _, unit := range list {
			if have, ok := p.lookup(unit.Code); ok && equalProvider(have, unit) {
				same++
			}
		}
		err := p.store.EnterProviders(ctx, list,
			p.event(audit.ProviderEntered, "providers", m, actor.CatalogAdmin, p.once()))
		if err != nil {
			return err
		}
		out.Say("command.provider_line.entered", "Count", len(list)-same, "Same", same)
		return nil
	})
}

func equalProvider(a, b provider.Provider) bool {
	return a.Code == b.Code && a.Name == b.Name && a.Kind == b.Kind && a.Track == b.Track &&
		slices.Equal(a.AnswersFor, b.AnswersFor)
}

func readCode(text string) (string, error) {
	code, err := subject.ParseCode(text)
	return code.String(), err
}

// CatalogShow prints the catalog in force, or the one in the file; without an
// installation the starter catalog.
func CatalogShow(ctx context.Context, out *Console, cfg Config, file string) error {
	if file != "" {
		text, err := readFile(file)
		if err != nil {
			return err
		}
		ed, err := edition.Read(file, text)
		if err != nil {
			return withCode(exitConfig, err)
		}
		printEdition(out, ed)
		return nil
	}
	if !cfg.hasSecret() {
		printEdition(out, edition.MustStarter())
		return nil
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		ed := p.edition()
		if ed.ID == "" {
			ed = edition.MustStarter()
		}
		printEdition(out, ed)
		return nil
	})
}

func printEdition(out *Console, ed catalog.Edition) {
	out.Say("command.catalog_line.edition", "Edition", ed.ID, "Title", ed.Title, "From", ed.From)
	for _, it := range ed.Items {
		closed := ""
		if it.Closed {
			closed = out.T("command.catalog_line.closed")
		}
		fmt.Fprintf(out.Out, "%s  %s%s  %s  %s\n", it.Code, it.Name, closed,
			out.T("catalog.class."+string(it.Class)), channels(out, it))
	}
}

func channels(out *Console, it catalog.Item) string {
	var parts []string
	for _, kind := range subject.Kinds() {
		var names []string
		for _, c := range it.Channels[kind] {
			names = append(names, out.T("catalog.channel."+string(c)))
		}
		if len(names) > 0 {
			parts = append(parts, out.T("subject.kind."+string(kind))+": "+strings.Join(names, "/"))
		}
	}
	return strings.Join(parts, "; ")
}

// CatalogLoad enters an edition of the catalog; without a file the starter
// catalog.
func CatalogLoad(ctx context.Context, out *Console, cfg Config, file string, m Mandate) error {
	if strings.TrimSpace(m.As) == "" {
		return refuse(exitUsage, "command.fault.officer_missing", nil)
	}
	ed, source := edition.MustStarter(), edition.StarterSource()
	if file != "" {
		text, err := readFile(file)
		if err != nil {
			return err
		}
		if ed, err = edition.Read(file, text); err != nil {
			return withCode(exitConfig, err)
		}
		source = text
	}
	return withPortal(ctx, out, cfg, func(p *Portal) error {
		for _, have := range p.library.Load().editions {
			if have.ID == ed.ID && have.Digest == ed.Digest {
				out.Say("command.catalog_line.same", "Edition", ed.ID)
				return nil
			}
		}
		event := p.event(audit.CatalogLoaded, "catalog/"+ed.ID, m, actor.CatalogAdmin, p.once())
		if err := p.store.KeepEdition(ctx, ed, source, event); err != nil {
			return err
		}
		out.Say("command.catalog_line.loaded", "Edition", ed.ID, "Count", len(ed.Items))
		return nil
	})
}

// Template writes the provider's template of an item: a sheet whose first row
// holds the headings, and one that explains every column.
func Template(ctx context.Context, out *Console, cfg Config, code, file string) error {
	ed := edition.MustStarter()
	if cfg.hasSecret() {
		err := withPortal(ctx, out, cfg, func(p *Portal) error {
			if p.edition().ID != "" {
				ed = p.edition()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	item, ok := ed.Item(strings.ToUpper(code))
	if !ok || item.Closed {
		return refuse(exitUsage, "command.fault.item_unknown", fault.Args{"Item": code})
	}
	if file == "" {
		file = item.Code + ".xlsx"
	}
	f, err := os.OpenFile(filepath.Clean(file), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return refuse(exitUsage, "command.fault.file_exists", fault.Args{"File": file})
	}
	defer f.Close() //nolint:errcheck // Sync below says whether it was written
	if err := sheet.WriteXLSX(f, templateSheets(out, item)...); err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("writing %s: %w", file, err)
	}
	out.Say("command.template_line.written", "File", file)
	return nil
}
