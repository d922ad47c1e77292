package edition_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/fault"
	"creditportal/internal/subject"

	"github.com/google/go-cmp/cmp"
)

func TestTheStarterCatalogHasItsThirtyItems(t *testing.T) {
	e, err := edition.Starter()
	if err != nil {
		t.Fatal(err)
	}
	classes, closed := map[catalog.Class]int{}, []string{}
	for _, it := range e.Items {
		classes[it.Class]++
		if it.Closed {
			closed = append(closed, it.Code)
		}
	}
	want := map[catalog.Class]int{catalog.Basic: 9, catalog.Adverse: 17, catalog.Further: 4}
	if diff := cmp.Diff(want, classes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"A17", "B08"}, closed); diff != "" {
		t.Error(diff)
	}
	if e.ID != "starter-1" || len(e.Digest) != 64 || e.From.Before(e.Published) {
		t.Errorf("%s %s %s %s", e.ID, e.Digest, e.Published, e.From)
	}
}

func TestTheNationalTemplatesHaveTheirColumns(t *testing.T) {
	e := edition.MustStarter()
	for code, want := range map[string]int{"B02": 28, "A06": 30} {
		it, _ := e.Item(code)
		n := 0
		for _, f := range it.Fields {
			if !f.Local {
				n++
			}
		}
		if n != want || !it.Dual {
			t.Errorf("%s has %d columns, want %d", code, n, want)
		}
	}
}

func TestNoItemDisclosesPersonsToThePublic(t *testing.T) {
	for _, it := range edition.MustStarter().Items {
		if it.Discloses(subject.Person, catalog.Public) {
			t.Errorf("%s %s", it.Code, it.Name)
		}
		for _, f := range it.Fields {
			if f.Public && (f.Sensitivity == catalog.Sensitive || f.Sensitivity == catalog.Internal) {
				t.Errorf("%s shows %s", it.Code, f.Code)
			}
			if f.Form == catalog.PersonDocument && f.Sensitivity != catalog.Sensitive {
				t.Errorf("%s does not seal %s", it.Code, f.Code)
			}
		}
	}
}

func TestEveryOpenItemSaysWhomItConcernsWhenAndByWhom(t *testing.T) {
	for _, it := range edition.MustStarter().Items {
		spine := map[string]bool{}
		for _, f := range it.Fields {
			spine[f.Spine] = true
		}
		if it.Closed {
			continue
		}
		needed := []string{"subject_name", "formed_on"}
		if it.Code != "B07" { // the identity itself: no document, no decision
			needed = append(needed, "decided_on")
		}
		if it.Code != "B07" && it.Code != "F04" {
			needed = append(needed, "authority_name")
		}
		if it.Class == catalog.Adverse {
			needed = append(needed, "conduct_ended_on", "conduct_continuing", "severity")
		}
		if it.Term == catalog.ByValidity {
			needed = append(needed, "valid_to")
		}
		if _, persons := it.Channels[subject.Person]; persons {
			if !spine[catalog.ColumnDocument] && !spine[catalog.ColumnCode] {
				t.Errorf("%s takes persons without a number", it.Code)
			}
		}
		for _, column := range needed {
			if !spine[column] {
				t.Errorf("%s has no field for %s", it.Code, column)
			}
		}
	}
}

func TestTheDocumentTypesOfTheCatalogAreThoseOfSubjects(t *testing.T) {
	it, _ := edition.MustStarter().Item("A06")
	f, _ := it.Field("CF_XDR_ZJLX")
	var values []subject.DocumentType
	for _, a := range f.Choices {
		values = append(values, subject.DocumentType(a.Value))
		for _, alias := range a.Aliases {
			if got, err := subject.ParseDocumentType(alias); err != nil || string(got) != a.Value {
				t.Errorf("%s is %s, %v", alias, got, err)
			}
		}
	}
	if diff := cmp.Diff(subject.DocumentTypes(), values); diff != "" {
		t.Error(diff)
	}
}

func TestNoHeadingOfAnItemNamesTwoFields(t *testing.T) {
	for _, it := range edition.MustStarter().Items {
		for _, f := range it.Fields {
			for _, name := range f.Names() {
				if got, ok := it.Match(name); !ok || got.Code != f.Code {
					t.Errorf("%s: %q of %s is found as %q", it.Code, name, f.Code, got.Code)
				}
			}
		}
	}
}

func TestAnEditionSurvivesBeingStored(t *testing.T) {
	want := edition.MustStarter()
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got catalog.Edition
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(text), string(again)); diff != "" || got.ID != want.ID {
		t.Error(diff)
	}
}

// good is the smallest edition that is accepted.
const good = `[edition]
id = "test-1"
title = "示例目录"
published = 2026-01-01
from = 2026-02-01

[choices]
level = [["高"], ["低"]]

[[set]]
name = "who"
fields = [
  { code = "NAME", label = "名称", kind = "text", max = 200, required = "always", spine = "subject_name" },
]

[[item]]
code = "X01"
name = "示例信息"
class = "adverse"
heads = ["15/1/5"]
providers = ["示例机关"]
channels = { O = ["public"], P = ["shared"] }
term = "conduct"
repair = "yes"
bases = ["示例依据"]
maps_to = "行政管理"
key = ["NO", "subject"]
title = ["FACT"]
before = ["who"]
fields = [
  { code = "NO", label = "文号", kind = "text", max = 64, required = "always", spine = "document_number" },
  { code = "FACT", label = "事实", kind = "text", max = 400, public = true, required = "if LEVEL has 高" },
  { code = "LEVEL", label = "程度", kind = "choice", choices = "level" },
  { code = "SUM", label = "金额", kind = "money", unit = "元" },
  { code = "ID", label = "证件号码", kind = "code", form = "person_document", with = "LEVEL", max = 18, sensitivity = "sensitive" },
]
`

func TestASoundEditionIsAccepted(t *testing.T) {
	e, err := edition.Read("good.toml", []byte(good))
	if err != nil || len(e.Items) != 1 || len(e.Items[0].Fields) != 6 {
		t.Fatal(e, err)
	}
}

func TestAnUnsoundEditionIsRefusedWithFileAndLine(t *testing.T) {
	for _, c := range []struct{ what, from, to, key string }{
		{"broken TOML", `id = "test-1"`, `id = `, "syntax"},
		{"an unknown key of an item", `term = "conduct"`, "term = \"conduct\"\ncolour = \"red\"", "unknown_key"},
		{"an unknown key of a field", `unit = "元"`, `unit = "元", colour = "red"`, "unknown_key"},
		{"a value of another type", `providers = ["示例机关"]`, `providers = 5`, "value"},
		{"no edition", "[edition]\nid = \"test-1\"\ntitle = \"示例目录\"\npublished = 2026-01-01\nfrom = 2026-02-01\n", "", "missing"},
		{"no first day", "from = 2026-02-01", "", "missing"},
		{"in force before it is published", "from = 2026-02-01", "from = 2025-02-01", "from_before_published"},
		{"no provider (提供单位)", `providers = ["示例机关"]`, "", "missing"},
		{"no name (信息事项)", `name = "示例信息"`, "", "missing"},
		{"no channel (公开属性)", `channels = { O = ["public"], P = ["shared"] }`, "", "missing"},
		{"no term (有效期限)", `term = "conduct"`, "", "missing"},
		{"no basis", `bases = ["示例依据"]`, "", "missing"},
		{"no business key", `key = ["NO", "subject"]`, "", "missing"},
		{"an unknown term", `term = "conduct"`, `term = "always"`, "unknown_word"},
		{"an unknown channel", `P = ["shared"]`, `P = ["posted"]`, "unknown_word"},
		{"an unknown kind of subject", `P = ["shared"]`, `Q = ["shared"]`, "unknown_word"},
		{"an unknown head", `"15/1/5"`, `"15/1/12"`, "unknown_word"},
		{"a head of another class", `"15/1/5"`, `"14/1/1"`, "class"},
		{"a head that does not admit persons", `"15/1/5"`, `"15/1/6"`, "head"},
		{"a head that admits nobody", `["15/1/5"]`, `["15/1/5", "15/2/1"]`, ""},
		{"persons on the public channel", `P = ["shared"]`, `P = ["public"]`, "person_public"},
		{"persons with a national rule", "P = [\"shared\"] }", "P = [\"public\"] }\nperson_basis = \"示例规定\"", ""},
		{"a prohibited item", `name = "示例信息"`, `name = "血型信息"`, "prohibited"},
		{"a prohibited field", `label = "事实"`, `label = "病史"`, "prohibited"},
		{"a field that needs consent", `label = "金额"`, `label = "个人收入"`, "consent"},
		{"an unknown kind of field", `kind = "money"`, `kind = "amount"`, "unknown_word"},
		{"an unknown column", `spine = "document_number"`, `spine = "documentnumber"`, "unknown_word"},
		{"an unknown unit", `unit = "元"`, `unit = "两"`, "missing"},
		{"a text without a length", `label = "事实", kind = "text", max = 400`, `label = "事实", kind = "text"`, "missing"},
		{"an unknown list of choices", `choices = "level"`, `choices = "levels"`, "missing"},
		{"a condition outside the vocabulary", `"if LEVEL has 高"`, `"when LEVEL is 高"`, "unknown_word"},
		{"a condition on no field", `"if LEVEL has 高"`, `"if LEVELS has 高"`, "no_such_field"},
		{"a key on no field", `key = ["NO", "subject"]`, `key = ["NUMBER", "subject"]`, "no_such_field"},
		{"a set that is none", `before = ["who"]`, `before = ["whom"]`, "no_such_set"},
		{"a field twice", `code = "SUM"`, `code = "NO"`, "twice"},
		{"a sensitive field in public", `sensitivity = "sensitive"`, `sensitivity = "sensitive", public = true`, "public_secret"},
		{"an unknown mask", `sensitivity = "sensitive"`, `sensitivity = "sensitive", mask = "carnival"`, "unknown_word"},
	} {
		if !strings.Contains(good, c.from) {
			t.Fatalf("%s: the good file does not hold %q", c.what, c.from)
		}
		_, err := edition.Read("dir/own.toml", []byte(strings.Replace(good, c.from, c.to, 1)))
		var f *fault.Error
		switch {
		case c.key == "":
			if err != nil {
				t.Errorf("%s: %v", c.what, err)
			}
		case !errors.As(err, &f) || f.Key != "catalog.fault."+c.key:
			t.Errorf("%s: %v, want %s", c.what, err, c.key)
		case f.Args["File"] != "own.toml" || f.Args["Line"] == nil || f.Args["Line"].(int) < 1:
			t.Errorf("%s: no place in %v", c.what, f.Args)
		}
	}
}

func TestTheLineOfARefusalIsTheLineOfTheFault(t *testing.T) {
	lineOf := func(text, part string) int {
		before, _, _ := strings.Cut(text, part)
		return strings.Count(before, "\n") + 1
	}
	for from, to := range map[string]string{
		`"15/1/5"`:       `"15/1/12"`,
		`label = "事实"`:   `label = "病史"`,
		`code = "SUM"`:   `code = "NO"`,
		`repair = "yes"`: `repair = "perhaps"`,
	} {
		text := strings.Replace(good, from, to, 1)
		_, err := edition.Read("own.toml", []byte(text))
		var f *fault.Error
		if !errors.As(err, &f) {
			t.Fatalf("%s: %v", to, err)
		}
		if want := lineOf(text, to); f.Args["Line"] != want {
			t.Errorf("%s: line %v, want %d", to, f.Args["Line"], want)
		}
	}
}

func TestItemsOfOneEditionHaveDifferentCodes(t *testing.T) {
	_, tail, _ := strings.Cut(good, "[[item]]")
	_, err := edition.Read("own.toml", []byte(good+"[[item]]"+tail))
	var f *fault.Error
	if !errors.As(err, &f) || f.Key != "catalog.fault.twice" {
		t.Error(err)
	}
}
