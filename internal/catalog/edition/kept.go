package edition

import (
	"encoding/json"
	"fmt"
	"path"

	"creditportal/internal/catalog"
)

// kept is one file of an edition in the form in which a store keeps several.
type kept struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// StarterSource returns the starter catalog in the form that a store keeps:
// its files, whole, as JSON. It panics when the shipped files cannot be read,
// which the tests of this package exclude.
func StarterSource() []byte {
	names, err := shipped.ReadDir("starter")
	if err != nil {
		panic(err)
	}
	var files []kept
	for _, entry := range names {
		text, err := shipped.ReadFile(path.Join("starter", entry.Name()))
		if err != nil {
			panic(err)
		}
		files = append(files, kept{entry.Name(), string(text)})
	}
	source, err := json.Marshal(files)
	if err != nil {
		panic(err)
	}
	return source
}

// ReadKept reads an edition in the form that a store keeps: one TOML file, or
// several as StarterSource writes them. Its errors are those of Read.
func ReadKept(name string, text []byte) (catalog.Edition, error) {
	if len(text) < 2 || text[0] != '[' || text[1] != '{' {
		return Read(name, text)
	}
	var files []kept
	if err := json.Unmarshal(text, &files); err != nil {
		return catalog.Edition{}, fmt.Errorf("reading the kept catalog %s: %w", name, err)
	}
	sources := make([]source, len(files))
	for i, f := range files {
		sources[i] = source{f.Name, f.Text}
	}
	return assemble(sources)
}
