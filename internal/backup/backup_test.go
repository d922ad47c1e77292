package backup_test

import (
	"archive/tar"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"creditportal/internal/backup"
)

// pair is a key and its recipient.
type pair struct{ key, recipient string }

// marks are those of who has the key.
type marks string

func (m marks) Mark(text []byte) []byte {
	mac := hmac.New(sha256.New, []byte(m))
	mac.Write(text)
	return mac.Sum(nil)
}

func (m marks) Marked(text, mark []byte) bool { return hmac.Equal(mark, m.Mark(text)) }

const own marks = "synthetic"

func mustKey(t *testing.T) pair {
	t.Helper()
	key, recipient, err := backup.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return pair{key, recipient}
}

func mustWrite(t *testing.T, to ...pair) []byte {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"portal.db": strings.Repeat("示例", 99_999), "a/b/c": "", "a/d": "附件"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	for _, p := range to {
		texts = append(texts, p.recipient)
	}
	recipients, err := backup.ReadRecipients(texts)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := os.Symlink("a", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	files, err := backup.Write(&out, recipients, own, []backup.Source{
		{Name: "portal.db", Path: filepath.Join(dir, "portal.db")},
		{Name: "attachments", Path: filepath.Join(dir, "a"), Folder: true},
		{Name: "linked", Path: filepath.Join(dir, "link"), Folder: true},
		{Name: "none", Path: filepath.Join(dir, "none"), Folder: true},
	})
	if err != nil || !slices.Equal(files, []int{1, 2, 2, 0}) {
		t.Fatalf("%v files, %v", files, err)
	}
	return out.Bytes()
}

func read(t *testing.T, sealed []byte, key string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	keys, err := backup.ReadKeys(strings.NewReader(key))
	if err != nil {
		t.Fatal(err)
	}
	into := []backup.Source{{Name: "portal.db", Path: filepath.Join(dir, "portal.db")}}
	for _, name := range []string{"attachments", "linked", "none"} {
		into = append(into, backup.Source{Name: name, Path: filepath.Join(dir, name), Folder: true})
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir, backup.Read(bytes.NewReader(sealed), keys, own, into)
}

func TestEachOfTheKeysOpensABackupAndNoOther(t *testing.T) {
	one, two := mustKey(t), mustKey(t)
	sealed := mustWrite(t, one, two)
	if bytes.Contains(sealed, []byte("portal.db")) || bytes.Contains(sealed, []byte("示例")) {
		t.Error("a backup says what is in it")
	}
	for _, p := range []pair{one, two} {
		dir, err := read(t, sealed, p.key)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				names = append(names, strings.TrimPrefix(name, dir))
			}
			return err
		})
		if err != nil || strings.Join(names, " ") != "/attachments/b/c /attachments/d /linked/b/c /linked/d /portal.db" {
			t.Errorf("out come %v, %v", names, err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "portal.db"))
		if err != nil || string(text) != strings.Repeat("示例", 99_999) {
			t.Errorf("the database comes out as %d bytes, %v", len(text), err)
		}
	}
	if _, err := read(t, sealed, mustKey(t).key); !errors.Is(err, backup.ErrKey) {
		t.Errorf("another key: %v", err)
	}
}

func TestADamagedBackupIsRefusedWhereverTheDamageIs(t *testing.T) {
	one := mustKey(t)
	sealed := mustWrite(t, one, mustKey(t))
	for at := 0; at < len(sealed); at += 1 + len(sealed)/200 {
		cut := sealed[:at]
		if _, err := read(t, cut, one.key); err == nil {
			t.Errorf("cut after %d of %d bytes it is read", at, len(sealed))
		}
		bent := bytes.Clone(sealed)
		bent[at] ^= 1
		if _, err := read(t, bent, one.key); err == nil {
			t.Errorf("with byte %d of %d changed it is read", at, len(sealed))
		}
	}
	if _, err := read(t, append(bytes.Clone(sealed), 0), one.key); !errors.Is(err, backup.ErrDamaged) {
		t.Errorf("with a byte more: %v", err)
	}
}

func TestABackupHasTwoRecipientsAndAKeyTypedInTheirPlaceIsNotRepeated(t *testing.T) {
	one := mustKey(t)
	if _, err := backup.ReadRecipients([]string{one.recipient, one.recipient + " "}); !errors.Is(err, backup.ErrFew) {
		t.Errorf("one recipient: %v", err)
	}
	_, err := backup.ReadRecipients([]string{one.recipient, one.key})
	if !errors.Is(err, backup.ErrRecipient) || strings.Contains(err.Error(), one.key) {
		t.Errorf("a key for a recipient: %v", err)
	}
	for _, text := range []string{"", "x", one.recipient} {
		if _, err := backup.ReadKeys(strings.NewReader(text)); !errors.Is(err, backup.ErrKey) {
			t.Errorf("%q for a key: %v", text, err)
		}
	}
}

func TestAFolderThatIsNoneOrLeadsNowhereIsNotBackedUpAsEmpty(t *testing.T) {
	dir := t.TempDir()
	file, link, linked := filepath.Join(dir, "file"), filepath.Join(dir, "link"), filepath.Join(dir, "linked")
	recipients, err := backup.ReadRecipients([]string{mustKey(t).recipient, mustKey(t).recipient})
	if err := errors.Join(
		err, os.WriteFile(file, nil, 0o600), os.Symlink("gone", link), os.Symlink("file", linked),
	); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, link, linked} {
		_, err := backup.Write(io.Discard, recipients, own, []backup.Source{{Name: "a", Path: name, Folder: true}})
		if !errors.Is(err, backup.ErrSource) {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
}

// Whom a backup is encrypted to is public: who writes one by hand, out of a genuine one
// even, brings nothing into the portal.
func TestABackupThatSomebodyElseWroteIsRefused(t *testing.T) {
	one, two := mustKey(t), mustKey(t)
	genuine := tarOf(t, mustWrite(t, one, two), one.key)
	mark := genuine[len(genuine)-1]
	exchanged, other := slices.Clone(genuine), slices.Clone(genuine)
	exchanged[0].text, other[len(other)-1].text = "示范", string(marks("other").Mark(nil))
	for name, forged := range map[string][]entry{
		"another text":      exchanged,
		"another mark":      other,
		"no mark":           genuine[:len(genuine)-1],
		"a file less":       genuine[1:],
		"another order":     append([]entry{genuine[1], genuine[0]}, genuine[2:]...),
		"nothing":           nil,
		"nothing but marks": {mark},
	} {
		if _, err := read(t, mustSeal(t, forged, one, two), one.key); !errors.Is(err, backup.ErrForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	more := append(slices.Clone(genuine), entry{"attachments/more", "x"})
	if _, err := read(t, mustSeal(t, more, one, two), one.key); !errors.Is(err, backup.ErrDamaged) {
		t.Errorf("behind the mark: %v", err)
	}
	if _, err := read(t, mustSeal(t, genuine, one, two), one.key); err != nil {
		t.Errorf("what was only encrypted anew: %v", err)
	}
}

// entry is a file in a backup.
type entry struct{ name, text string }

// tarOf is what is in a backup, as who has a key sees it.
func tarOf(t *testing.T, sealed []byte, key string) []entry {
	t.Helper()
	id, err := age.ParseX25519Identity(key)
	if err != nil {
		t.Fatal(err)
	}
	open, err := age.Decrypt(bytes.NewReader(sealed), id)
	if err != nil {
		t.Fatal(err)
	}
	var all []entry
	for pack := tar.NewReader(open); ; {
		head, err := pack.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		text, failed := io.ReadAll(pack)
		if err := errors.Join(err, failed); err != nil {
			t.Fatal(err)
		}
		all = append(all, entry{head.Name, string(text)})
	}
}

// mustSeal writes a backup by hand, as anybody can who knows the recipients.
func mustSeal(t *testing.T, entries []entry, to ...pair) []byte {
	t.Helper()
	var recipients []age.Recipient
	for _, p := range to {
		one, err := age.ParseX25519Recipient(p.recipient)
		if err != nil {
			t.Fatal(err)
		}
		recipients = append(recipients, one)
	}
	var out bytes.Buffer
	sealed, err := age.Encrypt(&out, recipients...)
	if err != nil {
		t.Fatal(err)
	}
	pack := tar.NewWriter(sealed)
	for _, e := range entries {
		err := pack.WriteHeader(&tar.Header{Name: e.name, Mode: 0o600, Size: int64(len(e.text)), Typeflag: tar.TypeReg})
		_, failed := pack.Write([]byte(e.text))
		if err := errors.Join(err, failed); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(pack.Close(), sealed.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
