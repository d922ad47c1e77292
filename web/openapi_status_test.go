package web_test

import (
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/i18n"
	"creditportal/web"
)

// situation is what a program may meet at an address of data, wherever it can.
type situation struct {
	name   string
	places map[string]string // for the parts of the address; those left out are as they should be
	query  string
	before func(*world, *testing.T)
	header func(r *http.Request, tag string)
}

func situations(w *world) []situation {
	return []situation{
		{name: "what is on display"},
		{name: "the same again", header: func(r *http.Request, tag string) { r.Header.Set("If-None-Match", tag) }},
		{name: "what was never there", places: map[string]string{
			"list": "none", "column": "none", "code": "none", "no": "none",
		}},
		{name: "what is off display", places: map[string]string{
			"no": string(w.records[atPast].Number), "code": "91370300000000000X",
		}},
		{name: "a natural person", places: map[string]string{"no": string(w.records[atPerson].Number)}},
		{name: "a number in small letters", places: map[string]string{
			"no": strings.ToLower(string(w.records[atPlain].Number)),
		}},
		{name: "a day that is none", query: "?from=2026-13-03"},
		{name: "a place that is none", query: "?after=x"},
		{name: "too much at once", before: func(w *world, t *testing.T) {
			t.Helper()
			w.open(t, func(d *web.Deps) { d.Limit = 1 })
			w.get("/rules")
		}},
		{name: "a store that breaks", before: func(w *world, _ *testing.T) {
			w.breaks = func() error { return errors.New("broken") }
		}},
	}
}

// Both ways: whatever is answered is described, and whatever is described is
// answered in some situation.
func TestTheContractNamesEveryStatusThatIsGivenAndNoOther(t *testing.T) {
	decodeTables()
	k := newWorld(t).contract(t)
	given := map[string]map[int]bool{}
	for _, path := range k.doc.Paths.InMatchingOrder() {
		given[path] = map[int]bool{}
	}
	for _, s := range situations(newWorld(t)) {
		w := newWorld(t)
		if s.before != nil {
			s.before(w, t)
		}
		for path, statuses := range given {
			for _, lang := range i18n.Langs() {
				address := i18n.LangPath(lang, w.place(path, s.places)+s.query)
				rec := w.meet(s, address)
				if err := k.holds(t, address, rec); err != nil {
					t.Errorf("%s at %s: %d: %v", s.name, address, rec.Code, err)
				}
				saysProblem(t, address, rec)
				statuses[rec.Code] = true
			}
		}
	}
	for _, path := range k.doc.Paths.InMatchingOrder() {
		var want []int
		for status := range k.doc.Paths.Value(path).Get.Responses.Map() {
			number, err := strconv.Atoi(status)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, number)
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(given[path]))); diff != "" {
			t.Errorf("%s (-described +given):\n%s", path, diff)
		}
	}
}

// meet asks in the situation.
func (w *world) meet(s situation, address string) *httptest.ResponseRecorder {
	if s.header == nil {
		return w.get(address)
	}
	tag := w.get(address).Header().Get("ETag")
	return w.get(address, func(r *http.Request) { s.header(r, tag) })
}

// saysProblem fails unless a program that asked for JSON is told in JSON what
// is wrong.
func saysProblem(t *testing.T, address string, rec *httptest.ResponseRecorder) {
	t.Helper()
	path, _, _ := strings.Cut(address, "?")
	if kind := rec.Header().Get("Content-Type"); strings.HasSuffix(path, ".json") &&
		rec.Code >= http.StatusBadRequest && kind != "application/problem+json" {
		t.Errorf("%s: %d as %q", address, rec.Code, kind)
	}
}

// place fills the parts of a path of the contract.
func (w *world) place(path string, places map[string]string) string {
	usual := map[string]string{
		"list": "adverse", "column": "notices", "no": string(w.records[atPlain].Number),
		"code": w.subjects[w.records[atPlain].Subject].Code.String(),
	}
	if strings.HasPrefix(path, "/lists/") {
		usual["list"] = "abnormal_operations"
	}
	maps.Copy(usual, places)
	for name, value := range usual {
		path = strings.ReplaceAll(path, "{"+name+"}", value)
	}
	return path
}
