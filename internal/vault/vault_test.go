package vault_test

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"creditportal/internal/vault"
)

var secret = []byte("a secret of more than thirty-two bytes")

func mustOpen(t testing.TB, secret []byte, keys []vault.Key) *vault.Vault {
	t.Helper()
	v, err := vault.Open(mustWrap(t, secret), keys)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func mustWrap(t testing.TB, secret []byte) vault.KeyWrapper {
	t.Helper()
	w, err := vault.NewWrapper(secret)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func mustKeys(t testing.TB, secret []byte) []vault.Key {
	t.Helper()
	keys, err := vault.NewKeys(mustWrap(t, secret), nil, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestWhatWasEncryptedOpensInItsOwnCellOnly(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		cell := vault.Cell{Table: "subjects", Column: "name", Row: rapid.Int64().Draw(t, "row")}
		sealed, err := v.Encrypt(vault.Subjects, cell, plain)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := v.Decrypt(vault.Subjects, cell, sealed)
		if err != nil || !bytes.Equal(opened, plain) {
			t.Fatalf("opened %q, %v; want %q", opened, err, plain)
		}
		others := []vault.Cell{
			{Table: "subjects", Column: "name", Row: cell.Row + 1},
			{Table: "subjects", Column: "document", Row: cell.Row},
			{Table: "records", Column: "name", Row: cell.Row},
			{Table: "subjectsn", Column: "ame", Row: cell.Row},
		}
		for _, other := range others {
			if _, err := v.Decrypt(vault.Subjects, other, sealed); !errors.Is(err, vault.ErrSealed) {
				t.Fatalf("a value of %v opened in %v: %v", cell, other, err)
			}
		}
		if _, err := v.Decrypt(vault.Records, cell, sealed); !errors.Is(err, vault.ErrSealed) {
			t.Fatalf("a value opened under another class: %v", err)
		}
	})
}

func TestADamagedValueDoesNotOpen(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	cell := vault.Cell{Table: "subjects", Column: "name", Row: 7}
	sealed, err := v.Encrypt(vault.Subjects, cell, []byte("示例甲"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range sealed {
		damaged := bytes.Clone(sealed)
		damaged[i] ^= 1
		if _, err := v.Decrypt(vault.Subjects, cell, damaged); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("opened with byte %d changed: %v", i, err)
		}
		if _, err := v.Decrypt(vault.Subjects, cell, sealed[:i]); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("opened when cut after %d bytes: %v", i, err)
		}
	}
}

func TestTheSameValueIsNeverEncryptedAlike(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	cell := vault.Cell{Table: "subjects", Column: "name", Row: 7}
	one, err1 := v.Encrypt(vault.Subjects, cell, []byte("示例甲"))
	two, err2 := v.Encrypt(vault.Subjects, cell, []byte("示例甲"))
	if err1 != nil || err2 != nil || bytes.Equal(one, two) {
		t.Fatalf("alike: %x and %x (%v, %v)", one, two, err1, err2)
	}
	if one[0] != 1 || len(one) != 1+4+12+len("示例甲")+16 {
		t.Errorf("layout of %x is not suite, key, nonce, text, tag", one)
	}
}

func TestTheBlindIndexTellsEqualityWithinOneColumnOnly(t *testing.T) {
	keys := mustKeys(t, secret)
	v := mustOpen(t, secret, keys)
	value := []byte("identity_card||370399189103150014")
	first := v.BlindIndex(vault.Documents, value)
	if again := mustOpen(t, secret, keys).BlindIndex(vault.Documents, value); again != first {
		t.Error("the same value has two digests under one key")
	}
	if v.BlindIndex(vault.Suppressions, value) == first {
		t.Error("two columns have one digest: they could be joined")
	}
	if v.BlindIndex(vault.Documents, []byte("identity_card||370399189103150022")) == first {
		t.Error("two values have one digest")
	}
}

func TestAnotherSecretOpensNothing(t *testing.T) {
	keys := mustKeys(t, secret)
	other := mustWrap(t, []byte("another secret of more than 32 bytes!"))
	if _, err := vault.Open(other, keys); !errors.Is(err, vault.ErrSecret) {
		t.Errorf("got %v, want ErrSecret", err)
	}
	if _, err := vault.NewWrapper([]byte("short")); !errors.Is(err, vault.ErrShort) {
		t.Errorf("got %v, want ErrShort", err)
	}
}

func TestAWrappedKeyDoesNotServeAnotherClass(t *testing.T) {
	keys := mustKeys(t, secret)
	keys[0].Wrapped, keys[1].Wrapped = keys[1].Wrapped, keys[0].Wrapped
	if _, err := vault.Open(mustWrap(t, secret), keys); !errors.Is(err, vault.ErrSecret) {
		t.Errorf("got %v, want ErrSecret", err)
	}
}

func TestPermanentKeysFollowFromTheSecretAndOthersDoNot(t *testing.T) {
	one, two := mustOpen(t, secret, mustKeys(t, secret)), mustOpen(t, secret, mustKeys(t, secret))
	agree := map[vault.Class]bool{}
	for _, c := range vault.Classes() {
		agree[c] = one.BlindIndex(c, []byte("x")) == two.BlindIndex(c, []byte("x"))
	}
	want := map[vault.Class]bool{}
	for _, c := range vault.Classes() {
		want[c] = c.Permanent()
	}
	if diff := cmp.Diff(want, agree); diff != "" {
		t.Errorf("classes that agree between two installations with one secret (-want +got):\n%s", diff)
	}
}

func TestKeysAreMadeOnceForEachClass(t *testing.T) {
	keys := mustKeys(t, secret)
	more, err := vault.NewKeys(mustWrap(t, secret), keys[:2], time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != len(vault.Classes()) || len(more) != len(keys)-2 || more[0].ID != keys[1].ID+1 {
		t.Errorf("made %d keys, then %d from id %d", len(keys), len(more), more[0].ID)
	}
}

func TestARetiredKeyOpensOldValuesAndEncryptsNoNewOnes(t *testing.T) {
	keys := mustKeys(t, secret)
	cell := vault.Cell{Table: "subjects", Column: "name", Row: 7}
	old, err := mustOpen(t, secret, keys).Encrypt(vault.Subjects, cell, []byte("示例甲"))
	if err != nil {
		t.Fatal(err)
	}
	keys[0].Retired = true
	if _, err := vault.Open(mustWrap(t, secret), keys); err == nil {
		t.Fatal("opened although a class has no key to encrypt with")
	}
	next, err := vault.NewKeys(mustWrap(t, secret), keys[1:], time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	v := mustOpen(t, secret, append(keys, next...))
	if plain, err := v.Decrypt(vault.Subjects, cell, old); err != nil || string(plain) != "示例甲" {
		t.Errorf("the old value opened as %q, %v", plain, err)
	}
	if fresh, err := v.Encrypt(vault.Subjects, cell, nil); err != nil || bytes.Equal(fresh[1:5], old[1:5]) {
		t.Errorf("a new value is encrypted under the retired key (%v)", err)
	}
}

func TestTheInventoryNamesEveryClassOfKeysAndSaysWhetherItIsRotated(t *testing.T) {
	text, err := os.ReadFile("../../docs/keys.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| `([a-z]+)` .*\\| ([^|]+) \\|$").FindAllStringSubmatch(string(text), -1)
	said := map[vault.Class]string{}
	for _, row := range rows {
		said[vault.Class(row[1])] = row[2]
	}
	for _, c := range vault.Classes() {
		rotates := strings.HasPrefix(said[c], "`portal keys rotate "+string(c)+"`")
		if said[c] == "" || rotates != c.Rotates() {
			t.Errorf("%s: the inventory says %q", c, said[c])
		}
		delete(said, c)
	}
	for c := range said {
		t.Errorf("the inventory names %s, which is no class of keys", c)
	}
}
