package portal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/seed"
	"creditportal/internal/store"
	"creditportal/internal/subject"
)

// stage is what the plays of a demo are played on.
type stage struct {
	p       *Portal
	words   *i18n.Printer
	actors  map[string]actor.Actor
	units   [2]string                // of the checkers
	firms   []int64                  // about which the first unit reports
	others  []int64                  // about which other units report
	records map[string]record.Record // by play
	numbers map[string]string        // of the requests, by play
	used    map[string]bool          // records and grounds that have a play
	drawn   int                      // papers that were handed in
}

// DemoCases are the operations under which the objections of a demo are filed.
func DemoCases() []string {
	var ops []string
	for _, pl := range demoPlays() {
		ops = append(ops, pl.op())
	}
	return ops
}

// SeedCases plays the objections and repairs of a demo through the same services as
// the office, each act on its day. What an interrupted start has done stays done.
func (p *Portal) SeedCases(ctx context.Context) error {
	mark, err := p.store.Setting(ctx, store.DemoCases)
	if err != nil || mark == demoReady {
		return storeError(err)
	}
	st, err := p.setStage(ctx)
	if err != nil {
		return err
	}
	for _, pl := range demoPlays() {
		if err := fitting(st.play(ctx, pl)); err != nil {
			return fmt.Errorf("playing the objection %s: %w", pl.name, err)
		}
	}
	if err := st.mendings(ctx); err != nil {
		return err
	}
	if err := p.attend(ctx); err != nil {
		return err
	}
	return p.setDemo(ctx, map[store.Setting]string{store.DemoCases: demoReady})
}

func (p *Portal) setStage(ctx context.Context) (*stage, error) {
	st := &stage{
		p: p, words: i18n.Default().Printer(i18n.Chinese), actors: map[string]actor.Actor{},
		records: map[string]record.Record{}, numbers: map[string]string{}, used: map[string]bool{},
	}
	for _, d := range demoAccounts() {
		by, err := p.demoActor(ctx, d.login)
		if err != nil {
			return nil, err
		}
		st.actors[d.login] = by
	}
	st.units = [2]string{st.actors["checker"].Unit, st.actors["checker2"].Unit}
	holders, err := p.store.Holders(ctx, subject.LegalPerson, p.clock.Today())
	for _, h := range holders {
		switch {
		case h.Subject == st.actors["agent"].Subject:
		case h.Provider == st.units[0]:
			st.firms = append(st.firms, h.Subject)
		default:
			st.others = append(st.others, h.Subject)
		}
	}
	return st, err
}

// demoActor is somebody of the demo, ready to act for whom they speak.
func (p *Portal) demoActor(ctx context.Context, login string) (actor.Actor, error) {
	a, err := p.store.AccountByLogin(ctx, login)
	if err != nil {
		return actor.Actor{}, err
	}
	if a.Staff() {
		return a.Actor(), nil
	}
	all, err := p.store.MandatesOf(ctx, a.ID)
	var s account.Session
	if len(all) > 0 {
		s.Mandate = all[0].ID
	}
	return a.For(a.PartyOf(s, all, p.clock.Today())), err
}

// play files the objection and does its acts, each at its time.
func (st *stage) play(ctx context.Context, pl play) error {
	f, by, err := st.filing(ctx, pl)
	if err != nil || f.Subject == 0 {
		return err // a demo too small for it
	}
	service, at := st.p.objections(), st.received(pl)
	service.Desk.Now = func() time.Time { return at }
	r, err := service.File(ctx, f, by)
	if err != nil {
		return err
	}
	st.numbers[pl.name] = r.Number
	for i, t := range pl.turns {
		at = st.at(civil.Of(st.received(pl)), t.day, i+1)
		m := st.move(pl, t)
		m.Op = fmt.Sprintf("%s/%d", pl.op()+"/turn", i)
		if _, err := service.Do(ctx, r.PublicID, r.Items[0].ID, m, st.actors[t.by]); err != nil {
			return fmt.Errorf("%s: %w", t.do, err)
		}
	}
	return nil
}

// received is when the objection came in.
func (st *stage) received(pl play) time.Time { return st.since(pl.ago) }

// since is when what came so many working days ago came in.
func (st *stage) since(ago int) time.Time {
	day := st.p.clock.Today()
	for range ago {
		day = st.p.calendar().Before(day)
	}
	return st.at(day, 0, 0)
}

// at is a time of the working day that comes so many after the day; nothing
// happens later than now.
func (st *stage) at(day civil.Date, after, nth int) time.Time {
	for range after {
		day = st.p.calendar().OrNext(day.AddDays(1))
	}
	const opens, pace = 9 * time.Hour, 10 * time.Minute
	at, now := day.Start().Add(opens+time.Duration(nth)*pace), st.p.clock.Now()
	if at.After(now) {
		return now
	}
	return at
}

// filing is the objection as it is filed, and by whom. It is empty where there
// is no record for it.
func (st *stage) filing(ctx context.Context, pl play) (objection.Filing, actor.Actor, error) {
	by := st.actors["window"]
	f := objection.Filing{
		Op: pl.op(), Channel: flow.Counter,
		Applicant: flow.Applicant{
			Name: seed.MakePerson(firstAgent + len(st.records)).Name, Contact: demoTelephone, Agent: true,
		},
	}
	if pl.by != "" {
		by = st.actors[pl.by]
		f.Channel, f.Subject = flow.Online, by.Subject
		f.Applicant = flow.Applicant{
			Account: by.Account, Name: by.Name, Contact: pl.by + "@demo.example", Agent: by.Mandate != 0,
		}
	}
	target := objection.Target{
		Ground: pl.ground, Claim: st.words.T("command.demo_case." + string(pl.ground)), Provider: st.units[0],
	}
	if pl.ground == objection.Omitted {
		f.Targets = []objection.Target{target}
		return f, by, nil
	}
	rec, err := st.recordFor(ctx, pl, f.Subject)
	if err != nil || rec.ID == 0 {
		return objection.Filing{}, by, err
	}
	st.records[pl.name] = rec
	f.Subject = rec.Subject
	target.Record, target.Number, target.Provider = rec.ID, rec.Number, rec.Provider
	f.Targets = []objection.Target{target}
	return f, by, nil
}

// demoTelephone is no number of anybody.
const demoTelephone = "0533-0000002"

// recordFor is the record that the play is about: of whom files, or of one of the
// firms; one to which nobody objects on the same ground yet.
func (st *stage) recordFor(ctx context.Context, pl play, of int64) (record.Record, error) {
	if rec, played := st.records[pl.of]; played {
		return rec, nil
	}
	subjects := []int64{of}
	switch {
	case of != 0:
	case pl.forwarded(): // to the unit whose checkers are in the demo
		subjects = st.firms
	default:
		subjects = slices.Concat(st.others, st.firms)
	}
	for _, fresh := range []bool{true, false} { // sooner one that nobody objects to on any ground
		for i := range subjects {
			id := subjects[(i+len(st.records))%len(subjects)]
			rec, err := st.freeRecord(ctx, id, pl.ground, fresh)
			if err != nil || rec.ID != 0 {
				return rec, err
			}
		}
	}
	return record.Record{}, nil
}

func (st *stage) freeRecord(
	ctx context.Context, of int64, ground objection.Ground, fresh bool,
) (record.Record, error) {
	if of == 0 {
		return record.Record{}, nil
	}
	held, err := st.p.store.FileOf(ctx, of)
	if err != nil {
		return record.Record{}, err
	}
	today := st.p.clock.Today()
	for _, rec := range held.Records {
		use, any := fmt.Sprintf("%d/%s", rec.ID, ground), fmt.Sprint(rec.ID)
		if fresh && st.used[any] {
			continue
		}
		if rec.Class == record.Adverse && rec.State == record.Active && today.Before(rec.DisclosedUntil) && !st.used[use] {
			st.used[use], st.used[any] = true, true
			return rec, nil
		}
	}
	return record.Record{}, nil
}

// move is an act of the play in full.
func (st *stage) move(pl play, t turn) flow.Move {
	m := flow.Move{
		Do: t.do, As: t.as, Remedy: t.remedy, Reason: st.words.T("command.demo_case.reason"),
		Document: st.words.T("command.demo_case.document"),
	}
	if st.actors[t.by].Side == actor.Subject { // whoever applies has reasons of their own, and rests on no letter
		m.Reason, m.Document = st.words.T("command.demo_case.own_reason"), ""
	}
	if t.do == objection.Join {
		m.Document = st.numbers[pl.of]
	}
	rec := st.records[pl.name]
	switch {
	case t.other:
		m.Provider = st.units[1]
	case t.back, t.do == objection.Forward:
		m.Provider = rec.Provider
	}
	if t.papers {
		m.Papers = []string{st.words.T("command.demo_case.paper")}
	}
	if item, _ := st.p.item(rec.Edition, rec.Item); t.values {
		for _, f := range item.Fields {
			if f.Kind == catalog.Text && f.Public && f.Spine == "" && f.Sensitivity == catalog.Open {
				m.Values = []flow.Value{{Field: f.Code, Text: st.words.T("command.demo_case.value")}}
				break
			}
		}
	}
	return m
}
