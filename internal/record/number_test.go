package record_test

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/record"
)

func TestANumberIsReadAsPeopleTypeIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digest := sha256.Sum256([]byte(rapid.String().Draw(t, "key")))
		number := record.NumberOf(digest, rapid.IntRange(0, 100).Draw(t, "attempt"))
		for _, typed := range []string{
			string(number), strings.ToLower(string(number)), strings.ReplaceAll(string(number), "-", ""),
			" " + strings.ReplaceAll(string(number), "0", "O") + " ",
		} {
			if have, err := record.ParseNumber(typed); err != nil || have != number {
				t.Fatalf("%q is read as %q, %v; want %s", typed, have, err, number)
			}
		}
	})
}

func TestOneWrongCharacterIsNoticed(t *testing.T) {
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	number := strings.ReplaceAll(string(record.NumberOf(sha256.Sum256([]byte("a key")), 0)), "-", "")
	for i := range len(number) {
		for _, wrong := range letters {
			typed := number[:i] + string(wrong) + number[i+1:]
			if _, err := record.ParseNumber(typed); typed != number && !errors.Is(err, record.ErrNumber) {
				t.Errorf("%s passes for %s", typed, number)
			}
		}
	}
	for _, typed := range []string{"", "7QK4", "7QK4-M2XD-1", "信用张店信用张店"} {
		if _, err := record.ParseNumber(typed); !errors.Is(err, record.ErrNumber) {
			t.Errorf("%q passes for a number", typed)
		}
	}
}

func TestTheSameKeyGivesTheSameNumberAndTheNextAttemptAnother(t *testing.T) {
	key := sha256.Sum256([]byte("item, authority, document number, subject"))
	first := record.NumberOf(key, 0)
	if again := record.NumberOf(key, 0); again != first {
		t.Errorf("the same key gives %s and %s", first, again)
	}
	if next := record.NumberOf(key, 1); next == first {
		t.Errorf("the next attempt gives %s again", next)
	}
}
