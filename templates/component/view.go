// Package component draws the parts that pages are made of. Each part is a
// function of one view struct; words arrive in the reader's language.
package component

import "github.com/a-h/templ"

// Tone is the mood of a slip, a banner or a mark. It never stands alone: a
// glyph and words say the same.
type Tone string

// The tones of slips and notices.
const (
	Adverse Tone = "adverse"
	Caution Tone = "caution"
	Good    Tone = "good"
	Info    Tone = "info"
	Neutral Tone = "neutral"
	Archive Tone = "archive"
)

// Glyph returns the shape that tells the tone without colour.
func (t Tone) Glyph() string {
	switch t {
	case Adverse:
		return "■"
	case Caution:
		return "◆"
	case Good:
		return "●"
	case Info:
		return "○"
	case Archive:
		return "◇"
	case Neutral:
	}
	return "–"
}

// Tones lists every tone, for tests and the storybook.
func Tones() []Tone { return []Tone{Adverse, Caution, Good, Info, Neutral, Archive} }

// SlipView is a short label with its tone.
type SlipView struct {
	Tone Tone
	Text string
}

// LinkView is an address, complete with language, and its words.
type LinkView struct {
	Label string
	Href  string
	Note  string // a few words after the link, e.g. a count; may be empty
}

// NoticeView is a bar above the content: a draft measure, a stale source.
type NoticeView struct {
	Tone Tone
	Text string
	Link LinkView // empty Href: none
}

// AnnotationView is the banner of an annotated record.
type AnnotationView struct {
	Tone   Tone
	Title  string // e.g. 异议处理中
	Text   string // the sentence with its date
	Detail string // what it means for the reader; may be empty
}

// NumeralView is a large figure with its words, optionally a link.
type NumeralView struct {
	Value string
	Unit  string
	Label string
	Href  string // empty: not a link
	Tone  Tone   // empty: ink
}

// CodeView is a code or number that is copied as one piece.
type CodeView struct {
	Value string
	Label string // names the copy button, e.g. 统一社会信用代码
	Copy  bool   // offer the copy button
}

// Groups splits an 18-character code 2-6-9-1, the parts of GB 32100; any other
// value is one group. Joined, the groups are the value.
func (v CodeView) Groups() []string {
	r := []rune(v.Value)
	if len(r) != 18 {
		return []string{v.Value}
	}
	return []string{string(r[:2]), string(r[2:8]), string(r[8:17]), string(r[17:])}
}

// FactView is one line of facts.
type FactView struct {
	Term    string
	Own     string // language of the term where it is not the page's
	Text    string
	Missing string    // why there is no text, when there is none
	Note    string    // smaller, after the text: a basis, a source
	Code    *CodeView // shown instead of the text
	Lang    string    // language of the text where it is not the page's
}

// TimelineView is a list of events, newest first.
type TimelineView struct {
	Groups []TimelineGroup
}

// TimelineGroup is a run of events under one heading, usually a year.
type TimelineGroup struct {
	Heading string // empty: none
	Events  []EventView
}

// EventView is one event.
type EventView struct {
	ID     string // anchor; empty: none
	Day    string // as shown
	ISO    string // machine form of the day
	Slip   *SlipView
	Title  string
	Href   string // of the title; empty: no link
	Detail string
	Lang   string // language of title and detail where it is not the page's
}

// HelpView is the help block, at the same place on every page. Nothing is
// drawn when every field is empty.
type HelpView struct {
	Telephone string
	Window    string
	Hours     string
	Href      string // of the help page
}

// Empty says whether there is nothing to draw.
func (v HelpView) Empty() bool { return v == HelpView{} }

// PagerView leads through a list by its neighbours; nothing is drawn for a
// list of one page.
type PagerView struct {
	First    string // address of the first page; empty on it
	Previous string
	Next     string
	Summary  string // e.g. what part of the list this is; may be empty
}

// Empty says whether there is only one page.
func (v PagerView) Empty() bool { return v.First == "" && v.Previous == "" && v.Next == "" }

// languageOf marks a passage in a language that is not the page's.
func languageOf(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}

// anchorOf gives an element its id, where it has one.
func anchorOf(id string) templ.Attributes {
	if id == "" {
		return nil
	}
	return templ.Attributes{"id": id}
}
