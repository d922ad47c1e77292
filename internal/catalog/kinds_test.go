package catalog_test

import (
	"testing"

	"creditportal/internal/catalog"
)

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
