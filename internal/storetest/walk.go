package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/search"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/vault"
)

// Walking and Stride are the environment variables that make a test's program
// walk until it is killed: the address of the database, and where chance begins.
const (
	Walking = "PORTAL_TEST_WALK"
	Stride  = "PORTAL_TEST_WALK_STRIDE"
)

// walk is the office and its public, at work upon one database.
type walk struct {
	store   *store.Store
	service objection.Service
	records []record.Record
	out     io.Writer
	mu      sync.Mutex
	known   []string // public ids of requests
}

// Walk lets citizens file and officers act upon the database that the
// environment names, several at once and by chance, until the process is
// killed. Each act that was acknowledged is written to out by its operation key,
// one a line. What ends it otherwise is an error: neither a refusal by the
// table nor being late by one.
func Walk(out io.Writer) error {
	var stride uint64
	if _, err := fmt.Sscan(os.Getenv(Stride), &stride); err != nil {
		return fmt.Errorf("reading where chance begins: %w", err)
	}
	wrapper, err := vault.NewWrapper(secret)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx(), store.Config{
		URL: os.Getenv(Walking), Wrapper: wrapper, Item: itemOf, Letters: press, Owes: owedByWalks,
		Erasures: listOf(os.Getenv(Walking)),
	})
	if err != nil {
		return err
	}
	const perDay = 4 // processes a day: limits pass while they walk
	now := Today.AddDays(int(stride / perDay)).Start()
	w := &walk{store: s, out: out, service: objection.NewService(deskOf(s, func() time.Time { return now }))}
	if err := w.look(); err != nil {
		return err
	}
	const hands = 4
	failed := make(chan error)
	for hand := range uint64(hands) {
		go func() { failed <- w.on(rand.New(rand.NewPCG(stride, hand)), fmt.Sprintf("%d/%d", stride, hand)) }()
	}
	return <-failed
}

// deskOf is what objections are handled on in the suite.
func deskOf(s *store.Store, now func() time.Time) flow.Desk {
	books := statute.MustLoad()
	return flow.Desk{
		Store: s.Flows(), Now: now, Supplied: s.SuppliedOf, Hands: s.HandsOf, Older: s.Flows().Older,
		Law:  func() flow.Law { return flow.Law{Rules: books.Rules, Calendar: books.Calendar} },
		Last: func(rec record.Record) civil.Date { return rec.DisclosedUntil },
		Amend: func(rec record.Record, values []flow.Value) (record.Record, error) {
			rec.DocumentNumber = values[0].Text
			return rec, nil
		},
		Refusal: func(ctx context.Context, _ flow.Request, it flow.Item) (flow.Refusal, error) {
			list, err := s.Flows().About(ctx, flow.Repair, it.Record)
			return repair.RefusalIn(list), err
		},
		Knows: func(code string) bool { return code == theProvider || code == anotherProvider },
	}
}

// owedByWalks is what acts owe, in the few words that the suite has.
func owedByWalks(r flow.Request, changes []flow.Change) []notice.Owed {
	write := objection.Owed
	switch r.Kind {
	case flow.Repair:
		write = repair.Owed
	case flow.Deletion:
		write = deletion.Owed
	case flow.Correction:
		write = correction.Owed
	default:
	}
	return write(r, changes, flow.Names{
		Item: func(record.Record) string { return item.Name }, Authority: "示例主管部门", Missing: "示例信息",
		Field: func(_ record.Record, code string) string { return code },
		Change: func(_ record.Record, v flow.Value) notice.Alteration {
			return notice.Alteration{Field: v.Field, Now: v.Text}
		},
		Provider: func(string) string { return "示例单位" },
	})
}

// look finds the records and what is open about them.
func (w *walk) look() error {
	err := w.store.EachRecord(ctx(), func(row search.RecordRow) error {
		rec, err := w.store.Flows().RecordOf(ctx(), row.ID)
		if err == nil {
			w.records = append(w.records, *rec)
		}
		return err
	})
	if err != nil {
		return err
	}
	page, _, err := w.store.Flows().Items(ctx(), flow.Filter{Kind: flow.Objection, Size: 100})
	for _, r := range page {
		w.known = append(w.known, r.PublicID)
	}
	return err
}

// on acts again and again.
func (w *walk) on(chance *rand.Rand, ops string) error {
	for n := 0; ; n++ {
		op := fmt.Sprintf("%s/%d", ops, n)
		act := w.act
		if len(w.request(chance)) == 0 || chance.IntN(4) == 0 {
			act = w.file
		}
		r, err := act(chance, op)
		if refusal := (*fault.Error)(nil); errors.As(err, &refusal) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w.out, op); err != nil {
			return err
		}
		w.mu.Lock()
		w.known = append(w.known, r.PublicID)
		w.mu.Unlock()
	}
}

// request is any that is known, "" while none is.
func (w *walk) request(chance *rand.Rand) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.known) == 0 {
		return ""
	}
	return w.known[chance.IntN(len(w.known))]
}

func (w *walk) file(chance *rand.Rand, op string) (flow.Request, error) {
	rec := w.records[chance.IntN(len(w.records))]
	grounds := []objection.Ground{
		objection.Wrong, objection.Wrong, objection.Identity, objection.NotPublic, objection.OverTerm, objection.Rights,
	}
	return w.service.File(ctx(), filing(rec, op, grounds[chance.IntN(len(grounds))]), agent(rec))
}

// act does one of the acts of the table that lead on from where an item is,
// mostly as somebody who may.
func (w *walk) act(chance *rand.Rand, op string) (flow.Request, error) {
	r, err := w.store.Flows().Request(ctx(), w.request(chance), actor.System())
	if err != nil {
		return r, err
	}
	it := r.Items[0]
	rows := slices.DeleteFunc(objection.Table().Rows, func(row flow.Row) bool {
		ends := row.Do == objection.Withdraw || row.Do == objection.Join
		return !slices.Contains(row.From, it.State) || ends && chance.IntN(8) > 0
	})
	if len(rows) == 0 {
		return r, fault.New(fault.Conflict, "flow.fault.state", nil)
	}
	row := rows[chance.IntN(len(rows))]
	by := actor.System()
	if !row.Engine() {
		by = staff(int64(100+chance.IntN(20)), row.By[chance.IntN(len(row.By))])
		if by.Side == actor.Subject {
			by.Account, by.Subject = 1, r.Subject
		}
	}
	return w.service.Do(ctx(), r.PublicID, it.ID, moveBy(chance, row, it, op), by)
}

// moveBy is a move that the row may take.
func moveBy(chance *rand.Rand, row flow.Row, it flow.Item, op string) flow.Move {
	m := flow.Move{
		Do: row.Do, Op: op, Version: it.Version, Reason: "示例理由", Document: "示例〔2026〕1号", Provider: theProvider,
		Owner: 3, Papers: []string{"示例材料"}, Remedy: flow.Correct,
	}
	if row.Do == objection.NotOurs {
		m.Provider = anotherProvider
	}
	if len(row.As) > 1 {
		m.As = row.As[chance.IntN(len(row.As))]
	}
	if row.Do == objection.Propose {
		m.As = it.Answer.Outcome
	}
	if m.As == objection.Rejected {
		m.Remedy = flow.Maintain
	}
	corrects := m.Remedy == flow.Correct && row.Do == objection.Answer
	if corrects || m.As == objection.Corrected || row.Do == objection.FindDiffers {
		m.Values = []flow.Value{{Field: "CF_WSH", Text: "示例罚〔2026〕9号"}}
	}
	return m
}
