package intake

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/law"
	"creditportal/internal/provider"
	"creditportal/internal/record"
	"creditportal/internal/subject"
	"creditportal/internal/workday"
)

// Reference is what rows are judged by.
type Reference struct {
	Edition   catalog.Edition
	Rules     law.Rules
	Calendar  workday.Calendar
	Providers func(code string) (provider.Provider, bool)
	Demo      bool // synthetic subjects are let in
}

// Keys makes the keyed digests under which business keys and contents are
// compared; a plain digest of an identity number would give it away.
type Keys interface {
	BusinessKey(text string) record.Digest
}

// merger turns rows of one batch into records.
type merger struct {
	ref      Reference
	keys     Keys
	layout   Layout
	provider provider.Provider
	received time.Time
	today    civil.Date
}

// merged is one row after the rules have spoken.
type merged struct {
	number int
	blank  bool
	change *record.Change // nil when the row is blank or returned
	faults []Fault
	held   bool
	back   bool // returned
	secret bool // a refusal after which nothing of the row is kept or shown

	correction *Correction // of a record that was reported before; nil for a row that adds one
}

// merge judges one row by every rule and reports all that is wrong with it.
func (m merger) merge(line Line) merged {
	row := merged{number: line.Number}
	kind, refusal := m.layout.kindOf(line)
	switch {
	case refusal != nil:
		row.blame(m.layout.headingOf(PartKind), m.layout.said(line, PartKind), refusal, false)
		return row
	case kind != Adding:
		return m.correction(line, kind)
	}
	sent, blank := m.layout.Sent(line)
	if row.blank = blank; blank {
		return row
	}
	reading, faults := m.layout.Item.Read(sent, m.today)
	for _, f := range faults {
		row.blame(m.layout.heading(f.Field), f.Value, f.Err, f.Held)
	}
	m.scan(&row, reading)
	d := draft{merger: m, row: &row, spine: reading.Spine}
	rec, subj := d.draft(reading)
	switch {
	case row.secret:
		row.faults = withoutValues(row.faults)
	case !row.back:
		row.change = &record.Change{After: rec, Subject: subj, Twin: Twin(rec, subj, m.keys)}
	}
	return row
}

// blame adds a fault to the row.
func (r *merged) blame(column, value string, err *fault.Error, held bool) {
	args := map[string]string{}
	for name, v := range err.Args {
		args[name] = fmt.Sprint(v)
	}
	value = disclosure.MaskText(value) // before it is cut: half a number is no longer recognised as one
	const widest = 60
	if chars := []rune(value); len(chars) > widest {
		value = string(chars[:widest]) + "…"
	}
	r.faults = append(r.faults, Fault{
		Row: r.number, Column: column, Value: value,
		Rule: err.Key[strings.LastIndexByte(err.Key, '.')+1:], Key: err.Key, Args: args,
	})
	r.held = r.held || held
	r.back = r.back || !held
}

// withoutValues is for rows of which nothing may be kept: the report carries
// the row number and the rule only.
func withoutValues(faults []Fault) []Fault {
	for i := range faults {
		faults[i].Column, faults[i].Value = "", ""
	}
	return faults
}

// scan reads every free text for personal data and for words of art. 17 and
// of secrecy; a hit holds the row for a person.
func (m merger) scan(row *merged, reading catalog.Reading) {
	for _, f := range m.layout.Item.Fields {
		if !f.Scanned {
			continue
		}
		text := reading.Attributes.Get(f.Code)
		seen := map[string]bool{}
		for _, hit := range disclosure.Scan(text) {
			if rule := hit.Kind.Rule(); !seen[rule] {
				seen[rule] = true
				row.blame(m.layout.heading(f), shortly(text, hit), newFault(rule, nil), true)
			}
		}
	}
}

// shortly returns the hit with a little of the text around it; blame hides the
// numbers in the hit. Digits around it are hidden here: they may be half of
// another number.
func shortly(text string, hit disclosure.Hit) string {
	const around = 10
	before, after := []rune(text[:hit.From]), []rune(text[hit.To:])
	before = before[max(0, len(before)-around):]
	after = after[:min(around, len(after))]
	return veil(before) + text[hit.From:hit.To] + veil(after)
}

func veil(text []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '*'
		}
		return r
	}, string(text))
}

func newFault(rule string, args fault.Args) *fault.Error {
	return fault.New(fault.Invalid, "intake.fault."+rule, args)
}

// Key is the business key, which tells records of the item apart: the parts that the
// catalog names, in its order.
func Key(item catalog.Item, rec record.Record, subj subject.Subject, keys Keys) record.Digest {
	parts := []string{item.Code}
	for _, part := range item.Key {
		switch part {
		case "subject":
			parts = append(parts, identityOf(subj))
		case "document_number":
			parts = append(parts, fold.Key(rec.DocumentNumber))
		case "authority_name":
			parts = append(parts, fold.Key(rec.AuthorityName))
		case "decided_on":
			parts = append(parts, rec.DecidedOn.String())
		default:
			parts = append(parts, fold.Key(rec.Attributes.Get(part)))
		}
	}
	return keys.BusinessKey(strings.Join(parts, "\x00"))
}

// Twin is by what a deleted honour is known again though it be sent in other words:
// whose it is, of which item, by whom it was given and on which day. A document that is
// numbered or named otherwise does not bring it back (art. 35 ¶2). It is zero for what
// is no honour, or does not say by whom and when.
func Twin(rec record.Record, subj subject.Subject, keys Keys) record.Digest {
	if !rec.Honour || rec.DecidedOn.IsZero() || rec.AuthorityName == "" {
		return record.Digest{}
	}
	parts := []string{"twin", rec.Item, identityOf(subj), rec.DecidedOn.String(), fold.Key(rec.AuthorityName)}
	return keys.BusinessKey(strings.Join(parts, "\x00"))
}

func identityOf(s subject.Subject) string {
	if s.Kind == subject.Person {
		return s.Document.BlindKey()
	}
	return s.Code.String()
}

// content is a keyed digest of all that was sent, in normal form, so that the
// same row in another file format is the same.
func (m merger) content(reading catalog.Reading) record.Digest {
	var text strings.Builder
	text.WriteString("content")
	for _, sent := range []catalog.Attributes{reading.Attributes, reading.Spine} {
		for _, code := range sent.Codes() {
			value := sent.Get(code)
			text.WriteString("\x00" + code + "\x00" + strconv.Itoa(len(value)) + ":" + value)
		}
		text.WriteString("\x00\x00")
	}
	return m.keys.BusinessKey(text.String())
}

// refusalOf returns the fault inside err; any other error is a fault of its
// own, so that nothing that went wrong lets a row pass.
func refusalOf(err error) *fault.Error {
	var f *fault.Error
	if errors.As(err, &f) {
		return f
	}
	return &fault.Error{Kind: fault.Invalid, Key: "intake.fault.unreadable", Err: err}
}
