package feedback

import (
	"strings"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
)

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Submit     audit.Act = "feedback.submit"
	TakeUp     audit.Act = "feedback.take"
	HandOver   audit.Act = "feedback.hand_over"
	Answer     audit.Act = "feedback.answer"
	Supplement audit.Act = "feedback.supplement"
)

var (
	anybody  = []actor.Role{actor.NoRole} // an account is not asked for
	officers = []actor.Role{actor.IntakeOfficer, actor.CaseOfficer}
)

// Table is the whole procedure: whoever is at the window answers, or hands over
// to who knows better; an answer that lacked something is added to.
func Table() flow.Table {
	return flow.Table{Kind: flow.Feedback, Rows: []flow.Row{
		{
			From: []flow.State{flow.NoState}, Do: Submit, By: anybody,
			If: []flow.Guard{hasTopic, hasText, textFits, pageFits, contactFits},
			To: Received, Clock: flow.Running(law.FeedbackAnswer),
		},
		{
			From: []flow.State{Received}, Do: TakeUp, By: officers, If: []flow.Guard{notTheirs}, To: flow.Same,
			Then: []flow.Effect{own},
		},
		{
			From: []flow.State{Received}, Do: HandOver, By: officers, If: []flow.Guard{hasOwner}, To: flow.Same,
			Then: []flow.Effect{give},
		},
		{
			From: []flow.State{Received}, Do: Answer, By: officers, If: []flow.Guard{hasAnswer, answerFits},
			To: Closed, As: []flow.Outcome{Answered, Mended, Elsewhere}, Clock: flow.Stopped(law.FeedbackAnswer),
			Then: []flow.Effect{keep}, Word: []notice.Errand{notice.Reply},
		},
		{
			From: []flow.State{Closed}, Do: Supplement, By: officers, If: []flow.Guard{hasAnswer, answerFits}, To: flow.Same,
			Word: []notice.Errand{notice.Reply},
		},
	}}
}

func guard(name string, holds func(flow.Situation) bool) flow.Guard {
	return flow.Guard{Key: "feedback.fault." + name, Holds: holds}
}

// fits is a guard whose sentence names the most characters there may be.
func fits(name string, most int, text func(flow.Situation) string) flow.Guard {
	g := guard(name, func(s flow.Situation) bool { return written(text(s)) <= most })
	g.Args = fault.Args{"Most": most}
	return g
}

var (
	hasTopic    = guard("topic", func(s flow.Situation) bool { return Topic(s.Item.Ground).Known() })
	hasText     = guard("text", func(s flow.Situation) bool { return written(s.Item.Claim) > 0 })
	textFits    = fits("text_long", MostText, func(s flow.Situation) string { return s.Item.Claim })
	pageFits    = fits("page_long", MostPage, func(s flow.Situation) string { return s.Item.About })
	contactFits = fits("contact_long", MostContact, func(s flow.Situation) string { return s.Request.Applicant.Contact })

	notTheirs  = guard("taken", isNotTheirs).Stays()
	hasOwner   = guard("owner", func(s flow.Situation) bool { return s.Move.Owner != 0 && s.Move.Owner != s.Item.Owner })
	hasAnswer  = guard("answer", func(s flow.Situation) bool { return written(s.Move.Reason) > 0 })
	answerFits = fits("answer_long", MostAnswer, func(s flow.Situation) string { return s.Move.Reason })
)

func isNotTheirs(s flow.Situation) bool { return s.By.Account == 0 || s.Item.Owner != s.By.Account }

func effect(name string, do func(flow.Situation, *flow.Change) error) flow.Effect {
	return flow.Effect{Key: "feedback.effect." + name, Do: do}
}

var (
	own = effect("own", func(s flow.Situation, c *flow.Change) error {
		c.After.Owner = s.By.Account
		return nil
	})
	give = effect("give", func(s flow.Situation, c *flow.Change) error {
		c.After.Owner = s.Move.Owner
		return nil
	})
	keep = effect("keep", func(s flow.Situation, c *flow.Change) error {
		c.After.Answer = flow.Proposal{Outcome: c.After.Outcome, Reason: s.Move.Reason, By: s.By.Account}
		return nil
	})
)

// written counts the characters of a text.
func written(text string) int { return utf8.RuneCountInString(strings.TrimSpace(text)) }
