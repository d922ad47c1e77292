package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/notice"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/store"
)

// corrections are what providers put right by themselves (art. 33).
func corrections(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestARowOfABatchPutsRightAndTakesDownAsTwoPeopleAtTheDeskDo": tryARowOfABatchPutsRight,
		"TestWhatIsSaidOfACorrectionIsPublicInItsOrderUntilItsDay":    tryExplanations,
		"TestNothingIsLeftOfWhatWasSaidOfADeletedHonour":              tryNothingIsLeftOfWhatWasSaid,
		"TestWhoReportsForAUnitReadsItsLettersOfCorrectionsAlone":     tryWhoReportsReadsOfCorrectionsAlone,
	})
}

// mending is a store with the service of corrections, and the clock it lives by.
type mending struct {
	*testing.T
	db      Database
	store   *store.Store
	service correction.Service
	now     time.Time
	ops     int
}

func mustMend(t *testing.T, open Opener) *mending {
	t.Helper()
	db := open(t)
	m := &mending{T: t, db: db, store: mustOpenOwing(t, db, nil, owedByWalks), now: Today.Start().Add(10 * time.Hour)}
	m.service = correction.NewService(deskOf(m.store, func() time.Time { return m.now }), m.store.Flows().Reported)
	return m
}

// row is what a row of a batch says about the record, with no values where it takes it
// down.
func (m *mending) row(rec record.Record, said string, values ...flow.Value) correction.Entry {
	m.ops++
	e := correction.Entry{
		Op: fmt.Sprintf("row %d", m.ops), Record: rec.ID, Provider: rec.Provider,
		Ground: correction.Wrong, On: civil.Of(m.now),
		Document: "示例函〔2026〕1号", Reason: "核对时发现", Public: said, Values: values, Released: "示例复核员",
		Batch: 900 + int64(m.ops), Row: 2,
	}
	if len(values) == 0 {
		e.Ground = correction.BasisFell
	}
	return e
}

var merging = actor.Officer("示例数据管理员", actor.DataAdmin)

// enters makes true what a row says, and returns the record as it then stands.
func (m *mending) enters(e correction.Entry) record.Record {
	m.Helper()
	if err := m.service.Enter(ctx(), e, merging); err != nil {
		m.Fatalf("%s: %v", e.Public, err)
	}
	rec, err := m.store.Flows().RecordOf(ctx(), e.Record)
	if err != nil {
		m.Fatal(err)
	}
	return *rec
}

// annulled is what the public list says on the day, the first line first.
func (m *mending) annulled(on civil.Date, most int) []string {
	m.Helper()
	list, err := m.store.Annulled(ctx(), on, most)
	if err != nil {
		m.Fatal(err)
	}
	said := make([]string, len(list))
	for i, e := range list {
		said[i] = e.Said
	}
	return said
}

func tryARowOfABatchPutsRight(t *testing.T, open Opener) {
	m := mustMend(t, open)
	wrong, fallen := mustKnow(t, m.store, entered(t, m.store, 1)), mustKnow(t, m.store, entered(t, m.store, 2))
	e := m.row(wrong, "文号录入有误", flow.Value{Field: "CF_WSH", Text: rightNumber})
	e.On, e.Batch = Today.AddDays(-9), mustEnter(t, m.store, "a batch of corrections", nil).ID
	alone := e
	alone.Op, alone.Released = "alone", merging.Name
	if err := m.service.Enter(ctx(), alone, merging); keyOf(err) != "correction.fault.not_released" {
		t.Errorf("who merges it has released it: %v", err)
	}
	if err := m.service.Try(ctx(), e, merging); err != nil || m.enters(m.row(fallen, "决定被撤销")).State != record.Annulled {
		t.Errorf("tried: %v", err)
	}
	now := m.enters(e)
	if now.DocumentNumber != rightNumber || now.Version != 2 || now.Batch != e.Batch || now.Row != e.Row || now.Held {
		t.Errorf("it says %s, version %d, of batch %d", now.DocumentNumber, now.Version, now.Batch)
	}
	if again := m.enters(e); again.Version != 2 {
		t.Errorf("done twice: version %d", again.Version)
	}
	if got := listedNumbers(t, m.store, search.EveryRecord, Today); !slices.Equal(got, []record.Number{wrong.Number}) {
		t.Errorf("listed are %v", got)
	}
	sent, err := m.store.SuppliedOf(ctx(), now)
	if err != nil || sent.DocumentNumber != rightNumber {
		t.Errorf("its provider sent %s, %v", sent.DocumentNumber, err)
	}
	m.toldOf(wrong, e, true)
	office := intake.NewOffice(m.store, itemOf, books(), func(string) string { return "" })
	undone, err := office.Withdraw(ctx(), e.Batch, intake.Mandate{By: merging, Reason: "示例理由", At: m.now})
	if err != nil || undone != (intake.Undone{}) || m.record(wrong).DocumentNumber != rightNumber {
		t.Errorf("the batch was taken back: %+v, %v, and the record says %s", undone, err, m.record(wrong).DocumentNumber)
	}
	mustBeWhole(t, m.db, m.store, nil)
}

// toldOf fails unless the correction of the record is one closed request with its letter
// and one line of the trail, and as late as the days say.
func (m *mending) toldOf(rec record.Record, e correction.Entry, late bool) {
	m.Helper()
	list, err := m.store.Flows().About(ctx(), flow.Correction, rec.ID)
	if err != nil || len(list) != 1 {
		m.Fatalf("%d requests about it, %v", len(list), err)
	}
	r := list[0]
	it := r.Items[0]
	if r.Number == "" || it.Open() || it.Outcome != correction.Corrected || it.Proposal.Public != e.Public {
		m.Errorf("request %s: %s, %q", r.Number, it.Outcome, it.Proposal.Public)
	}
	if len(it.Clocks) == 0 || it.Clocks[0].Late(Today) != late || it.Clocks[0].Runs() {
		m.Errorf("its limits: %+v", it.Clocks)
	}
	told, err := m.store.NoticesOf(ctx(), r.ID, caseOfficer)
	if err != nil || len(told) != 1 || told[0].Kind != notice.Amended {
		m.Errorf("told %+v, %v", told, err)
	}
	if n := count(m.T, m.db, fmt.Sprintf("events WHERE did = '%s'", correction.Enter)); n != 1 {
		m.Errorf("%d lines of the trail", n)
	}
}

func tryExplanations(t *testing.T, open Opener) {
	m := mustMend(t, open)
	days := []int{0, 0, 1, 2}
	for i, after := range days {
		m.now = Today.AddDays(after).Start().Add(10 * time.Hour)
		m.enters(m.row(mustKnow(t, m.store, entered(t, m.store, i+1)), fmt.Sprintf("示例原因%d", i+1)))
	}
	c := penalty(t, person(t, "370399189103150014"), 5, 10)
	mustEnter(t, m.store, "of a person", c)
	m.enters(m.row(mustKnow(t, m.store, c), "有关自然人的原因"))
	c = penalty(t, firm(t, 6), 6, 10)
	c.After.Channel = catalog.Authorised
	mustEnter(t, m.store, "of what is not public", c)
	m.enters(m.row(mustKnow(t, m.store, c), "不公开信息的原因"))
	wrong := mustKnow(t, m.store, entered(t, m.store, 7))
	m.enters(m.row(wrong, "更正的原因", flow.Value{Field: "CF_WSH", Text: rightNumber}))

	today := civil.Of(m.now)
	want := []string{"示例原因4", "示例原因3", "示例原因2", "示例原因1"}
	if got := m.annulled(today, 10); !slices.Equal(got, want) {
		t.Errorf("everybody reads %v, want %v", got, want)
	}
	if got := m.annulled(today, 2); !slices.Equal(got, want[:2]) {
		t.Errorf("the latest two are %v", got)
	}
	if list, err := m.store.Annulled(ctx(), today, 1); err != nil || list[0].On != today || list[0].Document == "" ||
		list[0].Authority == "" || list[0].Item != wrong.Item || list[0].Edition != wrong.Edition {
		t.Errorf("a line is %+v, %v", list, err)
	}
	m.mustFollowOrders(mustKnow(t, m.store, entered(t, m.store, 8)), today)
	last := wrong.DisclosedUntil
	if got := m.annulled(last, 10); len(got) != len(want) {
		t.Errorf("on the last day of the records themselves: %v", got)
	}
	if got := m.annulled(last.AddDays(1), 10); len(got) != 0 {
		t.Errorf("on the day after: %v", got)
	}
	history, err := m.store.HistoryOf(ctx(), m.record(wrong))
	if err != nil || len(history) != 1 || history[0].Said != "更正的原因" {
		t.Errorf("the page of a corrected record says %+v, %v", history, err)
	}
}

// mustFollowOrders takes the record down, and fails unless its line leaves the public list
// while an officer hides it, with whatever pages were kept in memory.
func (m *mending) mustFollowOrders(rec record.Record, on civil.Date) {
	m.Helper()
	const said = "示例原因，应予核对"
	m.enters(m.row(rec, said))
	stood := int64(0)
	listed := func(want bool) {
		m.Helper()
		version, err := m.store.DataVersion(ctx())
		if got := m.annulled(on, 10); err != nil || slices.Contains(got, said) != want || version <= stood {
			m.Errorf("everybody reads %v at version %d after %d, %v; want the line %v", got, version, stood, err, want)
		}
		stood = version
	}
	listed(true)
	mustCommit(m.T, m.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide its line")))
	listed(false)
	mustCommit(m.T, m.store.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show its line")))
	listed(true)
	mustCommit(m.T, m.store.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide it for good")))
}

func (m *mending) record(rec record.Record) record.Record {
	m.Helper()
	now, err := m.store.Flows().RecordOf(ctx(), rec.ID)
	if err != nil {
		m.Fatal(err)
	}
	return *now
}

// Art. 35 ¶2: what everybody was told of an honour goes with it.
func tryNothingIsLeftOfWhatWasSaid(t *testing.T, open Opener) {
	m := mustMend(t, open)
	c := honour(t, 1)
	mustEnter(t, m.store, "honour", c)
	rec := m.enters(m.row(mustKnow(t, m.store, c), "文号录入有误", flow.Value{Field: "CF_WSH", Text: rightNumber}))
	of := fmt.Sprintf("explanations WHERE record_id = %d", rec.ID)
	if n := count(t, m.db, of); n != 1 {
		t.Fatalf("%d rows say what everybody is told", n)
	}
	honours := deletion.NewService(m.service.Desk)
	_, err := honours.File(ctx(), deletion.Filing{
		Op: "delete", Channel: flow.Online, Subject: rec.Subject, Record: rec.ID, Number: rec.Number, Version: rec.Version,
		Provider: rec.Provider, Aware: true, Applicant: flow.Applicant{Account: 1, Name: "示例经办人", Contact: "15400000001"},
	}, agent(rec))
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, m.db, of); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	mustBeWhole(t, m.db, m.store, nil)
}

// Who reports for a unit finds, reads and is told of no letter that says what a subject
// asked of the unit; and what is read of a correction names whose record it is.
func tryWhoReportsReadsOfCorrectionsAlone(t *testing.T, open Opener) {
	m := mustMend(t, open)
	rec := m.enters(m.row(mustKnow(t, m.store, entered(t, m.store, 1)), "决定被撤销"))
	about, err := m.store.Flows().About(ctx(), flow.Correction, rec.ID)
	if err != nil || len(about) != 1 {
		t.Fatalf("%d requests about it, %v", len(about), err)
	}
	unit := notice.Recipient{Side: actor.Provider, Provider: theProvider, Name: "示例局"}
	asked, mended := owed(notice.Receipt, "2026-000001"), owed(notice.Receipt, "2026-000002")
	asked.To, mended.To, mended.Facts.Matter, mended.Request, mended.Item = unit, unit, notice.Correcting, about[0].ID, 0
	theirs := mustIssue(t, m.store, "issue", asked, mended)
	reporter := staff(7, actor.ProviderReporter)
	inbox, err := m.store.Inbox(ctx(), reporter, 0)
	if err != nil || len(inbox) != 1 || inbox[0].Facts.Matter != notice.Correcting {
		t.Fatalf("who reports finds %v, %v", numbersOf(inbox), err)
	}
	if all, err := m.store.Inbox(ctx(), checker, 0); err != nil || len(all) != 2 {
		t.Errorf("who answers finds %v, %v", numbersOf(all), err)
	}
	if _, err := m.store.Notice(ctx(), theirs[0].PublicID, reporter); !fault.Is(err, fault.NotFound) {
		t.Errorf("who reports opens what a subject asked: %v", err)
	}
	if linked, err := m.store.NoticesOf(ctx(), 41, reporter); err != nil || len(linked) != 0 {
		t.Errorf("who reports is led to %v, %v", numbersOf(linked), err)
	}
	read, err := m.store.Notice(ctx(), inbox[0].PublicID, reporter)
	if err != nil || read.Concerned != rec.Subject || rec.Subject == 0 {
		t.Errorf("the letter concerns %d, %v; want %d", read.Concerned, err, rec.Subject)
	}
}
