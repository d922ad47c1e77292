package disclosure_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/statute"
	"creditportal/internal/subject"
)

func on(s string) civil.Date { return civil.MustParse(s) }

// penalty is the catalog's item of penalties as far as an end date asks.
func penalty() catalog.Item {
	return catalog.Item{
		Code: "A06", Class: catalog.Adverse, Term: catalog.ByConduct, Repair: catalog.RepairByOrder,
		Heads: []catalog.Head{{Article: "15", Paragraph: 1, Number: "5"}},
	}
}

// fined is a penalty of the general procedure.
func fined(severity record.Severity, ended, decided string) record.Record {
	rec := record.Record{
		Item: "A06", Class: record.Adverse, SubjectKind: subject.LegalPerson, Procedure: record.GeneralProcedure,
		Severity: severity, Penalties: "罚款", DecidedOn: on(decided), FormedOn: on(decided),
		ReceivedOn: on(decided), DisclosedFrom: on(decided),
	}
	if ended != "" {
		rec.ConductEndedOn = on(ended)
	}
	return rec
}

// told prints the lines in order, the governing ones marked.
func told(ends disclosure.Ends) []string {
	var lines []string
	for _, l := range ends.Lines {
		name, mark := l.Basis.Book.ID, ""
		if l.Source != disclosure.ByStatute {
			name = string(l.Source)
		}
		if l.Presumed {
			mark += " presumed"
		}
		if l.Governs {
			mark += " governs"
		}
		lines = append(lines, fmt.Sprintf("%s %s%s", name, l.Ends, mark))
	}
	return lines
}

func TestTheEarliestEndWinsAsInTheFourExamplesOfTheLaw(t *testing.T) {
	example1 := fined(record.General, "2026-02-20", "2026-05-12")
	example1.ProviderUntil = on("2029-05-12")
	example3 := fined(record.General, "2026-04-30", "2026-06-05")
	example3.FirstDisclosedOn, example3.ProviderUntil = on("2026-06-15"), on("2026-09-04")
	example3.DisclosedFrom, example3.FineClass = on("2026-06-16"), "较低"
	for _, row := range []struct {
		name   string
		rec    record.Record
		track  string
		lines  []string
		last   string
		repair string
	}{
		{
			"1 national class", example1, "",
			[]string{
				"ndrc-36 2027-05-12 governs", "provider 2029-05-12",
				"shandong-2020 2031-02-20", "zhangdian-measure 2031-02-20",
			},
			"2027-05-12", "from 2026-08-13",
		},
		{
			"2 old conduct", fined(record.Serious, "2022-06-30", "2026-04-20"), "",
			[]string{
				"shandong-2020 2027-06-30 governs", "zhangdian-measure 2027-06-30 governs", "ndrc-36 2029-04-20",
			},
			"2027-06-30", "from 2027-04-21",
		},
		{
			"3 provider's own date", example3, law.TrackMarket,
			[]string{
				"provider 2026-09-04 governs", "samr-45 2026-09-15", "ndrc-36 2027-06-05",
				"shandong-2020 2031-04-30", "zhangdian-measure 2031-04-30",
			},
			"2026-09-04", "too_late ",
		},
		{
			"4 a book takes effect", fined(record.General, "2022-08-01", "2022-08-15"), "",
			[]string{
				"ndrc-36 2023-08-15 governs", "shandong-2020 2027-08-01", "zhangdian-measure 2027-08-01",
			},
			"2026-03-31", "at_once ",
		},
	} {
		ends := disclosure.End(row.rec, penalty(), row.track, statute.MustLoad().Rules)
		if diff := cmp.Diff(row.lines, told(ends)); diff != "" {
			t.Errorf("example %s: lines (-want +got):\n%s", row.name, diff)
		}
		if got := ends.Last.String(); got != row.last {
			t.Errorf("example %s: last visible day %s, want %s", row.name, got, row.last)
		}
		if got := fmt.Sprintf("%s %s", ends.Repair, ends.RepairFrom); got != row.repair {
			t.Errorf("example %s: repair %q, want %q", row.name, got, row.repair)
		}
	}
}

func TestBeforeABookTakesEffectOnlyTheOlderLinesAreInForce(t *testing.T) {
	ends := disclosure.End(fined(record.General, "2022-08-01", "2022-08-15"), penalty(), "", statute.MustLoad().Rules)
	if got := len(ends.InForce(on("2026-03-31"))); got != 2 {
		t.Errorf("lines in force on 2026-03-31: %d, want 2", got)
	}
	if got := len(ends.InForce(on("2026-04-01"))); got != 3 {
		t.Errorf("lines in force on 2026-04-01: %d, want 3", got)
	}
}

func TestOfEqualLinesABookIsNamedBeforeTheProvidersDate(t *testing.T) {
	rec := fined(record.General, "2026-02-20", "2026-05-12")
	rec.ProviderUntil = on("2027-05-12")
	ends := disclosure.End(rec, penalty(), "", statute.MustLoad().Rules)
	want := []string{"ndrc-36 2027-05-12 governs", "provider 2027-05-12 governs"}
	if diff := cmp.Diff(want, told(ends)[:2]); diff != "" || ends.GovernedBy() != "ndrc-36" {
		t.Errorf("governed by %q, lines (-want +got):\n%s", ends.GovernedBy(), diff)
	}
}

func TestFiveYearsEndOnTheCorrespondingDayOrTheLastOfTheMonth(t *testing.T) {
	for ended, want := range map[string]string{"2021-03-10": "2026-03-10", "2024-02-29": "2029-02-28"} {
		rec := fined(record.NoSeverity, ended, ended)
		ends := disclosure.End(rec, penalty(), "", statute.MustLoad().Rules)
		if got := ends.Last.String(); got != want {
			t.Errorf("conduct ended %s: last visible day %s, want %s", ended, got, want)
		}
		if len(ends.Lines) != 2 || ends.GovernedBy() != "shandong-2020 第三十八条" {
			t.Errorf("conduct ended %s: governed by %q of %v", ended, ends.GovernedBy(), told(ends))
		}
	}
}

func TestGeneralSeverityOpensRepairTheDayAfterThreeMonthsAndEndsAfterAYear(t *testing.T) {
	rec := fined(record.General, "", "2026-03-10")
	rec.FirstDisclosedOn, rec.DisclosedFrom = on("2026-03-12"), on("2026-03-12")
	ends := disclosure.End(rec, penalty(), "", statute.MustLoad().Rules)
	if ends.RepairFrom != on("2026-06-11") || ends.Last != on("2027-03-10") {
		t.Errorf("repair from %s, last %s; want 2026-06-11, 2027-03-10", ends.RepairFrom, ends.Last)
	}
}

func TestAMissingEndOfConductIsPresumedAtTheDocumentDate(t *testing.T) {
	ends := disclosure.End(fined(record.NoSeverity, "", "2026-05-12"), penalty(), "", statute.MustLoad().Rules)
	want := []string{
		"shandong-2020 2031-05-12 presumed governs", "zhangdian-measure 2031-05-12 presumed governs",
	}
	if diff := cmp.Diff(want, told(ends)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestContinuingConductHasNoFiveYearsButMustBeConfirmedEachYear(t *testing.T) {
	rec := fined(record.Serious, "", "2026-05-12")
	rec.ConductContinuing, rec.ReceivedOn = true, on("2026-05-20")
	ends := disclosure.End(rec, penalty(), "", statute.MustLoad().Rules)
	if diff := cmp.Diff([]string{"house 2027-05-20 governs", "ndrc-36 2029-05-12"}, told(ends)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestTheCourtsRemovalDateEndsAnEntryEarly(t *testing.T) {
	item := catalog.Item{Code: "A03", Term: catalog.ByConduct, Repair: catalog.ByCourt}
	rec := fined(record.Serious, "", "2026-05-12")
	rec.Item, rec.Penalties, rec.RemovedOn = "A03", "", on("2026-08-01")
	ends := disclosure.End(rec, item, "", statute.MustLoad().Rules)
	if ends.Last != on("2026-08-01") || ends.GovernedBy() != "removal" || ends.Repair != disclosure.RepairOutside {
		t.Errorf("last %s by %q, repair %q", ends.Last, ends.GovernedBy(), ends.Repair)
	}
}

func TestAGravePenaltyOfTheMarketTrackIsNeverRepaired(t *testing.T) {
	rec := fined(record.Serious, "2026-05-01", "2026-05-12")
	rec.Penalties = "罚款；吊销执照"
	rules := statute.MustLoad().Rules
	if got := disclosure.End(rec, penalty(), law.TrackMarket, rules).Repair; got != disclosure.RepairBarred {
		t.Errorf("market track: %q", got)
	}
	if got := disclosure.End(rec, penalty(), "", rules).Repair; got != disclosure.RepairFrom {
		t.Errorf("no track: %q", got)
	}
}

func TestALicenceIsShownUntilItsLastDayOfValidity(t *testing.T) {
	item := catalog.Item{Code: "B02", Class: catalog.Basic, Term: catalog.ByValidity}
	for _, row := range []struct {
		name string
		rec  record.Record
		want civil.Date
	}{
		{"dated", record.Record{ValidTo: on("2027-02-28")}, on("2027-02-28")},
		{"long-term", record.Record{ValidTo: on("2027-02-28"), LongTerm: true}, record.Forever},
		{"2099", record.Record{ValidTo: on("2099-12-31")}, record.Forever},
		{"undated", record.Record{}, record.Forever},
	} {
		ends := disclosure.End(row.rec, item, "", statute.MustLoad().Rules)
		if ends.Last != row.want || ends.Repair != disclosure.RepairNone {
			t.Errorf("%s: last %s, repair %q", row.name, ends.Last, ends.Repair)
		}
	}
}

func TestRegistrationsAndDonationsHaveNoEnd(t *testing.T) {
	for _, term := range []catalog.Term{catalog.ByRegistration, catalog.ByWithdrawal} {
		ends := disclosure.End(record.Record{ValidTo: on("2027-01-01")}, catalog.Item{Term: term}, "",
			statute.MustLoad().Rules)
		if ends.Last != record.Forever || ends.GovernedBy() != "" {
			t.Errorf("%s: last %s by %q", term, ends.Last, ends.GovernedBy())
		}
	}
}

func TestAnAdverseRecordThatNoLineCoversIsNeverShown(t *testing.T) {
	rec := fined(record.General, "2026-02-20", "2026-05-12")
	rec.State, rec.Channel = record.Active, catalog.Public
	ends := disclosure.End(rec, penalty(), "", law.NewRules(law.Lines{}))
	rec.DisclosedUntil = ends.Last
	if !ends.Last.IsZero() || rec.OnDisplay(on("2026-05-13")) {
		t.Errorf("last %s, on display %v", ends.Last, rec.OnDisplay(on("2026-05-13")))
	}
}

func TestTheSeveritiesProceduresAndKindsOfTheBooksAreThoseOfTheRecord(t *testing.T) {
	severities := []string{string(record.Minor), string(record.General), string(record.Serious)}
	procedures := []string{string(record.GeneralProcedure), string(record.SummaryProcedure)}
	var kinds []string
	for _, k := range subject.Kinds() {
		kinds = append(kinds, string(k))
	}
	for _, pair := range [][2][]string{
		{law.Severities(), severities}, {law.Procedures(), procedures}, {law.Subjects(), kinds},
	} {
		have, want := slices.Sorted(slices.Values(pair[0])), slices.Sorted(slices.Values(pair[1]))
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("words of the books (-record +law):\n%s", diff)
		}
	}
}
