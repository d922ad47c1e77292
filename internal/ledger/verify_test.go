package ledger_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"creditportal/internal/ledger"
)

func TestALogThatNobodyTouchedIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := mustRun(t, rapid.IntRange(1, 40).Draw(t, "rows"))
		if got := o.found(t); len(got) != 0 {
			t.Fatalf("found %v", got)
		}
	})
}

// bend does something behind the portal's back, and says what must be found.
type bend struct {
	name string
	do   func(o *office, i, j int) ledger.Finding
}

func row(o *office, i int, kind ledger.Kind) ledger.Finding {
	return ledger.Finding{Kind: kind, Log: o.rows[i].Log, Row: o.rows[i].ID, Origin: origin, From: int64(i)}
}

func bends() []bend {
	return []bend{
		{"edited", func(o *office, i, j int) ledger.Finding {
			f := &o.rows[i].Fields[j%len(o.rows[i].Fields)]
			f.Value = append(slices.Clone(f.Value), 'x')
			return row(o, i, ledger.Altered)
		}},
		{"back-dated", func(o *office, i, _ int) ledger.Finding {
			o.rows[i].At = o.rows[i].At.Add(-time.Hour)
			return row(o, i, ledger.Altered)
		}},
		{"deleted", func(o *office, i, _ int) ledger.Finding {
			f := row(o, i, ledger.Missing)
			o.rows = slices.Delete(o.rows, i, i+1)
			return f
		}},
		{"inserted", func(o *office, i, _ int) ledger.Finding {
			r := rowOf(i)
			r.ID += 1_000_000
			o.rows = append(o.rows, r)
			return ledger.Finding{Kind: ledger.Added, Log: r.Log, Row: r.ID}
		}},
		{"inserted for tomorrow", func(o *office, i, _ int) ledger.Finding {
			r := rowOf(i)
			r.ID, r.At = r.ID+1_000_000, start.Add(48*time.Hour)
			o.rows = append(o.rows, r)
			return ledger.Finding{Kind: ledger.Added, Log: r.Log, Row: r.ID}
		}},
		{"leaf deleted", func(o *office, i, _ int) ledger.Finding {
			if i == len(o.leaves)-1 {
				i = 0
			}
			o.leaves = slices.DeleteFunc(slices.Clone(o.leaves), func(l ledger.Leaf) bool { return l.Index == int64(i) })
			return ledger.Finding{Kind: ledger.Leafless, Origin: origin, From: int64(i)}
		}},
		{"edited with its leaf", func(o *office, i, _ int) ledger.Finding {
			o.rows[i].Fields[0].Value = []byte("x")
			o.leaves[i].Hash = ledger.HashOf(o.rows[i].Leaf())
			return row(o, i, ledger.Altered)
		}},
		{"hash edited", func(o *office, i, _ int) ledger.Finding {
			o.hashes[ledger.Place(int64(i))][0] ^= 1
			return ledger.Finding{Kind: ledger.Unproven, Origin: origin, From: ledger.Place(int64(i))}
		}},
	}
}

func TestWhateverIsDoneBehindThePortalsBackIsNamed(t *testing.T) {
	for _, b := range bends() {
		t.Run(b.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				o := mustRun(t, rapid.IntRange(2, 40).Draw(t, "rows"))
				o.given = o.given[len(o.given)-1:]
				want := b.do(o, rapid.IntRange(0, len(o.rows)-1).Draw(t, "row"), rapid.IntRange(0, 99).Draw(t, "field"))
				if got := o.found(t); !slices.Contains(got, want) {
					t.Fatalf("found %v, want %v", got, want)
				}
			})
		})
	}
}

func TestRowsThatWereSwappedAreNamedWithOneAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := mustRun(t, rapid.IntRange(4, 30).Draw(t, "rows"))
		i := rapid.IntRange(0, len(o.rows)-3).Draw(t, "row")
		a, b := &o.rows[i], &o.rows[i+2] // of one log
		a.ID, b.ID = b.ID, a.ID
		got := o.found(t)
		for _, want := range []ledger.Finding{
			{Kind: ledger.Swapped, Log: a.Log, Row: a.ID, Other: b.ID, Origin: origin, From: int64(i + 2)},
			{Kind: ledger.Swapped, Log: a.Log, Row: b.ID, Other: a.ID, Origin: origin, From: int64(i)},
		} {
			if !slices.Contains(got, want) {
				t.Fatalf("found %v, want %v", got, want)
			}
		}
		if len(got) != 2 {
			t.Fatalf("found %v", got)
		}
	})
}

// The administrator of the database and that of the portal together: the old
// copy is whole in itself, and so is what is written after it.
func TestARollBackIsFoundByWhatWasGivenAwayAndByNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, lost := rapid.IntRange(2, 30).Draw(t, "rows"), rapid.IntRange(1, 10).Draw(t, "lost")
		o := mustRun(t, n)
		was := *o
		o.mustGrow(t, lost)
		last := slices.Clone(o.given)
		*o = office{
			rows: slices.Clone(was.rows), leaves: slices.Clone(was.leaves), hashes: slices.Clone(was.hashes), head: was.head,
			given: was.given,
		}
		if got := o.found(t); len(got) != 0 {
			t.Fatalf("the old copy by its own checkpoint: %v", got)
		}
		o.given = last
		want := ledger.Finding{Kind: ledger.RolledBack, Origin: origin, From: int64(n), To: int64(n + lost)}
		if got := o.found(t); !slices.Contains(got, want) {
			t.Fatalf("found %v, want %v", got, want)
		}
		for range lost + 1 { // the office goes on as if nothing had been
			r := rowOf(len(o.rows) + 500)
			o.rows = append(o.rows, r)
			signer, _ := mustSigner(t)
			o.mustSign(t, signer, r)
		}
		o.given = last
		want.Kind, want.From = ledger.Rewritten, 0
		if got := o.found(t); !slices.Contains(got, want) {
			t.Fatalf("gone on: found %v, want %v", got, want)
		}
	})
}

// Whoever has the database, and not the key, can rebuild the whole tree and not
// sign it.
func TestATreeThatIsRebuiltWithoutTheKeyIsFoundForged(t *testing.T) {
	o := mustRun(t, 12)
	given := o.given
	forged := &office{}
	stranger, err := ledger.NewSigner("credit.example.cn", key(2))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		r := rowOf(i)
		if i == 5 {
			r.Fields[0].Value = []byte("x")
		}
		forged.rows = append(forged.rows, r)
		forged.mustSign(t, stranger, r)
	}
	forged.given = given
	got := forged.found(t)
	for _, want := range []ledger.Finding{
		{Kind: ledger.Forged, Origin: origin}, {Kind: ledger.Rewritten, Origin: origin, From: 0, To: 12},
	} {
		if !slices.Contains(got, want) {
			t.Errorf("found %v, want %v", got, want)
		}
	}
	forged.given = given[3:8] // the more is kept, the narrower the range
	_, keys := mustSigner(t)
	report, err := ledger.Verify(t.Context(), forged, keys, given[3:8], start.Add(24*time.Hour))
	want := ledger.Finding{Kind: ledger.Rewritten, Origin: origin, From: 5, To: 8}
	if err != nil || !slices.Contains(report.Findings, want) {
		t.Errorf("found %v, %v, want %v", report.Findings, err, want)
	}
}
