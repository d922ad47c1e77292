package authorisation_test

import (
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/query"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func TestTheTableOfAuthorisationsIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, authorisation.Table(), books, flowtest.Promises{
		Untold: "silence decides: the portal itself ends what nobody answered, and the window lists what it has to check",
	})
}

func TestTheDrawingShowsTheTableOfAuthorisations(t *testing.T) {
	const drawing = "../../docs/lifecycle/authorisation.md"
	want := flowtest.Draw(
		authorisation.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("%s is not drawn from the table (%v); go test ./internal/authorisation -update", drawing, err)
	}
}

const (
	theSubject  = 9
	theEnquirer = 8
)

var (
	enquirer = actor.Actor{Account: 1, Name: "示例", Side: actor.Subject, Role: actor.Person, Subject: theEnquirer}
	concerns = actor.Actor{Account: 2, Name: "示例", Side: actor.Subject, Role: actor.Person, Subject: theSubject}
	stranger = actor.Actor{Account: 3, Name: "示例", Side: actor.Subject, Role: actor.Person, Subject: 7}
	clerk    = actor.Actor{Account: 4, Name: "示例", Side: actor.Operator, Role: actor.IntakeOfficer}
	officer  = actor.Actor{Account: 5, Name: "示例", Side: actor.Operator, Role: actor.CaseOfficer}
)

// matter is one authorisation on paper.
type matter struct {
	*testing.T
	now  time.Time
	req  flow.Request
	item flow.Item
}

func begin(t *testing.T, channel flow.Channel) *matter {
	t.Helper()
	m := &matter{T: t, now: civil.MustParse("2026-11-23").Start().Add(10 * time.Hour)}
	m.req = flow.Request{
		ID: 1, Kind: flow.Authorisation, Channel: channel, Subject: theSubject, ReceivedAt: m.now,
		Applicant: flow.Applicant{Name: "示例贸易有限公司"},
	}
	m.item = flow.Item{
		ID: 2, Ground: string(query.Business), Claim: "签合同", About: "示例甲", Terms: asked(theEnquirer),
	}
	if channel != flow.Online {
		m.req.FiledBy, m.item.Terms.Asker = clerk.Account, 0
	}
	return m
}

func asked(by int64) flow.Terms {
	return flow.Terms{Items: []string{"A06", "A10"}, Days: 30, Uses: 2, Asker: by}
}

func (m *matter) tries(by actor.Actor, move flow.Move) error {
	m.Helper()
	books := statute.MustLoad()
	c, err := authorisation.Table().Take(flow.Situation{
		Request: m.req, Item: m.item, Move: move, By: by, At: m.now,
		Law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
	})
	if err == nil {
		m.item = c.After
	}
	return err
}

func (m *matter) does(by actor.Actor, do audit.Act) *matter {
	m.Helper()
	move := flow.Move{Do: do, Terms: m.item.Terms, Reason: "已按登记的电话回访", Attachments: []attachment.ID{"a"}}
	if err := m.tries(by, move); err != nil {
		m.Fatalf("%s: %v", do, err)
	}
	return m
}

func (m *matter) on(day string) *matter {
	m.now = civil.MustParse(day).Start().Add(10 * time.Hour)
	return m
}

func (m *matter) stands(state flow.State, outcome flow.Outcome) *matter {
	m.Helper()
	if m.item.State != state || m.item.Outcome != outcome {
		m.Fatalf("it is %s %s, want %s %s", m.item.State, m.item.Outcome, state, outcome)
	}
	return m
}

func (m *matter) refuses(by actor.Actor, move flow.Move, key string) *matter {
	m.Helper()
	err := m.tries(by, move)
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Key != key {
		m.Errorf("%s: %v, want %s", move.Do, err, key)
	}
	return m
}

// Five working days from the asking (2026-11-23 is a Monday): silence on the last
// is no refusal yet.
func TestWhoDoesNotAnswerHasRefusedWhenTheTermIsOver(t *testing.T) {
	m := begin(t, flow.Online).does(enquirer, authorisation.Ask).on("2026-11-30")
	if m.item.Due.String() != "2026-11-30" {
		t.Fatalf("due on %s", m.item.Due)
	}
	m.refuses(actor.System(), flow.Move{Do: authorisation.Lapse}, "authorisation.fault.consent_runs")
	m.on("2026-12-01").does(actor.System(), authorisation.Lapse).stands(authorisation.Closed, authorisation.Lapsed)
}

// Rulings 30: refusal and lapse are told at the same instant in the same words.
func TestTheEnquirerCannotTellARefusalFromSilence(t *testing.T) {
	silent := begin(t, flow.Online).does(enquirer, authorisation.Ask)
	refused := begin(t, flow.Online).does(enquirer, authorisation.Ask).does(concerns, authorisation.Decline)
	seen := func(m *matter) authorisation.Authorisation {
		a := authorisation.Authorisation{Request: m.req, Enquirer: theEnquirer}
		a.Items = []flow.Item{m.item}
		return a.For(enquirer)
	}
	same := func(when string) {
		t.Helper()
		a, b := seen(silent), seen(refused)
		if a.Item().State != b.Item().State || a.Item().Outcome != b.Item().Outcome || a.Item().Due != b.Item().Due ||
			a.Subject != 0 || b.Subject != 0 || b.Item().History != nil {
			t.Errorf("%s: %+v and %+v", when, a.Item(), b.Item())
		}
	}
	same("before the day")
	refused.refuses(actor.System(), flow.Move{Do: authorisation.Refusal}, "authorisation.fault.consent_runs")
	silent.on("2026-12-01").does(actor.System(), authorisation.Lapse)
	refused.on("2026-12-01").does(actor.System(), authorisation.Refusal)
	refused.stands(authorisation.Closed, authorisation.Refused)
	same("after the day")
}

func TestTheSubjectNarrowsWhatIsAskedAndNeverWidensIt(t *testing.T) {
	for key, terms := range map[string]flow.Terms{
		"authorisation.fault.wider": {Items: []string{"A06", "F01"}, Days: 7, Uses: 1},
		"authorisation.fault.items": {Days: 7, Uses: 1},
		"authorisation.fault.days":  {Items: []string{"A06"}, Uses: 1},
		"authorisation.fault.uses":  {Items: []string{"A06"}, Days: 7},
	} {
		begin(t, flow.Online).does(enquirer, authorisation.Ask).
			refuses(concerns, flow.Move{Do: authorisation.Consent, Terms: terms}, key)
	}
	m := begin(t, flow.Online).does(enquirer, authorisation.Ask).on("2026-11-25")
	half := flow.Terms{Items: []string{"A06"}, Days: 7, Uses: 1}
	if err := m.tries(concerns, flow.Move{Do: authorisation.Consent, Terms: half}); err != nil {
		t.Fatal(err)
	}
	terms := m.stands(authorisation.Viewable, flow.NoOutcome).item.Terms
	if len(terms.Items) != 1 || terms.Uses != 1 || terms.Until.String() != "2026-12-02" || terms.Asker != theEnquirer {
		t.Errorf("agreed to %+v", terms)
	}
}

func TestNobodyAsksForLongerThanTheBooksAllow(t *testing.T) {
	m := begin(t, flow.Online)
	terms := asked(theEnquirer)
	terms.Days = 31
	m.refuses(enquirer, flow.Move{Do: authorisation.Ask, Terms: terms}, "authorisation.fault.days")
}

func TestWhatIsAgreedToIsOpenedAsOftenAsAgreedByTheEnquirerAlone(t *testing.T) {
	m := begin(t, flow.Online).does(enquirer, authorisation.Ask).does(concerns, authorisation.Consent)
	for _, by := range []actor.Actor{concerns, stranger, clerk} {
		m.refuses(by, flow.Move{Do: authorisation.View}, "authorisation.fault.not_enquirer")
	}
	m.does(enquirer, authorisation.View).stands(authorisation.Viewable, flow.NoOutcome)
	m.does(enquirer, authorisation.ViewLast).stands(authorisation.Closed, authorisation.Viewed)
	if err := m.tries(enquirer, flow.Move{Do: authorisation.ViewLast}); !fault.Is(err, fault.Conflict) {
		t.Errorf("it is opened once more: %v", err)
	}
	a := authorisation.Authorisation{Request: m.req, Enquirer: theEnquirer}
	a.Items = []flow.Item{m.item}
	again := enquirer
	again.Account = 99
	if !a.OpenTo(enquirer, m.now.Add(29*time.Minute)) || a.OpenTo(enquirer, m.now.Add(31*time.Minute)) ||
		a.OpenTo(again, m.now) || a.OpenTo(concerns, m.now) {
		t.Error("it is open to others, or for longer than it may be")
	}
}

func TestWhatWasTakenBackOrIsOverOpensNoMore(t *testing.T) {
	open := func() *matter {
		return begin(t, flow.Online).does(enquirer, authorisation.Ask).does(concerns, authorisation.Consent)
	}
	m := open().does(enquirer, authorisation.View).does(concerns, authorisation.Revoke)
	a := authorisation.Authorisation{Request: m.req, Enquirer: theEnquirer}
	a.Items = []flow.Item{m.stands(authorisation.Closed, authorisation.Revoked).item}
	if a.OpenTo(enquirer, m.now) {
		t.Error("what was taken back is shown on")
	}
	m = open().on("2026-12-23")
	m.refuses(actor.System(), flow.Move{Do: authorisation.End}, "authorisation.fault.stands")
	m.on("2026-12-24").refuses(enquirer, flow.Move{Do: authorisation.View}, "authorisation.fault.over")
	m.does(actor.System(), authorisation.End).stands(authorisation.Closed, authorisation.Lapsed)
	m = open()
	m.item.Terms.Gone = true // whoever agreed for the enterprise is its agent no longer
	m.refuses(enquirer, flow.Move{Do: authorisation.View}, "authorisation.fault.over")
	m.does(actor.System(), authorisation.End).stands(authorisation.Closed, authorisation.Lapsed)
}

// What was opened for the last time is shown for half an hour, and not against the
// will of the subject.
func TestTakingBackWhileTheLastLookIsShownEndsTheShowing(t *testing.T) {
	last := func() *matter {
		m := begin(t, flow.Online).does(enquirer, authorisation.Ask).does(concerns, authorisation.Consent)
		return m.does(enquirer, authorisation.View).does(enquirer, authorisation.ViewLast)
	}
	m := last()
	m.refuses(stranger, flow.Move{Do: authorisation.Revoke}, "authorisation.fault.not_subject")
	m.does(concerns, authorisation.Revoke).stands(authorisation.Closed, authorisation.Revoked)
	a := authorisation.Authorisation{Request: m.req, Enquirer: theEnquirer}
	a.Items = []flow.Item{m.item}
	if a.OpenTo(enquirer, m.now) || a.Shown(m.now) {
		t.Error("what was taken back is shown on")
	}
	m.refuses(concerns, flow.Move{Do: authorisation.Revoke}, "authorisation.fault.not_shown")
	m = last()
	m.now = m.now.Add(authorisation.OpenFor)
	m.refuses(concerns, flow.Move{Do: authorisation.Revoke}, "authorisation.fault.not_shown")
}

func TestPapersNeedTwoOfficersAndADayInWhichTheSubjectMayObject(t *testing.T) {
	paper := func() *matter { return begin(t, flow.Counter).does(clerk, authorisation.FilePaper) }
	m := paper()
	note := flow.Move{Do: authorisation.Confirm, Reason: "已回访"}
	m.refuses(clerk, note, "authorisation.fault.own_filing")
	m.refuses(officer, flow.Move{Do: authorisation.Confirm}, "authorisation.fault.note")
	m.does(officer, authorisation.Confirm).stands(authorisation.NoticeWait, flow.NoOutcome).on("2026-11-24")
	m.refuses(actor.System(), flow.Move{Do: authorisation.Open}, "authorisation.fault.wait_runs")
	m.on("2026-11-25").does(actor.System(), authorisation.Open).stands(authorisation.Viewable, flow.NoOutcome)
	m.refuses(clerk, flow.Move{Do: authorisation.View}, "authorisation.fault.own_filing")
	m.does(officer, authorisation.View)

	m = paper().does(officer, authorisation.Confirm)
	m.refuses(stranger, flow.Move{Do: authorisation.Object}, "authorisation.fault.not_subject")
	m.does(concerns, authorisation.Object).stands(authorisation.Closed, authorisation.Refused)

	m = paper()
	m.req.Subject = 0 // nobody who could be called back
	m.refuses(officer, note, "authorisation.fault.not_reached")
	m.does(officer, authorisation.NotAccept).stands(authorisation.Closed, flow.NotAccepted)

	m = begin(t, flow.Counter)
	m.refuses(clerk, flow.Move{Do: authorisation.FilePaper, Terms: asked(0)}, "authorisation.fault.papers")
}

func TestNobodyAsksForTheirOwnConsent(t *testing.T) {
	m := begin(t, flow.Online)
	m.refuses(concerns, flow.Move{Do: authorisation.Ask, Terms: asked(theSubject)}, "authorisation.fault.oneself")
	m.does(enquirer, authorisation.Ask)
	m.refuses(stranger, flow.Move{Do: authorisation.Decline}, "authorisation.fault.not_subject")
	m.refuses(concerns, flow.Move{Do: authorisation.Withdraw}, "authorisation.fault.not_enquirer")
	m.does(enquirer, authorisation.Withdraw).stands(authorisation.Closed, authorisation.Withdrawn)
}

// Who acts for both sides is not the consent of one of them.
func TestAnAgentOfBothSidesDoesNotAgreeToTheirOwnAsking(t *testing.T) {
	m := begin(t, flow.Online)
	m.req.FiledBy = enquirer.Account
	m.does(enquirer, authorisation.Ask)
	both := concerns
	both.Account = enquirer.Account
	m.refuses(both, flow.Move{Do: authorisation.Consent, Terms: asked(theEnquirer)}, "authorisation.fault.own_asking")
	m.does(concerns, authorisation.Consent).stands(authorisation.Viewable, flow.NoOutcome)
}

func TestNobodyAgreesAfterTheTermInWhichTheyCould(t *testing.T) {
	m := begin(t, flow.Online).does(enquirer, authorisation.Ask).on("2026-12-01")
	late := flow.Move{Do: authorisation.Consent, Terms: asked(theEnquirer)}
	m.refuses(concerns, late, "authorisation.fault.consent_over")
}

func TestAnOfficerTakesPapersBackForASubjectWhoComesAndSaysHow(t *testing.T) {
	m := begin(t, flow.Counter).does(clerk, authorisation.FilePaper).does(officer, authorisation.Confirm)
	m.on("2026-11-25").does(actor.System(), authorisation.Open)
	m.refuses(officer, flow.Move{Do: authorisation.Revoke}, "authorisation.fault.note")
	m.refuses(stranger, flow.Move{Do: authorisation.Revoke}, "authorisation.fault.not_subject")
	m.does(officer, authorisation.Revoke).stands(authorisation.Closed, authorisation.Revoked)
}
