package feedback_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/flowtest"
	"creditportal/internal/i18n"
	"creditportal/internal/statute"
)

var update = flag.Bool("update", false, "write the drawing anew")

func TestTheTableOfFeedbackIsSound(t *testing.T) {
	books := statute.MustLoad().Rules.InForce(civil.MustParse("2026-08-03"))
	flowtest.Check(t, feedback.Table(), books, flowtest.Promises{
		Untold: "the desk lists its messages by due date, and whoever asked reads on their page that it is late",
	})
}

func TestTheDrawingShowsTheTableOfFeedback(t *testing.T) {
	const drawing = "../../docs/lifecycle/feedback.md"
	want := flowtest.Draw(feedback.Table(), i18n.Default().Printer(i18n.Chinese), i18n.Default().Printer(i18n.English))
	if *update {
		if err := os.WriteFile(drawing, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(drawing)
	if err != nil || string(got) != want {
		t.Errorf("docs/lifecycle/feedback.md is not drawn from the table (%v); go test ./internal/feedback -update", err)
	}
}

var (
	window  = someone(2, actor.IntakeOfficer)
	officer = someone(3, actor.CaseOfficer)
)

func someone(account int64, role actor.Role) actor.Actor {
	return actor.Actor{Account: account, Name: "示例", Side: role.Side(), Role: role}
}

// message is one message on paper.
type message struct {
	*testing.T
	now  time.Time
	req  flow.Request
	item flow.Item
}

func begin(t *testing.T, day, text string) *message {
	t.Helper()
	m := &message{
		T: t, now: civil.MustParse(day).Start().Add(10 * time.Hour), req: flow.Request{ID: 1, Kind: flow.Feedback},
		item: flow.Item{ID: 2, Request: 1, Ground: string(feedback.SiteError), Claim: text, About: "/statistics"},
	}
	m.req.ReceivedAt = m.now
	return m
}

func (m *message) tries(by actor.Actor, move flow.Move) error {
	m.Helper()
	books := statute.MustLoad()
	c, err := feedback.Table().Take(flow.Situation{
		Request: m.req, Item: m.item, Move: move, By: by, At: m.now,
		Law: flow.Law{Rules: books.Rules, Calendar: books.Calendar},
	})
	if err == nil {
		m.item = c.After
	}
	return err
}

func (m *message) does(by actor.Actor, move flow.Move) *message {
	m.Helper()
	if err := m.tries(by, move); err != nil {
		m.Fatalf("%s: %v", move.Do, err)
	}
	return m
}

// 政府网站发展指引: the day of receipt is not counted; the answer is due three
// working days on.
func TestAnAnswerIsDueThreeWorkingDaysAfterTheReceipt(t *testing.T) {
	for received, want := range map[string]string{
		"2026-02-12": "2026-02-24", "2026-02-14": "2026-02-26", "2026-05-02": "2026-05-08", "2026-08-03": "2026-08-06",
		"2026-09-30": "2026-10-10", "2026-11-21": "2026-11-25",
	} {
		m := begin(t, received, "打不开").does(actor.Public(), flow.Move{Do: feedback.Submit})
		if m.item.Due.String() != want || m.item.Binding.String() != want {
			t.Errorf("received on %s: due %s, binding %s, want %s", received, m.item.Due, m.item.Binding, want)
		}
	}
}

func TestWhoeverWritesNeedsNoAccountAndWhoeverAnswersOne(t *testing.T) {
	answer := flow.Move{Do: feedback.Answer, As: feedback.Mended, Reason: "已经改正"}
	m := begin(t, "2026-11-23", "打不开").does(actor.Public(), flow.Move{Do: feedback.Submit})
	for _, by := range []actor.Actor{
		actor.Public(), someone(9, actor.Person), someone(9, actor.ProviderChecker), someone(9, actor.DataAdmin),
		someone(9, actor.Signer),
	} {
		if err := m.tries(by, answer); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s may answer: %v", by.Role, err)
		}
	}
	m.does(window, answer)
	if m.item.State != flow.Closed || m.item.Outcome != feedback.Mended || m.item.Answer.Reason != "已经改正" {
		t.Errorf("answered: %s %s %q", m.item.State, m.item.Outcome, m.item.Answer.Reason)
	}
	if len(m.item.Clocks) != 1 || m.item.Clocks[0].Runs() {
		t.Error("the limit runs on after the answer")
	}
	m.does(officer, flow.Move{Do: feedback.Supplement, Reason: "补充一点"})
}

func TestAMessageIsHandedToWhoKnowsBetterAndItsLimitRunsOn(t *testing.T) {
	m := begin(t, "2026-11-23", "打不开").does(actor.Public(), flow.Move{Do: feedback.Submit})
	m.does(window, flow.Move{Do: feedback.TakeUp})
	if err := m.tries(window, flow.Move{Do: feedback.TakeUp}); !fault.Is(err, fault.Invalid) {
		t.Errorf("it is taken twice: %v", err)
	}
	m.does(window, flow.Move{Do: feedback.HandOver, Owner: officer.Account})
	if m.item.Owner != officer.Account || m.item.Due.String() != "2026-11-26" {
		t.Errorf("handed to %d, due %s", m.item.Owner, m.item.Due)
	}
}

func TestWhatAMessageLacksIsSaid(t *testing.T) {
	for key, change := range map[string]func(*message){
		"feedback.fault.topic":        func(m *message) { m.item.Ground = "complaint" },
		"feedback.fault.text":         func(m *message) { m.item.Claim = " \n" },
		"feedback.fault.text_long":    func(m *message) { m.item.Claim = strings.Repeat("错", feedback.MostText+1) },
		"feedback.fault.page_long":    func(m *message) { m.item.About = strings.Repeat("/", feedback.MostPage+1) },
		"feedback.fault.contact_long": func(m *message) { m.req.Applicant.Contact = strings.Repeat("1", feedback.MostContact+1) },
	} {
		m := begin(t, "2026-11-23", "打不开")
		change(m)
		if err := m.tries(actor.Public(), flow.Move{Do: feedback.Submit}); err == nil || err.Error() != fault.New(
			fault.Invalid, key, nil).Error() {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestAMessageIsShownWithoutNumbersOfPersonsAndWithoutNames(t *testing.T) {
	const planted = "11010519491231002X" // synthetic, of the standard
	m := begin(t, "2026-11-23", "我的号码"+planted+"打不开").does(actor.Public(), flow.Move{Do: feedback.Submit})
	m.req.Applicant.Contact = "15400000001"
	m.does(window, flow.Move{Do: feedback.TakeUp})
	m.does(window, flow.Move{Do: feedback.Answer, As: feedback.Answered, Reason: "答复如下"})
	m.req.Items = []flow.Item{m.item}
	for _, by := range []actor.Actor{actor.Public(), officer} {
		shown := feedback.Shown(m.req, by)
		if text := shown.Items[0].Claim; strings.Contains(text, planted) || !strings.Contains(text, "打不开") {
			t.Errorf("%s reads %q", by.Side, text)
		}
	}
	shown := feedback.Shown(m.req, actor.Public())
	if shown.Applicant.Contact != "" || len(shown.Items[0].History) != 2 || shown.Items[0].Answer.By != 0 {
		t.Errorf("whoever wrote sees %+v", shown)
	}
	for _, step := range shown.Items[0].History {
		if step.By.Name != "" || step.By.Account != 0 {
			t.Errorf("the name of an officer is told with %s", step.Did)
		}
	}
}
