package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"creditportal/internal/civil"
	"creditportal/internal/notice"
	"creditportal/internal/pdf"
	"creditportal/internal/qr"
)

// texts are the letters of every kind, in words.
func texts(t *testing.T) map[notice.Kind]notice.Text {
	t.Helper()
	body, err := os.ReadFile("../../templates/letter/testdata/texts.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[notice.Kind]notice.Text
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func typesetter() pdf.Typesetter {
	return pdf.NewTypesetter(pdf.Words{
		Page:    func(page, pages int) string { return fmt.Sprintf("第%d页，共%d页", page, pages) },
		Missing: func(signs string) string { return "字库未收的字：" + signs },
	})
}

func letterOf(t *testing.T, text notice.Text) pdf.Letter {
	t.Helper()
	code, err := qr.Encode(text.Address)
	if err != nil {
		t.Fatal(err)
	}
	return pdf.Letter{Text: text, Code: code, IssuedAt: civil.MustParse("2026-09-25").Start().Add(11 * time.Hour)}
}

func mustDraw(t *testing.T, l pdf.Letter) []byte {
	t.Helper()
	body, err := typesetter().Draw(l)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// copied is what somebody gets who copies the whole document, without blanks:
// where a line ended is no matter of the words.
func copied(t *testing.T, body []byte) string {
	t.Helper()
	return squeezed(tool(t, body, "pdftotext", "-raw", "FILE", "-"))
}

func tool(t *testing.T, body []byte, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		args[i] = strings.Replace(arg, "FILE", file, 1)
	}
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, out)
	}
	return string(out)
}

func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

// words lists every sentence of a letter, in order.
func words(text notice.Text) []string {
	list := append([]string{text.Issuer, text.Title, text.Number}, append(slices.Clone(text.To), text.Opening)...)
	for _, s := range text.Sections {
		list = append(list, s.Title)
		for _, row := range s.Rows {
			list = append(append(list, row.Term), row.Says...)
		}
		for _, table := range s.Tables {
			list = append(list, table.Heads...)
			for _, row := range table.Rows {
				list = append(list, row...)
			}
		}
		list = append(list, s.Points...)
	}
	return append(list, text.Date, text.Secret, text.Check, text.Address, text.English)
}

func TestALetterOnPaperSaysEveryWordOfTheLetterOnTheScreen(t *testing.T) {
	for kind, text := range texts(t) {
		body := mustDraw(t, letterOf(t, text))
		said := copied(t, body)
		for _, want := range words(text) {
			if !strings.Contains(said, squeezed(want)) {
				t.Errorf("%s does not say %q", kind, want)
			}
		}
		if !strings.Contains(said, "第1页，共") {
			t.Errorf("%s: the pages have no numbers", kind)
		}
		if out := tool(t, body, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: %s", kind, out)
		}
		if dir := os.Getenv("PORTAL_TEST_PAPER"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, string(kind)+".pdf"), body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheSameLetterGivesTheSameBytes(t *testing.T) {
	l := letterOf(t, texts(t)[notice.Result])
	first := sha256.Sum256(mustDraw(t, l))
	if again := sha256.Sum256(mustDraw(t, l)); again != first {
		t.Error("a letter drawn twice differs")
	}
	l.Text.Date = "2026年9月26日"
	if other := sha256.Sum256(mustDraw(t, l)); other == first {
		t.Error("another letter has the same bytes")
	}
}

func TestWhoCopiesARareNameGetsThatName(t *testing.T) {
	l := letterOf(t, texts(t)[notice.Receipt])
	rare := "刘䶮、陶喆、𫖯𬭎、𬱟" // outside the basic plane as well
	l.Text.Opening = rare
	if said := copied(t, mustDraw(t, l)); !strings.Contains(said, rare) {
		t.Errorf("the letter gives %q to who copies it", said)
	}
}

func TestACharacterThatTheFontLacksIsShownAsLackingAndNamed(t *testing.T) {
	l := letterOf(t, texts(t)[notice.Receipt])
	l.Text.To = []string{"收件人：\U0002A6D6某"}
	said := copied(t, mustDraw(t, l))
	for _, want := range []string{"收件人：〓某", "字库未收的字：U+2A6D6"} {
		if !strings.Contains(said, want) {
			t.Errorf("the letter does not say %q: %s", want, said)
		}
	}
}

func TestAReasonOfTenThousandCharactersIsSetWhole(t *testing.T) {
	text := texts(t)[notice.Result]
	reason := strings.Repeat("决定书载明的金额与展示的不一致。", 625)
	text.Sections = append(slices.Clone(text.Sections),
		notice.Section{Title: "理由", Rows: []notice.Line{{Term: "理由", Says: []string{reason}}}},
		notice.Section{Title: "表", Tables: []notice.Table{{Heads: []string{"字段", "内容"}, Rows: [][]string{{"甲", reason}}}}})
	body := mustDraw(t, letterOf(t, text))
	said := copied(t, body)
	if got := strings.Count(said, "不"); got < 2*625 {
		t.Errorf("%d of 1250 sentences are set", got)
	}
	if pages := bytes.Count(body, []byte("/Type /Page\n")); pages < 10 {
		t.Errorf("the letter has %d pages", pages)
	}
}

func TestNoWordsStandOutsideTheMargins(t *testing.T) {
	for kind, text := range texts(t) {
		mustStandWithinTheMargins(t, string(kind), mustDraw(t, letterOf(t, text)))
	}
}

// mustStandWithinTheMargins looks where a reader of PDF finds each word.
func mustStandWithinTheMargins(t *testing.T, what string, body []byte) {
	t.Helper()
	words := 0
	for line := range strings.Lines(tool(t, body, "pdftotext", "-bbox", "FILE", "-")) {
		var left, top, right, low float64
		line = strings.TrimSpace(line)
		if n, _ := fmt.Sscanf(line, `<word xMin="%f" yMin="%f" xMax="%f" yMax="%f"`, &left, &top, &right, &low); n != 4 {
			continue
		}
		if words++; left < 56 || right > 595.28-56 || top < 40 || low > 841.89-40 {
			t.Errorf("%s: outside the margins: %s", what, line)
		}
	}
	if words == 0 {
		t.Errorf("%s: no words were found", what)
	}
}

func TestADemosLettersSayThatTheyAreOne(t *testing.T) {
	marked := pdf.NewTypesetter(pdf.Words{
		Page: func(int, int) string { return "" }, Missing: func(string) string { return "" }, Mark: "演示",
	})
	body, err := marked.Draw(letterOf(t, texts(t)[notice.Receipt]))
	if err != nil {
		t.Fatal(err)
	}
	if said := copied(t, body); !strings.Contains(said, "演") || !strings.Contains(said, "示") {
		t.Error("the mark is not on the page")
	}
}
