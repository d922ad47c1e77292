// Package seed makes synthetic data for the demo and for tests: organisations,
// persons and the rows that providers would report. Everything is marked 示例
// and carries numbers of region 370399, which no real subject bears.
// The same seed always makes the same data.
package seed

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/BurntSushi/toml"
)

// region is a district code that is never assigned.
const region = "370399"

//go:embed words.toml
var wordsFile string

type wordLists struct {
	First, Second, Third, Trade, Form, Office, Shop, Stem, Branch, Road []string
	Rare                                                                string
}

var words = sync.OnceValue(func() wordLists {
	var w wordLists
	if _, err := toml.Decode(wordsFile, &w); err != nil {
		panic(fmt.Sprintf("reading the words of synthetic names: %v", err))
	}
	return w
})

// pick returns an element of the list for the number n and what is left of n.
func pick(list []string, n int) (string, int) { return list[n%len(list)], n / len(list) }
