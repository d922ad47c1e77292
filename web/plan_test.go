package web_test

import (
	"encoding/json"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
)

// The records of the plan that tests ask for, by what is peculiar to them.
const (
	atPlain      = iota // a penalty on display
	atDisputed          // annotated
	atLastDay           // its last day is today
	atLicence           // 双公示
	atHonour            // favourable
	atListed            // an entry of a catalog list
	atPast              // left display yesterday
	atRepaired          // repaired
	atHeld              // held
	atPerson            // about a natural person
	atIndividual        // about an individual business
	atEnd
)

// severalPages is how many more penalties one firm has, enough for pages.
const severalPages = 60

// plan fills the register with a record of every situation and some more.
func (w *world) plan(t *testing.T) {
	t.Helper()
	today := civil.Of(now)
	recent := func(back int) func(*record.Record) {
		return func(r *record.Record) {
			r.DecidedOn = today.AddDays(-back)
			r.DisclosedFrom, r.ConductEndedOn, r.ReceivedOn = r.DecidedOn, r.DecidedOn, r.DecidedOn
		}
	}
	until := func(day civil.Date) func(*record.Record) {
		return func(r *record.Record) { recent(90)(r); r.DisclosedUntil = day }
	}
	changes := [atEnd]struct {
		item   string
		firm   int
		change func(*record.Record)
	}{
		atPlain: {"A06", 0, recent(30)},
		atDisputed: {"A06", 0, func(r *record.Record) {
			recent(40)(r)
			r.Annotation = record.Annotation{Kind: record.Disputed, On: today.AddDays(-3)}
		}},
		atLastDay:    {"A06", 1, until(today)},
		atLicence:    {"B02", 0, func(r *record.Record) { recent(20)(r); r.ValidTo = today.AddYears(3) }},
		atHonour:     {"F01", 7, func(r *record.Record) { recent(10)(r); r.ValidTo = today.AddYears(1) }},
		atListed:     {"A09", 2, recent(15)},
		atPast:       {"A06", 3, until(today.AddDays(-1))},
		atRepaired:   {"A06", 4, func(r *record.Record) { recent(50)(r); r.State = record.Repaired }},
		atHeld:       {"A06", 5, func(r *record.Record) { recent(50)(r); r.Held = true }},
		atPerson:     {"A06", 6, w.aboutPerson},
		atIndividual: {"A06", 8, recent(25)},
	}
	for n, c := range changes {
		w.add(t, c.item, n, c.firm, c.change)
	}
	for n := range severalPages {
		w.add(t, "A06", atEnd+n, 10+n%20, recent(60+n))
	}
	w.correct(t, w.records[atDisputed])
	w.rename(w.records[atHonour].Subject, "示例曾用名贸易商行")
}

// What a record said before it was corrected, which no page may repeat.
const (
	wrongDocument = "示例误〔2026〕9号"
	wrongFact     = "误记的事实"
)

// correct gives the record what it was before: first wrong, then corrected and
// taken off display for a day, then annotated, which it is.
func (w *world) correct(t *testing.T, is record.Record) {
	t.Helper()
	unannotated, held, wrong := is, is, is
	for _, r := range []*record.Record{&unannotated, &held, &wrong} {
		r.Annotation = record.Annotation{}
	}
	held.Held = true
	wrong.DocumentNumber = wrongDocument
	values := map[string]string{}
	text, err := is.Attributes.MarshalJSON()
	if err == nil {
		err = json.Unmarshal(text, &values)
	}
	if err != nil {
		t.Fatal(err)
	}
	values["CF_SY"] = wrongFact
	if text, err = json.Marshal(values); err == nil {
		wrong.Attributes, err = catalog.Restore(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.before = map[int64][]record.Superseded{is.ID: {
		{Record: wrong, At: now.AddDate(0, 0, -20), Did: audit.RecordHidden},
		{Record: held, At: now.AddDate(0, 0, -19), Did: audit.RecordShown},
		{Record: unannotated, At: now.AddDate(0, 0, -3), Did: audit.DemoSeeded},
	}}
}

// rename gives the subject a former name.
func (w *world) rename(id int64, former string) {
	who := w.subjects[id]
	who.Former = []subject.Former{{Name: former, Until: civil.Of(now).AddYears(-2)}}
	w.subjects[id] = who
}

// aboutPerson makes the record one about a natural person, whom no public page
// may show.
func (w *world) aboutPerson(r *record.Record) {
	person := seed.MakePerson(1)
	const id = 900
	w.subjects[id] = subject.Subject{ID: id, Kind: subject.Person, Name: person.Name}
	r.Subject, r.SubjectKind, r.SubjectName = id, subject.Person, ""
	r.Channel = catalog.Authorised
}
