package subject_test

import (
	"testing"

	"creditportal/internal/subject"
)

func TestTheExaminerNamesWhatAValueIsAndItsFirstFault(t *testing.T) {
	for _, c := range []struct {
		value  string
		nature subject.Nature
		normal string
		key    string
	}{
		{"９１３７０３０３ｍａ３ｔｅ５ｔ１１ｇ", subject.NatureCode, "91370303MA3TE5T11G", ""},
		{"913703039999999983", subject.NatureCode, "913703039999999983", ""}, // the collision trap
		{"91370303MA3TE5T11H", subject.NatureCode, "91370303MA3TE5T11H", subject.KeyCodeCheck},
		{"111111111111111111", subject.NatureCode, "111111111111111111", subject.KeyCodeInner},
		{"913703039999999000", subject.NatureCode, "913703039999999000", subject.KeyCodeDamaged},
		{"91370303MA3TE5T11", subject.NatureCode, "91370303MA3TE5T11", subject.KeyCodeLength},
		{"91370303MO3TE5T11G", subject.NatureCode, "91370303MO3TE5T11G", subject.KeyCodeCharacter},
		{"9.13704E+17", subject.NatureCode, "9.13704E+17", subject.KeyCodeDamaged},
		{"370303189912310011", subject.NatureIDNumber, "3703**********0011", ""},
		{"370303000101001", subject.NatureIDNumber, "3703**********0016", ""},
		{"370303189912310012", subject.NatureIDNumber, "3703**********0012", subject.KeyDocumentCheck},
		{"370303189912310000", subject.NatureIDNumber, "3703**********0000", subject.KeyDocumentDamaged},
		// A number of Sichuan also begins like a code of civil affairs.
		{"511302189001010017", subject.NatureIDNumber, "5113**********0017", subject.KeyDocumentCheck},
		{"示例宏远建材有限公司", subject.NatureUnknown, "示例宏远建材有限公司", ""},
		{"15400000001", subject.NatureUnknown, "15400000001", ""},
		{"/", subject.NatureUnknown, "", ""},
	} {
		got := subject.Examine(c.value, today)
		key := ""
		if n := len(got.Checks); n > 0 && got.Checks[n-1].Fault != nil {
			key = got.Checks[n-1].Fault.Key
		}
		if got.Nature != c.nature || got.Normal != c.normal || key != c.key {
			t.Errorf("Examine(%q) = %s %q %q", c.value, got.Nature, got.Normal, key)
		}
		if want := c.key == "" && c.nature != subject.NatureUnknown; got.Valid() != want {
			t.Errorf("Examine(%q).Valid() = %v", c.value, got.Valid())
		}
	}
}
