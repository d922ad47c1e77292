package index

import (
	"cmp"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

// facetFields read, of a profile, the fields whose values are offered with
// their counts.
var facetFields = [...]func(*profile) string{
	func(p *profile) string { return p.item },
	func(p *profile) string { return p.authority },
	func(p *profile) string { return p.kind },
	func(p *profile) string { return string(p.marking) },
}

// facet numbers the values of a field, from 1.
type facet struct {
	texts   []string
	numbers map[string]uint32
}

// numberOf returns the number of the text, or one that no profile bears.
func (f *facet) numberOf(text string) uint32 {
	if n, known := f.numbers[text]; known {
		return n
	}
	return none
}

func (f *facet) add(text string) uint32 {
	n, known := f.numbers[text]
	if !known {
		if f.numbers == nil {
			f.numbers = map[string]uint32{}
		}
		f.texts = append(f.texts, text)
		n = number(len(f.texts))
		f.numbers[text] = n
	}
	return n
}

// traits are the numbers of a profile's values.
type traits [len(facetFields)]uint32

// fillTraits numbers the values of all profiles.
func (s *records) fillTraits() {
	s.traits = make([]traits, len(s.profiles))
	for p := range s.profiles {
		for i, read := range facetFields {
			s.traits[p][i] = s.facets[i].add(read(&s.profiles[p]))
		}
	}
}

// tally is numbers of records by value of a filter.
type tally map[string]int

// Facets returns, for each field of a filter, the values to choose from with
// the number of records that each would show on the day today.
func (ix *Index) Facets(f search.Filter, today civil.Date) search.Facets {
	var counts [len(facetFields)]tally
	for i := range counts {
		counts[i] = tally{}
	}
	ix.state.Load().each(f, today, func(_ *layer[*records], n *narrowing) {
		for i, of := range n.facets() {
			for v, count := range of {
				if text := n.segment.facets[i].texts[v]; count > 0 {
					counts[i][text] += count
				}
			}
		}
	})
	return search.Facets{
		Items: counts[0].sorted(), Authorities: counts[1].sorted(), Kinds: counts[2].sorted(), Markings: counts[3].sorted(),
	}
}

// facets counts by each value the records that pass, the value's own field
// apart.
func (n *narrowing) facets() [len(facetFields)][]int {
	var counts [len(facetFields)][]int
	for i := range counts {
		counts[i] = make([]int, len(n.segment.facets[i].texts))
	}
	for p, count := range n.byProfile() {
		if count == 0 {
			continue
		}
		for i, v := range n.segment.traits[p] {
			if n.fails[p]&^(1<<i) == 0 {
				counts[i][v-1] += int(count)
			}
		}
	}
	return counts
}

// sorted returns the values, most records first, then by value. Records without
// a value offer nothing to choose.
func (t tally) sorted() []search.Facet {
	var facets []search.Facet
	for text, count := range t {
		if text != "" {
			facets = append(facets, search.Facet{Value: text, Count: count})
		}
	}
	slices.SortFunc(facets, func(a, b search.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return facets
}
