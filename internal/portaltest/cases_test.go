package portaltest

import (
	"net/url"
	"strings"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/portal"
	"creditportal/internal/repair"
	"creditportal/web/route"
)

// The demo has something to show on every page: an objection and a repair in each
// state of their tables, and with each outcome.
func TestTheDemoHasAnObjectionAndARepairInEveryStateAndWithEveryOutcome(t *testing.T) {
	p := mustOpenDemo(t, t.TempDir(), 1000, firstDay+"T10:00:00+08:00")
	if err := p.SeedCases(t.Context()); err != nil {
		t.Fatal(err)
	}
	deps, err := p.Doors()
	if err != nil {
		t.Fatal(err)
	}
	states, outcomes, requests := map[flow.State]int{}, map[flow.Outcome]int{}, map[string]bool{}
	late, asked, raised := 0, 0, 0
	for _, op := range portal.DemoCases() {
		r, done, err := deps.Objections.Desk.Store.Done(t.Context(), op, actor.System())
		if err != nil || !done {
			t.Errorf("%s is not there: %v", op, err)
			continue
		}
		it := r.Items[0]
		states[it.State]++
		outcomes[it.Outcome]++
		requests[r.PublicID] = true
		late += it.Times(objection.ProviderLate)
		asked += it.Times(objection.AskPapers)
		if !it.Raised.IsZero() {
			raised++
		}
	}
	for _, state := range append(objection.Open(), objection.Contested, objection.Closed) {
		if states[state] == 0 {
			t.Errorf("none is %s", state)
		}
	}
	for _, outcome := range []flow.Outcome{
		objection.Corrected, objection.Removed, objection.Upheld, objection.PartlyUpheld, objection.Rejected,
		flow.NotAccepted, flow.Withdrawn, flow.Joined, flow.Ended,
	} {
		if outcomes[outcome] == 0 {
			t.Errorf("none ended as %s", outcome)
		}
	}
	if late == 0 || asked == 0 || raised < 2 {
		t.Errorf("%d late providers, %d asked for papers, %d on the list of the authority", late, asked, raised)
	}
	if err := p.SeedCases(t.Context()); err != nil {
		t.Errorf("a second start: %v", err)
	}
	o := mustOpenHallOf(t, p)
	for name, says := range map[string]string{
		"agent": "已受理", "officer": "待转办", "checker": "请于此日答复", "authority": "逾期", "signer": "待签发",
	} {
		page := o.signIn(name).get("/docket")
		if name == "agent" {
			page = o.signIn(name).get("/my")
		}
		if !strings.Contains(main(page), says) {
			t.Errorf("%s sees at %s: %s", name, page.path, strings.Join(strings.Fields(main(page)), " "))
		}
	}
	hasRepairs(t, deps.Repairs.Desk.Store)
	handsOver(o.signIn("officer2"), deps.Repairs.Desk.Store)
	if n := len(requests); n != len(portal.DemoCases()) {
		t.Errorf("%d objections of %d", n, len(portal.DemoCases()))
	}
}

// handsOver has the officer note that the letter at the window about a revocation was
// signed for: it is offered once.
func handsOver(officer *visitor, kept flow.Store) {
	officer.Helper()
	r, _, err := kept.Done(officer.Context(), "demo/repair/revoking", actor.System())
	if err != nil {
		officer.Fatal(err)
	}
	request := route.Request(r.PublicID)
	officer.done(request, "hand_over", url.Values{"reason": {"示例签收"}})
	if officer.get(request).doc.Find(`a[href$="/hand_over"]`).Length() != 0 {
		officer.Error("it can be handed over twice")
	}
}

// hasRepairs fails where the demo has no repair in some state, or with some outcome
// that people bring about, and where nobody objects to a refused one.
func hasRepairs(t *testing.T, kept flow.Store) {
	t.Helper()
	states, outcomes, late := map[flow.State]int{}, map[flow.Outcome]int{}, 0
	for _, op := range portal.DemoRepairs() {
		r, done, err := kept.Done(t.Context(), op, actor.System())
		if err != nil || !done {
			t.Errorf("%s is not there: %v", op, err)
			continue
		}
		it := r.Items[0]
		states[it.State]++
		outcomes[it.Outcome]++
		late += it.Times(repair.ProviderLate)
	}
	for _, state := range append(repair.Open(), repair.Closed, objection.WithProvider) {
		if states[state] == 0 {
			t.Errorf("no repair is %s", state)
		}
	}
	for _, outcome := range []flow.Outcome{repair.Repaired, repair.Refused, repair.Revoked, flow.NotAccepted} {
		if outcomes[outcome] == 0 {
			t.Errorf("no repair ended as %s", outcome)
		}
	}
	if late == 0 {
		t.Error("no unit is late with a repair")
	}
}
