package storetest

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/internal/statute"
	"creditportal/internal/store"
)

func authorised(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAKnownAndAnUnknownSubjectAreAskedAlike":                     tryAKnownAndAnUnknownSubjectAreAskedAlike,
		"TestWhatIsAskedAboutSomebodyIsNotReadableInTheDatabase":         tryWhatIsAskedIsNotReadable,
		"TestAnAuthorisationOfOthersIsAsIfItWereNot":                     tryAnAuthorisationOfOthersIsAsIfItWereNot,
		"TestOfManyWhoOpenAnAuthorisationForOneLookAtOnceOneDoes":        tryOfManyWhoOpenItAtOnceOneDoes,
		"TestWhatWasAgreedToIsShownAndNothingElseAndTheLookIsInTheLog":   tryWhatWasAgreedToIsShown,
		"TestNobodyAnswersAndBothAreToldTheSame":                         tryNobodyAnswersAndBothAreToldTheSame,
		"TestAnAuthorisationEndsWithTheMandateByWhichItWasGiven":         tryItEndsWithItsMandate,
		"TestAnAuthorisationEndsWithTheEnterpriseThatGaveIt":             tryItEndsWithItsPrincipal,
		"TestWhoClosesTheirAccountAsksAndAgreesToNothingMore":            tryWhoLeavesEndsWhatTheyLeave,
		"TestWhoWasShownByConsentWhatTurnsOutWrongIsToldOfIt":            tryWhoWasShownByConsentIsTold,
		"TestTheNumbersOfLettersDoNotTellWhetherTheSubjectIsKnown":       tryNumbersOfLettersDoNotTell,
		"TestTheEnquirerLearnsNothingByTryingWhatOnlyTheSubjectMay":      tryTheEnquirerLearnsNothingByTrying,
		"TestPapersOfASubjectWhomNoLetterReachesAreNotConfirmed":         tryPapersOfTheUnreachedAreNotConfirmed,
		"TestNobodyAsksForWhatMayNotBeAskedFor":                          tryNobodyAsksForWhatMayNotBeAskedFor,
		"TestAnEnquirerHasOnlySoManyQueriesOpenKnownOrUnknownAlike":      tryOnlySoManyAreOpen,
		"TestWhatTheSubjectMayStillAnswerIsNotPushedOffTheList":          tryOpenOnesComeFirst,
		"TestADoubleClickIsNotRefused":                                   tryADoubleClickIsNotRefused,
		"TestOneThatCannotBeReadHoldsUpNoOther":                          tryOneThatCannotBeReadHoldsUpNoOther,
		"TestTwoWhoOpenAReportAtOnceAreGivenTheOneThatIsKept":            tryTwoAreGivenTheOneThatIsKept,
		"TestWhoLooksOftenPushesNobodyElseOffTheListOfWhoLooked":         tryWhoLooksOftenIsOneLine,
		"TestALongListOfWhoLookedGoesOnPageByPageBetweenTwoDays":         tryALongListOfLooksGoesOnPageByPage,
		"TestPapersThatAreNotAcceptedAreAnsweredInWritingWithTheReason":  tryPapersAreRefusedInWriting,
		"TestANewCalendarCountsTheLimitsOfAuthorisationsAnew":            tryACalendarCountsAuthorisationsAnew,
		"TestWhatOthersChangeWithinTheHalfHourUsesUpNoLook":              tryAChangedFileIsReportedAnew,
		"TestPapersAreShownAfterASecondOfficerAndADayWithoutAnObjection": tryPapersAreShownAfterADay,
	})
}

// asker is a store with a service of authorisations, and the clock it lives by.
type asker struct {
	*testing.T
	db      Database
	store   *store.Store
	service authorisation.Service
	subject int64 // of a person with one record that asks for an authorisation
	now     time.Time
	ops     int
}

func mustAskAbout(t *testing.T, open Opener) *asker {
	t.Helper()
	a := &asker{T: t, db: open(t), now: Today.Start().Add(10 * time.Hour)}
	a.store = mustOpenConsenting(t, a.db)
	known := penalty(t, person(t, aideNumber), 1, 3)
	mustEnter(t, a.store, "known", known)
	a.subject = mustKnow(t, a.store, known).Subject
	books := statute.MustLoad()
	now := func() time.Time { return a.now }
	a.service = authorisation.Service{
		MayAsk: mayAsk, Store: a.store, Files: query.NewDesk(a.store, itemOf, now), Now: now,
		Law: func() flow.Law { return flow.Law{Rules: books.Rules, Calendar: books.Calendar} },
	}
	return a
}

func namesOfConsents(a authorisation.Authorisation, c flow.Change, to notice.Recipient) []notice.Owed {
	return authorisation.Owed(a, c, to, authorisation.Names{Label: "授权查询", Item: func(code string) string { return code }})
}

// mayAsk says what may be asked for here.
func mayAsk(code string) bool { return code == "A06" || code == "A10" }

func (a *asker) op() string {
	a.ops++
	return fmt.Sprintf("authorisation %d", a.ops)
}

const theEnquirer = 700001 // row id of the data subject that asks

func enquirerBy(account int64) actor.Actor {
	return actor.Actor{Account: account, Side: actor.Subject, Role: actor.OrgAgent, Subject: theEnquirer, Name: "金丝雀经办"}
}

func (a *asker) concerned() actor.Actor {
	return actor.Actor{Account: 71, Side: actor.Subject, Role: actor.Person, Subject: a.subject, Name: "金丝雀本人"}
}

func asking(op, name, number string) authorisation.Asking {
	return authorisation.Asking{
		Op: op, Named: authorisation.Named{Name: name, Number: number}, Items: []string{"A06", "A10"},
		Purpose: query.Business, Words: "金丝雀用途", Days: 10, Uses: 1, Enquirer: "金丝雀贸易有限公司",
	}
}

func (a *asker) asks(name, number string) authorisation.Authorisation {
	a.Helper()
	filing := asking(a.op(), name, number)
	first, err := a.service.Ask(ctx(), filing, enquirerBy(70))
	if err != nil {
		a.Fatal(err)
	}
	again, err := a.service.Ask(ctx(), filing, enquirerBy(70))
	if err != nil || again.Number != first.Number || again.PublicID != first.PublicID {
		a.Fatalf("asked twice by a double click: %s and %s, %v", first.Number, again.Number, err)
	}
	return first
}

func (a *asker) does(of authorisation.Authorisation, by actor.Actor, move flow.Move) authorisation.Authorisation {
	a.Helper()
	move.Op = a.op()
	if err := a.service.Do(ctx(), of.PublicID, move, by); err != nil {
		a.Fatalf("%s: %v", move.Do, err)
	}
	return a.sees(of)
}

// sees is the authorisation as it stands.
func (a *asker) sees(of authorisation.Authorisation) authorisation.Authorisation {
	a.Helper()
	now, err := a.store.Authorisation(ctx(), of.PublicID, actor.System())
	if err != nil {
		a.Fatal(err)
	}
	return now
}

// agreed is one that the subject has agreed to, for one look at one item.
func (a *asker) agreed() authorisation.Authorisation {
	a.Helper()
	return a.does(a.asks("示例甲", aideNumber), a.concerned(), flow.Move{
		Do: authorisation.Consent, Terms: flow.Terms{Items: []string{"A06"}, Days: 7, Uses: 1},
	})
}

const unknownNumber = "370399189103150030"

func tryAKnownAndAnUnknownSubjectAreAskedAlike(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	known, unknown := a.asks("示例甲", aideNumber), a.asks("示例甲", unknownNumber)
	other := a.asks("示例乙", aideNumber) // the number of somebody of another name
	if known.Subject != a.subject || unknown.Subject != 0 || other.Subject != 0 {
		t.Fatalf("they are found as %d, %d and %d", known.Subject, unknown.Subject, other.Subject)
	}
	for _, of := range []authorisation.Authorisation{unknown, other} {
		x, y := known.For(enquirerBy(70)), of.For(enquirerBy(70))
		if x.Subject != y.Subject || x.Item().State != y.Item().State || x.Item().Due != y.Item().Due ||
			len(x.Item().History)+len(y.Item().History) != 0 || len(x.Number) != len(y.Number) {
			t.Errorf("one looks like %+v, the other like %+v", x, y)
		}
	}
}

// Whoever asks has letters of their own, and counts the numbers between two of them.
func tryNumbersOfLettersDoNotTell(t *testing.T, open Opener) {
	between := func(number string) int {
		a := mustAskAbout(t, open)
		first := a.asks("示例甲", unknownNumber)
		a.now = a.now.AddDate(0, 0, 20)
		mustCommit(t, a.service.Attend(ctx(), 10))
		second := a.asks("示例甲", number)
		a.now = a.now.AddDate(0, 0, 10)
		mustCommit(t, a.service.Attend(ctx(), 10))
		return a.serial(second) - a.serial(first)
	}
	if known, unknown := between(aideNumber), between(unknownNumber); known != unknown {
		t.Errorf("between two letters lie %d numbers of a known subject, %d of an unknown one", known, unknown)
	}
}

// serial is the number of the one letter to the enquirer.
func (a *asker) serial(of authorisation.Authorisation) int {
	a.Helper()
	list := a.letters(of)
	if len(list) != 1 {
		a.Fatalf("letters: %+v", list)
	}
	_, serial, _ := strings.Cut(list[0].Number, "〕")
	n, err := strconv.Atoi(strings.TrimSuffix(serial, "号"))
	if err != nil {
		a.Fatalf("the letter is numbered %s", list[0].Number)
	}
	return n
}

// Rulings 30: before the day nothing that the enquirer tries tells an answer from none.
func tryTheEnquirerLearnsNothingByTrying(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	silent := a.asks("示例甲", aideNumber)
	refused := a.does(a.asks("示例甲", aideNumber), a.concerned(), flow.Move{Do: authorisation.Decline})
	for _, row := range authorisation.Table().Rows {
		if row.Do == authorisation.Withdraw {
			continue
		}
		tries := func(of authorisation.Authorisation) error {
			return a.service.Do(ctx(), of.PublicID, flow.Move{Do: row.Do, Op: a.op(), Terms: of.Asked}, enquirerBy(70))
		}
		one, other := tries(silent), tries(refused)
		if one == nil || other == nil || one.Error() != other.Error() {
			t.Errorf("%s: %v while the subject is silent, %v when it has refused", row.Do, one, other)
		}
	}
}

func tryPapersOfTheUnreachedAreNotConfirmed(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.brought()
	err := a.service.Do(ctx(), of.PublicID, flow.Move{
		Do: authorisation.Confirm, Reason: "已按登记电话回访", Op: a.op(),
	}, caseOfficer)
	if err == nil || err.Error() != authorisation.NotReached().Error() {
		t.Errorf("papers of whom no letter reaches are confirmed: %v", err)
	}
	if now := a.sees(of); now.Item().State != authorisation.Checking {
		t.Errorf("they are %s", now.Item().State)
	}
}

// signsUp gives the subject an account, and returns its holder.
func (a *asker) signsUp() actor.Actor {
	a.Helper()
	made, err := a.store.EnterAccount(ctx(), account.Account{
		Login: "subject", Name: "金丝雀本人", Roles: []actor.Role{actor.Person}, Subject: a.subject, State: account.Active,
		Contacts: []account.Contact{{Channel: account.Text, Address: "15400000009", ProvedAt: a.now}},
	}, audit.Event{Did: audit.AccountMade, On: "account", By: actor.System(), At: a.now, Op: a.op()})
	if err != nil {
		a.Fatal(err)
	}
	return made.Actor()
}

// brought are papers entered at the window.
func (a *asker) brought() authorisation.Authorisation {
	a.Helper()
	filing := asking(a.op(), "示例甲", aideNumber)
	filing.Document = "金丝雀证件"
	filing.Files = []attachment.ID{mustKeep(a.T, a.store, windowOfficer.Account, 1, 0).ID}
	of, err := a.service.FilePaper(ctx(), filing, windowOfficer)
	if err != nil {
		a.Fatal(err)
	}
	return of
}

func tryWhatIsAskedIsNotReadable(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	a.agreed()
	a.asks("金丝雀无名", unknownNumber)
	MustSeeClosed(t, a.db, []string{"金丝雀", aideNumber, unknownNumber})
}

func tryAnAuthorisationOfOthersIsAsIfItWereNot(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.agreed()
	stranger := actor.Actor{Account: 72, Side: actor.Subject, Role: actor.Person, Subject: 700002}
	nobody := actor.Actor{Account: 73, Side: actor.Subject, Role: actor.Person}
	for _, by := range []actor.Actor{stranger, nobody, caseOfficer, actor.Public(), staff(9, actor.AuthorityOfficer)} {
		_, err := a.service.Find(ctx(), of.PublicID, by)
		_, none := a.service.Find(ctx(), "aaaaaaaaaaaaaaaaaaaaaaaaaa", by)
		if !fault.Is(err, fault.NotFound) || err.Error() != none.Error() {
			t.Errorf("%s of %d: %v, and one that is not there: %v", by.Side, by.Subject, err, none)
		}
	}
}

func tryOfManyWhoOpenItAtOnceOneDoes(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.agreed()
	errs := make([]error, 64)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			errs[i] = a.service.View(ctx(), of.PublicID, fmt.Sprintf("view %d", i), enquirerBy(int64(100+i)))
		})
	}
	all.Wait()
	opened := 0
	for _, err := range errs {
		switch {
		case err == nil:
			opened++
		case !fault.Is(err, fault.Stale) && !fault.Is(err, fault.Conflict):
			t.Error(err)
		}
	}
	now := a.sees(of)
	if opened != 1 || now.Terms().Uses != 0 || now.Item().Outcome != authorisation.Viewed {
		t.Errorf("%d of %d opened it; %d looks left, %s", opened, len(errs), now.Terms().Uses, now.Item().Outcome)
	}
}

func tryWhatWasAgreedToIsShown(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	of := a.agreed()
	if _, _, err := a.service.Opened(ctx(), of.PublicID, enquirerBy(70)); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is shown before it was opened: %v", err)
	}
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70)))
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70))) // back, and once more
	before := count(t, a.db, "query_log")
	_, look, err := a.service.Opened(ctx(), of.PublicID, enquirerBy(70))
	if err != nil {
		t.Fatal(err)
	}
	file, err := a.service.Files.Consented(ctx(), enquirerBy(70), look)
	if err != nil || len(file.Lines) != 1 || file.Lines[0].Item != "A06" || file.Lines[0].SubjectName != "示例甲" ||
		count(t, a.db, "query_log") != before+1 {
		t.Fatalf("shown: %+v, %v", file, err)
	}
	look.Items = []string{"A10"}
	if file, err = a.service.Files.Consented(ctx(), enquirerBy(70), look); err != nil || len(file.Lines) != 0 {
		t.Errorf("what was not agreed to: %+v, %v", file.Lines, err)
	}
	a.now = a.now.Add(authorisation.OpenFor)
	if _, _, err := a.service.Opened(ctx(), of.PublicID, enquirerBy(70)); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is shown for longer than it may be: %v", err)
	}
	err = a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70))
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("it is opened once more: %v", err)
	}
}

func tryNobodyAnswersAndBothAreToldTheSame(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	silent, unknown := a.asks("示例甲", aideNumber), a.asks("示例甲", unknownNumber)
	refused := a.does(a.asks("示例甲", aideNumber), a.concerned(), flow.Move{Do: authorisation.Decline})
	attend := func(day string) {
		a.now = civil.MustParse(day).Start().Add(time.Hour)
		mustCommit(t, a.service.Attend(ctx(), 10))
	}
	attend("2026-11-30")
	if n := len(a.letters(silent)) + len(a.letters(refused)) + len(a.letters(unknown)); n != 0 {
		t.Errorf("%d letters before the day", n)
	}
	attend("2026-12-01")
	attend("2026-12-01")
	var said []string
	for _, of := range []authorisation.Authorisation{silent, refused, unknown} {
		list := a.letters(of)
		if len(list) != 1 || list[0].Kind != notice.Unanswered {
			t.Fatalf("letters: %+v", list)
		}
		text := list[0].Text
		said = append(said, fmt.Sprint(len(text.Opening), text.Title, text.Sections))
		if seen := a.sees(of).For(enquirerBy(70)); seen.Item().Outcome != authorisation.Lapsed {
			t.Errorf("the enquirer sees %s", seen.Item().Outcome)
		}
	}
	if said[0] != said[1] || said[0] != said[2] {
		t.Errorf("they are told different things:\n%v", said)
	}
	asked, err := a.store.NoticesOf(ctx(), silent.ID, a.concerned())
	if err != nil || len(asked) != 1 || asked[0].Kind != notice.Asked {
		t.Errorf("the subject is told by %v, %v", asked, err)
	}
}

// letters are those to the enquirer.
func (a *asker) letters(of authorisation.Authorisation) []notice.Notice {
	a.Helper()
	list, err := a.store.NoticesOf(ctx(), of.ID, enquirerBy(70))
	if err != nil {
		a.Fatal(err)
	}
	return list
}

// agreedByAgent is one that an agent has agreed to for a firm.
func agreedByAgent(t *testing.T, open Opener) (*asker, *aide, account.Mandate, authorisation.Authorisation) {
	t.Helper()
	d, db := mustEnterAide(t, open)
	m := d.asks(firm(t, 1), account.Agent, "ask")
	mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "confirm"), windowOfficer, account.Mandate{}))
	m, err := d.mandates.One(ctx(), m.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	a := &asker{T: t, db: db, store: d.store, subject: m.Principal.ID, now: d.now}
	books := statute.MustLoad()
	a.service = authorisation.Service{
		MayAsk: mayAsk, Store: a.store, Now: func() time.Time { return a.now },
		Files: query.NewDesk(a.store, itemOf, func() time.Time { return a.now }),
		Law:   func() flow.Law { return flow.Law{Rules: books.Rules, Calendar: books.Calendar} },
	}
	by := a.concerned()
	by.Mandate, by.Scopes = m.ID, []actor.Scope{actor.Consenting}
	of := a.does(a.asks(firm(t, 1).Name, firm(t, 1).Code.String()), by, flow.Move{
		Do: authorisation.Consent, Terms: flow.Terms{Items: []string{"A06"}, Days: 7, Uses: 1},
	})
	mustCommit(t, a.service.Attend(ctx(), 10))
	if now := a.sees(of); now.Item().State != authorisation.Viewable || now.Terms().Gone {
		t.Fatalf("while the mandate stands it is %s, gone %v", now.Item().State, now.Terms().Gone)
	}
	return a, d, m, of
}

func tryItEndsWithItsMandate(t *testing.T, open Opener) {
	a, d, m, of := agreedByAgent(t, open)
	mustCommit(t, d.mandates.End(ctx(), d.rules(m, "end"), d.Actor(), account.Mandate{}))
	a.isOver(of)
}

// 民法典 art. 173: nobody speaks for an enterprise that is cancelled.
func tryItEndsWithItsPrincipal(t *testing.T, open Opener) {
	a, _, m, of := agreedByAgent(t, open)
	id := strconv.FormatInt(m.Principal.ID, 10)
	_, err := Raw(t, a.db).Exec("UPDATE subjects SET standing = 'cancelled' WHERE id = " + id)
	mustCommit(t, err)
	a.isOver(of)
}

// isOver says that nobody opens what an agent agreed to who speaks for the firm no
// longer.
func (a *asker) isOver(of authorisation.Authorisation) {
	t := a.T
	t.Helper()
	if err := a.service.View(ctx(), of.PublicID, a.op(), enquirerBy(70)); !fault.Is(err, fault.Invalid) {
		t.Errorf("by a mandate that ended it is opened: %v", err)
	}
	mustCommit(t, a.service.Attend(ctx(), 10))
	if now := a.sees(of); now.Item().Outcome != authorisation.Lapsed {
		t.Errorf("by a mandate that ended it stands as %s", now.Item().State)
	}
}

func tryPapersAreShownAfterADay(t *testing.T, open Opener) {
	a := mustAskAbout(t, open)
	by := a.signsUp()
	of := a.brought()
	if contact, err := a.store.Callback(ctx(), of); err != nil || contact != "154****0009" {
		t.Errorf("who checks them calls back %q, %v", contact, err)
	}
	given, err := a.store.NoticesOf(ctx(), of.ID, windowOfficer)
	if err != nil || len(given) != 1 || given[0].Kind != notice.PaperReceived || !given[0].To.Paper {
		t.Errorf("who brought them is given %+v, %v", given, err)
	}
	files, err := a.store.RequestAttachments(ctx(), of.ID)
	if err != nil || len(files) != 1 {
		t.Errorf("%d papers are kept, %v", len(files), err)
	}
	of = a.does(of, caseOfficer, flow.Move{Do: authorisation.Confirm, Reason: "已按登记电话回访"})
	told, err := a.store.NoticesOf(ctx(), of.ID, by)
	if err != nil || len(told) != 1 || told[0].Kind != notice.PaperAsked || told[0].To.Paper {
		t.Errorf("the subject is told by %+v, %v", told, err)
	}
	a.now = civil.MustParse("2026-11-24").Start().Add(time.Hour)
	mustCommit(t, a.service.Attend(ctx(), 10))
	if now := a.sees(of); now.Item().State != authorisation.NoticeWait {
		t.Errorf("on the day on which the subject may object it is %s", now.Item().State)
	}
	a.now = civil.MustParse("2026-11-25").Start().Add(time.Hour)
	mustCommit(t, a.service.Attend(ctx(), 10))
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), caseOfficer))
	_, look, err := a.service.Opened(ctx(), of.PublicID, caseOfficer)
	if err != nil || look.Through != query.Paper {
		t.Fatalf("it is shown through %q, %v", look.Through, err)
	}
	file, err := a.service.Files.Consented(ctx(), caseOfficer, look)
	if err != nil || len(file.Lines) != 1 {
		t.Errorf("shown: %+v, %v", file.Lines, err)
	}
}

// Rulings 21: who was shown by an authorisation what turned out to be wrong is told
// of it, in their own inbox.
func tryWhoWasShownByConsentIsTold(t *testing.T, open Opener) {
	c := mustConveneOwing(t, open)
	r, rec := c.drafted(1)
	by, _ := c.newcomer("enquirer", rec)
	by.Subject, by.Mandate = theEnquirer, 0
	books := statute.MustLoad()
	now := func() time.Time { return c.now }
	a := &asker{T: t, store: c.store, subject: rec.Subject, now: c.now, service: authorisation.Service{
		MayAsk: mayAsk, Store: c.store, Files: query.NewDesk(c.store, itemOf, now), Now: now,
		Law: func() flow.Law { return flow.Law{Rules: books.Rules, Calendar: books.Calendar} },
	}}
	held, err := c.store.FileOf(ctx(), rec.Subject)
	if err != nil {
		t.Fatal(err)
	}
	of, err := a.service.Ask(ctx(), asking(a.op(), held.Subject.Name, held.Subject.Code.String()), by)
	if err != nil {
		t.Fatal(err)
	}
	a.does(of, a.concerned(), flow.Move{
		Do: authorisation.Consent, Terms: flow.Terms{Items: []string{"A06"}, Days: 7, Uses: 1},
	})
	mustCommit(t, a.service.View(ctx(), of.PublicID, a.op(), by))
	_, look, err := a.service.Opened(ctx(), of.PublicID, by)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.service.Files.Consented(ctx(), by, look); err != nil {
		t.Fatal(err)
	}
	c.does(r, signer, flow.Move{Do: objection.Sign})
	told, err := c.store.NoticesOf(ctx(), r.ID, by)
	if err != nil || len(told) != 1 || told[0].Kind != notice.Told || told[0].To.Account != by.Account {
		t.Errorf("the enquirer is told by %+v, %v", told, err)
	}
}
