package disclosure_test

import (
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/statute"
)

const comingBook = `
book = "coming"
edition = 1
instrument = "示例规则"
rank = "law"
status = "in_force"
from = 2026-10-01
until = 2028-12-31
[[period]]
name = "disclosure.adverse"
when = { severity = "general" }
max = "1m"
counts = "document_dated"
article = "第一条"
`

func TestALaterBookShortensOnlyWhatItCoversAndOnlyFromItsFirstDay(t *testing.T) {
	own, err := statute.Load(fstest.MapFS{"books/coming.toml": {Data: []byte(comingBook)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name string
		rec  record.Record
		want string
	}{
		{"on display when it comes", fined(record.General, "2026-02-20", "2026-05-12"), "2026-09-30"},
		{"decided under it", fined(record.General, "2026-11-20", "2026-11-30"), "2026-12-30"},
		{"not covered", fined(record.Serious, "2026-02-20", "2026-05-12"), "2029-05-12"},
		{"after its repeal", fined(record.General, "2028-12-01", "2028-12-20"), "2029-12-20"},
	} {
		if got := disclosure.End(row.rec, penalty(), "", own.Rules).Last.String(); got != row.want {
			t.Errorf("%s: last visible day %s, want %s", row.name, got, row.want)
		}
	}
}

func TestANewBookMovesAnEndEarlierAtOnceAndLaterOnlyByASignedAct(t *testing.T) {
	own, err := statute.Load(fstest.MapFS{"books/coming.toml": {Data: []byte(comingBook)}})
	if err != nil {
		t.Fatal(err)
	}
	rec, shipped := fined(record.General, "2026-02-20", "2026-05-12"), statute.MustLoad().Rules
	rec = disclosure.End(rec, penalty(), "", shipped).Set(rec)
	tight, moved := disclosure.End(rec, penalty(), "", own.Rules).Tighten(rec)
	if !moved || tight.DisclosedUntil != on("2026-09-30") || tight.GovernedBy != "coming 第一条" {
		t.Errorf("moved %v to %s by %q", moved, tight.DisclosedUntil, tight.GovernedBy)
	}
	if back, moved := disclosure.End(tight, penalty(), "", shipped).Tighten(tight); moved ||
		back.DisclosedUntil != on("2026-09-30") {
		t.Errorf("without the book the end moved back to %s", back.DisclosedUntil)
	}
}

func TestAnotherLineNeverMovesAnEndLater(t *testing.T) {
	rules := statute.MustLoad().Rules
	rapid.Check(t, func(t *rapid.T) {
		day := func(name string) civil.Date {
			return on("2018-01-01").AddDays(rapid.IntRange(0, 4000).Draw(t, name))
		}
		rec := fined(rapid.SampledFrom([]record.Severity{record.Minor, record.General, record.Serious}).
			Draw(t, "severity"), "", day("decided").String())
		rec.ConductEndedOn = day("ended")
		plain := disclosure.End(rec, penalty(), "", rules)
		rec.ProviderUntil = day("until")
		stricter := disclosure.End(rec, penalty(), law.TrackMarket, rules)
		if stricter.Last.After(plain.Last) {
			t.Fatalf("last day %s, with more lines %s", plain.Last, stricter.Last)
		}
		if !stricter.Lines[0].Governs || stricter.Lines[0].Last != stricter.Last {
			t.Fatalf("the first line does not govern: %v", told(stricter))
		}
	})
}
