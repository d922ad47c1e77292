// Package edition reads editions of the catalog from TOML files: the starter
// catalog that ships inside the program, and an operator's own. It refuses
// whatever it does not understand and whatever the law does not allow, with
// file and line (art. 9, 14 to 17 and 21 of the Measure).
package edition

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"sync"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
)

//go:embed starter/*.toml
var shipped embed.FS

// Starter returns the starter catalog.
var Starter = sync.OnceValues(func() (catalog.Edition, error) { return readFolder(shipped, "starter") })

// MustStarter is Starter; it panics when the shipped files are not sound,
// which the tests of this package exclude.
func MustStarter() catalog.Edition {
	e, err := Starter()
	if err != nil {
		panic(err)
	}
	return e
}

// Read reads an edition that stands in one file. The error wraps a
// *fault.Error with File and Line.
func Read(name string, text []byte) (catalog.Edition, error) {
	return assemble([]source{{path.Base(name), string(text)}})
}

// readFolder reads an edition that stands in the TOML files of a folder.
func readFolder(folder fs.FS, dir string) (catalog.Edition, error) {
	names, err := fs.Glob(folder, path.Join(dir, "*.toml"))
	if err != nil {
		return catalog.Edition{}, fmt.Errorf("reading the catalog in %s: %w", dir, err)
	}
	var sources []source
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return catalog.Edition{}, fmt.Errorf("reading the catalog in %s: %w", dir, err)
		}
		sources = append(sources, source{path.Base(name), string(text)})
	}
	return assemble(sources)
}

// builder puts an edition together from its files.
type builder struct {
	edition catalog.Edition
	choices map[string][]catalog.Alternative
	sets    map[string][]field
	seen    map[string]bool // item codes
}

func assemble(sources []source) (catalog.Edition, error) {
	b := builder{choices: map[string][]catalog.Alternative{}, sets: map[string][]field{}, seen: map[string]bool{}}
	files := make([]file, len(sources))
	digest := sha256.New()
	for i, s := range sources {
		f, err := s.decode()
		if err != nil {
			return catalog.Edition{}, err
		}
		_, _ = fmt.Fprintf(digest, "%s\n%d\n%s", s.name, len(s.text), s.text)
		if files[i] = f; f.Edition != nil {
			if err := b.head(s, *f.Edition); err != nil {
				return catalog.Edition{}, err
			}
		}
		if err := b.share(s, f); err != nil {
			return catalog.Edition{}, err
		}
	}
	if b.edition.ID == "" && len(sources) > 0 {
		return catalog.Edition{}, sources[0].refuse(1, "catalog.fault.missing", fault.Args{"Element": "edition"})
	}
	for i, s := range sources {
		for _, it := range files[i].Item {
			if err := b.add(s, it); err != nil {
				return catalog.Edition{}, err
			}
		}
	}
	b.edition.Digest = hex.EncodeToString(digest.Sum(nil))
	return b.edition, nil
}

// head reads the edition's own data.
func (b *builder) head(s source, h header) error {
	line := s.lineOfKey("edition")
	switch {
	case h.ID == "":
		return s.refuse(line, "catalog.fault.missing", fault.Args{"Element": "id"})
	case h.Title == "":
		return s.refuse(line, "catalog.fault.missing", fault.Args{"Element": "title"})
	case h.Published.IsZero():
		return s.refuse(line, "catalog.fault.missing", fault.Args{"Element": "published"})
	case h.From.IsZero():
		return s.refuse(line, "catalog.fault.missing", fault.Args{"Element": "from"})
	case b.edition.ID != "":
		return s.refuse(line, "catalog.fault.twice", fault.Args{"Name": h.ID})
	case h.From.Before(h.Published.Date):
		return s.refuse(s.lineOfKey("from"), "catalog.fault.from_before_published", nil)
	}
	b.edition.ID, b.edition.Title = h.ID, h.Title
	b.edition.Published, b.edition.From = h.Published.Date, h.From.Date
	return nil
}

// share takes up the choices and sets that items of all files may use.
func (b *builder) share(s source, f file) error {
	for name, values := range f.Choices {
		line := s.lineOfKey(name)
		if b.choices[name] != nil {
			return s.refuse(line, "catalog.fault.twice", fault.Args{"Name": name})
		}
		for _, words := range values {
			if len(words) == 0 || words[0] == "" {
				return s.refuse(line, "catalog.fault.value", nil)
			}
			b.choices[name] = append(b.choices[name], catalog.Alternative{Value: words[0], Aliases: words[1:]})
		}
	}
	for _, set := range f.Set {
		line := s.lineOfSet(set.Name)
		if set.Name == "" || b.sets[set.Name] != nil {
			return s.refuse(line, "catalog.fault.twice", fault.Args{"Name": set.Name})
		}
		b.sets[set.Name] = set.Fields
	}
	return nil
}

// args joins the item's code to what a refusal says.
func args(code string, more fault.Args) fault.Args {
	all := fault.Args{"Item": code}
	maps.Copy(all, more)
	return all
}
