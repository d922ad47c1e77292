package vault

import (
	"bytes"
	"crypto/sha512"
	"io"
	"testing"
	"time"
)

// A site changes over to another suite by a new key: what was made by either opens
// beside the other, and nothing made by one passes for the other's.
func TestTwoSuitesLiveInOneColumnWhileASiteChangesOver(t *testing.T) {
	const other = 9
	suites[other] = suite{seal: newGCM, hash: sha512.New512_256}
	t.Cleanup(func() { delete(suites, other) })
	w, err := NewWrapper([]byte("a secret of more than thirty-two bytes"))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := NewKeys(w, nil, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	v, err := Open(w, keys)
	if err != nil {
		t.Fatal(err)
	}
	cell := Cell{Table: "subjects", Column: "name", Row: 7}
	before, err := v.Encrypt(Subjects, cell, []byte("示例"))
	if err != nil {
		t.Fatal(err)
	}
	index, mark := v.BlindIndex(Documents, []byte("x")), v.Mark(LogMarks, []byte("row"))
	for _, c := range []Class{Subjects, Documents, Attachments} {
		next, err := v.NextKey(c, keys, time.Unix(1, 0))
		if err != nil {
			t.Fatal(err)
		}
		next.Suite = other
		keys = append(keys, next)
	}
	if err := v.Take(keys); err != nil {
		t.Fatal(err)
	}
	after, err := v.Encrypt(Subjects, cell, []byte("示例"))
	if err != nil || after[0] != other || before[0] != suiteAES {
		t.Fatalf("made by suites %d and %d: %v", before[0], after[0], err)
	}
	for _, sealed := range [][]byte{before, after} {
		if plain, err := v.Decrypt(Subjects, cell, sealed); err != nil || string(plain) != "示例" {
			t.Errorf("by suite %d: %q %v", sealed[0], plain, err)
		}
	}
	after[0] = suiteAES
	if _, err := v.Decrypt(Subjects, cell, after); err == nil {
		t.Error("a value that claims another suite opens")
	}
	if both := v.BlindIndexes(Documents, []byte("x")); len(both) != 2 || both[0] == index || both[1] != index {
		t.Errorf("the digests are %x, the former was %x", both, index)
	}
	if !v.Marked(LogMarks, []byte("row"), mark) {
		t.Error("a mark from before is none any more")
	}
	var stream bytes.Buffer
	to, err := v.SealStream(Attachments, cell, &stream)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write([]byte("附件")); err != nil || to.Close() != nil {
		t.Fatal(err)
	}
	from, err := v.OpenStream(Attachments, cell, &stream)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(from); err != nil || string(content) != "附件" {
		t.Errorf("the stream says %q: %v", content, err)
	}
}
