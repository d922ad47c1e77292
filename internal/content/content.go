// Package content is what the office writes beside the records: notices, news,
// policy, cases, knowledge and help (art. 5, 9). A piece is written by one
// officer and published by another; what is on display is the published
// wording alone, whatever is being written.
package content

import (
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Column is a section of pieces.
type Column string

// The columns of the site. Help is part of the program; the others are written
// by the office.
const (
	Notices   Column = "notices"   // 通知公告
	News      Column = "news"      // 工作动态
	Policy    Column = "policy"    // 政策法规
	Cases     Column = "cases"     // 典型案例
	Knowledge Column = "knowledge" // 信用知识
	Help      Column = "help"      // 帮助
)

// Columns returns the columns that the office writes, in the order of the site.
func Columns() []Column { return []Column{Notices, Policy, News, Cases, Knowledge} }

// Text is a title and a body in Markdown.
type Text struct {
	Title string
	Body  string
}

// IsZero says whether there is no such text.
func (t Text) IsZero() bool { return t == Text{} }

// Wording is what a piece says, where, and in whose name.
type Wording struct {
	Column  Column
	Source  string // who says it, shown under the title
	Chinese Text
	English Text // may be zero
}

// IsZero says whether nothing is said.
func (w Wording) IsZero() bool { return w == Wording{} }

// Piece is something that the office wrote.
type Piece struct {
	Slug        string     // names it for good
	Draft       Wording    // as written last
	Shown       Wording    // as published last; zero before
	Withdrawn   bool       // was published and is on display no longer
	WrittenBy   string     // the officer of the last draft
	PublishedBy string     // the officer who published last
	PublishedOn civil.Date // the first day on display; zero before it is set
	ChangedOn   civil.Date // the day on which the published wording last changed
	Version     int64      // rises with every change, from 1
}

// OnDisplay says whether the piece is on the site on the day: published, not
// withdrawn, and its day has come.
func (p Piece) OnDisplay(today civil.Date) bool {
	return !p.Shown.IsZero() && !p.Withdrawn && !p.PublishedOn.After(today)
}

// Waiting says whether a wording waits to be published.
func (p Piece) Waiting() bool { return p.Withdrawn || p.Draft != p.Shown }

// Write makes a new piece, or the next draft of one: have is the zero Piece for
// a new one. The published wording stays on display until the draft is
// published. It returns fault.Invalid for a slug or wording that cannot be, and
// fault.Conflict for a draft that changes nothing.
func Write(have Piece, slug string, draft Wording, by actor.Actor) (Piece, error) {
	if err := check(slug, draft); err != nil {
		return Piece{}, err
	}
	if have.Draft == draft {
		return Piece{}, fault.New(fault.Conflict, "content.fault.unchanged", fault.Args{"Slug": slug})
	}
	have.Slug, have.Draft, have.WrittenBy = slug, draft, by.Name
	have.Version++
	return have, nil
}

// Publish puts the draft on display from the day on; the zero Date is today, or
// the day that is set already. Another officer publishes than wrote:
// fault.Forbidden otherwise. It returns fault.Conflict where nothing waits or
// where the piece is on display, whose wording changes at once or not at all,
// and fault.Invalid for a day that is past.
func Publish(p Piece, by actor.Actor, at time.Time, on civil.Date) (Piece, error) {
	today := civil.Of(at)
	switch {
	case !p.Waiting():
		return Piece{}, fault.New(fault.Conflict, "content.fault.nothing_waits", fault.Args{"Slug": p.Slug})
	case samePerson(by.Name, p.WrittenBy):
		return Piece{}, fault.New(fault.Forbidden, "content.fault.same_person", nil)
	case !on.IsZero() && on.Before(today):
		return Piece{}, fault.New(fault.Invalid, "content.fault.day_past", fault.Args{"Day": on.String()})
	case !on.IsZero() && p.OnDisplay(today):
		return Piece{}, fault.New(fault.Conflict, "content.fault.day_of_shown", fault.Args{"Slug": p.Slug})
	}
	p.Shown, p.Withdrawn, p.PublishedBy, p.ChangedOn = p.Draft, false, by.Name, today
	if p.PublishedOn.IsZero() {
		p.PublishedOn = today
	}
	if !on.IsZero() {
		p.PublishedOn = on
	}
	if p.ChangedOn.Before(p.PublishedOn) {
		p.ChangedOn = p.PublishedOn
	}
	p.Version++
	return p, nil
}

// Withdraw takes a piece off the site, or one whose day has not come out of the
// queue; fault.Conflict where it is neither.
func Withdraw(p Piece) (Piece, error) {
	if p.Shown.IsZero() || p.Withdrawn {
		return Piece{}, fault.New(fault.Conflict, "content.fault.not_shown", fault.Args{"Slug": p.Slug})
	}
	p.Withdrawn = true
	p.Version++
	return p, nil
}

// samePerson compares names as people type them: spaces and capitals tell
// nobody apart.
func samePerson(a, b string) bool {
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return strings.EqualFold(bare(a), bare(b))
}
