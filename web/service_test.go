package web_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/law"
)

// Art. 34–38: whoever asks how long it takes is told every line in force, with
// its article, and nothing else.
func TestAServiceStatesEveryLimitInForceWithItsArticle(t *testing.T) {
	w := newWorld(t)
	inForce := w.rules.InForce(w.deps.Today())
	for address, clocks := range map[string][]law.Clock{
		"/services/objection": {
			law.ObjectionVerify, law.ObjectionCorrect, law.ObjectionForward, law.ObjectionProvider, law.ObjectionTell,
			law.ObjectionWholeOwn, law.ObjectionWholeAssisted,
		},
		"/services/repair":   {law.RepairAccept, law.RepairWhole, law.RepairAdopt},
		"/services/deletion": {law.DeletionExecute},
		"/services/query":    {law.QueryConsent, law.QueryPaperWait},
	} {
		var want []law.Limit
		for _, clock := range clocks {
			want = append(want, inForce.Limits(clock, law.Facts{})...)
		}
		steps := w.parsed(t, address).Find(".c-steps__step")
		if steps.Length() != len(want) || len(want) == 0 {
			t.Fatalf("%s states %d limits, the books %d", address, steps.Length(), len(want))
		}
		steps.Each(func(i int, step *goquery.Selection) {
			text, l := step.Text(), want[i]
			if !strings.Contains(text, strconv.Itoa(l.Days)) || !strings.Contains(text, l.Basis.Book.Instrument) ||
				!strings.Contains(text, l.Basis.Article) {
				t.Errorf("%s: %q does not say %d days by %s %s", address, text, l.Days, l.Basis.Book.ID, l.Basis.Article)
			}
			if n := step.Find(".c-steps__cell").Length(); n != l.Days {
				t.Errorf("%s: %d cells are drawn for %d days", address, n, l.Days)
			}
		})
	}
}

func TestARecordLeadsToTheServicesThatItsSubjectMayAskFor(t *testing.T) {
	w := newWorld(t)
	for at, want := range map[int][]string{
		atPlain: {"objection", "repair"}, atHonour: {"objection", "deletion"}, atLicence: {"objection"},
	} {
		number := string(w.records[at].Number)
		var got []string
		w.parsed(t, "/records/"+number).Find(`main a[href^="/services/"]`).Each(func(_ int, a *goquery.Selection) {
			href, _ := a.Attr("href")
			kind, _, _ := strings.Cut(strings.TrimPrefix(href, "/services/"), "?")
			got = append(got, kind)
			back := w.parsed(t, href).Find(`main a[href="/records/` + number + `"]`)
			if back.Length() != 1 {
				t.Errorf("%s does not say which record it is about", href)
			}
		})
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("record %d offers %v, want %v", at, got, want)
		}
	}
}

func TestAServiceRepeatsNothingThatIsNoRecordNumber(t *testing.T) {
	w := newWorld(t)
	for _, typed := range []string{"%3Cscript%3E", "AAAA-AAAA", "%E7%8E%8B%E6%9F%90"} {
		rec := w.get("/services/objection?record=" + typed)
		if text := body(t, rec); rec.Code != http.StatusOK || strings.Contains(text, "/records/") {
			t.Errorf("%s: %d, and the page names a record", typed, rec.Code)
		}
	}
	if rec := w.get("/services/nonsense"); rec.Code != http.StatusNotFound {
		t.Errorf("a service that there is not answers %d", rec.Code)
	}
}
