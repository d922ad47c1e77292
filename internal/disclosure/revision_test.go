package disclosure_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
)

func attributes(t *testing.T, text string) catalog.Attributes {
	t.Helper()
	a, err := catalog.Restore([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestARevisionNamesWhatChangedAndNeverWhatStoodThere(t *testing.T) {
	item := catalog.Item{Code: "A06", Fields: []catalog.Field{
		{Code: "FACT", Label: "违法事实", Public: true},
		{Code: "CAR", Label: "车牌号", Public: false},
		{Code: "NOTE", Label: "内部备注", Public: true, Sensitivity: catalog.Internal},
	}}
	day := civil.MustParse("2026-11-01")
	rec := record.Record{
		State: record.Active, Channel: catalog.Public, DisclosedFrom: day, DisclosedUntil: day.AddYears(1),
		DocumentNumber: "示例1号", Attributes: attributes(t, `{"FACT":"改正后","CAR":"示A0001","NOTE":"后"}`),
	}
	tests := []struct {
		name string
		was  func(*record.Record)
		want string
	}{
		{"a document number", func(r *record.Record) { r.DocumentNumber = "金丝雀号" }, "[document] []"},
		{
			"a public field", func(r *record.Record) {
				r.Attributes = attributes(t, `{"FACT":"金丝雀","CAR":"示A0001","NOTE":"后"}`)
			},
			"[] [违法事实]",
		},
		{"a field that the catalog withholds", func(r *record.Record) {
			r.Attributes = attributes(t, `{"FACT":"改正后","CAR":"金丝雀","NOTE":"后"}`)
		}, ""},
		{"an internal field", func(r *record.Record) {
			r.Attributes = attributes(t, `{"FACT":"改正后","CAR":"示A0001","NOTE":"金丝雀"}`)
		}, ""},
		{"an earlier last day", func(r *record.Record) { r.DisclosedUntil = day.AddYears(2) }, "[last_day] []"},
		{
			"an annotation lifted", func(r *record.Record) { r.Annotation = record.Annotation{Kind: record.Disputed, On: day} },
			"[cleared] []",
		},
		{"a hold lifted", func(r *record.Record) { r.Held = true }, "[shown] []"},
		{"a repair revoked", func(r *record.Record) { r.State = record.Repaired }, "[shown] []"},
		{"the batch it came in", func(r *record.Record) { r.Batch = 7 }, ""},
	}
	for _, tt := range tests {
		was := rec
		tt.was(&was)
		at := time.Date(2026, 11, 19, 16, 30, 0, 0, time.UTC) // past midnight in Zhangdian
		all := disclosure.Revisions(rec, []record.Superseded{{Record: was, At: at, Did: audit.RecordShown}}, item)
		got := ""
		for _, r := range all {
			got += fmt.Sprint(r.Parts, " ", r.Fields)
			if r.On != civil.MustParse("2026-11-20") || r.Did != audit.RecordShown {
				t.Errorf("%s: on %s by %s", tt.name, r.On, r.Did)
			}
		}
		if got != tt.want || strings.Contains(fmt.Sprint(all), "金丝雀") {
			t.Errorf("%s: %v, want %s", tt.name, all, tt.want)
		}
	}
}

func TestRevisionsComeLatestFirstEachAgainstTheNext(t *testing.T) {
	rec := record.Record{State: record.Active, Channel: catalog.Public, DocumentTitle: "丙"}
	var before []record.Superseded
	for i, title := range []string{"甲", "乙"} {
		was := rec
		was.DocumentTitle, was.Held = title, i == 1
		before = append(before, record.Superseded{Record: was, At: time.Date(2026, 11, 1+i, 0, 0, 0, 0, time.UTC)})
	}
	got := ""
	for _, r := range disclosure.Revisions(rec, before, catalog.Item{}) {
		got += fmt.Sprint(r.On, r.Parts, " ")
	}
	if want := "2026-11-02 [title shown] 2026-11-01 [title hidden] "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
