package storybook

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
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
	day := url.Values{route.LookFrom: {"x"}}
	return []officeStory{
		{"looks-usual", auditing, 200, true, looks(page.Looks{List: someLooks(at), Entry: "q7", Typed: url.Values{}})},
		{"looks-none", auditing, 200, false, looks(page.Looks{Entry: "q7", Typed: url.Values{route.LookID: {"q9"}}})},
		{"looks-refused", auditing, 422, false, looks(page.Looks{
			Typed: day, Faults: map[string]*fault.Error{route.LookFrom: fault.New(fault.Invalid, "audit.fault.day", nil)},
		})},
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
