package subject_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/subject"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var today = civil.MustParse("2026-11-23")

func mustID(t *testing.T, s string) subject.IDNumber {
	t.Helper()
	n, err := subject.ParseIDNumber(s, today)
	if err != nil {
		t.Fatalf("ParseIDNumber: %v", err)
	}
	return n
}

func TestARealIdentityNumberPassesEveryTest(t *testing.T) {
	for s, want := range map[string]string{
		"370303189912310011":   "370303189912310011",
		"370303190001010016":   "370303190001010016",
		"370303000101001":      "370303190001010016", // fifteen digits
		"370303188802290019":   "370303188802290019", // 1888 was a leap year
		"11010519491231002x":   "11010519491231002X",
		"１１０１０５ 19491231-002X": "11010519491231002X",
		"81000019000101001 8":  "810000190001010018",
		"820000189901010033":   "820000189901010033",
		"83000019000101002X":   "83000019000101002X",
		"370399189103150014":   "370399189103150014",
		"370399189103150022":   "370399189103150022",
		"370399189511070021":   "370399189511070021",
		"370399188906150021":   "370399188906150021",
	} {
		if n, err := subject.ParseIDNumber(s, today); err != nil || n.Reveal() != want {
			t.Errorf("ParseIDNumber(%q) = %q, %v", s, n.Reveal(), err)
		}
	}
	if got := mustID(t, "370303188802290019").Born().String(); got != "1888-02-29" {
		t.Errorf("born %s", got)
	}
}

func TestAWrongIdentityNumberIsRefusedForItsFirstFault(t *testing.T) {
	for _, c := range []struct{ s, key, expected string }{
		{"370303189912310012", subject.KeyDocumentCheck, "1"},
		{"370303190002290013", subject.KeyDocumentDate, ""}, // 1900 was no leap year
		{"370303189912310000", subject.KeyDocumentDamaged, ""},
		{"3.70303E+17", subject.KeyDocumentDamaged, ""},
		{"990303189912310011", subject.KeyDocumentRegion, ""},
		{"37030318991231001", subject.KeyDocumentLength, ""},
		{"37030318991231001A", subject.KeyDocumentCharacter, ""},
		{"3703031899123100X1", subject.KeyDocumentCharacter, ""},
		{"370303202611240019", subject.KeyDocumentDate, ""}, // tomorrow
		{"无", subject.KeyAbsent, ""},
	} {
		n, err := subject.ParseIDNumber(c.s, today)
		var f *fault.Error
		if !errors.As(err, &f) || f.Key != c.key || !n.IsZero() {
			t.Errorf("ParseIDNumber(%q): %v; want %s", c.s, err, c.key)
			continue
		}
		if got, _ := f.Args["Expected"].(string); got != c.expected {
			t.Errorf("ParseIDNumber(%q) expects %q, want %q", c.s, got, c.expected)
		}
		if strings.Contains(fmt.Sprint(err, f.Args), c.s) {
			t.Errorf("the refusal repeats the value: %v", err)
		}
	}
}

func TestAnIdentityNumberIsMaskedHoweverItIsPrinted(t *testing.T) {
	const whole, masked = "370303189912310011", "3703**********0011"
	n := mustID(t, whole)
	hidden := struct {
		id  subject.IDNumber
		doc subject.Document
	}{n, subject.OfIDNumber(n)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%p"} {
		for _, value := range []any{n, &n, []subject.IDNumber{n}, hidden, &hidden, subject.OfIDNumber(n)} {
			if got := fmt.Sprintf(verb, value); leaks(got, whole) {
				t.Errorf("%s of %T prints %s", verb, value, got)
			}
		}
	}
	text, err := json.Marshal(map[string]any{"n": n, "p": &n, "d": subject.OfIDNumber(n)})
	if err != nil || leaks(string(text), whole) || !strings.Contains(string(text), masked) {
		t.Errorf("JSON: %s, %v", text, err)
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "n", n, "d", hidden.doc)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "n", n, "d", hidden.doc)
	if leaks(log.String(), whole) || strings.Count(log.String(), masked) != 4 {
		t.Errorf("log: %s", log.String())
	}
	if n.String() != masked || n.GoString() != masked || len(n.String()) != 18 {
		t.Errorf("String() = %q", n)
	}
}

// leaks looks for the number itself, its hexadecimal and its middle.
func leaks(s, number string) bool {
	return strings.Contains(s, number) || strings.Contains(s, number[4:14]) ||
		strings.Contains(strings.ToLower(s), fmt.Sprintf("%x", number))
}

func TestEqualIdentityNumbersAreOneKey(t *testing.T) {
	old, now := mustID(t, "370303000101001"), mustID(t, "370303190001010016")
	if old != now {
		t.Error("the number of fifteen digits is another than its successor")
	}
	if subject.OfIDNumber(old) != subject.OfIDNumber(now) {
		t.Error("the documents differ")
	}
}

func TestDocumentsOfEveryTypeAreReadByTheirForm(t *testing.T) {
	for _, c := range []struct{ word, number, key string }{
		{"身份证", "370303189912310011", ""},
		{"二代身份证", "370303189912310012", subject.KeyDocumentCheck},
		{"港澳台居民居住证", "810000190001010018", ""},
		{"港澳台居民居住证", "370303189912310011", subject.KeyDocumentRegion},
		{"外国人永久居留证", "ABC123456789012", ""},
		{"外国人永久居留身份证", "AB1234", subject.KeyDocumentForm},
		{"回乡证", "H12345678", ""},
		{"港澳居民来往内地通行证", "h1234567801", ""},
		{"港澳居民来往内地通行证", "X12345678", subject.KeyDocumentForm},
		{"台湾居民来往内地通行证", "12345678", ""},
		{"台胞证", "1234567", subject.KeyDocumentForm},
		{"护照", "EA1234567", ""},
		{"护照号", "G12345678", ""},
		{"护照号", "E1", subject.KeyDocumentForm},
		{"军官证", "示字第1号", ""},
		{"其他", strings.Repeat("1", 65), subject.KeyDocumentLength},
		{"其他", "1.2E+11", subject.KeyDocumentDamaged},
		{"护照号", "/", subject.KeyAbsent},
	} {
		kind, err := subject.ParseDocumentType(c.word)
		if err != nil {
			t.Fatalf("%s: %v", c.word, err)
		}
		_, err = subject.ParseDocument(kind, "", c.number, today)
		var f *fault.Error
		key := ""
		if errors.As(err, &f) {
			key = f.Key
		}
		if key != c.key {
			t.Errorf("%s %q: %q, want %q", c.word, c.number, key, c.key)
		}
	}
	if _, err := subject.ParseDocumentType("借书证"); err == nil {
		t.Error("a library card is a document type")
	}
}

func TestEveryDocumentTypeHasItsWord(t *testing.T) {
	for _, want := range subject.DocumentTypes() {
		if got, err := subject.ParseDocumentType(string(want)); err != nil || got != want {
			t.Errorf("%s: %s, %v", want, got, err)
		}
	}
}

func TestEqualPassportNumbersOfTwoIssuersAreTwoDocuments(t *testing.T) {
	var keys []string
	for _, issuer := range []string{"DEU", "deu ", "FRA"} {
		d, err := subject.ParseDocument(subject.Passport, issuer, "c01x0001", today)
		if err != nil {
			t.Fatal(err)
		}
		if d.String() != "C0****01" {
			t.Errorf("prints %s", d)
		}
		keys = append(keys, d.BlindKey())
	}
	if diff := cmp.Diff([]string{"passport|DEU|C01X0001", "passport|DEU|C01X0001", "passport|FRA|C01X0001"},
		keys); diff != "" {
		t.Error(diff)
	}
}

func TestAPersonMustBeOfAgeAtTheConductAndAtTheCollection(t *testing.T) {
	const years = 18
	for _, c := range []struct{ number, conduct, collected, key string }{
		{"370399200802290010", "2026-02-28", "2026-02-28", subject.KeyAge},
		{"370399200802290010", "2026-03-01", "2026-03-01", ""}, // born 29 February: 1 March
		{"370399201009010014", "2026-06-01", "2026-11-23", subject.KeyAge},
		{"370399201009010014", "2026-06-01", "2030-11-23", subject.KeyAge}, // a minor's act never surfaces
		{"370399201009010014", "2028-09-01", "2030-11-23", ""},
		{"370399201009010014", "", "2028-08-31", subject.KeyAge},
	} {
		var conduct civil.Date
		if c.conduct != "" {
			conduct = civil.MustParse(c.conduct)
		}
		err := subject.OfAge(mustID(t, c.number).Born(), conduct, civil.MustParse(c.collected), years)
		var f *fault.Error
		key := ""
		if errors.As(err, &f) {
			key = f.Key
		}
		if key != c.key {
			t.Errorf("%s, conduct %s, collected %s: %q, want %q", c.number, c.conduct, c.collected, key, c.key)
		}
	}
	if err := subject.OfAge(civil.Date{}, today, today, years); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a birth date: %v", err)
	}
}

func TestOneWrongDigitOfAnIdentityNumberIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := "370303189912310011"
		at := rapid.IntRange(0, 17).Draw(t, "at")
		with := rapid.SampledFrom(strings.Split("0123456789X", "")).Draw(t, "with")
		wrong := good[:at] + with + good[at+1:]
		if _, err := subject.ParseIDNumber(wrong, today); err == nil && wrong != good {
			t.Fatalf("%q passes", wrong)
		}
	})
}

func FuzzParseIDNumber(f *testing.F) {
	for _, s := range []string{"370303189912310011", "370303000101001", "３７", "\xff", "3.7E+17"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := subject.ParseIDNumber(s, today)
		if err != nil {
			return
		}
		if again, err := subject.ParseIDNumber(n.Reveal(), today); err != nil || again != n {
			t.Errorf("%q is not read back: %v", s, err)
		}
		if !subject.MaybeIDNumber(n.Reveal()) {
			t.Errorf("%q is a number, but could not be one", s)
		}
	})
}
