package web_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"creditportal/internal/i18n"
	"creditportal/web"
)

// contract is what the portal says of its answers, ready to hold them to it.
type contract struct {
	doc    *openapi3.T
	router routers.Router
}

func (w *world) contract(t *testing.T) contract {
	t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(w.get("/openapi.yaml").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(loader.Context); err != nil {
		t.Fatal(err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return contract{doc, router}
}

// holds says what of the answer the contract does not allow.
func (k contract) holds(t *testing.T, address string, rec *httptest.ResponseRecorder) error {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	route, parameters, err := k.router.FindRoute(r)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	asked := &openapi3filter.RequestValidationInput{Request: r, PathParams: parameters, Route: route}
	if rec.Code == http.StatusOK {
		if err := openapi3filter.ValidateRequest(context.Background(), asked); err != nil {
			return err
		}
	}
	answered := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: asked, Status: rec.Code, Header: rec.Header(),
		Body:    io.NopCloser(bytes.NewReader(rec.Body.Bytes())),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	return openapi3filter.ValidateResponse(context.Background(), answered)
}

// readable are addresses of data in every form and state that is answered.
func (w *world) readable() map[string]int {
	record := func(at int) string { return "/records/" + string(w.records[at].Number) + "/record.json" }
	file := "/subjects/" + w.subjects[w.records[atPlain].Subject].Code.String()
	former := "/subjects/" + w.subjects[w.records[atHonour].Subject].Code.String()
	all := map[string]int{
		"/disclosures/adverse/records.json?status=annotated":                     http.StatusOK,
		"/disclosures/adverse/records.json?rows=100&sort=oldest&from=2026-01-01": http.StatusOK,
		"/disclosures/adverse/records.json?q=" + url.QueryEscape("示例"):           http.StatusOK,
		"/disclosures/adverse/records.json?q=none":                               http.StatusOK,
		"/lists/abnormal_operations/records.json":                                http.StatusOK,
		former + "/records.json":                                                 http.StatusOK,
		record(atPlain):                                                          http.StatusOK,
		record(atDisputed):                                                       http.StatusOK,
		record(atLicence):                                                        http.StatusOK,
		record(atHonour):                                                         http.StatusOK,
		record(atListed):                                                         http.StatusOK,
		record(atPast):                                                           http.StatusGone,
		record(atPerson):                                                         http.StatusGone,
		"/records/none/record.json":                                              http.StatusNotFound,
		"/disclosures/adverse/records.json?from=x&rows=7":                        http.StatusUnprocessableEntity,
		"/lists/none/records.json":                                               http.StatusNotFound,
		file + "/records.json?after=x":                                           http.StatusUnprocessableEntity,
	}
	for _, path := range []string{
		"/disclosures/adverse", "/disclosures/favourable", "/disclosures/dual", "/lists/favourable", file,
	} {
		for _, form := range []string{"csv", "xlsx", "json", "atom"} {
			all[path+"/records."+form] = http.StatusOK
		}
	}
	return all
}

// decodeTables lets the checker read what is no JSON.
func decodeTables() {
	openapi3filter.RegisterBodyDecoder("text/csv", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/atom+xml", openapi3filter.FileBodyDecoder)
	openapi3filter.RegisterBodyDecoder(
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", openapi3filter.FileBodyDecoder)
}

func TestEveryAnswerIsAsTheContractSays(t *testing.T) {
	decodeTables()
	w := newWorld(t)
	k := w.contract(t)
	for address, want := range w.readable() {
		for _, lang := range i18n.Langs() {
			rec := w.get(i18n.LangPath(lang, address))
			if rec.Code != want {
				t.Errorf("%s: %d, want %d", address, rec.Code, want)
			}
			if err := k.holds(t, i18n.LangPath(lang, address), rec); err != nil {
				t.Errorf("%s: %v", address, err)
			}
			if text := body(t, rec); strings.Contains(text, "⟨") {
				t.Errorf("%s: a word is missing", address)
			}
		}
	}
}

func TestTheContractSeesAnAnswerThatBreaksIt(t *testing.T) {
	w := newWorld(t)
	k := w.contract(t)
	const address = "/disclosures/adverse/records.json"
	for _, breach := range []string{`{}`, `{"surprise":1}`, `[]`} {
		rec := w.get(address)
		rec.Body = bytes.NewBufferString(breach)
		if k.holds(t, address, rec) == nil {
			t.Errorf("%s passes", breach)
		}
	}
}

func TestTheContractKnowsEveryDoorToData(t *testing.T) {
	doc := newWorld(t).contract(t).doc
	var want []string
	for line := range strings.Lines(web.Doors()) {
		f := strings.Fields(line)
		if f[3] != "data" || strings.HasPrefix(f[1], "/en/") {
			continue
		}
		parts := strings.Split(f[1], "/")
		for i, part := range parts {
			if name, ok := strings.CutPrefix(part, ":"); ok {
				parts[i] = "{" + name + "}"
			}
		}
		want = append(want, strings.Join(parts, "/"))
	}
	for _, path := range want {
		if doc.Paths.Value(path) == nil {
			t.Errorf("%s is not described", path)
		}
	}
	if got := doc.Paths.Len(); got != len(want) {
		t.Errorf("%d addresses are described of %d: %v", got, len(want), doc.Paths.InMatchingOrder())
	}
}
