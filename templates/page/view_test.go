package page

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/i18n"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/component"
	"creditportal/web/route"
)

func sceneIn(lang i18n.Lang) Scene {
	return Scene{Words: i18n.Default().Printer(lang), Today: civil.MustParse("2026-11-23")}
}

func TestRobotsKeepPersonsOutAndAdverseRecordsUnarchived(t *testing.T) {
	tests := map[string]disclosure.Shown{
		"noindex,noarchive": {SubjectKind: subject.Person, Class: record.Adverse},
		"noarchive":         {SubjectKind: subject.LegalPerson, Class: record.Adverse},
		"":                  {SubjectKind: subject.LegalPerson, Class: record.Further},
	}
	for want, sh := range tests {
		if got := RecordRobots(sh); got != want {
			t.Errorf("%v: %q, want %q", sh.SubjectKind, got, want)
		}
	}
}

func TestANaturalPersonHasNoFileToLeadTo(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	person := disclosure.Shown{SubjectKind: subject.Person, SubjectCode: "91370303MA00000001"}
	if href := s.subjectHref(person); href != "" {
		t.Errorf("leads to %q", href)
	}
	person.SubjectKind = subject.LegalPerson
	if href := sceneIn(i18n.English).subjectHref(person); href != "/en/subjects/91370303MA00000001" {
		t.Errorf("leads to %q", href)
	}
}

func TestCountsThatStopSaySo(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	got := []string{
		s.records(search.Total{N: 1000, Capped: true}), s.records(search.Total{N: 12345}),
		sceneIn(i18n.English).records(search.Total{N: 1}),
	}
	if diff := cmp.Diff([]string{"1000+条", "12,345条", "1 record"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangingAFilterReturnsToTheFirstPage(t *testing.T) {
	query := url.Values{route.Keyword: {"a"}, route.After: {"cursor"}, route.ItemCode: {"A06"}}
	if got := with(query, route.ItemCode, "").Encode(); got != "q=a" {
		t.Errorf("dropping a filter: %s", got)
	}
	if got := with(query, route.Sort, route.Oldest).Encode(); got != "item=A06&q=a&sort=oldest" {
		t.Errorf("sorting: %s", got)
	}
	if query.Get(route.After) == "" {
		t.Error("the query that was asked has changed")
	}
}

func TestHitsAreMarkedWithoutLosingACharacter(t *testing.T) {
	q, err := search.Parse("宏达")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"示例宏达建材有限公司", "宏达宏达", "𠮷宏 达堂", "无关"} {
		var whole, marked string
		for _, piece := range runs(name, q) {
			whole += piece.Text
			if piece.Marked {
				marked += piece.Text
			}
		}
		if whole != name {
			t.Errorf("%s became %s", name, whole)
		}
		if strings.Contains(name, "宏") != (marked != "") {
			t.Errorf("%s: marked %q", name, marked)
		}
	}
}

func TestTheLastDayIsSaidAsSuch(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	ending := disclosure.Shown{Class: record.Adverse, DisclosedUntil: s.Today}
	slips := s.slips(ending)
	if last := slips[len(slips)-1]; last.Tone != component.Caution || last.Text != "今日到期" {
		t.Errorf("the slip says %q", last.Text)
	}
	if got := s.until(disclosure.Shown{DisclosedUntil: record.Forever}); got != "长期" {
		t.Errorf("a record without an end is shown until %q", got)
	}
}

func TestWhoseRecordIsOnHoldReadsThatItIsNotOnDisplay(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	for _, held := range []bool{true, false} {
		said := false
		for _, slip := range s.slips(disclosure.Shown{Class: record.Adverse, DisclosedUntil: record.Forever, Held: held}) {
			said = said || slip.Text == "暂不公示"
		}
		if said != held {
			t.Errorf("held: %t, said: %t", held, said)
		}
	}
}

func TestAnErrorPageRepeatsNothingOfTheAddress(t *testing.T) {
	s := sceneIn(i18n.Chinese)
	s.Path, s.Query, s.BaseURL = "/secret", url.Values{"q": {"secret"}}, "https://credit.example"
	v := NewErrorView(s, Failure{Status: 410, ID: "NUMBER"})
	var out strings.Builder
	if err := Plain(v).Render(i18n.With(t.Context(), s.Words), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "secret") || strings.Contains(out.String(), "NUMBER") {
		t.Error("the page repeats the address, or tells one request from another")
	}
}
