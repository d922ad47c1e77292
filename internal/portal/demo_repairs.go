package portal

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/seed"
)

// mending is an application for repair of the demo: who files it, how many working
// days ago, and what became of it.
type mending struct {
	name  string
	by    string // account that files; "" for the window, on paper
	ago   int    // working days
	turns []turn
}

// op is the operation under which it is filed.
func (m mending) op() string { return "demo/repair/" + m.name }

// act is a turn of somebody on a day.
func act(by string, day int, do audit.Act) turn { return turn{by: by, day: day, do: do} }

// The ways that several applications go.
func examined() []turn { return []turn{act("checker", 1, repair.Accept)} }

func confirmed() []turn {
	return append(examined(), act("checker", 2, repair.Agree), act("reviewer", 3, repair.ProviderSign))
}

func declined() []turn {
	return append(examined(), act("checker", 3, repair.Decline), act("reviewer", 4, repair.ProviderSign))
}

// demoMendings has an application in every state, with every outcome that people
// bring about; that one is withdrawn wants a record of who speaks for themselves.
func demoMendings() []mending {
	return []mending{
		{name: "withdrawn", by: "agent2", ago: 3, turns: []turn{act("agent2", 1, repair.Withdraw)}},
		{name: "refused", by: "agent", ago: 7, turns: declined()},
		{name: "routed", by: "agent"},
		{name: "routed_late", ago: 6},
		{name: "reviewing", ago: 2, turns: examined()},
		{name: "papers", ago: 2, turns: append(examined(), turn{by: "checker", day: 2, do: repair.AskPapers, papers: true})},
		{name: "extended", ago: 9, turns: append(examined(), act("reviewer", 8, repair.Extend))},
		{name: "signing", ago: 3, turns: append(examined(), act("checker", 2, repair.Agree))},
		{name: "repaired", ago: 6, turns: confirmed()},
		{name: "not_accepted", ago: 4, turns: []turn{
			act("checker", 1, repair.Decline), act("reviewer", 2, repair.ProviderSign),
		}},
		{name: "examined_again", ago: 8, turns: append(declined(), act("checker", 7, repair.Reconsider))},
		{name: "revoking", ago: 9, turns: append(confirmed(), act("checker", 8, repair.ProposeRevoke))},
		{name: "revoked", ago: 12, turns: append(confirmed(), act("checker", 5, repair.ProposeRevoke),
			act("officer", 6, repair.HandOver), act("reviewer", 10, repair.ProviderSign))},
	}
}

// demoRefusals are the objections of the demo to repairs that were refused.
func demoRefusals() []play {
	return []play{{
		name: "repair_refused", by: "agent", ground: objection.RepairRefused, ago: 2, of: "repair/refused",
		turns: forwarded(),
	}}
}

// DemoRepairs are the operations under which the repairs of a demo are filed, and the
// objections to them.
func DemoRepairs() []string {
	var ops []string
	for _, m := range demoMendings() {
		ops = append(ops, m.op())
	}
	for _, pl := range demoRefusals() {
		ops = append(ops, pl.op())
	}
	return ops
}

// mendings plays the repairs of the demo, and then the objections to them.
func (st *stage) mendings(ctx context.Context) error {
	for _, m := range demoMendings() {
		if err := fitting(st.mend(ctx, m)); err != nil {
			return fmt.Errorf("playing the repair %s: %w", m.name, err)
		}
	}
	for _, pl := range demoRefusals() {
		rec, refused := st.records[pl.of]
		if !refused {
			continue
		}
		if rec.Subject != st.actors[pl.by].Subject {
			pl.by = "" // it was filed at the window
		}
		if err := fitting(st.play(ctx, pl)); err != nil {
			return fmt.Errorf("playing the objection %s: %w", pl.name, err)
		}
	}
	return nil
}

// fitting is nil for a refusal: the demo is too small for the play, and records of one
// firm are in each other's way.
func fitting(err error) error {
	var refusal *fault.Error
	if errors.As(err, &refusal) && refusal.Kind != fault.Unavailable {
		return nil
	}
	return err
}

// mend files the application and does its acts, each at its time.
func (st *stage) mend(ctx context.Context, m mending) error {
	at := st.since(m.ago)
	f, by, err := st.application(ctx, m, at)
	if err != nil || len(f.Targets) == 0 {
		return err // a demo too small for it
	}
	service := st.p.repairs()
	service.Desk.Now = func() time.Time { return at }
	r, err := service.File(ctx, f, by)
	if err != nil {
		return err
	}
	for i, t := range m.turns {
		if f.Targets[0].Provider == st.units[1] { // its people are others
			t.by = cmp.Or(map[string]string{"checker": "checker2", "reviewer": "reviewer2"}[t.by], t.by)
		}
		at = st.at(civil.Of(st.since(m.ago)), t.day, i+1)
		move, err := st.mendingMove(ctx, t, at)
		if err != nil {
			return err
		}
		move.Op = fmt.Sprintf("%s/turn/%d", m.op(), i)
		if _, err := service.Do(ctx, r.PublicID, r.Items[0].ID, move, st.actors[t.by]); err != nil {
			return fmt.Errorf("%s: %w", t.do, err)
		}
	}
	return nil
}

// application is the one that is filed, and by whom: by the window for a firm, where
// who should file has no record for it. It is empty where there is none at all.
func (st *stage) application(ctx context.Context, m mending, at time.Time) (repair.Filing, actor.Actor, error) {
	var rec record.Record
	var err error
	by, f := st.actors[m.by], repair.Filing{Op: m.op(), Channel: flow.Online}
	if m.by != "" {
		f.Applicant = flow.Applicant{
			Account: by.Account, Name: by.Name, Contact: m.by + "@demo.example", Agent: by.Mandate != 0,
		}
		rec, err = st.mendable(ctx, m, []int64{by.Subject}, civil.Of(at))
	}
	if err == nil && rec.ID == 0 {
		by, f.Channel = st.actors["window"], flow.Counter
		f.Applicant = flow.Applicant{
			Name: seed.MakePerson(firstAgent + len(st.records)).Name, Contact: demoTelephone, Agent: true,
		}
		rec, err = st.mendable(ctx, m, slices.Concat(st.firms, st.others), civil.Of(at))
	}
	if err != nil || rec.ID == 0 {
		return repair.Filing{}, by, err
	}
	st.records["repair/"+m.name] = rec
	f.Claim = st.words.T("command.demo_repair.claim")
	f.Subject = rec.Subject
	f.Targets = []repair.Target{{Record: rec.ID, Number: rec.Number, Provider: rec.Provider}}
	if f.Proof, err = st.paper(ctx, "proof", by, at); err == nil {
		f.Commitment, err = st.paper(ctx, "commitment", by, at)
	}
	return f, by, err
}

// mendable is a record of one of the subjects that could be repaired on the day, by a
// unit whose people are in the demo where they have a turn; sooner one about which
// nothing is filed. It is the zero record where there is none.
func (st *stage) mendable(
	ctx context.Context, m mending, subjects []int64, on civil.Date,
) (record.Record, error) {
	for _, fresh := range []bool{true, false} {
		for _, id := range subjects {
			if id == 0 {
				continue
			}
			held, err := st.p.store.FileOf(ctx, id)
			if err != nil {
				return record.Record{}, err
			}
			for _, rec := range held.Records {
				any, mends := fmt.Sprint(rec.ID), fmt.Sprint("repair/", rec.ID)
				theirs := len(m.turns) == 0 || slices.Contains(st.units[:], rec.Provider)
				if theirs && !st.used[mends] && (!fresh || !st.used[any]) && st.repairableOn(rec, on) {
					st.used[mends], st.used[any] = true, true
					return rec, nil
				}
			}
		}
	}
	return record.Record{}, nil
}

func (st *stage) repairableOn(rec record.Record, on civil.Date) bool {
	may := st.p.repairable(rec)
	open := may.State == disclosure.RepairAtOnce || may.State == disclosure.RepairFrom && !on.Before(may.From)
	return open && rec.Class == record.Adverse && rec.State == record.Active &&
		st.p.clock.Today().Before(rec.DisclosedUntil)
}

// mendingMove is an act of the play in full.
func (st *stage) mendingMove(ctx context.Context, t turn, at time.Time) (flow.Move, error) {
	by := st.actors[t.by]
	m := flow.Move{
		Do: t.do, Reason: st.words.T("command.demo_repair.reason"), Document: st.words.T("command.demo_repair.document"),
		Dated: civil.Of(at),
	}
	for _, c := range repair.Conditions() {
		m.Fields = append(m.Fields, string(c))
	}
	if t.papers {
		m.Papers = []string{st.words.T("command.demo_repair.paper")}
	}
	if by.Side == actor.Subject {
		m.Reason, m.Document = st.words.T("command.demo_case.own_reason"), ""
	}
	if t.do == repair.HandOver {
		m.Reason = st.words.T("command.demo_repair.signed_for")
	}
	if t.do != repair.Agree && t.do != repair.ProposeRevoke {
		return m, nil
	}
	scan, err := st.paper(ctx, "scan", by, at)
	m.Attachments = []attachment.ID{scan}
	return m, err
}

// paper is a picture of no real document, which somebody hands in under a name of the
// demo; every one is another picture.
func (st *stage) paper(ctx context.Context, name string, by actor.Actor, at time.Time) (attachment.ID, error) {
	files, err := st.p.attachments()
	if err != nil {
		return "", err
	}
	const width, height, border = 420, 594, 12 // a page, small
	page := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Gray{Y: 200}})
	for x := range width {
		for y := range height {
			line := y%(2*border) < 2 && y > 4*border && y < height-4*border && x > border && x < width-border
			if x < 2 || y < 2 || x >= width-2 || y >= height-2 || line {
				page.SetColorIndex(x, y, 1)
			}
		}
	}
	st.drawn++
	page.SetColorIndex(border+st.drawn%(width-2*border), border, 1)
	var picture bytes.Buffer
	if err := png.Encode(&picture, page); err != nil {
		return "", fmt.Errorf("drawing a paper of the demo: %w", err)
	}
	kept, err := files.Stage(ctx, attachment.Sent{
		Name: st.words.T("command.demo_repair."+name) + ".png", Declared: "image/png", Content: &picture,
	}, by, at)
	return kept.ID, err
}
