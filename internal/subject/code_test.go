package subject_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/subject"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestARealCodePassesEveryTest(t *testing.T) {
	for _, s := range []string{
		"9144030071526726XG", "914403001922038216", "91110000802100433B", "11230500001755309F",
		"12440600MB2C07549J", "91110000600037341L",
		"91370303MA3TE5T11G", "92370303MA3TXY01X9", "1137030300420000XF", "12370303MB2000012D",
		"93370303MA3C000112", "51370303MJD000011U", "52370303MJE0000135",
		"913703039999999983", // passes the identity card's check as well
		"91370303MA3TE01360", // Σ = 60 × 31: ends in 0
		"91370399MA3DEM019R", "91370399MA3DEM027L", "91370399MA3DEM035F", "91370399MA3DEM043A",
		"91370399MA3DEM0515", "91370399MA3DEM06XW", "92370399MA3DEM1150", "92370399MA3DEM123T",
		"93370399MA3DEM2116", "11370399004999018A", "113703990049990265", "12370399MB2999110W",
		"51370399MJD999910U", "52370399MJE9999125",
	} {
		code, err := subject.ParseCode(s)
		if err != nil || code.String() != s {
			t.Errorf("ParseCode(%q) = %q, %v", s, code, err)
		}
	}
}

func TestACodeTypedCarelesslyIsReadAsMeant(t *testing.T) {
	for _, s := range []string{"９１３７０３０３ｍａ３ｔｅ５ｔ１１ｇ", " 91370303-MA3TE5T1-1G "} {
		if code, err := subject.ParseCode(s); err != nil || code.String() != "91370303MA3TE5T11G" {
			t.Errorf("ParseCode(%q) = %q, %v", s, code, err)
		}
	}
}

func TestAWrongCodeIsRefusedForItsFirstFault(t *testing.T) {
	for _, c := range []struct{ s, key, expected string }{
		{"91370303MA3TE5T11H", subject.KeyCodeCheck, "G"},
		{"91370303MA3TE5T10D", subject.KeyCodeInner, "1"},
		{"111111111111111111", subject.KeyCodeInner, "7"},
		{"913703039999999000", subject.KeyCodeDamaged, ""},
		{"9.13704E+17", subject.KeyCodeDamaged, ""},
		{"9.13703039999999E+17", subject.KeyCodeDamaged, ""},
		{"91370303MO3TE5T11G", subject.KeyCodeCharacter, ""},
		{"91370303MA3TE5T11", subject.KeyCodeLength, ""},
		{"91370303MA3TE5T11GG", subject.KeyCodeLength, ""},
		{"00000000000000000X", subject.KeyAbsent, ""},
		{"/", subject.KeyAbsent, ""},
		{"", subject.KeyAbsent, ""},
		{"99370303MA3TE5T11G", subject.KeyCodeStructure, ""},
		{"91990303MA3TE5T11G", subject.KeyCodeStructure, ""},
		{"示例示例示例示例示例示例示例示例示例", subject.KeyCodeCharacter, ""},
	} {
		code, err := subject.ParseCode(c.s)
		var f *fault.Error
		if !errors.As(err, &f) || f.Key != c.key || !code.IsZero() {
			t.Errorf("ParseCode(%q) = %q, %v; want %s", c.s, code, err, c.key)
			continue
		}
		if got, _ := f.Args["Expected"].(string); got != c.expected {
			t.Errorf("ParseCode(%q) expects %q, want %q", c.s, got, c.expected)
		}
	}
}

func TestANumberThatPassesBothOuterChecksIsNoCodeWithoutStructure(t *testing.T) {
	// A body is completed so that the outer check holds; the pair is none.
	rapid.Check(t, func(t *rapid.T) {
		body := "37" + rapid.StringMatching(`[0-9]{15}`).Draw(t, "body")
		for _, last := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
			if _, err := subject.ParseCode(body + string(last)); err == nil {
				t.Fatalf("%s%c is taken for a code", body, last)
			}
		}
	})
}

func TestOneWrongCharacterOfACodeIsAlwaysFound(t *testing.T) {
	alphabet := "0123456789ABCDEFGHJKLMNPQRTUWXY"
	rapid.Check(t, func(t *rapid.T) {
		good := rapid.SampledFrom([]string{
			"91370303MA3TE5T11G", "1137030300420000XF", "91370303MA3TE01360",
		}).Draw(t, "code")
		at := rapid.IntRange(0, 17).Draw(t, "at")
		with := rapid.SampledFrom(strings.Split(alphabet, "")).Draw(t, "with")
		wrong := good[:at] + with + good[at+1:]
		if code, err := subject.ParseCode(wrong); err == nil && wrong != good {
			t.Fatalf("%q with a wrong character passes as %q", wrong, code)
		}
	})
}

func TestACodeSurvivesJSON(t *testing.T) {
	type envelope struct{ Code, None subject.Code }
	want := envelope{Code: subject.MustParseCode("91370303MA3TE5T11G")}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got envelope
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Code.String(), got.Code.String()); diff != "" || !got.None.IsZero() {
		t.Error(diff, got)
	}
	if err := json.Unmarshal([]byte(`{"Code":"91370303MA3TE5T11H"}`), &got); err == nil {
		t.Error("a code with a wrong check is read back")
	}
}

func TestACodeNamesItsDepartmentAndRegion(t *testing.T) {
	code := subject.MustParseCode("92370303MA3TXY01X9")
	if code.Department() != "92" || code.Region() != "370303" {
		t.Errorf("department %q, region %q", code.Department(), code.Region())
	}
	var none subject.Code
	if none.Department() != "" || none.Region() != "" {
		t.Error("the zero code names a department")
	}
}

func TestAnOrganisationCodeIsCheckedByItsNinthCharacter(t *testing.T) {
	for s, want := range map[string]bool{
		"71526726X": true, "715267261": false, "7152672": false, "71526726x": false,
	} {
		if got := subject.CheckInner(s); got != want {
			t.Errorf("CheckInner(%q) = %v", s, got)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"91370303MA3TE5T11G", "９１３７", "9.1E+17", "\x00\xff", "无"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := subject.ParseCode(s)
		if err != nil {
			return
		}
		if again, err := subject.ParseCode(code.String()); err != nil || again != code {
			t.Errorf("ParseCode(%q) = %q, which reads as %q, %v", s, code, again, err)
		}
	})
}
