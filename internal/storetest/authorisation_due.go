package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/authorisation"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
)

// refusedFor asks and returns the key of the refusal; "" where there is none.
func (a *asker) refusedFor(filing authorisation.Asking) string {
	a.Helper()
	_, err := a.service.Ask(ctx(), filing, enquirerBy(70))
	if refusal := (*fault.Error)(nil); errors.As(err, &refusal) {
		return refusal.Key
	}
	mustCommit(a.T, err)
	return ""
}

func tryNobodyAsksForWhatMayNotBeAskedFor(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	filing := asking(a.op(), "示例甲", aideNumber)
	filing.Items = append(filing.Items, "Z99")
	if key := a.refusedFor(filing); key != "authorisation.fault.not_askable" {
		t.Errorf("what may not be asked for is answered %q", key)
	}
}

func tryOnlySoManyAreOpen(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	first := a.asks("示例甲", aideNumber)
	for i := range authorisation.MostOpen - 1 {
		mustAsk(a, []string{aideNumber, unknownNumber}[i%2])
	}
	for _, number := range []string{aideNumber, unknownNumber} {
		if key := a.refusedFor(asking(a.op(), "示例甲", number)); key != "authorisation.fault.still_open" {
			t.Errorf("one more is answered %q", key)
		}
	}
	a.does(first, enquirerBy(70), flow.Move{Do: authorisation.Withdraw})
	if key := a.refusedFor(asking(a.op(), "示例甲", aideNumber)); key != "" {
		t.Errorf("after one was withdrawn another is refused: %s", key)
	}
}

func mustAsk(a *asker, number string) {
	a.Helper()
	if key := a.refusedFor(asking(a.op(), "示例甲", number)); key != "" {
		a.Fatalf("refused: %s", key)
	}
}

func tryOpenOnesComeFirst(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	oldest, next := a.asks("示例甲", aideNumber), a.asks("示例甲", aideNumber)
	for range 3 {
		a.now = a.now.Add(time.Minute)
		a.does(a.asks("示例甲", aideNumber), enquirerBy(70), flow.Move{Do: authorisation.Withdraw})
	}
	for most, want := range map[int]int{1: 2, 3: 3} {
		_, about, err := a.service.Lists(ctx(), a.concerned(), most)
		if err != nil || len(about) != want {
			t.Fatalf("%d are listed, want %d, %v", len(about), want, err)
		}
		for i, of := range []authorisation.Authorisation{next, oldest} {
			if about[i].PublicID != of.PublicID {
				t.Errorf("at %d stands one that is %s", i, about[i].Item().State)
			}
		}
	}
}

func tryADoubleClickIsNotRefused(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.asks("示例甲", aideNumber)
	move := flow.Move{Do: authorisation.Decline, Op: a.op()}
	for range 2 {
		if err := a.service.Do(ctx(), of.PublicID, move, a.concerned()); err != nil {
			t.Error(err)
		}
	}
	if now := a.sees(of); now.Item().State != authorisation.Declined || now.Item().Version != 2 {
		t.Errorf("it is %s in version %d", now.Item().State, now.Item().Version)
	}
}

func tryOneThatCannotBeReadHoldsUpNoOther(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	papers, broken, sound := a.brought(), a.asks("示例甲", aideNumber), a.asks("示例甲", aideNumber)
	_, err := Raw(t, a.db).ExecContext(ctx(), "UPDATE authorisations SET sealed = 'x' WHERE id = "+fmt.Sprint(broken.ID))
	mustCommit(t, err)
	a.now = civil.MustParse("2026-12-31").Start().Add(time.Hour)
	due, err := a.store.DueAuthorisations(ctx(), civil.Of(a.now), 10)
	if err != nil || len(due) != 2 {
		t.Errorf("due are %v, %v, of which %s waits for an officer", due, err, papers.PublicID)
	}
	if err := a.service.Attend(ctx(), 10); err == nil {
		t.Error("nobody is told of the one that cannot be read")
	}
	if now := a.sees(sound); now.Item().Outcome != authorisation.Lapsed {
		t.Errorf("the other one is %s", now.Item().State)
	}
}

func tryTwoAreGivenTheOneThatIsKept(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.agreed()
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70)))
	_, look, err := a.service.Opened(ctx(), of.PublicID, enquirerBy(70))
	mustCommit(t, err)
	const both = 2
	var drawing, done sync.WaitGroup
	drawing.Add(both)
	current := func(code string) (catalog.Item, bool) { return itemOf("", code) }
	press := report.Press{Item: itemOf, Current: current, Draw: func(r report.Report, _ report.Content) ([]byte, error) {
		drawing.Done()
		drawing.Wait() // each draws before the other is kept
		return []byte(r.Number), nil
	}}
	desk := report.NewDesk(a.store, a.service.Files, press, func() time.Time { return a.now })
	var shown [both]report.Report
	var errs [both]error
	for i := range both {
		done.Go(func() { shown[i], _, errs[i] = desk.Consented(ctx(), enquirerBy(70), look, "金丝雀查询人") })
	}
	done.Wait()
	kept, err := a.store.Report(ctx(), shown[0].PublicID)
	if err != nil || errors.Join(errs[:]...) != nil {
		t.Fatal(err, errs)
	}
	for _, r := range shown {
		if r.Number != kept.Number || r.Proof != kept.Proof {
			t.Errorf("shown is %s, kept %s", r.Number, kept.Number)
		}
	}
}

func tryWhoLooksOftenIsOneLine(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	looks := func(by actor.Actor, times int) {
		for range times {
			_, err := a.service.Files.Note(ctx(), query.Entry{
				By: by, Basis: query.Work, Subject: a.subject, Object: query.OfFile, Ground: query.OnDuty,
			})
			mustCommit(t, err)
			a.now = a.now.Add(time.Second)
		}
	}
	looks(windowOfficer, 1)
	looks(caseOfficer, query.MostSeen+1)
	list, _, err := query.NewAuditor(a.service.Files, a.store).Seen(ctx(), a.concerned(), query.SeenFilter{})
	if err != nil || len(list) != 2 || list[0].Times != query.MostSeen+1 || list[1].Times != 1 {
		t.Errorf("the subject is shown %d lines, %v", len(list), err)
	}
}

// A long list is cut between two days, and goes on from there.
func tryALongListOfLooksGoesOnPageByPage(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	auditor := query.NewAuditor(a.service.Files, a.store)
	first := civil.Of(a.now)
	for day, looks := range []int{1, query.MostSeen - 1, 2} {
		for n := range looks {
			_, err := a.service.Files.Note(ctx(), query.Entry{
				By: caseOfficer, Basis: query.Work, Subject: a.subject, Object: fmt.Sprint("objection/", day, ".", n),
			})
			mustCommit(t, err)
		}
		a.now = a.now.AddDate(0, 0, 1)
	}
	shown, next, err := auditor.Seen(ctx(), a.concerned(), query.SeenFilter{})
	if err != nil || len(shown) != query.MostSeen+1 || next != first {
		t.Errorf("of a long list %d lines are shown, and it goes on with %s: %v", len(shown), next, err)
	}
	rest, next, err := auditor.Seen(ctx(), a.concerned(), query.SeenFilter{To: next})
	if err != nil || len(rest) != 1 || !next.IsZero() {
		t.Errorf("it goes on with %d lines, and then with %s: %v", len(rest), next, err)
	}
	since, _, err := auditor.Seen(ctx(), a.concerned(), query.SeenFilter{From: first.AddDays(2)})
	if err != nil || len(since) != 2 {
		t.Errorf("since the third day there are %d lines: %v", len(since), err)
	}
}

func tryAChangedFileIsReportedAnew(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.agreed()
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70)))
	_, look, err := a.service.Opened(ctx(), of.PublicID, enquirerBy(70))
	mustCommit(t, err)
	desk := report.NewDesk(a.store, a.service.Files, report.Press{
		Item: itemOf, Current: func(code string) (catalog.Item, bool) { return itemOf("", code) },
		Draw: func(r report.Report, _ report.Content) ([]byte, error) { return []byte(r.Number), nil },
	}, func() time.Time { return a.now })
	shows := func(records int) report.Report {
		t.Helper()
		r, content, err := desk.Consented(ctx(), enquirerBy(70), look, "金丝雀查询人")
		if err != nil || len(content.Lines()) != records {
			t.Fatalf("of %d records %d are shown: %v", records, len(content.Lines()), err)
		}
		return r
	}
	first := shows(1)
	mustEnter(t, a.store, "meanwhile", penalty(t, person(t, aideNumber), 2, 3))
	second := shows(2)
	if second.Number == first.Number || shows(2).Number != second.Number {
		t.Errorf("what has changed is shown as %s, and then as %s", first.Number, second.Number)
	}
}

func tryWhoLeavesEndsWhatTheyLeave(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	given, silent := a.agreed(), a.asks("示例甲", aideNumber)
	a.signsUp()
	told := a.does(a.brought(), caseOfficer, flow.Move{Do: authorisation.Confirm, Reason: "已按登记电话回访"})
	leaver := actor.Actor{Account: 70, Side: actor.Subject, Role: actor.Person, Subject: theEnquirer, Name: "金丝雀经办"}
	for range 2 { // what fell short is done again
		mustCommit(t, a.service.Leave(ctx(), a.concerned(), "close/subject"))
		nobody := actor.Actor{Account: 1, Side: actor.Subject, Role: actor.Person}
		mustCommit(t, a.service.Leave(ctx(), nobody, "close/nobody"))
	}
	if now := a.sees(given).Item(); now.Outcome != authorisation.Revoked {
		t.Errorf("what was agreed to stands as %s %s", now.State, now.Outcome)
	}
	if now := a.sees(told).Item(); now.Outcome != authorisation.Refused {
		t.Errorf("of papers the silence of who is reached no more counts as a yes: %s %s", now.State, now.Outcome)
	}
	if now := a.sees(silent).Item(); now.State != authorisation.AwaitingSubject {
		t.Errorf("what was not answered tells the enquirer that the account is closed: %s %s", now.State, now.Outcome)
	}
	mustCommit(t, a.service.Leave(ctx(), leaver, "close/enquirer"))
	if now := a.sees(silent).Item(); now.Outcome != authorisation.Withdrawn {
		t.Errorf("what was asked stands as %s %s", now.State, now.Outcome)
	}
}

func tryPapersAreRefusedInWriting(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.brought()
	a.now = a.now.Add(time.Hour)
	a.does(of, caseOfficer, flow.Move{Do: authorisation.NotAccept, Reason: "授权书没有写明期限"})
	given, err := a.store.NoticesOf(ctx(), of.ID, windowOfficer)
	if err != nil || len(given) != 2 || given[1].Kind != notice.PaperRefused ||
		!slices.Equal(given[1].Facts.Items[0].Reasons, []string{"授权书没有写明期限"}) {
		t.Errorf("who brought them is given %+v, %v", given, err)
	}
	if told, err := a.store.NoticesOf(ctx(), of.ID, a.concerned()); err != nil || len(told) != 0 {
		t.Errorf("the subject is told by %+v, %v", told, err)
	}
}

// law.md 4.1 rule 7: no new date is to a person's loss.
func tryACalendarCountsAuthorisationsAnew(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	a.now = civil.MustParse("2026-12-30").Start().Add(10 * time.Hour)
	asked, brought, agreed := a.asks("示例甲", aideNumber), a.brought(), a.agreed()
	anew, law := withRestful(t), a.service.Law()
	if seen, err := a.service.Foresee(ctx(), anew); err != nil || seen.Items != 2 || len(seen.Lines) != 0 {
		t.Errorf("foreseen is %+v, %v", seen, err)
	}
	law.Calendar = anew
	a.service.Law = func() flow.Law { return law }
	for range 2 { // what is counted is not counted again
		mustCommit(t, a.service.Recount(ctx()))
	}
	for _, was := range []authorisation.Authorisation{asked, brought} {
		want, moved := was.Item().Recounted(anew, a.now)
		now := a.sees(was).Item()
		if len(moved) == 0 || now.Due != want.Due || now.Clocks[0].Due.Provisional || now.Version != was.Item().Version+1 {
			t.Errorf("%s: due %s after %s, want %s", now.State, now.Due, was.Item().Due, want.Due)
		}
	}
	if now := a.sees(agreed).Item(); now.Due != agreed.Item().Due {
		t.Errorf("a term in days moved to %s", now.Due)
	}
}
