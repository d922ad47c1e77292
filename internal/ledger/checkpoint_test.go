package ledger_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"creditportal/internal/ledger"
)

func readOf(o *office) ledger.Read {
	return func(places []int64) ([]ledger.Hash, error) {
		var all []ledger.Hash
		for _, p := range places {
			all = append(all, o.hashes[p])
		}
		return all, nil
	}
}

func receiptOf(t tester, o *office, index, size int64) ledger.Receipt {
	t.Helper()
	proof, err := ledger.Prove(size, index, readOf(o))
	if err != nil {
		t.Fatal(err)
	}
	return ledger.Receipt{
		Index: index, Number: numberOf(o.rows[index]), Leaf: o.rows[index].Leaf(), Proof: proof, Checkpoint: o.given[size-1],
	}
}

// numberOf opens what names the row: the first of its columns.
func numberOf(r ledger.Row) ledger.Opening { return r.Open(ledger.Columns(r.Log)[0]) }

func TestAReceiptProvesThatItsRowIsInTheLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := mustRun(t, rapid.IntRange(1, 40).Draw(t, "rows"))
		_, keys := mustSigner(t)
		size := rapid.Int64Range(1, int64(len(o.rows))).Draw(t, "size")
		r := receiptOf(t, o, rapid.Int64Range(0, size-1).Draw(t, "row"), size)
		// as it comes out of a form, with other ends of lines
		typed := []byte("\n " + strings.ReplaceAll(string(r.Text()), "\n", "\r\n"))
		read, err := ledger.ReadReceipt(bytes.TrimSpace(typed))
		if err != nil {
			t.Fatal(err)
		}
		c, err := read.Check(keys)
		if err != nil || c.Size != size || c.Origin != origin {
			t.Fatalf("%+v, %v", c, err)
		}
		for _, f := range o.rows[r.Index].Fields {
			says := len(f.Value) > 0 && bytes.Contains(r.Text(), append([]byte(" "), f.Value...))
			if says != (f.Name == r.Number.Name) {
				t.Fatalf("of the row the receipt says %s: %v", f.Name, says)
			}
		}
	})
}

func TestAReceiptThatWasChangedProvesNothing(t *testing.T) {
	o := mustRun(t, 20)
	_, keys := mustSigner(t)
	whole := receiptOf(t, o, 7, 20).Text()
	rapid.Check(t, func(t *rapid.T) {
		text := bytes.Clone(whole)
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		was := text[at]
		text[at] = rapid.Byte().Draw(t, "byte")
		r, err := ledger.ReadReceipt(text)
		if err != nil {
			return
		}
		if _, err = r.Check(keys); err == nil && !bytes.Equal(r.Text(), whole) && text[at] != was {
			t.Fatalf("byte %d changed from %q to %q, and it still proves", at, was, text[at])
		}
	})
}

// A receipt of one look is none of another: it names the one that it proves.
func TestAReceiptUnderTheNumberOfAnotherLookProvesNothing(t *testing.T) {
	o := mustRun(t, 20)
	_, keys := mustSigner(t)
	r := receiptOf(t, o, 7, 20)
	own := r.Number
	for what, number := range map[string]ledger.Opening{
		"that of another row":   {Name: own.Name, Salt: own.Salt, Value: numberOf(o.rows[9]).Value},
		"a part of its own":     {Name: own.Name, Salt: append(slices.Clone(own.Salt), own.Value[0]), Value: own.Value[1:]},
		"another of its values": o.rows[7].Open(ledger.Columns(o.rows[7].Log)[1]),
	} {
		r.Number = number
		if _, err := r.Check(keys); !errors.Is(err, ledger.ErrReceipt) {
			t.Errorf("under %s: %v", what, err)
		}
	}
}

func TestAWitnessSignsOnlyWhatBeginsWithWhatItSaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := mustRun(t, rapid.IntRange(2, 40).Draw(t, "rows"))
		signer, log := mustSigner(t)
		w, err := ledger.NewWitness("authority.example.cn", key(9), log)
		if err != nil {
			t.Fatal(err)
		}
		now := int64(len(o.rows))
		then := rapid.Int64Range(1, now).Draw(t, "seen")
		proof, err := ledger.ProveGrowth(now, then, readOf(o))
		if err != nil {
			t.Fatal(err)
		}
		signed, err := w.Cosign(o.given[now-1], o.given[then-1], proof, start)
		if err != nil {
			t.Fatal(err)
		}
		public, err := w.Key()
		if err != nil {
			t.Fatal(err)
		}
		keys, err := ledger.ReadKeys(signer.Key(), public)
		if err != nil {
			t.Fatal(err)
		}
		if c, by, err := keys.Open(signed); err != nil || c.Size != now || len(by) != 1 || by[0] != "authority.example.cn" {
			t.Fatalf("%+v by %v, %v", c, by, err)
		}
		other := mustRun(t, 1)
		other.rows[0].Fields[0].Value = []byte("x")
		other.leaves, other.hashes = nil, nil
		other.mustSign(t, signer, other.rows[0])
		other.mustGrow(t, int(now)-1)
		split := other.given[len(other.given)-1]
		if _, err := w.Cosign(split, o.given[then-1], proof, start); !errors.Is(err, ledger.ErrShrunk) {
			t.Fatalf("of a second view of the log: %v", err)
		}
	})
}

func TestAKeyIsReadAsItWasWrittenAndNotOtherwise(t *testing.T) {
	s, _ := mustSigner(t)
	for _, wrong := range []string{
		"", "x", s.Key()[1:], strings.Replace(s.Key(), "credit", "credits", 1), s.Key() + "A", "a+b+c",
	} {
		if _, err := ledger.ReadKeys(wrong); err == nil {
			t.Errorf("%q is read as a key", wrong)
		}
	}
	if _, err := ledger.NewSigner("two words", key(1)); !errors.Is(err, ledger.ErrKey) {
		t.Errorf("a name of two words: %v", err)
	}
}

func TestWhatIsSignedByNobodyKnownIsNoCheckpoint(t *testing.T) {
	o := mustRun(t, 3)
	_, keys := mustSigner(t)
	for name, text := range map[string][]byte{
		"nothing": nil, "another text": []byte("hello\n\n— x abc\n"),
		"another size": bytes.Replace(o.head, []byte("\n3\n"), []byte("\n4\n"), 1),
		"another tree": bytes.Replace(o.head, []byte("2026"), []byte("2027"), 1),
		"another time": bytes.Replace(o.head, []byte("time 1"), []byte("time 2"), 1),
	} {
		if _, _, err := keys.Open(text); !errors.Is(err, ledger.ErrCheckpoint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if c, _, err := keys.Open(o.head); err != nil || c.At != start.Add(time.Hour+2*time.Second) {
		t.Errorf("%+v, %v", c, err)
	}
}
