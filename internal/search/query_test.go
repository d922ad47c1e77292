package search_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

func TestAQueryIsKnownByItsLook(t *testing.T) {
	tests := []struct {
		typed string
		look  search.Look
		code  string
		doubt bool
	}{
		{"", search.Nothing, "", false},
		{" \u3000\u200b\t", search.Nothing, "", false},
		{"店", search.Short, "", false},
		{"𠮷", search.Short, "", false},
		{"示例宏远", search.Name, "", false},
		{"ABC", search.Name, "", false},
		{"示例91", search.Name, "", false},
		{"9", search.Short, "", false},
		{"9137", search.CodeStart, "9137", false},
		{"９１３７０３９９ｍａ３ｄｅｍ０１９ｒ", search.Code, "91370399MA3DEM019R", false},
		{"91370303-MA3TE5T1 1G", search.Code, "91370303MA3TE5T11G", false},
		{"91370303MA3TE5T11H", search.Code, "91370303MA3TE5T11H", true},
		{"91370303MA3TE5T11G0", search.Name, "", false},
		{"示例罚〔2026〕1号", search.Document, "", false},
		{"(2026)鲁0303执12号", search.Document, "", false},
		{"示例（中国）", search.Name, "", false},
		// A code that passes its tests is a code, though all its places are digits.
		{"913703039999999983", search.Code, "913703039999999983", false},
		{"113703990049990265", search.Code, "113703990049990265", false},
	}
	for _, tt := range tests {
		q, err := search.Parse(tt.typed)
		if err != nil {
			t.Fatalf("%q: %v", tt.typed, err)
		}
		if q.Look != tt.look || q.Code != tt.code || q.Doubtful != tt.doubt {
			t.Errorf("%q: look %d, code %q, doubtful %t; want %d, %q, %t",
				tt.typed, q.Look, q.Code, q.Doubtful, tt.look, tt.code, tt.doubt)
		}
	}
}

func TestALineOutOfASpreadsheetOrALetterIsReadByTheNameInIt(t *testing.T) {
	for line, want := range map[string]string{
		"示例宏远建材有限公司":                              "示例宏远建材有限公司",
		"1、示例宏远建材有限公司；\r\n":                       "示例宏远建材有限公司",
		"（2）示例宏远建材有限公司":                           "示例宏远建材有限公司",
		"3. 示例宏远建材有限公司，":                          "示例宏远建材有限公司",
		"12．示例宏远建材有限公司。":                          "示例宏远建材有限公司",
		"\"示例宏远建材有限公司\"":                          "示例宏远建材有限公司",
		"1.5度示例科技有限公司":                            "1.5度示例科技有限公司",
		"7\t示例宏远建材有限公司\t建筑材料":                     "示例宏远建材有限公司",
		"7\t示例宏远建材有限公司\t91370399MA3DEM019R\t12.5": "91370399MA3DEM019R",
		"示例𠮷祥（中国）有限公司":                            "示例𠮷祥（中国）有限公司",
		"（2026）鲁0303执12号":                         "（2026）鲁0303执12号",
		"\t\t":                                    "",
		"、，。":                                     "",
	} {
		if q, err := search.Named(line); err != nil || q.Text != want {
			t.Errorf("%q is read as %q, want %q (%v)", line, q.Text, want, err)
		}
	}
	q, err := search.Named("示例宏远建材有限公司\t370303189912310011")
	if err != nil || q.Look != search.Identity || q.Text != "" {
		t.Errorf("beside a person's number it keeps %q (%v)", q.Text, err)
	}
}

func TestWhatCouldBeAPersonsNumberIsKeptNowhere(t *testing.T) {
	for _, typed := range []string{
		"370303189912310011",
		"370303 1899 1231 0011",
		"３７０３０３１８９９１２３１００１１",
		"11010519491231002x",
		"370303000101001",                    // fifteen digits
		"370303189912310012",                 // mistyped, still a person's
		"张三370303189912310011",               // among other text
		"电话15400000001身份证370303189912310011", // beside other digits
		"2026370303189912310011",             // run together with others
	} {
		q, err := search.Parse(typed)
		if err != nil {
			t.Fatal(err)
		}
		if want := (search.Query{Look: search.Identity}); q != want {
			t.Errorf("a query of %d characters is parsed to %+v", len(typed), q)
		}
	}
}

func TestANumberThatCouldBeACodeOrAPersonsIsAPersonsOnlyIfItsCheckSaysSo(t *testing.T) {
	codes, persons := 0, 0
	// Codes of digits alone whose region and organisation read as a day of 2001.
	for n := range 100_000 {
		number := fmt.Sprintf("1137032001%02d%02d%04d", n%12+1, n/12%28+1, n/336)
		if _, err := subject.ParseCode(number); err != nil {
			continue
		}
		q, err := search.Parse(number)
		if err != nil {
			t.Fatal(err)
		}
		_, err = subject.ParseIDNumber(number, record.Forever)
		switch {
		case err == nil && q == search.Query{Look: search.Identity}:
			persons++
		case err != nil && q.Look == search.Code && !q.Doubtful:
			codes++
		default:
			t.Fatalf("a number with a right check of a code (of a person: %t) looks like %d", err == nil, q.Look)
		}
	}
	if codes == 0 || persons == 0 {
		t.Errorf("met %d codes and %d persons' numbers", codes, persons)
	}
}

func TestAQueryOfMoreThanTwoHundredCharactersIsRefused(t *testing.T) {
	if _, err := search.Parse(strings.Repeat("𠮷", search.MaxQuery)); err != nil {
		t.Errorf("%d characters: %v", search.MaxQuery, err)
	}
	_, err := search.Parse(strings.Repeat("店", search.MaxQuery+1))
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind != fault.Invalid || refusal.Key != "search.fault.long" {
		t.Errorf("one more: %v", err)
	}
}

func TestARecordIsKnownByItsPublicNumberHoweverItIsTyped(t *testing.T) {
	number := record.NumberOf(record.Digest{7, 4, 1, 9, 3}, 0)
	lower := strings.ToLower(strings.ReplaceAll(string(number), "-", " "))
	for typed, want := range map[string]record.Number{string(number): number, lower: number, "示例宏远": ""} {
		q, err := search.Parse(typed)
		if err != nil {
			t.Fatal(err)
		}
		if q.Number != want {
			t.Errorf("%q: number %q, want %q", typed, q.Number, want)
		}
	}
}

func TestAnyBytesAreParsedWithoutHarm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := string(rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "typed"))
		q, err := search.Parse(typed)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := search.Parse(q.Text); err != nil || again != q && q.Look != search.Identity {
			t.Fatalf("%q is parsed to %+v, its text to %+v (%v)", typed, q, again, err)
		}
	})
}
