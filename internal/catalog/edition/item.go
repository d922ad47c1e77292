package edition

import (
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/subject"
)

// kindsOf expands the letters of the catalog's tables.
var kindsOf = map[string][]subject.Kind{
	"O": {subject.LegalPerson, subject.Organisation},
	"I": {subject.IndividualBusiness},
	"P": {subject.Person},
}

// The closed vocabularies of an item.
var (
	terms = []catalog.Term{
		catalog.ByConduct, catalog.ByConductStated, catalog.ByValidity, catalog.ByRegistration, catalog.ByWithdrawal,
	}
	repairs = []catalog.Repair{
		catalog.NotRepairable, catalog.Repairable, catalog.RepairByOrder, catalog.ByCourt, catalog.ByRemoval,
	}
	channels = []catalog.Channel{catalog.Public, catalog.Authorised, catalog.Shared}
)

// add reads one item into the edition.
func (b *builder) add(s source, it item) error {
	at := place{s, s.lineOfItem(it.Code), it.Code}
	if b.seen[it.Code] {
		return at.refuse("catalog.fault.twice", fault.Args{"Name": it.Code})
	}
	b.seen[it.Code] = true
	if err := at.complete(it); err != nil {
		return err
	}
	built := catalog.Item{
		Code: it.Code, Name: it.Name, Class: catalog.Class(it.Class), Providers: it.Providers,
		Term: catalog.Term(it.Term), Repair: catalog.Repair(it.Repair), Honour: it.Honour, Dual: it.Dual,
		List: it.List, Closed: it.Closed, CityWide: it.CityWide, Bases: it.Bases, MapsTo: it.MapsTo,
		Site: it.Site, PersonRule: it.PersonBasis, Key: it.Key, Title: it.Title,
	}
	for _, step := range []func(place, item, *catalog.Item) error{
		readHeads, readChannels, b.readFields, checkHeads, checkPersons, checkNames, checkKey,
	} {
		if err := step(at, it, &built); err != nil {
			return err
		}
	}
	b.edition.Items = append(b.edition.Items, built)
	return nil
}

// place is where an item stands.
type place struct {
	source source
	line   int
	item   string
}

func (p place) refuse(key string, more fault.Args) error {
	return p.source.refuse(p.line, key, args(p.item, more))
}

// refuseAt points at the line, from the item on, that holds the text value.
func (p place) refuseAt(value, key string, more fault.Args) error {
	line, _ := p.source.lineOf(value, p.line)
	return p.source.refuse(line, key, args(p.item, more))
}

// refuseSecond points at the second such line, where there is one.
func (p place) refuseSecond(value, key string, more fault.Args) error {
	line, _ := p.source.lineOf(value, p.line)
	if second, ok := p.source.lineOf(value, line+1); ok {
		line = second
	}
	return p.source.refuse(line, key, args(p.item, more))
}

// complete looks for the elements that art. 9 asks of every item: 提供单位, 信息事项,
// 公开属性, 有效期限, and those that the portal adds.
func (p place) complete(it item) error {
	elements := []struct {
		name    string
		present bool
	}{
		{"code", it.Code != ""},
		{"name", it.Name != ""},
		{"class", it.Class != ""},
		{"heads", len(it.Heads) > 0},
		{"providers", len(it.Providers) > 0},
		{"channels", len(it.Channels) > 0 || it.Closed},
		{"term", it.Term != ""},
		{"repair", it.Repair != ""},
		{"bases", len(it.Bases) > 0},
		{"maps_to", it.MapsTo != ""},
		{"fields", len(it.Fields)+len(it.Before)+len(it.After) > 0 || it.Closed},
		{"key", len(it.Key) > 0 || it.Closed},
	}
	for _, e := range elements {
		if !e.present {
			return p.refuse("catalog.fault.missing", fault.Args{"Element": e.name})
		}
	}
	switch {
	case !slices.Contains(terms, catalog.Term(it.Term)):
		return p.refuseAt(it.Term, "catalog.fault.unknown_word", fault.Args{"Found": it.Term})
	case !slices.Contains(repairs, catalog.Repair(it.Repair)):
		return p.refuseAt(it.Repair, "catalog.fault.unknown_word", fault.Args{"Found": it.Repair})
	}
	return nil
}

func readHeads(p place, it item, built *catalog.Item) error {
	for _, text := range it.Heads {
		h, err := catalog.ParseHead(text)
		if err != nil {
			return p.refuseAt(text, "catalog.fault.unknown_word", fault.Args{"Found": text})
		}
		if h.Class() != built.Class {
			return p.refuseAt(text, "catalog.fault.class", fault.Args{"Head": text})
		}
		built.Heads = append(built.Heads, h)
	}
	return nil
}

func readChannels(p place, it item, built *catalog.Item) error {
	built.Channels = map[subject.Kind][]catalog.Channel{}
	for letter, words := range it.Channels {
		kinds, ok := kindsOf[letter]
		if !ok {
			return p.refuse("catalog.fault.unknown_word", fault.Args{"Found": letter})
		}
		list := make([]catalog.Channel, 0, len(words))
		for _, word := range words {
			if !slices.Contains(channels, catalog.Channel(word)) {
				return p.refuseAt(word, "catalog.fault.unknown_word", fault.Args{"Found": word})
			}
			list = append(list, catalog.Channel(word))
		}
		for _, k := range kinds {
			built.Channels[k] = list
		}
	}
	return nil
}

// checkHeads holds the item against the matrix of art. 14 to 16: each kind of
// subject needs a head that admits it, each head a kind that it admits.
func checkHeads(p place, _ item, built *catalog.Item) error {
	for k := range built.Channels {
		if !slices.ContainsFunc(built.Heads, func(h catalog.Head) bool { return h.Admits(k) }) {
			return p.refuse("catalog.fault.head", fault.Args{"Kind": string(k)})
		}
	}
	for _, h := range built.Heads {
		admits := built.Closed
		for k := range built.Channels {
			admits = admits || h.Admits(k)
		}
		if !admits {
			return p.refuseAt(h.String(), "catalog.fault.head_unused", fault.Args{"Head": h.String()})
		}
	}
	return nil
}

// checkPersons keeps natural persons off the public channel unless the item
// cites the national rule that allows it (条例 20).
func checkPersons(p place, _ item, built *catalog.Item) error {
	if built.Discloses(subject.Person, catalog.Public) && built.PersonRule == "" {
		return p.refuse("catalog.fault.person_public", nil)
	}
	return nil
}

// checkNames refuses an item or field that names a kind of information that
// art. 17 forbids, or allows only with written consent.
func checkNames(p place, _ item, built *catalog.Item) error {
	names := []string{built.Name}
	for _, f := range built.Fields {
		names = append(names, f.Label)
	}
	for _, name := range names {
		for _, hit := range disclosure.Scan(name) {
			word := fault.Args{"Word": name[hit.From:hit.To]}
			if hit.Kind == disclosure.Prohibited {
				return p.refuseAt(name, "catalog.fault.prohibited", word)
			}
			if hit.Kind == disclosure.ConsentBound {
				return p.refuseAt(name, "catalog.fault.consent", word)
			}
		}
	}
	return nil
}

// KeyOfSubject is the part of a business key that stands for whom the record
// is about.
const KeyOfSubject = "subject"

// checkKey resolves the business key and the title against the fields.
func checkKey(p place, _ item, built *catalog.Item) error {
	for _, part := range built.Key {
		_, isField := built.Field(part)
		isColumn := slices.ContainsFunc(built.Fields, func(f catalog.Field) bool { return f.Spine == part })
		if part != KeyOfSubject && !isField && !isColumn {
			return p.refuseAt(part, "catalog.fault.no_such_field", fault.Args{"Found": part})
		}
	}
	for _, code := range built.Title {
		if f, ok := built.Field(code); !ok || f.Spine != "" {
			return p.refuseAt(code, "catalog.fault.no_such_field", fault.Args{"Found": code})
		}
	}
	return nil
}
