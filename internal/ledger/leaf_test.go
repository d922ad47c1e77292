package ledger_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"creditportal/internal/ledger"
)

func anyRow(t *rapid.T) ledger.Row {
	r := ledger.Row{
		Log: rapid.SampledFrom([]ledger.Log{ledger.Looks, ledger.Deeds}).Draw(t, "log"),
		ID:  rapid.Int64Min(1).Draw(t, "id"), At: time.UnixMicro(rapid.Int64Range(0, 1<<52).Draw(t, "at")),
		Salt: rapid.SliceOfN(rapid.Byte(), ledger.SaltSize, ledger.SaltSize).Draw(t, "salt"),
	}
	for _, name := range ledger.Columns(r.Log) {
		r.Fields = append(r.Fields, ledger.Field{Name: name, Value: rapid.SliceOfN(rapid.Byte(), 0, 9).Draw(t, name)})
	}
	return r
}

// change alters one thing of a row.
func change(t *rapid.T, r ledger.Row) ledger.Row {
	r.Fields = slices.Clone(r.Fields)
	at := rapid.IntRange(0, len(r.Fields)-1).Draw(t, "which")
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0:
		r.ID++
	case 1:
		r.At = r.At.Add(time.Microsecond)
	case 2:
		r.Salt = bytes.Clone(r.Salt)
		r.Salt[0] ^= 1
	case 3:
		r.Fields[at].Value = append(bytes.Clone(r.Fields[at].Value), 'x')
	case 4:
		r.Fields = slices.Delete(r.Fields, at, at+1)
	case 5:
		r.Fields = append(r.Fields, ledger.Field{Name: "words", Value: []byte("x"), Salt: make([]byte, 16)})
	}
	return r
}

func TestWhateverIsChangedInARowItsLeafIsAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRow(t)
		was := r.Leaf()
		if bytes.Equal(was, change(t, r).Leaf()) {
			t.Fatal("the leaf is the same")
		}
		if !bytes.Equal(was, r.Leaf()) {
			t.Fatal("the same row has two leaves")
		}
	})
}

func TestALeafTellsNothingOfWhatTheRowSays(t *testing.T) {
	value := []byte("370399189103150014")
	row := func(salt byte) []byte {
		r := ledger.Row{Log: ledger.Looks, ID: 1, At: time.Unix(0, 0), Salt: bytes.Repeat([]byte{salt}, ledger.SaltSize)}
		r.Fields = []ledger.Field{{Name: "object", Value: value}, {Name: "items", Value: value}}
		return r.Leaf()
	}
	one, two := row(1), row(2)
	if bytes.Contains(one, value) || bytes.Equal(one, two) {
		t.Error("a leaf says what is in the row, or says the same of two rows alike")
	}
	lines := bytes.Split(one, []byte("\n"))
	if bytes.Equal(bytes.TrimPrefix(lines[4], []byte("object=")), bytes.TrimPrefix(lines[5], []byte("items="))) {
		t.Error("two fields of one value look alike")
	}
}
