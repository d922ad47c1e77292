package sheet

import (
	"archive/zip"
	"os"
	"path"
	"slices"
	"strings"
)

// workbook is an XLSX file.
type workbook struct {
	*archive
	sheets   []tab
	base1904 bool
	texts    *zip.File // what cells share, may be nil
	shared   *sharedTexts
}

// tab is one sheet of a workbook.
type tab struct {
	name   string
	id     string // of the relation
	hidden bool
	file   *zip.File
}

// relation is one line of a member that says what another refers to.
type relation struct {
	id, kind, target string
	external         bool
}

func openWorkbook(file *os.File, size int64, opts Options) (*workbook, error) {
	a, err := openArchive(file, size, opts)
	if err != nil {
		return nil, err
	}
	w := &workbook{archive: a}
	main := w.member("xl/workbook.xml")
	if main == nil || w.member("[Content_Types].xml") == nil {
		return nil, refuse(KeyFormat, nil)
	}
	for _, step := range []func() error{
		w.refuseTypes,
		w.refuseActive,
		func() error { return w.readSheets(main) },
		func() error { return w.relate(main) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// active are the parts of names that only members with code, embedded objects
// or links to other files have.
func active() []string {
	return []string{
		"vbaproject", "vbadata", "xl/externallinks/", "xl/embeddings/", "xl/activex/",
		"xl/macrosheets/", "xl/dialogsheets/", "xl/connections.xml", "xl/querytables/",
	}
}

// refuseActive refuses a workbook that could do something, or fetch something,
// when a person opens it. Hyperlinks alone may lead out: a click follows them.
func (w *workbook) refuseActive() error {
	for _, f := range w.files {
		name := strings.ToLower(memberName(f))
		if slices.ContainsFunc(active(), func(part string) bool { return strings.Contains(name, part) }) {
			return refuse(KeyActiveContent, nil)
		}
		if path.Ext(name) != ".rels" {
			continue
		}
		relations, err := w.relations(f)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(relations, relation.active) {
			return refuse(KeyActiveContent, nil)
		}
	}
	return nil
}

func (r relation) active() bool {
	kind := strings.ToLower(r.kind)
	return r.external && kind != "hyperlink" ||
		slices.Contains([]string{"oleobject", "externallink", "vbaproject", "control", "attachedtoolbars"}, kind)
}

func (w *workbook) relations(f *zip.File) ([]relation, error) {
	var all []relation
	err := w.parse(f, func(p *piece) bool {
		if p.is(opening, "Relationship") {
			all = append(all, relation{
				id: p.value("Id"), kind: path.Base(p.value("Type")), target: p.value("Target"),
				external: strings.EqualFold(p.value("TargetMode"), "External"),
			})
		}
		return false
	})
	return all, err
}

// readSheets reads the names of the sheets and from which year days count.
func (w *workbook) readSheets(main *zip.File) error {
	return w.parse(main, func(p *piece) bool {
		switch {
		case p.is(opening, "workbookPr"):
			day := p.value("date1904")
			w.base1904 = day == "1" || day == "true"
		case p.is(opening, "sheet"):
			state := p.value("state")
			w.sheets = append(w.sheets, tab{
				name: p.value("name"), id: p.value("id"), hidden: state == "hidden" || state == "veryHidden",
			})
		}
		return p.is(ending, "sheets")
	})
}

// relate finds the members that hold the sheets and the shared texts. Charts
// and hidden sheets are left out; if all are hidden, none is.
func (w *workbook) relate(main *zip.File) error {
	dir := path.Dir(memberName(main))
	links := w.member(path.Join(dir, "_rels", path.Base(memberName(main))+".rels"))
	if links == nil {
		return damaged(nil)
	}
	relations, err := w.relations(links)
	if err != nil {
		return err
	}
	for _, r := range relations {
		file := w.member(resolve(dir, r.target))
		switch r.kind {
		case "sharedStrings":
			w.texts = file
		case "worksheet":
			for i := range w.sheets {
				if w.sheets[i].id == r.id {
					w.sheets[i].file = file
				}
			}
		}
	}
	w.sheets = slices.DeleteFunc(w.sheets, func(t tab) bool { return t.file == nil })
	if slices.ContainsFunc(w.sheets, func(t tab) bool { return !t.hidden }) {
		w.sheets = slices.DeleteFunc(w.sheets, func(t tab) bool { return t.hidden })
	}
	if len(w.sheets) == 0 {
		return damaged(nil)
	}
	return nil
}

func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(dir, target)
}

// rows begins to read a sheet: shared texts first, then the member once to its
// end for merged cells and to know that it is whole.
func (w *workbook) rows(t tab) (source, error) {
	if w.shared == nil {
		shared, err := w.readShared()
		if err != nil {
			return nil, err
		}
		w.shared = shared
	}
	merged, err := w.readMerged(t.file)
	if err != nil {
		return nil, err
	}
	in, err := w.open(t.file)
	if err != nil {
		return nil, err
	}
	return &worksheet{
		in: in, markup: markup{from: in}, shared: w.shared, merged: merged, opts: w.opts, base1904: w.base1904,
	}, nil
}
