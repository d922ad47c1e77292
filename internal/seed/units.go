package seed

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"

	"creditportal/internal/subject"
)

//go:embed units.toml
var unitsFile string

// Unit is a synthetic provider.
type Unit struct {
	Name  string
	Code  subject.Code
	Kind  string // 中文 word of the provider's kind
	Track string // authority track, "" for the ordinary one
	Items []string
}

type unitFile struct {
	Unit []struct {
		Name, Kind, Track, Code, Organisation string
		Items                                 []string
	}
	Share map[string]int
}

var units = sync.OnceValue(func() unitFile {
	var f unitFile
	if _, err := toml.Decode(unitsFile, &f); err != nil {
		panic(fmt.Sprintf("reading the synthetic providers: %v", err))
	}
	return f
})

// Units returns the synthetic providers. It returns an error only when a code
// cannot be composed.
func Units() ([]Unit, error) {
	var all []Unit
	for _, u := range units().Unit {
		unit := Unit{Name: u.Name, Kind: u.Kind, Track: u.Track, Items: u.Items}
		var err error
		if u.Code != "" {
			unit.Code, err = subject.ParseCode(u.Code)
		} else {
			unit.Code, err = subject.ComposeCode("11"+region, u.Organisation)
		}
		if err != nil {
			return nil, fmt.Errorf("making provider %s: %w", u.Name, err)
		}
		all = append(all, unit)
	}
	return all, nil
}
