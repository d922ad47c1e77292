package report

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/subject"
)

// Content is what a report says: whom it is about, and the records by chapter.
type Content struct {
	Subject subject.Subject
	Parts   []Part   // every chapter but Advice, in order, the empty ones too
	Agreed  []Agreed // items that the report is limited to; none: it holds what the enquirer may see
}

// Agreed is an item that the subject agreed to show, and how many records of it
// stand in the report.
type Agreed struct {
	Item  string // code of the catalog
	Count int
}

// Part is a chapter with its records, the newest first.
type Part struct {
	Chapter Chapter
	Lines   []query.Line
}

// Compose puts what the enquirer may see of a file into the shape of a report.
func Compose(file query.File, item func(edition, code string) (catalog.Item, bool)) Content {
	c := Content{Subject: file.Subject}
	by := map[Chapter][]query.Line{}
	for _, line := range file.Lines {
		found, _ := item(line.Edition, line.Item)
		chapter, _ := ChapterOf(found)
		by[chapter] = append(by[chapter], line)
	}
	for _, chapter := range Chapters() {
		if chapter != Advice {
			c.Parts = append(c.Parts, Part{chapter, by[chapter]})
		}
	}
	return c
}

// Only is the content limited to what the subject agreed to: of the chapters those
// alone in which an item of the codes stands. Of any other one nothing is known to
// whoever reads it, not even that it is empty.
func (c Content) Only(codes []string, item func(code string) (catalog.Item, bool)) Content {
	found := map[string]int{}
	for _, line := range c.Lines() {
		found[line.Item]++
	}
	limited := Content{Subject: c.Subject}
	stands := map[Chapter]bool{}
	for _, code := range codes {
		limited.Agreed = append(limited.Agreed, Agreed{code, found[code]})
		it, _ := item(code)
		chapter, _ := ChapterOf(it)
		stands[chapter] = true
	}
	for _, p := range c.Parts {
		if stands[p.Chapter] || len(p.Lines) > 0 {
			limited.Parts = append(limited.Parts, p)
		}
	}
	return limited
}

// Has says whether the chapter is part of the report.
func (c Content) Has(chapter Chapter) bool {
	return slices.ContainsFunc(c.Parts, func(p Part) bool { return p.Chapter == chapter })
}

// Lines lists every record of the report.
func (c Content) Lines() []query.Line {
	var all []query.Line
	for _, p := range c.Parts {
		all = append(all, p.Lines...)
	}
	return all
}

// Empty says whether no record stands in the report.
func (c Content) Empty() bool { return len(c.Lines()) == 0 }

// Count is how many records stand in the chapter.
func (c Content) Count(chapter Chapter) int {
	for _, p := range c.Parts {
		if p.Chapter == chapter {
			return len(p.Lines)
		}
	}
	return 0
}

// Versions names each record with its version.
func (c Content) Versions() []Version {
	var all []Version
	for _, line := range c.Lines() {
		all = append(all, Version{line.ID, line.Version})
	}
	slices.SortFunc(all, func(a, b Version) int {
		if a.Record < b.Record {
			return -1
		}
		return 1
	})
	return all
}

// Fingerprint is the digest of what is recorded in the report, and not of the
// words that the catalog has for it: those may change without anything having
// happened to the subject. The proof code goes into it, so that nobody finds out by
// trying what a short report says.
func (c Content) Fingerprint(proof notice.Proof) notice.Hash {
	h := sha256.New()
	put(h, "report content 2", string(proof), string(c.Subject.Kind), c.Subject.Name, c.Subject.Code.String(),
		c.Subject.Document.String(), string(c.Subject.Standing))
	for _, p := range c.Parts {
		if len(p.Lines) > 0 {
			put(h, "chapter", string(p.Chapter))
		}
		for _, line := range p.Lines {
			putLine(h, line.Shown)
		}
	}
	return notice.Hash(h.Sum(nil))
}

// putLine adds all that a report says of a record. It names each part, so that
// a field that the program learns to know tomorrow changes no fingerprint of
// today.
func putLine(h hash.Hash, s disclosure.Shown) {
	put(h, "record", string(s.Number), fmt.Sprint(s.Version), s.Edition, s.Item, string(s.Class), s.List,
		string(s.Severity), s.SubjectName, s.Matter, s.Document, s.DocumentTitle, s.Authority, s.AuthorityCode, s.Provider,
		s.Site, fmt.Sprint(s.LongTerm), string(s.Annotation.Kind))
	for _, d := range []civil.Date{
		s.DecidedOn, s.ListedOn, s.ValidFrom, s.ValidTo, s.ReceivedOn, s.DisclosedFrom, s.DisclosedUntil,
		s.RepairableFrom, s.Annotation.On,
	} {
		put(h, d.String())
	}
	for _, f := range s.Fields {
		put(h, "field", f.Code, string(f.Kind), f.Value, string(f.Missing))
	}
}

// put adds parts, each with its length before it, so that no two lists agree.
func put(h hash.Hash, parts ...string) {
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p)
	}
}

// Named is the number of the subject as a report shows it: a code whole, a
// person's document masked.
func (c Content) Named() string {
	if c.Subject.Kind != subject.Person {
		return c.Subject.Code.String()
	}
	return c.Subject.Document.String()
}
