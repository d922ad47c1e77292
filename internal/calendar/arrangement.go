package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/workday"
)

// Arrangement is the State Council's notice for a year as somebody types it, who
// has it before them and knows nothing of files.
type Arrangement struct {
	Year     int
	Notice   string // its number
	Dated    string
	Holidays []Holiday
}

// Holiday is what the notice says of one festival; a festival that has no days
// of its own, or falls together with another, is left empty.
type Holiday struct {
	Festival    workday.Festival
	From, Until string // first and last day off
	MakeUp      string // weekend days worked for it, with anything between them
}

func (h Holiday) empty() bool { return h.From == "" && h.Until == "" && h.MakeUp == "" }

// Part is a field of an arrangement.
type Part struct {
	Name     string // "notice", "dated", "from", "until" or "make_up"
	Festival workday.Festival
}

// Wrong is what is wrong with an arrangement, by its fields.
type Wrong map[Part]*fault.Error

// Source writes the arrangement as the file of a year, as the next edition of it.
// What is wrong is said of each field; then there is no file.
func (d Desk) Source(a Arrangement) (string, Wrong) {
	edition := 1
	if have, covered := d.Present().Year(a.Year); covered {
		edition = have.Edition() + 1
	}
	w := writing{year: workday.NewYearCalendar(a.Year, edition), notice: strings.TrimSpace(a.Notice), wrong: Wrong{}}
	w.head(a, edition)
	for _, h := range a.Holidays {
		if !h.empty() {
			w.holiday(h)
		}
	}
	if len(w.year.Days()) == 0 && len(w.wrong) == 0 {
		w.refuse("notice", "", "nothing", nil)
	}
	return w.String(), w.wrong
}

// writing is an arrangement on its way to a file.
type writing struct {
	strings.Builder
	year   workday.Year
	notice string
	wrong  Wrong
}

func (w *writing) refuse(part string, of workday.Festival, key string, args fault.Args) {
	w.blame(part, of, fault.New(fault.Invalid, "calendar.fault."+key, args))
}

// blame keeps the first that is wrong with a field.
func (w *writing) blame(part string, of workday.Festival, err *fault.Error) {
	if _, known := w.wrong[Part{part, of}]; !known {
		w.wrong[Part{part, of}] = err
	}
}

func (w *writing) head(a Arrangement, edition int) {
	dated, ok := catalog.ParseDay(a.Dated)
	if !ok {
		w.refuse("dated", "", noDay(a.Dated), fault.Args{"Text": a.Dated})
	}
	if w.notice == "" {
		w.refuse("notice", "", "notice", nil)
	}
	fmt.Fprintf(w, "year    = %d\nedition = %d\n\n[[notice]]\nnumber = %s\ndated  = %s\n",
		a.Year, edition, strconv.Quote(w.notice), dated)
}

func (w *writing) holiday(h Holiday) {
	from, until := w.day("from", h.Festival, h.From), w.day("until", h.Festival, h.Until)
	if from.IsZero() || until.IsZero() {
		return
	}
	if until.Before(from) || from.DaysUntil(until) > longest {
		w.refuse("until", h.Festival, "range", fault.Args{"Most": longest})
		return
	}
	for on := from; !on.After(until); on = on.AddDays(1) {
		w.declare("from", h.Festival, on, false)
	}
	var worked []string
	for _, text := range strings.FieldsFunc(h.MakeUp, between) {
		if on := w.day("make_up", h.Festival, text); !on.IsZero() {
			w.declare("make_up", h.Festival, on, true)
			worked = append(worked, on.String())
		}
	}
	fmt.Fprintf(w, "\n[[holiday]]\nfestival = %q\nfrom     = %s\nuntil    = %s\n", h.Festival, from, until)
	if len(worked) > 0 {
		fmt.Fprintf(w, "make_up  = [%s]\n", strings.Join(worked, ", "))
	}
	fmt.Fprintf(w, "notice   = %s\n", strconv.Quote(w.notice))
}

// longest bounds a holiday, so that a mistyped day is refused at once.
const longest = 31

// between says whether the character parts two days.
func between(r rune) bool { return strings.ContainsRune(" \t\r\n,;\u3001\uff0c\uff1b\u3000", r) }

func (w *writing) day(part string, of workday.Festival, text string) civil.Date {
	day, ok := catalog.ParseDay(text)
	if !ok {
		w.refuse(part, of, noDay(text), fault.Args{"Text": text})
	}
	return day
}

// noDay is what is wrong with a text that is no day.
func noDay(text string) string {
	if strings.TrimSpace(text) == "" {
		return "no_day"
	}
	return "day"
}

func (w *writing) declare(part string, of workday.Festival, on civil.Date, makeUp bool) {
	if w.notice == "" {
		return // said already
	}
	err := w.year.Declare(workday.Declared{On: on, MakeUp: makeUp, Festival: of, Notice: w.notice})
	if refusal := (*fault.Error)(nil); errors.As(err, &refusal) {
		w.blame(part, of, refusal)
	}
}

// Arranged is the year as its form shows it, so that one day of it can be
// corrected; false for one that a form cannot say: with a festival in two parts,
// or by more notices than one.
func Arranged(year workday.Year) (Arrangement, bool) {
	a := Arrangement{Year: year.Number()}
	days := year.Days()
	whole := !slices.ContainsFunc(days, func(d workday.Declared) bool { return d.Notice != days[0].Notice })
	for _, festival := range workday.Festivals() {
		var off, worked []string
		first, last := civil.Date{}, civil.Date{}
		for _, d := range days {
			switch {
			case d.Festival != festival:
			case d.MakeUp:
				worked = append(worked, d.On.String())
			default:
				off, last = append(off, d.On.String()), d.On
				first = civil.Earliest(first, d.On)
			}
		}
		h := Holiday{Festival: festival, MakeUp: strings.Join(worked, ", ")}
		if len(off) > 0 {
			h.From, h.Until = off[0], off[len(off)-1]
			whole = whole && first.DaysUntil(last) == len(off)-1
		}
		a.Holidays = append(a.Holidays, h)
	}
	return a, whole
}
