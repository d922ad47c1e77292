package storetest

import (
	"errors"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/provider"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

func office(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAHeldRecordLeavesAtOnceAndComesBackWhenShown":  tryAHeldRecordLeavesAtOnceAndComesBackWhenShown,
		"TestWhatARecordWasBeforeComesBackWithTheActs":      tryWhatARecordWasBeforeComesBackWithTheActs,
		"TestStricterBooksMoveLastDaysEarlierAndNeverLater": tryStricterBooksMoveLastDaysEarlierAndNeverLater,
		"TestProvidersAreEnteredAndChanged":                 tryProvidersAreEnteredAndChanged,
		"TestAnEditionOfTheCatalogIsKeptAsItWasLoaded":      tryAnEditionOfTheCatalogIsKeptAsItWasLoaded,
		"TestSettingsAreKeptAndTheHighestDayOnlyRises":      trySettingsAreKeptAndTheHighestDayOnlyRises,
		"TestABackupOpensAsTheDatabaseItWas":                tryABackupOpensAsTheDatabaseItWas,
		"TestTheServerIsCheckedAndAWholeOneHasNoFindings":   tryTheServerIsCheckedAndAWholeOneHasNoFindings,
	})
}

func tryAHeldRecordLeavesAtOnceAndComesBackWhenShown(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	rec := mustKnow(t, s, entered(t, s, 1))
	mustCommit(t, s.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide")))
	if _, err := s.RecordByNumber(ctx(), rec.Number, Today); !fault.Is(err, fault.Gone) {
		t.Errorf("a held record answers %v, want gone", err)
	}
	if _, err := s.SubjectByCode(ctx(), code(t, 1), Today); !fault.Is(err, fault.NotFound) {
		t.Errorf("its subject answers %v, want not found", err)
	}
	if err := s.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "again")); !fault.Is(err, fault.Conflict) {
		t.Errorf("held twice: %v, want conflict", err)
	}
	mustCommit(t, s.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show")))
	found, err := s.RecordByNumber(ctx(), rec.Number, Today)
	if err != nil || found.Record.State != record.Active || found.Record.Version != 3 {
		t.Errorf("shown again as %s version %d, %v", found.Record.State, found.Record.Version, err)
	}
	if n := count(t, db, "record_holds WHERE to_at IS NOT NULL"); n != 1 {
		t.Errorf("%d holds are lifted, want 1", n)
	}
	unknown := record.NumberOf(record.Digest{1}, 0)
	if err := s.HideRecord(ctx(), unknown, event(audit.RecordHidden, "none")); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown number: %v, want not found", err)
	}
}

func tryWhatARecordWasBeforeComesBackWithTheActs(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	rec := mustKnow(t, s, entered(t, s, 1))
	found, err := s.RecordByNumber(ctx(), rec.Number, Today)
	if err != nil || len(found.Superseded) > 0 {
		t.Errorf("a record that never changed was %v before, %v", found.Superseded, err)
	}
	mustCommit(t, s.HideRecord(ctx(), rec.Number, event(audit.RecordHidden, "hide")))
	mustCommit(t, s.ShowRecord(ctx(), rec.Number, event(audit.RecordShown, "show")))
	if found, err = s.RecordByNumber(ctx(), rec.Number, Today); err != nil {
		t.Fatal(err)
	}
	held := rec
	held.Held, held.Version = true, 2
	want := []record.Superseded{
		{Record: rec, At: found.Record.ReceivedAt, Did: audit.RecordHidden},
		{Record: held, At: found.Record.ReceivedAt, Did: audit.RecordShown},
	}
	for i := range want {
		want[i].At = event(want[i].Did, "").At
	}
	if diff := cmp.Diff(want, found.Superseded, same); diff != "" {
		t.Errorf("it was (-want +read):\n%s", diff)
	}
}

func tryStricterBooksMoveLastDaysEarlierAndNeverLater(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	c := entered(t, s, 1)
	rec := mustKnow(t, s, c)
	for _, step := range []struct {
		last civil.Date
		want civil.Date
	}{
		{rec.DisclosedUntil.AddDays(1), rec.DisclosedUntil},
		{Today.AddDays(5), Today.AddDays(5)},
		{record.Forever, Today.AddDays(5)},
	} {
		digest := "books " + step.last.String()
		end := func(record.Record) (civil.Date, string) { return step.last, "示例规则" }
		if _, err := s.RecomputeEnds(ctx(), digest, event(audit.EndsRecomputed, digest), end); err != nil {
			t.Fatal(err)
		}
		if got := mustKnow(t, s, c).DisclosedUntil; got != step.want {
			t.Errorf("books that say %s move the last day to %s, want %s", step.last, got, step.want)
		}
		if kept, err := s.Setting(ctx(), store.BooksDigest); err != nil || kept != digest {
			t.Errorf("digest kept: %q, %v", kept, err)
		}
	}
}

func tryProvidersAreEnteredAndChanged(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	p := provider.Provider{
		Code: "11370399004999018A", Name: "示例区市场监督管理局", Kind: provider.Administrative, Track: provider.Market,
	}
	other := provider.Provider{
		Code: "12370399MB2999110W", Name: "示例中心", Kind: provider.Authorised, Track: provider.General,
	}
	mustCommit(t, s.EnterProviders(ctx(), []provider.Provider{p, other}, event(audit.ProviderEntered, "one")))
	p.Name, p.AnswersFor = "示例区市场监管局", []string{other.Code}
	mustCommit(t, s.EnterProviders(ctx(), []provider.Provider{p}, event(audit.ProviderEntered, "two")))
	got, err := s.Providers(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]provider.Provider{p, other}, got, same); diff != "" {
		t.Errorf("providers (-entered +read):\n%s", diff)
	}
}

func tryAnEditionOfTheCatalogIsKeptAsItWasLoaded(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	ed := catalog.Edition{ID: "starter-1", Title: "示例目录", From: Today, Published: Today.AddDays(-9), Digest: "aa"}
	mustCommit(t, s.KeepEdition(ctx(), ed, []byte("id = 1"), event(audit.CatalogLoaded, "one")))
	mustCommit(t, s.KeepEdition(ctx(), ed, []byte("id = 1"), event(audit.CatalogLoaded, "again")))
	other := ed
	other.Digest = "bb"
	if err := s.KeepEdition(ctx(), other, nil, event(audit.CatalogLoaded, "other")); !fault.Is(err, fault.Conflict) {
		t.Errorf("another text under the same name: %v, want conflict", err)
	}
	got, err := s.Editions(ctx())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]store.KeptEdition{{Head: ed, Source: []byte("id = 1")}}, got, same); diff != "" {
		t.Errorf("editions (-kept +read):\n%s", diff)
	}
}

func trySettingsAreKeptAndTheHighestDayOnlyRises(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	mustCommit(t, s.Set(ctx(), map[store.Setting]string{store.DemoMark: "1"}, event(audit.DemoSeeded, "one")))
	mustCommit(t, s.Set(ctx(), map[store.Setting]string{store.DemoMark: "2"}, event(audit.DemoSeeded, "two")))
	for _, day := range []string{"2026-11-22", "2026-11-23", "2026-11-21"} {
		mustCommit(t, s.SetHighestDay(ctx(), day))
	}
	mark, err1 := s.Setting(ctx(), store.DemoMark)
	day, err2 := s.Setting(ctx(), store.HighestDay)
	if mark != "2" || day != "2026-11-23" || err1 != nil || err2 != nil {
		t.Errorf("mark %q (%v), highest day %q (%v)", mark, err1, day, err2)
	}
}

func tryABackupOpensAsTheDatabaseItWas(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	c := entered(t, s, 1)
	file := path.Join(t.TempDir(), "copy.db")
	err := s.Backup(ctx(), file, event(audit.BackupMade, "backup"))
	if db.Dialect == "mysql" {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("a server is copied by its own tools: %v, want conflict", err)
		}
		return
	}
	mustCommit(t, err)
	mustCommit(t, store.CheckCopy(ctx(), file))
	copied := MustOpen(t, Database{URL: "sqlite:" + file, Dialect: "sqlite"}, nil)
	if diff := cmp.Diff(mustKnow(t, s, c), mustKnow(t, copied, c), same); diff != "" {
		t.Errorf("the copy differs (-store +copy):\n%s", diff)
	}
	file = path.Join(t.TempDir(), "damaged.db")
	mustExec(t, Raw(t, db), "VACUUM INTO '"+file+"'")
	text, err := os.ReadFile(path.Clean(file))
	mustCommit(t, err)
	page := slices.Clone(text)
	clear(page[len(page)-4096:]) // the last page of some table, which nobody would miss at once
	clear(text[len(text)/2:])
	for _, text := range [][]byte{page, text, text[:len(text)/2], nil} {
		mustCommit(t, os.WriteFile(file, text, 0o600))
		if err := store.CheckCopy(ctx(), file); !errors.Is(err, store.ErrCopy) {
			t.Errorf("a damaged copy of %d bytes passes: %v", len(text), err)
		}
	}
}

func tryTheServerIsCheckedAndAWholeOneHasNoFindings(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	if found, err := s.Check(ctx()); err != nil || len(found) != 0 {
		t.Errorf("findings %v, %v", found, err)
	}
}
