package catalog_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var today = civil.MustParse("2026-11-23")

func item(t *testing.T, code string) catalog.Item {
	t.Helper()
	it, ok := edition.MustStarter().Item(code)
	if !ok {
		t.Fatalf("no item %s", code)
	}
	return it
}

// penalty is a good row of the national template.
func penalty(changes ...string) catalog.Sent {
	sent := catalog.Sent{}
	values := []string{
		"CF_XDR_MC", "示例宏远建材有限公司", "CF_XDR_LB", "法人及非法人组织", "CF_XDR_SHXYM", "91370399MA3DEM019R",
		"CF_FRDB", "示例甲", "CF_WSH", "示例罚〔2026〕1号", "CF_WFXW", "未按规定公示", "CF_SY", "经查，当事人未按规定公示。",
		"CF_YJ", "《示例条例》第一条", "CF_CFLB", "警告；罚款", "CF_NR", "警告，并处罚款2000元", "CF_NR_FK", "0.2",
		"CF_JDRQ", "2026-09-18", "CF_YXQ", "2027-09-18", "CF_CFJG", "示例区市场监督管理局",
		"CF_CFJGDM", "11370399004999018A", "CF_SJLY", "示例区市场监督管理局", "CF_SJLYDM", "11370399004999018A",
	}
	for i := 0; i < len(values); i += 2 {
		sent[values[i]] = catalog.Cell{Text: values[i+1]}
	}
	for i := 0; i < len(changes); i += 2 {
		sent[changes[i]] = catalog.Cell{Text: changes[i+1]}
	}
	return sent
}

func rules(faults []catalog.FieldFault) []string {
	var all []string
	for _, f := range faults {
		all = append(all, f.Field.Code+" "+f.Rule())
	}
	return all
}

func TestAGoodRowOfTheNationalTemplateIsRead(t *testing.T) {
	reading, faults := item(t, "A06").Read(penalty(), today)
	if len(faults) > 0 {
		t.Fatal(rules(faults))
	}
	got := map[string]string{}
	for _, part := range []catalog.Attributes{reading.Spine, reading.Attributes} {
		for _, code := range part.Codes() {
			got[code] = part.Get(code)
		}
	}
	want := map[string]string{
		"subject_name": "示例宏远建材有限公司", "subject_kind": "legal_person", "subject_code": "91370399MA3DEM019R",
		"document_number": "示例罚〔2026〕1号", "decided_on": "2026-09-18", "valid_to": "2027-09-18",
		"authority_name": "示例区市场监督管理局", "authority_code": "11370399004999018A",
		"provider_name": "示例区市场监督管理局", "provider_code": "11370399004999018A", "penalties": "警告;罚款",
		"CF_FRDB": "示例甲", "CF_WFXW": "未按规定公示", "CF_SY": "经查，当事人未按规定公示。", "CF_YJ": "《示例条例》第一条",
		"CF_CFLB": "警告;罚款", "CF_NR": "警告，并处罚款2000元", "CF_NR_FK": "200000",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryFaultOfARowIsReportedTogether(t *testing.T) {
	for _, c := range []struct {
		changes []string
		want    []string
	}{
		{[]string{"CF_WSH", "/", "CF_SY", "无"}, []string{"CF_WSH required", "CF_SY required"}},
		{[]string{"CF_XDR_SHXYM", "91370399MA3DEM019S"}, []string{"CF_XDR_SHXYM code_character"}},
		{[]string{"CF_XDR_SHXYM", "9.1370399E+17"}, []string{"CF_XDR_SHXYM code_damaged"}},
		{[]string{"CF_XDR_SHXYM", "00000000000000000X"}, []string{"CF_XDR_SHXYM required"}},
		{[]string{"CF_CFLB", "警告；罚钱"}, []string{"CF_CFLB choice"}},
		{[]string{"CF_NR_FK", ""}, []string{"CF_NR_FK required"}},
		{[]string{"CF_CFLB", "警告", "CF_NR_FK", ""}, nil},
		{[]string{"CF_CFLB", "吊销营业执照"}, []string{"CF_NR_ZKDX required"}},
		{[]string{"CF_NR_FK", "2000"}, []string{"CF_NR_FK money_unit_suspect"}},
		{[]string{"CF_NR_FK", "贰仟元整"}, []string{"CF_NR_FK money_unreadable"}},
		{[]string{"CF_NR_FK", "-0.2"}, []string{"CF_NR_FK money_range"}},
		{[]string{"CF_JDRQ", "18/9/2026"}, []string{"CF_JDRQ date_unreadable"}},
		{[]string{"CF_JDRQ", "2026-11-24"}, []string{"CF_JDRQ date_future"}},
		{[]string{"CF_JDRQ", "1949-09-30"}, []string{"CF_JDRQ date_range"}},
		{[]string{"CF_YXQ", "2026-09-17"}, []string{"CF_YXQ date_order"}},
		{[]string{"CF_YXQ", "长期"}, nil},
		{[]string{"CF_XDR_MC", strings.Repeat("长", 201)}, []string{"CF_XDR_MC too_long"}},
		{[]string{"CF_XDR_MC", strings.Repeat("长", 200)}, nil},
		{[]string{"CF_FR_ZJLX", "身份证"}, []string{"CF_FR_ZJHM required"}},
		{[]string{"CF_FR_ZJLX", "身份证", "CF_FR_ZJHM", "370399189103150015"}, []string{"CF_FR_ZJHM document_check"}},
		{[]string{"CF_FR_ZJLX", "身份证", "CF_FR_ZJHM", "370399189103150014"}, nil},
		{[]string{"CF_XDR_ZZJG", "71526726X"}, nil},
		{[]string{"CF_XDR_ZZJG", "715267261"}, []string{"CF_XDR_ZZJG code_form"}},
		{[]string{"INCOME", "5000"}, []string{"INCOME unknown_field"}},
		{[]string{"procedure", "普通程序", "severity", "严重", "conduct_continuing", "持续中"}, nil},
		{
			[]string{"CF_XDR_LB", "自然人", "CF_XDR_SHXYM", ""},
			[]string{"CF_XDR_ZJLX required", "CF_XDR_ZJHM required"},
		},
		{
			[]string{
				"CF_XDR_LB", "自然人", "CF_XDR_SHXYM", "", "CF_FRDB", "",
				"CF_XDR_ZJLX", "护照", "CF_XDR_ZJHM", "EA1234567",
			}, nil,
		},
	} {
		_, faults := item(t, "A06").Read(penalty(c.changes...), today)
		if diff := cmp.Diff(c.want, rules(faults)); diff != "" {
			t.Errorf("%v: (-want +got)\n%s", c.changes, diff)
		}
		for _, f := range faults {
			if f.Held != (f.Rule() == "money_unit_suspect") {
				t.Errorf("%v: %s held %v", c.changes, f.Rule(), f.Held)
			}
		}
	}
}

func TestAFaultNeverRepeatsAPersonsNumber(t *testing.T) {
	_, faults := item(t, "A06").Read(penalty("CF_FR_ZJLX", "身份证", "CF_FR_ZJHM", "370399189103150015"), today)
	if len(faults) != 1 || faults[0].Value != "37**************15" {
		t.Errorf("%+v", faults)
	}
	for _, misplaced := range []string{"370399189103150014", "37039918910315001", "511302189001010017"} {
		_, faults := item(t, "A06").Read(penalty("CF_XDR_SHXYM", misplaced), today)
		if len(faults) != 1 || strings.Contains(faults[0].Value, misplaced[2:14]) {
			t.Errorf("%+v", faults)
		}
	}
	person := []string{"CF_XDR_LB", "自然人", "CF_XDR_SHXYM", "", "CF_XDR_MC", strings.Repeat("示例甲", 100)}
	_, faults = item(t, "A06").Read(penalty(person...), today)
	if len(faults) == 0 || strings.Contains(faults[0].Value, "示例甲示") {
		t.Errorf("a person's name is repeated: %+v", faults)
	}
	_, faults = item(t, "A06").Read(penalty("CF_XDR_SHXYM", "91370399MA3DEM019Q"), today)
	if len(faults) != 1 || faults[0].Value != "91370399MA3DEM019Q" {
		t.Errorf("an organisation's code is hidden: %+v", faults)
	}
}

func TestAttributesPrintTheirFieldsButNotTheirValues(t *testing.T) {
	reading, _ := item(t, "A06").Read(penalty(), today)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		got := fmt.Sprintf(verb, reading)
		if strings.Contains(got, "示例") || !strings.Contains(got, "CF_FRDB") {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func TestChoicesAreReadInOtherWords(t *testing.T) {
	it := item(t, "A06")
	for _, c := range []struct{ field, typed, column, want string }{
		{"CF_XDR_LB", "企业", "subject_kind", "legal_person"},
		{"CF_XDR_LB", "个体户", "subject_kind", "individual_business"},
		{"procedure", "普通程序", "procedure", "general"},
		{"procedure", "简易程序", "procedure", "summary"},
		{"severity", "轻微", "severity", "minor"},
		{"CF_CFLB", "没收违法所得;罚款；罚款", "penalties", "没收违法所得;罚款"},
	} {
		reading, _ := it.Read(penalty(c.field, c.typed), today)
		if got := reading.Spine.Get(c.column); got != c.want {
			t.Errorf("%s %s is %q", c.field, c.typed, got)
		}
	}
	_, faults := it.Read(penalty("severity", "很严重"), today)
	if len(faults) != 1 || faults[0].Err.Args["Allowed"] != "轻微、一般、严重" {
		t.Errorf("the list is not quoted: %+v", faults)
	}
}

func TestAColumnForCodesOrIdentityNumbersTellsWhomItConcerns(t *testing.T) {
	it := item(t, "A03")
	for number, want := range map[string][3]string{
		"91370399MA3DEM019R": {"legal_person", "91370399MA3DEM019R", ""},
		"92370399MA3DEM1150": {"individual_business", "92370399MA3DEM1150", ""},
		"370399189103150014": {"person", "", "370399189103150014"},
	} {
		reading, _ := it.Read(catalog.Sent{"SX_DM": {Text: number}}, today)
		got := [3]string{
			reading.Spine.Get("subject_kind"), reading.Spine.Get("subject_code"), reading.Spine.Get("person_document"),
		}
		if got != want {
			t.Errorf("%s is %v", number, got)
		}
	}
}

func TestSensitiveAttributesAreParted(t *testing.T) {
	it := item(t, "A06")
	reading, _ := it.Read(penalty("CF_FR_ZJLX", "身份证", "CF_FR_ZJHM", "370399189103150014"), today)
	open, sealed := it.Sealed(reading.Attributes)
	text, err := json.Marshal(open)
	if err != nil || strings.Contains(string(text), "37039918") || open.Get("CF_SY") == "" {
		t.Errorf("%s, %v", text, err)
	}
	if diff := cmp.Diff([]string{"CF_FR_ZJHM", "CF_FR_ZJLX"}, sealed.Codes()); diff != "" {
		t.Error(diff)
	}
	if got := catalog.Join(open, sealed).Len(); got != reading.Attributes.Len() {
		t.Errorf("%d values after joining", got)
	}
}

func TestNoRowWhateverPanicsOrPutsMoreInThanTheCatalogLists(t *testing.T) {
	e := edition.MustStarter()
	rapid.Check(t, func(t *rapid.T) {
		it := rapid.SampledFrom(e.Items).Draw(t, "item")
		sent := catalog.Sent{}
		for _, f := range it.Fields {
			if rapid.Bool().Draw(t, "sent") {
				sent[f.Code] = catalog.Cell{Text: rapid.String().Draw(t, f.Code), Number: rapid.Bool().Draw(t, "number")}
			}
		}
		reading, _ := it.Read(sent, today)
		for _, code := range reading.Attributes.Codes() {
			if f, ok := it.Field(code); !ok || f.Spine != "" {
				t.Fatalf("attribute %s is not in the catalog", code)
			}
		}
	})
}

func TestReadingWhatWasReadGivesTheSame(t *testing.T) {
	it := item(t, "A06")
	first, _ := it.Read(penalty(), today)
	again := penalty()
	for _, code := range first.Attributes.Codes() {
		if f, _ := it.Field(code); f.Kind != catalog.Money {
			again[code] = catalog.Cell{Text: first.Attributes.Get(code)}
		}
	}
	second, faults := it.Read(again, today)
	for _, code := range first.Attributes.Codes() {
		if first.Attributes.Get(code) != second.Attributes.Get(code) {
			t.Errorf("%s: %q, then %q; %v", code, first.Attributes.Get(code), second.Attributes.Get(code), rules(faults))
		}
	}
}

func FuzzRead(f *testing.F) {
	it, _ := edition.MustStarter().Item("A06")
	for _, s := range []string{"2026-09-18", "5万元", "9.1E+17", "46283", "\xff", "警告；罚款"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, number bool) {
		sent := catalog.Sent{}
		for _, field := range it.Fields {
			sent[field.Code] = catalog.Cell{Text: s, Number: number}
		}
		reading, faults := it.Read(sent, today)
		for _, fault := range faults {
			if fault.Err == nil || fault.Rule() == "" {
				t.Errorf("a fault without a reason: %+v", fault)
			}
		}
		if reading.Attributes.Len() > len(it.Fields) {
			t.Error("more attributes than fields")
		}
	})
}

func BenchmarkReadPenalty(b *testing.B) {
	it, _ := edition.MustStarter().Item("A06")
	sent := penalty()
	for b.Loop() {
		it.Read(sent, today)
	}
}
