package web_test

import (
	"encoding/json"
	"image/png"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"creditportal/internal/i18n"
)

// dataBlock says whether the element is data for search engines: the one kind
// of script with a body, since no browser runs it.
func dataBlock(e *goquery.Selection) bool {
	text := e.Text()
	return e.AttrOr("type", "") == "application/ld+json" && json.Valid([]byte(text)) && !strings.Contains(text, "<")
}

// linkedData is what tests read of the data of a page.
type linkedData struct {
	Context string `json:"@context"`
	Graph   []struct {
		Type      string   `json:"@type"`
		ID        string   `json:"@id"`
		Name      string   `json:"name"`
		URL       string   `json:"url"`
		Publisher struct { // of the site
			ID string `json:"@id"`
		} `json:"publisher"`
		Action struct {
			Target struct {
				Template string `json:"urlTemplate"`
			} `json:"target"`
		} `json:"potentialAction"`
		Distribution []struct {
			Format string `json:"encodingFormat"`
			URL    string `json:"contentUrl"`
		} `json:"distribution"`
	} `json:"@graph"`
}

func (w *world) linked(t *testing.T, address string) linkedData {
	t.Helper()
	var data linkedData
	if err := json.Unmarshal([]byte(w.parsed(t, address).Find("head script:not([src])").Text()), &data); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return data
}

const site = "https://credit.example"

func TestSearchEnginesReadWhoRunsTheSiteAndHowItIsSearched(t *testing.T) {
	w := newWorld(t)
	for _, home := range []string{"/", "/en"} {
		data := w.linked(t, home)
		if data.Context != "https://schema.org" || len(data.Graph) != 2 {
			t.Fatalf("%s: %+v", home, data)
		}
		who, here := data.Graph[0], data.Graph[1]
		if who.Type != "GovernmentOrganization" || who.Name != "示例区信用中心" || here.Publisher.ID != who.ID || who.ID == "" {
			t.Errorf("%s is run by %+v", home, who)
		}
		search, ok := strings.CutPrefix(here.Action.Target.Template, site)
		search = strings.Replace(search, "{search_term_string}", url.QueryEscape("示例"), 1)
		if rec := w.get(search); !ok || here.Type != "WebSite" || rec.Code != http.StatusOK {
			t.Errorf("%s is searched at %s, which answers %d", home, search, rec.Code)
		}
	}
}

func TestAWholeListIsADataSetInEveryFormItCanBeTakenHomeIn(t *testing.T) {
	w := newWorld(t)
	for _, list := range []string{"/disclosures/adverse", "/en/disclosures/dual", "/lists/abnormal_operations"} {
		data := w.linked(t, list)
		if len(data.Graph) != 1 || data.Graph[0].Type != "Dataset" || data.Graph[0].URL != site+list {
			t.Fatalf("%s: %+v", list, data)
		}
		forms := data.Graph[0].Distribution
		if len(forms) != 4 {
			t.Errorf("%s comes in %d forms", list, len(forms))
		}
		for _, form := range forms {
			rec := w.get(strings.TrimPrefix(form.URL, site))
			if kind := rec.Header().Get("Content-Type"); rec.Code != http.StatusOK || !strings.HasPrefix(kind, form.Format) {
				t.Errorf("%s answers %d as %s, not %s", form.URL, rec.Code, kind, form.Format)
			}
		}
	}
}

func TestNoRecordSubjectOrPersonIsInWhatSearchEnginesRead(t *testing.T) {
	w := newWorld(t)
	for _, address := range append(w.everyPage(), w.refused()...) {
		blocks := w.parsed(t, address).Find("script:not([src])")
		whole := address == "/" || !strings.Contains(address, "?") &&
			(strings.HasPrefix(address, "/disclosures/") || strings.HasPrefix(address, "/lists/"))
		if has := blocks.Length() > 0; has != whole {
			t.Errorf("%s has %d blocks of data", address, blocks.Length())
		}
		for _, who := range w.subjects {
			if strings.Contains(blocks.Text(), who.Name) {
				t.Errorf("%s names %s", address, who.Name)
			}
		}
	}
}

func TestAPageThatIsPassedOnShowsItsTitleAndTheOnePicture(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"/", "/disclosures/adverse", "/records/" + string(w.records[atPlain].Number)} {
		for _, lang := range i18n.Langs() {
			path := i18n.LangPath(lang, address)
			doc := w.parsed(t, path)
			og := func(name string) string { return doc.Find(`meta[property="og:`+name+`"]`).AttrOr("content", "") }
			if og("title") != doc.Find("head title").Text() || og("url") != site+path || og("description") == "" {
				t.Errorf("%s is passed on as %q at %s", path, og("title"), og("url"))
			}
			picture := w.get(strings.TrimPrefix(og("image"), site))
			size, err := png.DecodeConfig(picture.Body)
			if err != nil || size.Width != 1200 || size.Height != 630 || picture.Header().Get("Content-Type") != "image/png" {
				t.Errorf("%s shows %s: %v, %v", path, og("image"), size, err)
			}
		}
	}
	for _, address := range []string{
		"/disclosures/adverse?q=abc", "/records/" + string(w.records[atPlain].Number) + "/print",
	} {
		if n := w.parsed(t, address).Find(`meta[property^="og:"]`).Length(); n > 0 {
			t.Errorf("%s, which search engines may not list, describes itself", address)
		}
	}
}
