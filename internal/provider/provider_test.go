package provider_test

import (
	"errors"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/provider"
	"creditportal/internal/subject"

	"github.com/google/go-cmp/cmp"
)

func code(s string) (string, error) {
	c, err := subject.ParseCode(s)
	return c.String(), err
}

func TestAListOfProvidersIsReadWithChineseOrEnglishHeadings(t *testing.T) {
	want := []provider.Provider{
		{
			Code: "11370399004999018A", Name: "示例区市场监督管理局",
			Kind: provider.Administrative, Track: provider.Market, AnswersFor: []string{"12370399MB2999110W"},
		},
		{Code: "51370399MJD999910U", Name: "示例行业协会", Kind: provider.Association, Track: provider.General},
	}
	for _, rows := range [][][]string{
		{
			{"code", "name", "kind", "answers_for"},
			{"11370399004999018a", " 示例区市场监督管理局 ", "administrative", "12370399MB2999110W；12370399MB2999110W"},
			{"", "/", ""},
			{"51370399MJD999910U", "示例行业协会", "association"},
		},
		{
			{"*单位名称", "备注", "单位类型", "统一社会信用代码", "代报单位", "条线"},
			{"示例区市场监督管理局", "x", "行政机关", "11370399004999018A", "12370399MB2999110W", "市场监管"},
			{"示例行业协会", "", "参照", "51370399MJD999910U", "无", ""},
		},
	} {
		got, faults, err := provider.ReadList(rows, code)
		if err != nil || len(faults) > 0 {
			t.Fatal(err, faults)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEachBadRowOfAListIsNamedAndTheGoodOnesStay(t *testing.T) {
	got, faults, err := provider.ReadList([][]string{
		{"代码", "名称", "类型", "条线"},
		{"11370399004999018A", "示例局", "行政机关"},
		{"11370399004999018B", "示例局", "行政机关"},
		{"12370399MB2999110W", "", "事业单位"},
		{"12370399MB2999110W", "示例中心", "公司"},
		{"12370399MB2999110W", "示例中心", "事业单位", "航天"},
		{"11370399004999018A", "示例局", "行政机关"},
	}, code)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	found := map[int]string{}
	for _, f := range faults {
		found[f.Row] = f.Err.Key
	}
	want := map[int]string{
		3: provider.KeyCode, 4: provider.KeyName, 5: provider.KeyKind, 6: provider.KeyTrack, 7: provider.KeyTwice,
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
	var cause *fault.Error
	if !errors.As(faults[0].Err.Err, &cause) || cause.Key != subject.KeyCodeCheck {
		t.Errorf("the fault of the code is lost: %v", faults[0].Err)
	}
}

func TestAListWithoutItsHeadingsIsRefused(t *testing.T) {
	for _, rows := range [][][]string{nil, {{"code", "name"}}, {{"示例局"}}} {
		if _, _, err := provider.ReadList(rows, code); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", rows, err)
		}
	}
}

func TestEveryKindOfTheLawHasItsChineseWord(t *testing.T) {
	for word, want := range map[string]provider.Kind{
		"行政机关": provider.Administrative, "司法机关": provider.Judicial, "授权组织": provider.Authorised,
		"人民团体": provider.People, "行业协会商会": provider.Association,
	} {
		if got, ok := provider.ParseKind(word); !ok || got != want || !got.Valid() {
			t.Errorf("%s is %q", word, got)
		}
		if got, ok := provider.ParseKind(string(want)); !ok || got != want {
			t.Errorf("%s is %q", want, got)
		}
	}
	if k, ok := provider.ParseKind("公司"); ok {
		t.Errorf("a company is a provider of kind %s", k)
	}
}

func TestAProviderReportsItsOwnDataAndThoseItAnswersFor(t *testing.T) {
	p := provider.Provider{Code: "11370399004999018A", AnswersFor: []string{"12370399MB2999110W"}}
	for code, want := range map[string]bool{p.Code: true, p.AnswersFor[0]: true, "51370399MJD999910U": false, "": false} {
		if got := p.Reports(code); got != want {
			t.Errorf("reports for %q: %v", code, got)
		}
	}
}
