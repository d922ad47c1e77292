package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/report"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
)

const proof = notice.Proof("3F6K-9TQ2-M0XD-7HWV")

var today = civil.MustParse("2026-11-23")

func items(_, code string) (catalog.Item, bool) { return edition.MustStarter().Item(code) }

// line is a record of the item in a file.
func line(id int64, item string) query.Line {
	it, _ := items("", item)
	return query.Line{ID: id, Shown: disclosure.Shown{
		Visible: true, Number: record.Number("7QK4-M2XD"), Item: item, ItemName: it.Name, Edition: "starter-1",
		Class: it.Class, List: it.List, SubjectName: "示例宏达建材有限公司", Matter: it.Name,
		Document: "示例罚〔2026〕12号", Authority: "示例局", Provider: "113703990000000000", DecidedOn: today.AddDays(-30),
		ReceivedOn: today.AddDays(-28), DisclosedFrom: today.AddDays(-27), DisclosedUntil: today.AddDays(300), Version: 1,
		Fields: []disclosure.ShownField{{Code: "CF_SY", Label: "违法事实", Kind: catalog.Text, Value: "示例"}},
	}}
}

func file(lines ...query.Line) query.File {
	return query.File{Lines: lines, Subject: subject.Subject{
		ID: 1, Kind: subject.LegalPerson, Name: "示例宏达建材有限公司", Code: subject.MustParseCode("91370399MA3DEM019R"),
	}}
}

// Rulings 38: the national shape has ten chapters, and no kind of information is
// without a place in them.
func TestEveryItemOfTheCatalogHasItsChapter(t *testing.T) {
	reached := map[report.Chapter]bool{}
	for _, item := range edition.MustStarter().Items {
		chapter, known := report.ChapterOf(item)
		if !known || !slices.Contains(report.Chapters(), chapter) || chapter == report.Advice {
			t.Errorf("%s %s (%s) stands under %q", item.Code, item.Name, item.MapsTo, chapter)
		}
		reached[chapter] = true
	}
	for _, chapter := range report.Chapters() {
		if !reached[chapter] && chapter != report.Advice {
			t.Errorf("no item of the catalog leads to the chapter %s", chapter)
		}
	}
	if n := len(report.Chapters()); n != 10 {
		t.Errorf("a report has %d chapters", n)
	}
	if n := len(report.Counted()); n != 8 {
		t.Errorf("a summary has %d counts", n)
	}
	if chapter, known := report.ChapterOf(catalog.Item{MapsTo: "示例新类"}); known || chapter != report.Further {
		t.Errorf("a class that nobody knows stands under %s", chapter)
	}
}

func TestAReportHoldsEachRecordOfTheFileOnceUnderItsChapter(t *testing.T) {
	c := report.Compose(file(line(1, "A06"), line(2, "A10"), line(3, "A09"), line(4, "A06"), line(5, "F01")), items)
	got := map[report.Chapter][]int64{}
	for _, part := range c.Parts {
		for _, l := range part.Lines {
			got[part.Chapter] = append(got[part.Chapter], l.ID)
		}
	}
	want := map[report.Chapter][]int64{
		report.Administration: {1, 4}, report.SeriousDefault: {2}, report.Abnormal: {3}, report.Honours: {5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if c.Count(report.Administration) != 2 || c.Count(report.Judgments) != 0 || c.Empty() {
		t.Error("the summary does not count what is there")
	}
	if n := len(c.Parts); n != len(report.Chapters())-1 {
		t.Errorf("%d chapters are drawn: an empty one says so and is not left out", n)
	}
	if empty := report.Compose(file(), items); !empty.Empty() {
		t.Error("a report of nothing is not empty")
	}
}

// Art. 22: what was not agreed to is not in the report, and nothing is said of it.
func TestAReportByConsentCountsEachItemAgreedToAndHasNoChapterOfAnyOther(t *testing.T) {
	agreed := []string{"A06", "F01", "A10"}
	current := func(code string) (catalog.Item, bool) { return items("", code) }
	c := report.Compose(file(line(1, "A06"), line(2, "A06"), line(3, "F01")), items).Only(agreed, current)
	if diff := cmp.Diff([]report.Agreed{{"A06", 2}, {"F01", 1}, {"A10", 0}}, c.Agreed); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var chapters []report.Chapter
	for _, part := range c.Parts {
		chapters = append(chapters, part.Chapter)
	}
	want := []report.Chapter{report.Administration, report.Honours, report.SeriousDefault}
	if diff := cmp.Diff(want, chapters); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if c.Has(report.Judgments) || !c.Has(report.SeriousDefault) {
		t.Error("a chapter stands without consent, or an empty one that was agreed to does not")
	}
}

// Only what is recorded makes a report one of earlier content.
func TestAnotherWordingOfTheCatalogLeavesAReportAsItWas(t *testing.T) {
	was := report.Compose(file(line(1, "A06")), items).Fingerprint(proof)
	reworded := line(1, "A06")
	reworded.ItemName, reworded.Fields[0].Label = "行政处罚", "违法的事实"
	if report.Compose(file(reworded), items).Fingerprint(proof) != was {
		t.Error("another name of a field counts as another content")
	}
}

// Art. 33, 35 and 38: whoever holds an earlier report can learn that its content
// is another one now, whatever it is that changed.
func TestTheFingerprintFollowsEverythingThatAReportSays(t *testing.T) {
	first := report.Compose(file(line(1, "A06"), line(2, "F01")), items).Fingerprint(proof)
	if again := report.Compose(file(line(1, "A06"), line(2, "F01")), items).Fingerprint(proof); again != first {
		t.Error("the same content has two fingerprints")
	}
	seen := map[notice.Hash]string{first: "nothing"}
	note := func(what string, f query.File, p notice.Proof) {
		h := report.Compose(f, items).Fingerprint(p)
		if same, known := seen[h]; known {
			t.Errorf("with %s changed the fingerprint is that with %s changed", what, same)
		}
		seen[h] = what
	}
	note("the code", file(line(1, "A06"), line(2, "F01")), "3F6K-9TQ2-M0XD-7HWW")
	note("a record gone", file(line(1, "A06")), proof)
	for what, change := range map[string]func(*disclosure.Shown){
		"the annotation": func(s *disclosure.Shown) { s.Annotation = record.Annotation{Kind: record.Disputed, On: today} },
		"its day": func(s *disclosure.Shown) {
			s.Annotation = record.Annotation{Kind: record.Disputed, On: today.AddDays(1)}
		},
		"a value": func(s *disclosure.Shown) {
			s.Fields = []disclosure.ShownField{{Code: "CF_SY", Label: "违法事实", Value: "其他"}}
		},
		"the last day": func(s *disclosure.Shown) { s.DisclosedUntil = today },
		"the document": func(s *disclosure.Shown) { s.Document = "示例罚〔2026〕13号" },
		"the version":  func(s *disclosure.Shown) { s.Version = 2 },
		"the severity": func(s *disclosure.Shown) { s.Severity = record.Serious },
		"the provider": func(s *disclosure.Shown) { s.Provider = "113703990000000001" },
		"the name":     func(s *disclosure.Shown) { s.SubjectName = "示例新名" },
	} {
		changed := line(1, "A06")
		change(&changed.Shown)
		note(what, file(changed, line(2, "F01")), proof)
	}
	renamed := file(line(1, "A06"), line(2, "F01"))
	renamed.Subject.Name = "示例宏达新材有限公司"
	note("the subject's name", renamed, proof)
}

// Art. 34 and 36: what the subject can do follows from its records, day by day.
func TestAReportSaysWhatCanBeDoneForEachRecordAndFromWhenOn(t *testing.T) {
	soon, now, unsaid, disputed := line(1, "A06"), line(2, "A01"), line(3, "A02"), line(4, "F01")
	soon.RepairableFrom, now.RepairableFrom = today.AddDays(1), today
	disputed.Annotation = record.Annotation{Kind: record.Disputed, On: today.AddDays(-2)}
	var got []report.TipKind
	for _, tip := range report.Compose(file(soon, now, unsaid, disputed), items).Tips(today) {
		got = append(got, tip.Kind)
	}
	want := []report.TipKind{
		report.RepairFrom, report.Annotated, report.Repairable, report.RepairAsk, report.Object,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	none := report.Compose(file(line(1, "F01")), items).Tips(today)
	if len(none) != 2 || none[0].Kind != report.Nothing {
		t.Errorf("without adverse information: %v", none)
	}
	for _, kind := range report.TipKinds() {
		if !strings.HasPrefix(kind.Key(), "report.tip.") {
			t.Errorf("%s has no sentence", kind)
		}
	}
}

func TestAFormThatIsSentTwiceNamesOneReportAndAnothersNamesAnother(t *testing.T) {
	first := report.PublicIDOf(1, "web/AAAA")
	if report.PublicIDOf(1, "web/AAAA") != first || len(first) != 26 {
		t.Errorf("the same form names %q twice otherwise", first)
	}
	if report.PublicIDOf(2, "web/AAAA") == first || report.PublicIDOf(1, "web/AAAB") == first {
		t.Error("the report of somebody else has the same name")
	}
}

// Of a person's document a report shows as much as a public counter would say
// aloud; a code is whole.
func TestAReportMasksTheNumberOfAPersonsDocument(t *testing.T) {
	number := seed.MakePerson(6_900).Number
	document, err := subject.ParseDocument(subject.IdentityCard, "", number, today)
	if err != nil {
		t.Fatal(err)
	}
	c := report.Content{Subject: subject.Subject{Kind: subject.Person, Name: "示例三", Document: document}}
	if c.Named() != number[:4]+"**********"+number[14:] {
		t.Errorf("the document is shown as %q", c.Named())
	}
	if named := report.Compose(file(), items).Named(); named != "91370399MA3DEM019R" {
		t.Errorf("the code is shown as %q", named)
	}
}
