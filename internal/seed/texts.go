package seed

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed texts.toml
var textsFile string

// texts are the words of synthetic records: by item or "any", then by a part
// of the field's label.
var texts = sync.OnceValue(func() map[string]map[string][]string {
	var t map[string]map[string][]string
	if _, err := toml.Decode(textsFile, &t); err != nil {
		panic(fmt.Sprintf("reading the texts of synthetic records: %v", err))
	}
	return t
})

// textFor returns something that a field with the label could say: the list
// whose key is the longest part of the label wins, the item's own first.
func textFor(item, label string, n int) string {
	for _, table := range []string{item, "any"} {
		best := ""
		for key := range texts()[table] {
			if strings.Contains(label, key) && (len(key) > len(best) || len(key) == len(best) && key < best) {
				best = key
			}
		}
		if best != "" {
			text, _ := pick(texts()[table][best], n)
			return text
		}
	}
	text, _ := pick(texts()["generic"]["text"], n)
	return text
}

// heldFacts returns free text that names the person, as intake must hold it.
func heldFacts(p Person, n int) string {
	text, _ := pick(texts()["held"]["facts"], n)
	return strings.NewReplacer(
		"{{name}}", p.Name, "{{number}}", p.Number, "{{phone}}", p.Phone, "{{address}}", p.Address,
	).Replace(text)
}
