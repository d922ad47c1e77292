package vault_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"creditportal/internal/vault"
)

func TestOnlyWhoHasTheKeyMarksAMessage(t *testing.T) {
	keys := mustKeys(t, secret)
	v := mustOpen(t, secret, keys)
	other := []byte("another secret of more than thirty-two bytes")
	stranger := mustOpen(t, other, mustKeys(t, other))
	rapid.Check(t, func(t *rapid.T) {
		message := rapid.SliceOf(rapid.Byte()).Draw(t, "message")
		mark := v.Mark(vault.LogMarks, message)
		if !v.Marked(vault.LogMarks, message, mark) {
			t.Fatal("a mark does not hold")
		}
		if v.Marked(vault.LogMarks, append(message, 0), mark) || v.Marked(vault.Numbers, message, mark) ||
			v.Marked(vault.LogMarks, message, stranger.Mark(vault.LogMarks, message)) ||
			v.Marked(vault.LogMarks, message, nil) {
			t.Fatal("a mark holds for what it was not made of")
		}
		mark[rapid.IntRange(0, len(mark)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if v.Marked(vault.LogMarks, message, mark) {
			t.Fatal("a mark of which a bit was turned holds")
		}
	})
}

// Ruling 35: what the ledger committed to years ago is still told apart by the
// same key, in another installation with the same secret too.
func TestTheKeyOfMarksIsKeptForGood(t *testing.T) {
	one := mustOpen(t, secret, mustKeys(t, secret))
	made, err := vault.NewKeys(mustWrap(t, secret), nil, time.Unix(9, 0))
	if err != nil {
		t.Fatal(err)
	}
	again := mustOpen(t, secret, made)
	mark := one.Mark(vault.LogMarks, []byte("row"))
	if !again.Marked(vault.LogMarks, []byte("row"), mark) || !vault.LogMarks.Permanent() {
		t.Error("a restored installation does not know its own marks")
	}
}

func TestAMarkOutsideTheDatabaseNeedsTheSecretAlone(t *testing.T) {
	mustOutside := func(secret string, c vault.Class) vault.Outside {
		o, err := vault.NewOutside(mustWrap(t, []byte(secret)), c)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	mark := mustOutside(string(secret), vault.Backups).Mark([]byte("backup"))
	if again := mustOutside(string(secret), vault.Backups); !again.Marked([]byte("backup"), mark) {
		t.Error("an installation with the same secret does not know its own marks")
	}
	for name, o := range map[string]vault.Outside{
		"another secret": mustOutside("another secret of more than thirty-two bytes", vault.Backups),
		"another class":  mustOutside(string(secret), vault.Erasures),
	} {
		if o.Marked([]byte("backup"), mark) {
			t.Errorf("the mark holds for %s", name)
		}
	}
	own := mustOutside(string(secret), vault.Backups)
	if own.Marked([]byte("other"), mark) || own.Marked([]byte("backup"), nil) {
		t.Error("the mark holds for what it was not made of")
	}
}
