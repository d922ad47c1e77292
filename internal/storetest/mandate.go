package storetest

import (
	"fmt"
	"testing"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

func standIns(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAMandateIsConfirmedOnceAndEndsAtOnce":                tryAMandateIsConfirmedOnceAndEndsAtOnce,
		"TestAnotherLegalRepresentativeEndsTheWordOfTheFormerOne": tryAnotherLegalRepEndsTheWordOfTheFormerOne,
		"TestWithACompanyEndsWhoSpokeForItButForItsSuccessor":     tryWithACompanyEndsWhoSpokeForIt,
		"TestOnlyWhomItBindsOrTheOfficeConfirmsAMandate":          tryOnlyWhomItBindsOrTheOfficeConfirmsAMandate,
		"TestACodeOfTheWindowProvesOnePersonOnce":                 tryACodeOfTheWindowProvesOnePersonOnce,
		"TestWhoMandatesAndCodesNameIsSealed":                     tryWhoMandatesAndCodesNameIsSealed,
		"TestASecondPersonOrAnotherNameIsNotProven":               tryASecondPersonOrAnotherNameIsNotProven,
	})
}

var windowOfficer = actor.Actor{
	Name: "示例受理员", Side: actor.Operator, Role: actor.IntakeOfficer, Held: []actor.Role{actor.IntakeOfficer}, Account: 9,
}

// someone is a synthetic person whom no file is about yet.
func someone(t *testing.T) subject.Subject {
	t.Helper()
	number, err := subject.ComposeIDNumber("370399", civil.MustParse("1880-01-01"), 1, Today)
	if err != nil {
		t.Fatal(err)
	}
	who := person(t, number.Reveal())
	who.Name = "示例乙"
	return who
}

// aide is an account whose holder is proven, and the desks.
type aide struct {
	*hall
	mandates   *account.Mandates
	identities *account.Identities
	account.Account
}

const aideNumber = "370399189103150014"

func mustEnterAide(t *testing.T, open Opener) (*aide, Database) {
	t.Helper()
	h, db := mustEnterHall(t, open)
	clock := func() time.Time { return h.now }
	d := &aide{
		hall: h, mandates: account.NewMandates(h.store, clock),
		identities: account.NewIdentities(h.store, books, clock),
	}
	d.Account = h.account("aide", actor.OrgAgent, actor.Person)
	proof := account.Proof{Person: person(t, aideNumber), Method: account.ByPapers}
	mustCommit(t, d.identities.Prove(ctx(), d.Account, proof, "prove"))
	d.reread()
	return d, db
}

func (d *aide) reread() {
	d.Helper()
	var err error
	if d.Account, err = d.store.Account(ctx(), d.ID); err != nil {
		d.Fatal(err)
	}
}

// asks asks for a mandate of the firm and returns it.
func (d *aide) asks(firm subject.Subject, kind account.MandateKind, op string) account.Mandate {
	d.Helper()
	m := account.Mandate{Principal: firm, Kind: kind, Scopes: actor.Scopes(), From: civil.Of(d.now)}
	var files []string
	if kind != account.LegalRep {
		files = []string{string(mustKeep(d.T, d.store, d.Account.ID, len(op), 0).ID)}
	}
	mustCommit(d.T, d.mandates.Ask(ctx(), d.Account, m, files, op))
	list, err := d.mandates.Of(ctx(), d.ID)
	if err != nil || len(list) == 0 {
		d.Fatalf("%v, %d mandates", err, len(list))
	}
	return list[0]
}

func (d *aide) rules(m account.Mandate, op string) account.Ruling {
	return account.Ruling{PublicID: m.PublicID, Version: m.Version, Reason: "示例理由", Op: op}
}

// speaksFor says for which subject the holder speaks with the mandate chosen.
func (d *aide) speaksFor(m account.Mandate) int64 {
	d.Helper()
	all, err := d.mandates.Of(ctx(), d.ID)
	if err != nil {
		d.Fatal(err)
	}
	return d.For(d.PartyOf(account.Session{Mandate: m.ID}, all, civil.Of(d.now))).Subject
}

func tryAMandateIsConfirmedOnceAndEndsAtOnce(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	m := d.asks(firm(t, 1), account.Agent, "ask")
	if waiting, err := d.mandates.Asked(ctx()); err != nil || len(waiting) != 1 || d.speaksFor(m) != 0 {
		t.Fatalf("%v: %d wait, and it gives %d", err, len(waiting), d.speaksFor(m))
	}
	mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "confirm"), windowOfficer, account.Mandate{}))
	subj := d.speaksFor(m)
	if subj == 0 {
		t.Fatal("a confirmed mandate gives nothing")
	}
	if err := d.mandates.End(ctx(), d.rules(m, "end"), d.Actor(), account.Mandate{}); !fault.Is(err, fault.Stale) {
		t.Errorf("by a page from before it was confirmed: %v", err)
	}
	m, err := d.mandates.One(ctx(), m.PublicID)
	if err != nil || m.Holder != "示例甲" || m.Principal.ID != subj {
		t.Fatalf("%v: %+v", err, m)
	}
	mustCommit(t, d.mandates.End(ctx(), d.rules(m, "end"), d.Actor(), account.Mandate{}))
	if d.speaksFor(m) != 0 {
		t.Error("a mandate that ended gives something still")
	}
	err = d.mandates.Confirm(ctx(), d.rules(m, "again"), windowOfficer, account.Mandate{})
	if !fault.Is(err, fault.Stale) {
		t.Errorf("one that ended is confirmed: %v", err)
	}
}

// registered is the change that enters registration data naming the legal
// representative.
func registered(t *testing.T, subj subject.Subject, rep string) *record.Change {
	t.Helper()
	c := penalty(t, subj, 1, 5)
	attributes, err := catalog.Restore([]byte(`{"XDR_FRDB":"` + rep + `","DJ_ZT":"` + string(subj.Standing) + `"}`))
	if err != nil {
		t.Fatal(err)
	}
	c.After.Item, c.After.Class, c.After.Attributes = registration.Code, record.Basic, attributes
	return c
}

func tryAnotherLegalRepEndsTheWordOfTheFormerOne(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	entered := registered(t, firm(t, 1), d.Name)
	mustEnter(t, d.store, "registration", entered)
	rep, agent := d.asks(firm(t, 1), account.LegalRep, "rep"), d.asks(firm(t, 1), account.Agent, "agent")
	for _, m := range []account.Mandate{rep, agent} {
		mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "confirm "+m.PublicID), windowOfficer, account.Mandate{}))
	}
	if one, err := d.mandates.One(ctx(), rep.PublicID); err != nil || one.LegalRep != d.Name {
		t.Fatalf("%v, the register names %q", err, one.LegalRep)
	}
	known := mustKnow(t, d.store, entered)
	same := registered(t, firm(t, 1), d.Name)
	same.WasVersion, same.After.ID, same.After.Key = known.Version, known.ID, known.Key
	mustEnter(t, d.store, "the same again", same)
	if d.speaksFor(rep) == 0 || d.speaksFor(agent) == 0 {
		t.Fatal("data that name the same person end a mandate")
	}
	other := registered(t, firm(t, 1), "示例法人乙")
	other.WasVersion, other.After.ID, other.After.Key = known.Version+1, known.ID, known.Key
	mustEnter(t, d.store, "another", other)
	if d.speaksFor(rep) != 0 || d.speaksFor(agent) != 0 {
		t.Error("the former one's word goes on")
	}
	rep, _ = d.mandates.One(ctx(), rep.PublicID)
	agent, err := d.mandates.One(ctx(), agent.PublicID)
	today := civil.Of(d.now)
	if err != nil || rep.Ended != account.Replaced || agent.State(today) != account.MandateWaits {
		t.Fatalf("%v: the representative's is %q, the agent's %s", err, rep.Ended, agent.State(today))
	}
	none := d.asks(firm(t, 3), account.LegalRep, "of whom nothing is known")
	err = d.mandates.Confirm(ctx(), d.rules(none, "unproven"), windowOfficer, account.Mandate{})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("for whom neither register nor paper speaks is confirmed: %v", err)
	}
	late := d.asks(firm(t, 1), account.LegalRep, "late")
	err = d.mandates.Confirm(ctx(), d.rules(late, "late"), windowOfficer, account.Mandate{})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("whom the register does not name is confirmed as legal representative: %v", err)
	}
	mustCommit(t, d.mandates.Confirm(ctx(), d.rules(agent, "anew"), windowOfficer, account.Mandate{}))
	if d.speaksFor(agent) == 0 {
		t.Error("confirmed anew it gives nothing")
	}
}

// flows.md 14: what is on display stays, by its own days; what a wrong report said is
// taken back with it.
func tryWithACompanyEndsWhoSpokeForIt(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	gone := firm(t, 1)
	about, entered := penalty(t, gone, 2, 5), registered(t, gone, "示例法人甲")
	mustEnter(t, d.store, "registration", about, entered)
	agent, heir := d.asks(gone, account.Agent, "agent"), d.asks(gone, account.Successor, "successor")
	for _, m := range []account.Mandate{agent, heir} {
		mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "confirm "+m.PublicID), windowOfficer, account.Mandate{}))
	}
	known := mustKnow(t, d.store, entered)
	for i, standing := range []subject.Standing{subject.Existing, subject.Cancelled, subject.Existing} {
		gone.Standing = standing
		c := registered(t, gone, "示例法人甲")
		c.WasVersion, c.After.ID, c.After.Subject, c.After.Key = known.Version+i, known.ID, known.Subject, known.Key
		mustEnter(t, d.store, fmt.Sprint("registration ", i), c)
		lives := standing == subject.Existing
		if (d.speaksFor(agent) != 0) != lives || d.speaksFor(heir) == 0 {
			t.Errorf("%s: the agent speaks for %d, the successor for %d", standing, d.speaksFor(agent), d.speaksFor(heir))
		}
		if _, err := d.store.RecordByNumber(ctx(), mustKnow(t, d.store, about).Number, Today); err != nil {
			t.Errorf("%s: its penalty answers %v", standing, err)
		}
	}
}

func tryOnlyWhomItBindsOrTheOfficeConfirmsAMandate(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	mustEnter(t, d.store, "known", penalty(t, firm(t, 1), 1, 5))
	m := d.asks(firm(t, 1), account.Agent, "ask")
	one, err := d.mandates.One(ctx(), m.PublicID)
	if err != nil || one.Principal.ID == 0 {
		t.Fatalf("%v: the file is not found", err)
	}
	rep := actor.Actor{Side: actor.Subject, Role: actor.OrgAgent, Account: 77, Subject: one.Principal.ID, Mandate: 5}
	agent, boss := account.Mandate{ID: 5, Kind: account.Agent}, account.Mandate{ID: 5, Kind: account.LegalRep}
	stranger := rep
	stranger.Subject++
	officer := actor.Actor{Side: actor.Operator, Role: actor.CaseOfficer, Account: 8}
	for _, c := range []struct {
		by    actor.Actor
		under account.Mandate
	}{{d.Actor(), account.Mandate{}}, {rep, agent}, {stranger, boss}, {officer, account.Mandate{}}} {
		if err := d.mandates.Confirm(ctx(), d.rules(m, "confirm"), c.by, c.under); !fault.Is(err, fault.NotFound) {
			t.Errorf("%+v under %s: %v", c.by, c.under.Kind, err)
		}
	}
	given, err := d.mandates.Given(ctx(), rep, boss)
	none, _ := d.mandates.Given(ctx(), rep, agent)
	if err != nil || len(given) != 1 || len(none) != 0 {
		t.Errorf("%v: the representative sees %d, an agent %d", err, len(given), len(none))
	}
	mustCommit(t, d.mandates.Confirm(ctx(), d.rules(m, "by the representative"), rep, boss))
	if d.speaksFor(m) != one.Principal.ID {
		t.Error("confirmed by the legal representative it gives nothing")
	}
	m, _ = d.mandates.One(ctx(), m.PublicID)
	mustCommit(t, d.mandates.End(ctx(), d.rules(m, "revoke"), rep, boss))
	if d.speaksFor(m) != 0 {
		t.Error("revoked it gives something")
	}
}

func tryACodeOfTheWindowProvesOnePersonOnce(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	citizen := d.account("citizen", actor.Person)
	who := someone(t)
	if _, _, err := d.identities.Issue(ctx(), who, d.Actor(), "issue"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a citizen gives codes: %v", err)
	}
	code, given, err := d.identities.Issue(ctx(), who, windowOfficer, "issue")
	if err != nil {
		t.Fatal(err)
	}
	other := person(t, aideNumber).Document
	tries := 0
	try := func(typed string, number subject.Document) error {
		tries++
		_, err := d.identities.Activated(ctx(), citizen, typed, number, fmt.Sprintf("192.0.2.%d", tries))
		return err
	}
	for _, err := range []error{try(code, other), try("AAAA-AAAA-AAAA", who.Document)} {
		if !fault.Is(err, fault.Invalid) || err.Error() != try("", subject.Document{}).Error() {
			t.Errorf("a wrong code or number: %v", err)
		}
	}
	d.now = given.ExpiresAt
	if err := try(code, who.Document); !fault.Is(err, fault.Invalid) {
		t.Errorf("a code that is over: %v", err)
	}
	d.now = given.IssuedAt.Add(time.Minute)
	proof, err := d.identities.Activated(ctx(), citizen, " "+code, who.Document, "192.0.2.99")
	if err != nil {
		t.Fatal(err)
	}
	mustCommit(t, d.identities.Prove(ctx(), citizen, proof, "proved"))
	citizen, err = d.store.Account(ctx(), citizen.ID)
	if err != nil || !citizen.Proven() || citizen.Name != who.Name {
		t.Fatalf("%v: %+v", err, citizen)
	}
	if err := try(code, who.Document); !fault.Is(err, fault.Invalid) {
		t.Errorf("a code proves twice: %v", err)
	}
	if err := d.identities.Prove(ctx(), d.Account, proof, "again"); err == nil {
		t.Error("a used code proves another account")
	}
}

func tryASecondPersonOrAnotherNameIsNotProven(t *testing.T, open Opener) {
	d, _ := mustEnterAide(t, open)
	second := account.Proof{Person: someone(t), Method: account.ByPapers}
	if err := d.identities.Prove(ctx(), d.Account, second, "second"); !fault.Is(err, fault.Conflict) {
		t.Errorf("an account becomes another person's: %v", err)
	}
	named := account.Proof{Person: person(t, aideNumber), Method: account.ByPapers}
	named.Person.Name = "示例另名"
	if err := d.identities.Prove(ctx(), d.account("twin", actor.Person), named, "named"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a file takes another name: %v", err)
	}
}

func tryWhoMandatesAndCodesNameIsSealed(t *testing.T, open Opener) {
	d, db := mustEnterAide(t, open)
	who := someone(t)
	who.Name = "金丝雀被代表人"
	m := account.Mandate{Principal: who, Kind: account.Guardian, Scopes: actor.Scopes(), From: civil.Of(d.now)}
	file := string(mustKeep(t, d.store, d.Account.ID, 1, 0).ID)
	mustCommit(t, d.mandates.Ask(ctx(), d.Account, m, []string{file}, "ask"))
	code, _, err := d.identities.Issue(ctx(), who, windowOfficer, "issue")
	if err != nil {
		t.Fatal(err)
	}
	MustSeeClosed(t, db, []string{who.Name, who.Document.Reveal(), code})
	if n := count(t, db, "events"); n == 0 {
		t.Error("no trail")
	}
}
