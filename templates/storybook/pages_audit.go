package storybook

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/objection"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

var auditing = actor.Actor{Account: 12, Name: "audit_admin 1", Side: actor.Authority, Role: actor.AuditAdmin}

// signedNote is a checkpoint as it looks; its signature is none.
const signedNote = "credit.example.cn/log/2026\n1284\n" +
	"Ihv5bFmE9yHpSzJx4kAyTq6rDk1cQ0WmN3p7x2uVbO0=\ntime 1795411260\n\n" +
	"\u2014 credit.example.cn 7d1QmA6n0f0V1sJpYbqv3k2vX0m3oQ5uT8w9yBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefghij==\n"

// auditStories are the pages of who audits the logs.
func (o office) auditStories() []officeStory {
	looks := func(a page.Looks) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.LooksPage(page.NewLooksView(s, a)) }
	}
	standing := func(in page.Standing) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component {
			in.Now, in.Key = storyDay.Start().Add(10*time.Hour), "credit.example.cn+7d1d0980+"+strings.Repeat("A", 44)
			return page.StandingPage(page.NewStandingView(s, in))
		}
	}
	at := storyDay.Start().Add(9 * time.Hour)
	signed := ledger.Standing{
		Origin: "credit.example.cn/log/2026", Size: 1284, Signed: 1284, SignedAt: at, Note: []byte(signedNote),
	}
	late := signed
	late.Waiting = at
	return append(append(actStories(at), o.archiveStories(at)...), []officeStory{
		{"looks-usual", auditing, 200, true, looks(page.Looks{List: someLooks(at), LogAsked: page.LogAsked{Entry: "q7"}})},
		{"looks-none", auditing, 200, false, looks(page.Looks{LogAsked: page.LogAsked{
			Entry: "q7", Typed: url.Values{route.LookID: {"q9"}},
		}})},
		{"looks-refused", auditing, 422, false, looks(page.Looks{LogAsked: refusedDay()})},
		{"ledger-usual", auditing, 200, true, standing(page.Standing{Standing: signed})},
		{"ledger-late", auditing, 200, false, standing(page.Standing{Standing: late})},
		{"ledger-none", auditing, 200, false, standing(page.Standing{})},
		{"ledger-proved", auditing, 200, false, standing(page.Standing{
			Standing: signed, Typed: "portal-receipt/1", Index: 41,
			Proved: ledger.Checkpoint{Origin: signed.Origin, Size: 1284, At: at},
		})},
		{"ledger-refused", auditing, 422, false, standing(page.Standing{
			Standing: signed, Typed: "x", Fault: fault.New(fault.Invalid, "audit.fault.receipt", nil),
		})},
	}...)
}

// refusedDay is what was asked of a log where a day is none.
func refusedDay() page.LogAsked {
	return page.LogAsked{
		Typed:  url.Values{route.LookFrom: {"x"}},
		Faults: map[string]*fault.Error{route.LookFrom: fault.New(fault.Invalid, "audit.fault.day", nil)},
	}
}

// actStories are the pages of the trail.
func actStories(at time.Time) []officeStory {
	acts := func(a page.Acts) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.ActsPage(page.NewActsView(s, a)) }
	}
	return []officeStory{
		{"acts-usual", auditing, 200, true, acts(page.Acts{List: someActs(at), LogAsked: page.LogAsked{Entry: "q8"}})},
		{"acts-none", auditing, 200, false, acts(page.Acts{LogAsked: page.LogAsked{
			Entry: "q8", Typed: url.Values{route.ActNumber: {"2026-000009"}},
		}})},
		{"acts-filtered", auditing, 200, false, acts(page.Acts{
			List: someActs(at)[:1], Filter: query.ActFilter{After: query.Place{At: at, ID: 1}},
			LogAsked: page.LogAsked{
				Entry: "q8", Next: query.Place{At: at, ID: 1},
				Typed: url.Values{route.ActKind: {"record"}, route.ActSide: {string(actor.Operator)}},
			},
		})},
		{"acts-refused", auditing, 422, false, acts(page.Acts{LogAsked: refusedDay()})},
	}
}

// someActs are acts upon what has a number, a name, both and neither.
func someActs(at time.Time) []query.Acted {
	act := func(n int, did audit.Act, on string, by actor.Actor, reason string) query.Acted {
		then := at.Add(-time.Duration(n) * time.Hour)
		e := audit.Event{Did: did, On: on, By: by, At: then, Reason: reason}
		return query.Acted{Event: e, Place: query.Place{At: then, ID: int64(n)}}
	}
	hidden := act(1, audit.RecordHidden, "record/7K3M9Q2D", actor.Officer("data_admin 1", actor.DataAdmin), "Example")
	hidden.Number = "7K3M9Q2D"
	shown := act(0, audit.RecordShown, hidden.On, hidden.By, "Example")
	shown.Number = hidden.Number
	filed := act(2, objection.Submit, "objection/abc", actor.Actor{Side: actor.Subject, Role: actor.Person}, "")
	filed.Number = "2026-000007"
	granted := act(3, audit.RoleGranted, "account/7", actor.Officer("security_admin 1", actor.SecurityAdmin), "Example")
	granted.Holder = "case_officer 1"
	return []query.Acted{
		shown, hidden, filed, granted, act(4, audit.EndsRecomputed, "records", actor.System(), ""),
		act(5, audit.CalendarLoaded, "calendar/2027", actor.Officer("signer 1", actor.Signer), "Example"),
	}
}

// someLooks are looks of every kind.
func someLooks(at time.Time) []query.Logged {
	look := func(n int, by actor.Actor, basis query.Basis, e query.Entry) query.Logged {
		e.ID, e.By, e.Basis, e.At = "q"+strconv.Itoa(n), by, basis, at.Add(-time.Duration(n)*time.Hour)
		e.Channel, e.Count = query.Page, n
		return query.Logged{Entry: e, Place: query.Place{At: e.At, ID: int64(n)}}
	}
	named := func(by actor.Actor) actor.Actor { by.Name = string(by.Role) + " 1"; return by }
	agent := named(actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 7})
	own := look(1, agent, query.Self, query.Entry{Object: query.OfFile, Items: []string{"A01"}, Purpose: query.Own})
	own.About = "Example Ltd."
	work := look(2, named(officer), query.Work, query.Entry{
		Object: "objection/abc", Ground: "3kq7vd5m2x", Purpose: query.Handling,
	})
	audit := look(3, auditing, query.Audit, query.Entry{Object: query.OfLog, Purpose: query.Auditing, Words: "Example"})
	audit.Channel = query.Export
	status := look(4, actor.Actor{Side: actor.Subject}, query.Self, query.Entry{
		Object: "objection/abc", Purpose: query.Own, Refused: true,
	})
	status.Channel = query.Status
	return []query.Logged{own, work, audit, status}
}
