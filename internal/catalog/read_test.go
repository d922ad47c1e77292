package catalog_test

import (
	"encoding/json"
	"slices"
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
}

func TestAmountsAreReadExactlyIntoFen(t *testing.T) {
	it := item(t, "A06")
	for typed, want := range map[string]string{
		"0.2": "200000", "5万": "5000000", "5 万元": "5000000", "2,000元": "200000", "￥2000元": "200000",
		"２０００元": "200000", "0.000001": "1", "1.5万": "1500000", "12,345.67元": "1234567", "3亿元": "30000000000",
		"约5万": "", "5-6万": "", "5000美元": "", "0": "", "0元": "", "0.0000001": "", "1,23": "", "五万": "",
	} {
		reading, faults := it.Read(penalty("CF_NR_FK", typed, "CF_NR", "罚款"), today)
		if got := reading.Attributes.Get("CF_NR_FK"); got != want || (want == "") != (len(faults) > 0) {
			t.Errorf("%s is %q, %v", typed, got, rules(faults))
		}
	}
}

func TestANumberCellOfMoneyLosesNoFen(t *testing.T) {
	it := item(t, "A06")
	for raw, want := range map[string]string{
		"0.30000000000000004": "300000", "7.0000000000000007E-2": "70000", "0.1": "100000", "2E+3": "2000000000", "-1E-1": "",
	} {
		sent := penalty("CF_NR", "罚款")
		sent["CF_NR_FK"] = catalog.Cell{Text: raw, Number: true}
		reading, _ := it.Read(sent, today)
		if got := reading.Attributes.Get("CF_NR_FK"); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}

func TestDatesAreReadInEverySpellingThatLeavesNoDoubt(t *testing.T) {
	it := item(t, "A06")
	for typed, want := range map[string]string{
		"2026-9-18": "2026-09-18", "2026/09/18": "2026-09-18", "2026.9.18": "2026-09-18", "20260918": "2026-09-18",
		"2026年9月18日": "2026-09-18", "2026-09-18 00:00:00": "2026-09-18", "２０２６－０９－１８": "2026-09-18",
		"2026年9月18日 08:30": "2026-09-18", "2026-09-18T00:00:00Z": "2026-09-18",
		"18/9/2026": "", "9/18/26": "", "26-9-18": "", "2026-02-30": "", "2026-13-01": "", "46283": "", "长期": "",
		"2026": "", "2026年9月": "",
	} {
		reading, _ := it.Read(penalty("CF_JDRQ", typed), today)
		if got := reading.Spine.Get("decided_on"); got != want {
			t.Errorf("%s is %q, want %q", typed, got, want)
		}
	}
}

func TestASerialIsReadByItsWorkbooksSystem(t *testing.T) {
	it := item(t, "B01")
	for _, c := range []struct {
		serial string
		old    bool
		want   string
	}{
		{"46283", false, "2026-09-18"},
		{"44821", true, "2026-09-18"},
		{"46283.75", false, "2026-09-18"},
		{"20260918", false, "2026-09-18"}, // a date typed as a number
		{"60", false, ""},
		{"-1", false, ""},
		{"9999999999", false, ""},
	} {
		sent := catalog.Sent{"DJ_CLRQ": {Text: c.serial, Number: true, Base1904: c.old}}
		reading, _ := it.Read(sent, today)
		if got := reading.Spine.Get("decided_on"); got != c.want {
			t.Errorf("%s (1904: %v) is %q, want %q", c.serial, c.old, got, c.want)
		}
	}
}

func TestAValidityWithoutEndIsLasting(t *testing.T) {
	it := item(t, "B02")
	for typed, want := range map[string]string{
		"长期": catalog.Lasting, "永久": catalog.Lasting, "2099/12/31": catalog.Lasting, "9999-12-31": catalog.Lasting,
		"2098-12-31": "2098-12-31",
	} {
		reading, _ := it.Read(catalog.Sent{"XK_YXQZI": {Text: typed}}, today)
		if got := reading.Spine.Get("valid_to"); got != want {
			t.Errorf("%s is %q", typed, got)
		}
	}
}

func TestANumberCellThatLostDigitsIsNeverRepaired(t *testing.T) {
	it := item(t, "A06")
	for code, cases := range map[string]map[string]string{
		"CF_XDR_ZZJG": {"71526726": "code_leading_zero"},
		"CF_XDR_GSZC": {"3703032280000000": "code_damaged", "370303228000000": ""},
		"CF_FR_ZJHM":  {"370399189103150000": "document_damaged"},
		"CF_XDR_SHXYM": {
			"913703039999999000": "code_damaged",
			"113703990049990265": "", // all digits, whole
		},
	} {
		for raw, want := range cases {
			sent := penalty("CF_FR_ZJLX", "身份证", "CF_FR_ZJHM", "370399189103150014")
			sent[code] = catalog.Cell{Text: raw, Number: true}
			_, faults := it.Read(sent, today)
			got := ""
			if len(faults) > 0 {
				got = faults[0].Rule()
			}
			if got != want {
				t.Errorf("%s %s: %q, want %q", code, raw, got, want)
			}
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

func TestHeadingsAreFoundByCodeLabelAliasAndWithoutTheirNotes(t *testing.T) {
	it := item(t, "A06")
	for heading, want := range map[string]string{
		"CF_WSH": "CF_WSH", "cf_wsh": "CF_WSH", "*行政处罚决定书文号": "CF_WSH", "决定书 文号": "CF_WSH",
		"处罚决定日期（必填）": "CF_JDRQ", "罚款金额（万元）": "CF_NR_FK", "罚款金额": "CF_NR_FK", "CF_FR_SFZH": "CF_FR_ZJHM",
		"penDecNo": "CF_WSH", "行政相对人代码_3（组织机构代码）": "CF_XDR_ZZJG", "代码_3 组织机构代码": "CF_XDR_ZZJG",
		"代码_3": "", "审批类别": "", "": "",
	} {
		f, _ := it.Match(heading)
		if f.Code != want {
			t.Errorf("%q is %q, want %q", heading, f.Code, want)
		}
	}
	if f, _ := it.Match("罚款金额（元）"); f.Code != "CF_NR_FK" || f.Unit != "元" {
		t.Errorf("the unit of the heading is lost: %+v", f)
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

func TestTheMatrixOfArticle15IsKept(t *testing.T) {
	for head, persons := range map[string]bool{
		"15/1/1": false, "15/1/2": true, "15/1/3": false, "15/1/4": true, "15/1/5": true, "15/1/6": false,
		"15/1/7": false, "15/1/8": true, "15/1/9": false, "15/1/10": true, "15/1/11": false, "15/2/1": true,
		"14/1/2": false, "14/2/1": true, "16/0/2": true,
	} {
		h, err := catalog.ParseHead(head)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Admits("person"); got != persons {
			t.Errorf("%s admits persons: %v", head, got)
		}
		firms := !slices.Contains([]string{"15/2/1", "14/2/1"}, head)
		if got := h.Admits("individual_business"); got != firms {
			t.Errorf("%s admits individual businesses: %v", head, got)
		}
	}
	for _, bad := range []string{"15/1/12", "17/1/1", "15", "15/x/1", ""} {
		if _, err := catalog.ParseHead(bad); err == nil {
			t.Errorf("%q is a head", bad)
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
