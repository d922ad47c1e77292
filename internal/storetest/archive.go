package storetest

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/store"
	"creditportal/internal/vault"
)

func archived(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestWhatIsOverGoesToTheArchiveOnceAndSaysByWhatRule":         tryWhatIsOverGoesToTheArchiveOnce,
		"TestAClockThatRanAheadTakesNothingToTheArchiveForGood":       tryAClockThatRanAhead,
		"TestWhatEndsByAnActIsInTheArchiveFromThatDayAndComesBackOut": tryWhatEndsByAnAct,
		"TestOnlyWhatIsOverIsFoundInTheArchiveWithAllThatItWas":       tryOnlyWhatIsOverIsFoundInTheArchive,
		"TestEightWorkersThatAreKilledArchiveEveryRecordExactlyOnce":  tryEightWorkersThatAreKilled,
	})
}

// until is a penalty that is shown up to the day.
func until(t testing.TB, n int, last civil.Date) *record.Change {
	t.Helper()
	c := penalty(t, firm(t, n%50), n, 0)
	c.After.DecidedOn, c.After.DisclosedFrom, c.After.DisclosedUntil = last.AddDays(-9), last.AddDays(-9), last
	return c
}

// mustArchive archives all that is over on the day, and returns how many it found.
func mustArchive(t testing.TB, s *store.Store, today civil.Date) int {
	t.Helper()
	all := 0
	for n := 100; n == 100; {
		var err error
		if n, err = s.Archive(ctx(), today, today.Start(), 100); err != nil {
			t.Fatal(err)
		}
		all += n
	}
	return all
}

// 29 February, midnight, a job that stood still for a month: the day in the archive is
// that after the last day, whenever it is entered.
func tryWhatIsOverGoesToTheArchiveOnce(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	last := []civil.Date{
		civil.MustParse("2028-02-28"), civil.MustParse("2028-02-29"), civil.MustParse("2028-03-01"), record.Forever,
	}
	changes := make([]*record.Change, len(last))
	for i, day := range last {
		changes[i] = until(t, i, day)
	}
	mustEnter(t, s, "enter", changes...)
	was := mustKnow(t, s, changes[1])
	for _, step := range []struct {
		today string
		found int
	}{{"2028-02-28", 0}, {"2028-02-29", 1}, {"2028-02-29", 0}, {"2028-04-01", 2}, {"2028-04-01", 0}} {
		if n := mustArchive(t, s, civil.MustParse(step.today)); n != step.found {
			t.Errorf("on %s %d records are over, want %d", step.today, n, step.found)
		}
	}
	for i, want := range []string{"2028-02-29", "2028-03-01", "2028-03-02", ""} {
		if got := mustKnow(t, s, changes[i]).ArchivedOn; got.String() != want && (want != "" || !got.IsZero()) {
			t.Errorf("what is shown up to %s is in the archive from %q on, want %q", last[i], got, want)
		}
	}
	is := mustKnow(t, s, changes[1])
	if is.ArchivedOn = (civil.Date{}); is.Version != was.Version || is.State != record.Active {
		t.Errorf("going to the archive changed the record: version %d, %s", is.Version, is.State)
	}
	var lines int
	err := Raw(t, db).QueryRow("SELECT COUNT(*) FROM events WHERE did = ? AND object = ? AND reason = ?",
		string(audit.RecordExpired), "record/"+string(is.Number), is.GovernedBy).Scan(&lines)
	if err != nil || lines != 1 {
		t.Errorf("the trail says it %d times: %v", lines, err)
	}
}

func tryAClockThatRanAhead(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := until(t, 1, Today.AddDays(200))
	mustEnter(t, s, "enter", c)
	for _, ahead := range []int{365, 0, 365, 1, 0} {
		mustArchive(t, s, Today.AddDays(ahead))
		if got := mustKnow(t, s, c).ArchivedOn; got.IsZero() != (ahead < 200) {
			t.Errorf("%d days ahead it is in the archive since %q", ahead, got)
		}
	}
}

func tryWhatEndsByAnAct(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := until(t, 1, Today.AddDays(200))
	mustEnter(t, s, "enter", c)
	for i, step := range []struct {
		state record.State
		in    bool
	}{
		{record.Repaired, true},
		{record.Active, false},
		{record.Annulled, true},
		{record.Removed, true},
		{record.Withdrawn, true},
	} {
		rec := mustKnow(t, s, c)
		rec.State = step.state
		mustEnter(t, s, fmt.Sprint("change ", i), &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例"})
		if got := mustKnow(t, s, c).ArchivedOn; got.IsZero() == step.in || step.in && got != Today {
			t.Errorf("%s: in the archive since %q", step.state, got)
		}
	}
	stricter := until(t, 2, Today.AddDays(200))
	mustEnter(t, s, "enter another", stricter)
	end := func(record.Record) (civil.Date, string) { return Today.AddDays(-40), "示例规则" }
	if _, err := s.RecomputeEnds(ctx(), "stricter", event(audit.EndsRecomputed, "stricter"), end); err != nil {
		t.Fatal(err)
	}
	if got := mustKnow(t, s, stricter).ArchivedOn; got != Today {
		t.Errorf("stricter books end at once what was shown up to now: in the archive since %q", got)
	}
}

// The day decides and not the job; what was deleted at its bearer's wish is nowhere.
func tryOnlyWhatIsOverIsFoundInTheArchive(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	last := Today.AddDays(200)
	c, twin, gone, own := until(t, 1, last), until(t, 2, last), until(t, 4, last), penalty(t, person(t, aideNumber), 3, 0)
	twin.After.DocumentNumber, own.After.DocumentNumber = c.After.DocumentNumber, c.After.DocumentNumber
	mustEnter(t, s, "enter", c, twin, own, gone)
	number := string(mustKnow(t, s, c).Number)
	mustFind := func(asked string, on civil.Date, want int) []query.Kept {
		found, err := s.Kept(ctx(), asked, on)
		if err != nil || len(found) != want {
			t.Errorf("on %s %d are in the archive under %s, want %d: %v", on, len(found), asked, want, err)
		}
		return found
	}
	become := func(c *record.Change, state record.State) {
		rec := mustKnow(t, s, c)
		rec.State = state
		mustEnter(t, s, fmt.Sprint(c.After.Row, state), &record.Change{WasVersion: rec.Version, After: rec, Reason: "示例理由"})
	}
	mustFind(number, last, 0)
	mustFind(strings.ToLower(number), Today.AddDays(201), 1)
	become(c, record.Repaired)
	for _, asked := range []string{number, c.After.DocumentNumber} {
		for _, kept := range mustFind(asked, Today, 1) {
			if kept.Subject.Name != c.Subject.Name || len(kept.Earlier) != 1 || kept.Earlier[0].Reason != "示例理由" ||
				kept.Earlier[0].Record.State != record.Active || kept.Earlier[0].Did != audit.BatchEntered ||
				len(kept.Acts) != 1 || kept.Acts[0].Did != audit.BatchEntered {
				t.Errorf("under %s the archive keeps %+v", asked, kept)
			}
		}
	}
	become(twin, record.Annulled)
	become(own, record.Removed)
	mustFind(c.After.DocumentNumber, Today, 2)
	mustFind(string(mustKnow(t, s, own).Number), Today, 1)
	deleted := string(mustKnow(t, s, gone).Number)
	mustFind(deleted, Today.AddDays(201), 1)
	become(gone, record.Deleted)
	mustFind(deleted, Today.AddYears(9), 0)
}

// Archiving is the environment variable that makes a test's program archive until it
// is killed: the day on which it believes to be.
const Archiving = "PORTAL_TEST_ARCHIVE"

// Archive lets eight workers move to the archive what is over in the database that
// Walking names, until the process is killed; it writes a line to out for each look.
func Archive(out io.Writer) error {
	today, err := civil.Parse(os.Getenv(Archiving))
	if err != nil {
		return fmt.Errorf("reading the day: %w", err)
	}
	wrapper, err := vault.NewWrapper(secret)
	if err != nil {
		return err
	}
	failed := make(chan error)
	for range 8 {
		go func() {
			s, err := store.Open(ctx(), store.Config{
				URL: os.Getenv(Walking), Wrapper: wrapper, Item: itemOf, Erasures: listOf(os.Getenv(Walking)),
			})
			for err == nil {
				if _, err = s.Archive(ctx(), today, time.Now(), 5); err == nil {
					_, err = fmt.Fprintln(out, "looked")
				}
			}
			failed <- err
		}()
	}
	return <-failed
}

// Every day of 2024 to 2032 is the last day of a record. The day moves on, one process
// after the other archives and is killed; some believe to be a day or a year ahead, or
// behind. Whoever has more time begins anew with an empty office, since each process
// reads the whole list of what ended first.
func tryEightWorkersThatAreKilled(t *testing.T, open Opener) {
	for round := range Times(t) {
		t.Run(fmt.Sprint("round ", round), func(t *testing.T) {
			archiveUnderKills(t, open(t), rand.New(rand.NewPCG(35, uint64(round))))
		})
	}
}

func archiveUnderKills(t *testing.T, db Database, chance *rand.Rand) {
	t.Helper()
	const kills = 300
	s := MustOpen(t, db, nil)
	first, end := civil.MustParse("2024-01-01"), civil.MustParse("2032-12-31")
	var changes []*record.Change
	for day, n := first, 0; !day.After(end); day, n = day.AddDays(1), n+1 {
		changes = append(changes, until(t, n, day))
	}
	for from := 0; from < len(changes); from += 500 {
		mustEnter(t, s, fmt.Sprint("from ", from), changes[from:min(from+500, len(changes))]...)
	}
	served, wrong := Guarded(t, db), [30]int{3: 1, 4: -1, 7: 365, 8: -365, 13: 1, 14: -1, 23: 1, 24: -1, 27: -365, 28: 365}
	for stride := range kills {
		today := first.AddDays(stride * len(changes) / kills)
		killed(t, chance.IntN(24), Walking+"="+served, Archiving+"="+today.AddDays(wrong[stride%30]).String())
	}
	today := end.AddDays(-100)
	mustArchive(t, s, today)
	mustBeArchivedOnce(t, db, today)
	again := MustOpen(t, db, nil)
	level, err := again.Level(ctx())
	if err != nil || again.Shut() != nil || level.Open != 0 || level.Lines < int64(len(changes))/2 {
		t.Errorf("the erasure list stands at %+v, %v", level, err)
	}
}

// mustBeArchivedOnce holds every record against its day and its lines in the trail.
func mustBeArchivedOnce(t *testing.T, db Database, today civil.Date) {
	t.Helper()
	const lines = "(SELECT COUNT(*) FROM events e WHERE e.did = '%s' AND e.object = CONCAT('record/', r.number))"
	rows, err := Raw(t, db).Query("SELECT r.disclosed_until, COALESCE(r.archived_on, ''), " +
		fmt.Sprintf(lines, audit.RecordExpired) + ", " + fmt.Sprintf(lines, audit.RecordReturned) + " FROM records r")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	seen, wrong := 0, 0
	for rows.Next() {
		var last, on string
		var gone, back int
		if err := rows.Scan(&last, &on, &gone, &back); err != nil {
			t.Fatal(err)
		}
		day, want, lines := civil.MustParse(last[:10]), "", 0
		if day.Before(today) {
			want, lines = day.AddDays(1).String(), 1
		}
		if seen++; on != want || gone-back != lines {
			if wrong++; wrong < 10 {
				t.Errorf("shown up to %s: in the archive from %q on, want %q; it went %d times and came back %d times",
					day, on, want, gone, back)
			}
		}
	}
	if err := rows.Err(); err != nil || seen == 0 {
		t.Errorf("%d records: %v", seen, err)
	}
}
