package storetest

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
	"creditportal/internal/subject"
)

func feed(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestEveryAddressOnDisplayIsNamedAndNoPersons":              tryEveryAddressOnDisplay,
		"TestTheIndexIsFedEveryPublicRecordAndSubjectAndNobodyElse": tryTheIndexIsFedEveryPublicRecordAndSubjectAndNobodyElse,
		"TestAValueOnHoldIsKnownToNoFilterTallyOrSearch":            tryAValueOnHoldIsKnownToNoIndex,
		"TestChangesSinceAVersionLeadFromOneFeedToTheNext":          tryChangesSinceAVersionLeadFromOneFeedToTheNext,
	})
}

func tryTheIndexIsFedEveryPublicRecordAndSubjectAndNobodyElse(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	all := mustScatter(t, s, 200)
	want, wantSubjects := all.rows()
	gotSubjects, got := mustFeed(t, s)
	if diff := gocmp.Diff(want, got, same); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff(wantSubjects, gotSubjects, same); diff != "" {
		t.Errorf("subjects (-want +got):\n%s", diff)
	}
}

// Ruling 6: what is on hold is hidden by field; filters, tallies and search read
// the index alone.
func tryAValueOnHoldIsKnownToNoIndex(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.filed(1, objection.Wrong)
	_, other := c.filed(2, objection.Wrong)
	version, err := c.store.DataVersion(ctx())
	if err != nil {
		t.Fatal(err)
	}
	c.does(r, caseOfficer, flow.Move{Do: objection.TakeUp})
	overrules := func(fields ...string) flow.Move {
		m := flow.Move{Do: objection.Overrule, As: objection.Corrected, Document: "示例复议〔2026〕1号"}
		for _, field := range fields {
			m.Values = append(m.Values, flow.Value{Field: field, Text: "示例"})
		}
		return m
	}
	back := flow.Move{Do: objection.SendBack}
	authority, number := rec.AuthorityName, rec.DocumentNumber
	for _, step := range []struct {
		by                actor.Actor
		move              flow.Move
		authority, number string
	}{
		{caseOfficer, overrules("CF_CFJG"), "", number},
		{signer, back, authority, number},
		{caseOfficer, overrules("CF_WSH"), authority, ""},
		{signer, back, authority, number},
		{caseOfficer, overrules("CF_WSH", "CF_CFJG"), "", ""},
		{signer, back, authority, number},
		{caseOfficer, overrules("CF_SY"), authority, number},
	} {
		c.does(r, step.by, step.move)
		changed, now, err := c.store.ChangesSince(ctx(), version)
		if err != nil || len(changed.Records) != 1 {
			t.Fatalf("%d records changed, %v", len(changed.Records), err)
		}
		version = now.Version
		if row := changed.Records[0]; row.Authority != step.authority || row.Document != step.number {
			t.Errorf("after %s of %v the index knows %q and %q", step.move.Do, step.move.Values, row.Authority, row.Document)
		}
		_, fed := mustFeed(t, c.store)
		for _, row := range fed {
			if row.ID == other.ID && (row.Authority != other.AuthorityName || row.Document != other.DocumentNumber) {
				t.Errorf("another record is known by %q and %q", row.Authority, row.Document)
			}
		}
	}
}

func tryChangesSinceAVersionLeadFromOneFeedToTheNext(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	all := mustScatter(t, s, 100)
	version, err := s.DataVersion(ctx())
	if err != nil {
		t.Fatal(err)
	}
	subjects, records := mustFeed(t, s)
	mustStir(t, s, all)
	changes, now, err := s.ChangesSince(ctx(), version)
	if err != nil {
		t.Fatal(err)
	}
	if now.Version <= version || !now.At.Equal(event(audit.RecordHidden, "").At) {
		t.Errorf("the data stand at version %d, changed %s", now.Version, now.At)
	}
	records = followed(records, changes.Records, changes.GoneRecords, func(r search.RecordRow) int64 { return r.ID })
	subjects = followed(subjects, changes.Subjects, changes.GoneSubjects, func(r search.SubjectRow) int64 { return r.ID })
	wantSubjects, wantRecords := mustFeed(t, s)
	if diff := gocmp.Diff(wantRecords, records, same); diff != "" {
		t.Errorf("records after the changes (-feed +followed):\n%s", diff)
	}
	if diff := gocmp.Diff(wantSubjects, subjects, same); diff != "" {
		t.Errorf("subjects after the changes (-feed +followed):\n%s", diff)
	}
	trueRecords, trueSubjects := all.again(t, s).rows()
	if diff := gocmp.Diff(trueRecords, wantRecords, same); diff != "" {
		t.Errorf("records fed after the changes (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff(trueSubjects, wantSubjects, same); diff != "" {
		t.Errorf("subjects fed after the changes (-want +got):\n%s", diff)
	}
	if len(changes.GoneRecords) == 0 || len(changes.GoneSubjects) == 0 || len(changes.Records) == 0 {
		t.Error("the changes prove nothing: nothing went, or nothing came")
	}
	none, again, err := s.ChangesSince(ctx(), now.Version)
	if err != nil || again != now || !gocmp.Equal(none, search.Changes{}) {
		t.Errorf("after the last version: %+v, %v, %v", none, again, err)
	}
}

// mustStir hides every record of three subjects, moves the end of some others
// and enters one that is new.
func mustStir(t *testing.T, s *store.Store, all oracle) {
	t.Helper()
	for i, f := range all {
		if i%40 >= 3 || f.Record.Held || f.Subject.Kind == subject.Person {
			continue
		}
		mustCommit(t, s.HideRecord(ctx(), f.Record.Number, event(audit.RecordHidden, "hide "+string(f.Record.Number))))
	}
	end := func(r record.Record) (civil.Date, string) { return Today.AddYears(1), "示例依据" }
	if _, err := s.RecomputeEnds(ctx(), "digest", event(audit.EndsRecomputed, "ends"), end); err != nil {
		t.Fatal(err)
	}
	mustEnter(t, s, "new", penalty(t, firm(t, 900), 900, 1))
}

// again reads the records as they stand now, with the one that mustStir enters.
func (o oracle) again(t *testing.T, s *store.Store) oracle {
	t.Helper()
	fresh := penalty(t, firm(t, 900), 900, 1)
	keys := []record.Digest{fresh.After.Key}
	owners := map[record.Digest]subject.Subject{fresh.After.Key: fresh.Subject}
	for _, f := range o {
		keys = append(keys, f.Record.Key)
		owners[f.Record.Key] = f.Subject
	}
	known, err := s.Known(ctx(), keys)
	if err != nil {
		t.Fatal(err)
	}
	var all oracle
	for key, k := range known {
		subj := owners[key]
		subj.ID = k.Record.Subject
		all = append(all, search.Found{Record: k.Record, Subject: subj})
	}
	return all
}

// followed is what an index does with changes.
func followed[R any](rows, came []R, gone []int64, id func(R) int64) []R {
	byID := map[int64]R{}
	for _, r := range rows {
		byID[id(r)] = r
	}
	for _, g := range gone {
		delete(byID, g)
	}
	for _, r := range came {
		byID[id(r)] = r
	}
	var all []R
	for _, r := range byID {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b R) int { return cmp.Compare(id(a), id(b)) })
	return all
}

func mustFeed(t testing.TB, s *store.Store) ([]search.SubjectRow, []search.RecordRow) {
	t.Helper()
	var subjects []search.SubjectRow
	var records []search.RecordRow
	err := s.EachSubject(ctx(), func(r search.SubjectRow) error { subjects = append(subjects, r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	err = s.EachRecord(ctx(), func(r search.RecordRow) error { records = append(records, r); return nil })
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(subjects, func(a, b search.SubjectRow) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(records, func(a, b search.RecordRow) int { return cmp.Compare(a.ID, b.ID) })
	return subjects, records
}

// rows returns what an index should be fed.
func (o oracle) rows() ([]search.RecordRow, []search.SubjectRow) {
	var records []search.RecordRow
	subjects := map[int64]search.SubjectRow{}
	for _, f := range o {
		r := f.Record
		open := r.Publishable() && !r.DisclosedFrom.After(r.DisclosedUntil)
		if !open || (r.SubjectKind != subject.Person && !f.Subject.Public()) {
			continue
		}
		records = append(records, search.RecordRow{
			ID: r.ID, Subject: r.Subject, ListOn: r.ListedOn(), ShownOn: r.DisclosedFrom, LastDay: r.DisclosedUntil,
			Adverse: r.Class == record.Adverse, Favourable: r.Honour, Dual: r.Dual, Item: r.Item,
			Annotated: r.Annotation.Kind != record.NotAnnotated, Authority: r.AuthorityName, Provider: r.Provider,
			SubjectKind: string(r.SubjectKind), List: r.List,
			Document: publicDocument(r),
		})
		if r.SubjectKind == subject.Person {
			continue
		}
		row := subjects[f.Subject.ID]
		if row.LastDay.IsZero() || r.DisclosedUntil.After(row.LastDay) {
			row = search.SubjectRow{
				ID: f.Subject.ID, Name: f.Subject.Name, Code: f.Subject.Code.String(), Kind: string(f.Subject.Kind),
				LastDay: r.DisclosedUntil,
			}
		}
		subjects[f.Subject.ID] = row
	}
	return followed(nil, records, nil, func(r search.RecordRow) int64 { return r.ID }), sortedSubjects(subjects)
}

func publicDocument(r record.Record) string {
	if r.SubjectKind == subject.Person {
		return ""
	}
	return r.DocumentNumber
}

func sortedSubjects(byID map[int64]search.SubjectRow) []search.SubjectRow {
	var all []search.SubjectRow
	for _, r := range byID {
		all = append(all, r)
	}
	return followed(nil, all, nil, func(r search.SubjectRow) int64 { return r.ID })
}

func tryEveryAddressOnDisplay(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	all := mustScatter(t, s, 200)
	want := map[string]bool{}
	for _, f := range all {
		if f.Subject.Kind == subject.Person ||
			!disclosure.Show(f.Record, item, f.Subject, disclosure.Anyone, Today).Visible {
			continue
		}
		want[string(f.Record.Number)], want[f.Subject.Code.String()] = true, true
	}
	got := map[string]bool{}
	note := func(word string) error { got[word] = true; return nil }
	mustCommit(t, s.EachShown(ctx(), Today, func(n record.Number) error { return note(string(n)) }, note))
	if diff := gocmp.Diff(want, got); diff != "" || len(want) == 0 {
		t.Errorf("%d numbers and codes (-want +got):\n%s", len(want), diff)
	}
}
