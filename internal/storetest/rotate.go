package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/store"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// rotation moves what is encrypted from one key to the next while everybody
// works.
func rotation(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAPersonIsFoundAndTheirFileOpensAtEveryMomentOfARotation": tryAPersonIsFoundWhileKeysAreRotated,
		"TestWhatIsComparedForGoodKeepsItsKey":                        tryWhatIsComparedForGoodKeepsItsKey,
		"TestOneOfTwoFilesWithOneDocumentStaysUnderItsOldDigest":      tryOneOfTwoFilesWithOneDocumentStays,
		"TestEveryEncryptedColumnFollowsItsKeyOrBelongsToTheTrail":    tryEveryEncryptedColumnFollowsItsKey,
	})
}

// numbers of persons that do not exist: the birthday and the serial vary.
func synthetic(t *testing.T, n int) []subject.Subject {
	t.Helper()
	var list []subject.Subject
	for i := 0; len(list) < n; i++ {
		body := fmt.Sprintf("3703991891%02d%02d%03d", 1+i%12, 1+i%28, i%1000)
		weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
		sum := 0
		for at, w := range weights {
			sum += w * int(body[at]-'0')
		}
		list = append(list, person(t, body+string("10X98765432"[sum%11])))
	}
	return list
}

func tryAPersonIsFoundWhileKeysAreRotated(t *testing.T, open Opener) {
	db := open(t)
	here, there := MustOpen(t, db, nil), MustOpen(t, db, nil)
	persons := synthetic(t, 250)
	ids := make([]int64, len(persons))
	for i, who := range persons {
		c := penalty(t, who, i+1, 3)
		mustEnter(t, here, fmt.Sprintf("person %d", i), c)
		ids[i] = mustKnow(t, here, c).Subject
	}
	ctx, stop := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for _, s := range []*store.Store{here, there} {
		all.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				lookFor(t, s, persons[i%len(persons)], ids[i%len(ids)])
			}
		})
	}
	for _, class := range []vault.Class{vault.Documents, vault.Subjects, vault.Records} {
		mustRotate(t, class, here, there)
	}
	stop()
	all.Wait()
	for i, who := range persons {
		lookFor(t, here, who, ids[i])
		lookFor(t, there, who, ids[i])
	}
	again := penalty(t, persons[7], 1000, 3)
	mustEnter(t, there, "known already", again)
	if got := mustKnow(t, there, again).Subject; got != ids[7] {
		t.Errorf("a person has two files after the rotation: %d and %d", ids[7], got)
	}
	old := map[vault.Class]int64{}
	for _, k := range mustKeys(t, here) {
		if k.Retired {
			old[k.Class] += k.Values
		}
	}
	if old[vault.Subjects] != 0 || old[vault.Records] != 0 {
		t.Errorf("values stayed under keys that were followed: %v", old)
	}
}

func lookFor(t *testing.T, s *store.Store, who subject.Subject, id int64) {
	t.Helper()
	found, err := s.Window().FindSubject(context.Background(), who.Document.Reveal(), Today)
	if err != nil || found != id {
		t.Errorf("file %d found as %d, %v", id, found, err)
	}
	held, err := s.FileOf(context.Background(), id)
	if err != nil || held.Subject.Document.Reveal() != who.Document.Reveal() || len(held.Records) != 1 {
		t.Errorf("file %d opens with %d records, %v", id, len(held.Records), err)
	}
}

// mustRotate does what the command does, and has the other process look for
// keys at the times it would.
func mustRotate(t *testing.T, c vault.Class, here, there *store.Store) {
	t.Helper()
	id, err := here.AnnounceKey(ctx(), c, event(audit.KeyMade, "announce "+string(c)))
	if err == nil {
		err = there.RenewKeys(ctx())
	}
	if err == nil {
		err = here.AdoptKey(ctx(), c, id, event(audit.KeyAdopted, "adopt "+string(c)))
	}
	twice := 0
	if err == nil {
		_, twice, err = here.Reseal(ctx(), c)
	}
	if err == nil {
		err = there.RenewKeys(ctx())
	}
	if err != nil || twice != 0 {
		t.Fatalf("rotating %s: %d twice, %v", c, twice, err)
	}
}

func mustKeys(t *testing.T, s *store.Store) []store.KeyUse {
	t.Helper()
	keys, err := s.KeyUses(ctx())
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func tryWhatIsComparedForGoodKeepsItsKey(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	for _, c := range vault.Classes() {
		_, err := s.AnnounceKey(ctx(), c, event(audit.KeyMade, "key of "+string(c)))
		var refused *fault.Error
		stays := errors.As(err, &refused) && refused.Key == "store.fault.key_stays"
		if stays == c.Rotates() || err != nil && !stays {
			t.Errorf("%s: %v", c, err)
		}
	}
}

func tryOneOfTwoFilesWithOneDocumentStays(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	persons := synthetic(t, 2)
	one, two := penalty(t, persons[0], 1, 3), penalty(t, persons[1], 2, 3)
	mustEnter(t, s, "two", one, two)
	a, b := mustKnow(t, s, one).Subject, mustKnow(t, s, two).Subject
	id, err := s.AnnounceKey(ctx(), vault.Documents, event(audit.KeyMade, "announce"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AdoptKey(ctx(), vault.Documents, id, event(audit.KeyAdopted, "adopt")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Reseal(ctx(), vault.Documents); err != nil {
		t.Fatal(err)
	}
	// a second file of the first person, as two processes at odds could leave it
	raw := Raw(t, db)
	swap := func(to int64, index []byte) {
		mustExec(t, raw, "UPDATE subjects SET document_index = ? WHERE id = ?", index, to)
	}
	first := indexOf(t, raw, a)
	swap(a, []byte("older digest of the first person"))
	swap(b, first)
	done, twice, err := s.Reseal(ctx(), vault.Documents)
	if err != nil || done != 1 || twice != 1 {
		t.Fatalf("%d moved, %d found twice, %v", done, twice, err)
	}
	if string(indexOf(t, raw, a)) != "older digest of the first person" {
		t.Error("the digest of one file took the place of the other's")
	}
}

func indexOf(t *testing.T, raw *sql.DB, id int64) []byte {
	t.Helper()
	var index []byte
	if err := raw.QueryRow("SELECT document_index FROM subjects WHERE id = ?", id).Scan(&index); err != nil {
		t.Fatal(err)
	}
	return index
}

// neverSealed are the columns of bytes that hold no encrypted value; those whose
// names end in _index, _hash or _key are digests.
var neverSealed = []string{
	"vault_keys.wrapped",  // a key, under the key of keys
	"records.content",     // digest of what a record says
	"notices.hash",        // digest of a letter as it was drawn
	"notices.proof",       // digest of the code that proves it
	"identities.external", // digest of an account elsewhere
	"errands.browser",     // digest of a token
	"suppressions.digest", // digest of an honour that was deleted
	"record_keys.digest",  // digest of a key by which a record is known
	"held_keys.digest",    // digest of what a row that waits would bring
	"reports.proof",       // digest of the code that proves a report
	"reports.content",     // digest of what it says
	"reports.paper",       // digest of its form for paper

	// salts, marks and digests of the logs and of their ledger
	"events.salt", "events.mark", "query_log.salt", "query_log.mark", "log_values.salt", "log_leaves.hash",
	"log_hashes.hash", "log_heads.root", "log_heads.note", "log_checkpoints.note",
	"log_gaps.text", // what a restore declares, for everybody to read
}

func tryEveryEncryptedColumnFollowsItsKey(t *testing.T, open Opener) {
	db := open(t)
	MustOpen(t, db, nil)
	known := append(store.SealedColumns(), neverSealed...)
	columns := "SELECT m.name || '.' || p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE p.type = 'BLOB'"
	if db.Dialect == "mysql" {
		columns = "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns " +
			"WHERE table_schema = DATABASE() AND data_type IN ('blob', 'mediumblob', 'longblob')"
	}
	rows, err := Raw(t, db).Query(columns)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	n := 0
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			t.Fatal(err)
		}
		digest := slices.ContainsFunc([]string{"_index", "_hash", "_key"}, func(end string) bool {
			return strings.HasSuffix(column, end)
		})
		if n++; !digest && !slices.Contains(known, column) {
			t.Errorf("%s is neither encrypted anew when its key is rotated nor kept in the trail", column)
		}
	}
	if err := rows.Err(); err != nil || n < len(store.SealedColumns()) {
		t.Fatalf("%d columns of bytes, %v", n, err)
	}
}
