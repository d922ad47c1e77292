package ledger_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/ledger"
)

const origin = "credit.example.cn/log/2026"

var start = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

type tester interface {
	Helper()
	Fatal(args ...any)
}

func mustSigner(t tester) (ledger.Signer, ledger.Keys) {
	t.Helper()
	s, err := ledger.NewSigner("credit.example.cn", key(1))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := ledger.ReadKeys(s.Key())
	if err != nil {
		t.Fatal(err)
	}
	return s, keys
}

// office is a database in memory: rows, leaves, hashes, and the checkpoints that
// were given away.
type office struct {
	rows   []ledger.Row
	leaves []ledger.Leaf
	hashes []ledger.Hash
	head   []byte
	given  [][]byte
}

func (o *office) Heads(context.Context) ([]ledger.Head, error) {
	return []ledger.Head{{Origin: origin, Checkpoint: o.head}}, nil
}

func (o *office) Leaves(_ context.Context, _ string, see func(ledger.Leaf) error) error {
	for _, l := range o.leaves {
		if err := see(l); err != nil {
			return err
		}
	}
	return nil
}

func (o *office) Hashes(_ context.Context, _ string, see func(int64, ledger.Hash) error) error {
	for i, h := range o.hashes {
		if err := see(int64(i), h); err != nil {
			return err
		}
	}
	return nil
}

func (o *office) Rows(_ context.Context, log ledger.Log, see func(ledger.Row) error) error {
	rows := slices.Clone(o.rows)
	slices.SortFunc(rows, func(a, b ledger.Row) int { return int(a.ID - b.ID) })
	for _, r := range rows {
		if r.Log == log {
			if err := see(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func rowOf(i int) ledger.Row {
	r := ledger.Row{
		Log: []ledger.Log{ledger.Looks, ledger.Deeds}[i%2], ID: int64(10 + i), At: start.Add(time.Duration(i) * time.Second),
		Salt: bytes.Repeat([]byte{byte(i)}, ledger.SaltSize),
	}
	for _, name := range ledger.Columns(r.Log) {
		r.Fields = append(r.Fields, ledger.Field{Name: name, Value: fmt.Appendf(nil, "%s-%d", name, i)})
	}
	return r
}

// mustRun returns an office of n rows, each signed for at once.
func mustRun(t tester, n int) *office {
	t.Helper()
	o := &office{}
	o.mustGrow(t, n)
	return o
}

func (o *office) mustGrow(t tester, n int) {
	t.Helper()
	signer, _ := mustSigner(t)
	for range n {
		r := rowOf(len(o.rows))
		o.rows = append(o.rows, r)
		o.mustSign(t, signer, r)
	}
}

func (o *office) mustSign(t tester, signer ledger.Signer, r ledger.Row) {
	t.Helper()
	i := int64(len(o.leaves))
	tree := ledger.Grow(i, func(places []int64) ([]ledger.Hash, error) {
		var all []ledger.Hash
		for _, p := range places {
			all = append(all, o.hashes[p])
		}
		return all, nil
	})
	leaf := ledger.Leaf{Index: i, Log: r.Log, Row: r.ID, Hash: ledger.HashOf(r.Leaf())}
	if err := tree.Add(leaf.Hash); err != nil {
		t.Fatal(err)
	}
	_, fresh := tree.Fresh()
	root, err := tree.Root()
	if err != nil {
		t.Fatal(err)
	}
	o.leaves, o.hashes = append(o.leaves, leaf), append(o.hashes, fresh...)
	signed, err := signer.Sign(ledger.Checkpoint{Origin: origin, Size: i + 1, Root: root, At: r.At.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	o.head, o.given = signed, append(o.given, signed)
}

// found verifies by the last checkpoint that was given away.
func (o *office) found(t tester) []ledger.Finding {
	t.Helper()
	_, keys := mustSigner(t)
	report, err := ledger.Verify(context.Background(), o, keys, o.given[len(o.given)-1:], start.Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}
