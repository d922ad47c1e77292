package intake_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/law"
	"creditportal/internal/provider"
	"creditportal/internal/statute"
	"creditportal/internal/store"
	"creditportal/internal/vault"
)

// world is a register of its own: a real store, the real books and catalog,
// two providers, and a clock that stands.
type world struct {
	t     *testing.T
	store *store.Store
	ref   intake.Reference
	now   time.Time
	dir   string // where the store keeps its files
}

var (
	starter = edition.MustStarter()
	books   = statute.MustLoad()
)

// The two providers of the tests: one of the general track, one of the market
// track, which asks for the class of a fine.
const (
	enforcement = "113703990049990265"
	market      = "11370399004999018A"
)

var units = map[string]provider.Provider{
	enforcement: {
		Code: enforcement, Name: "示例区综合行政执法局", Kind: provider.Administrative, Track: provider.General,
		AnswersFor: []string{"51370399MJD999910U"},
	},
	market: {Code: market, Name: "示例区市场监督管理局", Kind: provider.Administrative, Track: provider.Market},
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: civil.MustParse("2026-11-23").Start().Add(10 * time.Hour), dir: t.TempDir()}
	w.ref = intake.Reference{
		Edition: starter, Rules: books.Rules, Calendar: books.Calendar, Demo: true,
		Providers: func(code string) (provider.Provider, bool) { u, ok := units[code]; return u, ok },
	}
	key, err := vault.NewWrapper([]byte("a secret key for tests, of 32 bytes or more"))
	if err != nil {
		t.Fatal(err)
	}
	w.store, err = store.Open(t.Context(), store.Config{
		URL: "sqlite:" + filepath.Join(w.dir, "portal.db"), Wrapper: key, Item: itemOf, Migrate: true,
		Now: func() time.Time { return w.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func itemOf(_, code string) (catalog.Item, bool) { return starter.Item(code) }

// grid is a file in memory: rows of cells, the first in row 1. After broken
// rows reading fails, as when a process is killed; 0 for never.
type grid struct {
	rows   [][]catalog.Cell
	broken int
	at     int
}

func (g *grid) Next() bool {
	if g.broken > 0 && g.at >= g.broken {
		return false
	}
	g.at++
	return g.at <= len(g.rows)
}

func (g *grid) Line() intake.Line {
	return intake.Line{Number: g.at, Cells: slices.Clone(g.rows[g.at-1])}
}

var errKilled = errors.New("killed")

func (g *grid) Err() error {
	if g.broken > 0 && g.at >= g.broken {
		return errKilled
	}
	return nil
}

func (g *grid) digest() string {
	sum := sha256.Sum256(fmt.Append(nil, g.rows))
	return hex.EncodeToString(sum[:])
}

// told is what an import has said: its report, the faults row by row.
type told struct {
	intake.Report
	layout   intake.Layout
	faults   []intake.Fault
	outcomes map[int]intake.Outcome
	numbers  []int // of a file's rows beneath the headings
}

// rules returns the rules that each row has broken, in order, by row number.
func (t told) rules() map[int]string {
	all := map[int][]string{}
	for _, f := range t.faults {
		all[f.Row] = append(all[f.Row], f.Rule)
	}
	joined := map[int]string{}
	for row, rules := range all {
		slices.Sort(rules)
		joined[row] = strings.Join(slices.Compact(rules), " ")
	}
	return joined
}

// order is an order that lacks nothing.
func order(changes ...func(*intake.Order)) intake.Order {
	o := intake.Order{
		FileName: "示例.csv", Provider: enforcement,
		Review: intake.SecrecyReview{By: "示例乙", On: civil.MustParse("2026-11-20"), Outcome: intake.Passed()},
		By:     actor.Officer("示例甲", actor.DataAdmin),
	}
	for _, change := range changes {
		change(&o)
	}
	return o
}

func because(reason string) func(*intake.Order) { return func(o *intake.Order) { o.Reason = reason } }

func by(unit string) func(*intake.Order) { return func(o *intake.Order) { o.Provider = unit } }

func dry(o *intake.Order) { o.DryRun = true }

// try imports the source.
func (w *world) try(src intake.Source, o intake.Order) (told, error) {
	w.t.Helper()
	said := told{outcomes: map[int]intake.Outcome{}}
	im := intake.NewImporter(w.store, w.store, w.ref, nil, func() time.Time { return w.now })
	report, err := im.Import(context.Background(), src, o, intake.Watch{
		Layout: func(l intake.Layout) { said.layout = l },
		Fault: func(o intake.Outcome, f intake.Fault) {
			said.faults = append(said.faults, f)
			said.outcomes[f.Row] = o
		},
		Rows: func(int) {},
	})
	said.Report = report
	return said, err
}

// enter imports rows beneath headings; it must not fail.
func (w *world) enter(g *grid, changes ...func(*intake.Order)) told {
	w.t.Helper()
	o := order(changes...)
	if o.SHA256 == "" {
		o.SHA256 = g.digest()
	}
	said, err := w.try(g, o)
	if err != nil {
		w.t.Fatal(err)
	}
	return said
}

// office returns the office of the world.
func (w *world) office() *intake.Office {
	return intake.NewOffice(w.store, itemOf, books.Rules, func(code string) string {
		if units[code].Track == provider.Market {
			return law.TrackMarket
		}
		return ""
	})
}

func (w *world) mandate() intake.Mandate {
	return intake.Mandate{By: actor.Officer("示例甲", actor.DataAdmin), Reason: "核对无误", At: w.now}
}

// ruleOf returns the bare name of the refusal.
func ruleOf(t *testing.T, err error) string {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("%v is no refusal", err)
	}
	return f.Key[strings.LastIndexByte(f.Key, '.')+1:]
}
