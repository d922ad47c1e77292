package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Row makes rows of one item as a provider would send them.
type Row struct {
	Item  catalog.Item
	Unit  Unit
	Today civil.Date // the first day of the demo, to which all days are anchored
}

// about is whom a row concerns and what its parts must agree on.
type about struct {
	n         int
	firm      Firm
	person    *Person
	decided   civil.Date
	penalties string
	fine      int // 元
}

// spread scatters small numbers, so that neighbours differ.
func spread(n, salt int) int { return (n*7919 + salt*104729 + 17) % 1_000_003 }

// Make returns the row number n about the firm; for a natural person where one
// is given. The same arguments always make the same row.
func (r Row) Make(n int, firm Firm, person *Person) catalog.Sent {
	a := about{n: n, firm: firm, person: person, decided: r.decidedOn(n)}
	penalty, _ := pick(penaltyMixes, spread(n, 1))
	a.penalties = penalty
	a.fine = (spread(n, 2)%60 + 1) * 500
	sent := catalog.Sent{}
	for _, f := range r.Item.Fields {
		if text := r.value(f, a); text != "" {
			sent[f.Code] = catalog.Cell{Text: text}
		}
	}
	return sent
}

// MakeHeld is Make with free text that holds the data of a planted person, so
// that intake must hold the row.
func (r Row) MakeHeld(n int, firm Firm, planted Person) catalog.Sent {
	sent := r.Make(n, firm, nil)
	for _, f := range r.Item.Fields {
		if f.Scanned && f.Public && f.Required == catalog.Always {
			sent[f.Code] = catalog.Cell{Text: heldFacts(planted, n)}
			break
		}
	}
	return sent
}

// back is how many days before today the decision lies: spread over four
// years, most of them recent.
func (r Row) back(n int) int {
	if n%3 != 0 {
		return spread(n, 3) % 330
	}
	return spread(n, 3) % 1400
}

func (r Row) decidedOn(n int) civil.Date { return r.Today.AddDays(-r.back(n) - 1) }

// penaltyMixes are the penalties of synthetic decisions, in the words of the
// national template.
var penaltyMixes = []string{
	"罚款", "罚款", "罚款", "罚款", "警告;罚款", "没收违法所得;罚款", "通报批评", "责令停产停业", "吊销许可证",
}

func (r Row) value(f catalog.Field, a about) string {
	if f.Spine != "" {
		return r.spine(f, a)
	}
	if !r.needed(f, a) {
		return ""
	}
	switch f.Kind {
	case catalog.Choice:
		return r.choice(f, a)
	case catalog.Money:
		return r.money(f, a)
	case catalog.Number:
		return r.number(f, a)
	case catalog.Date:
		return a.decided.AddDays(-spread(a.n, 4)%20 - 1).String()
	case catalog.Code:
		return r.code(f, a)
	case catalog.Text:
		return r.text(f, a)
	}
	return ""
}

// needed says whether a synthetic row has the field: what is required always,
// other public fields often, the rest never.
func (r Row) needed(f catalog.Field, a about) bool {
	if strings.Contains(f.Label, "控制人") {
		return true
	}
	condition := string(f.Required)
	_, wanted, has := strings.Cut(condition, " has ")
	switch {
	case f.Required == catalog.Always:
		return true
	case f.Required == catalog.IfPerson:
		return a.person != nil
	case f.Required == catalog.UnlessPerson:
		return a.person == nil
	case strings.HasPrefix(condition, "unless "):
		return false
	case has && strings.HasPrefix(condition, "if CF_CFLB"):
		return meets(a.penalties, wanted)
	case condition != "":
		return has || r.removedOn(a) != ""
	}
	return f.Public && !f.Local && f.Kind == catalog.Text && spread(a.n, len(f.Code))%2 == 0
}

func meets(values, wanted string) bool {
	for _, v := range strings.Split(values, catalog.Joint) {
		for _, w := range strings.Split(wanted, "|") {
			if v == w {
				return true
			}
		}
	}
	return false
}

func (r Row) choice(f catalog.Field, a about) string {
	if f.Several {
		return a.penalties
	}
	word, _ := pick(f.Words(), spread(a.n, 5))
	steady := func(part string) bool { return strings.Contains(f.Label, part) }
	if slices.ContainsFunc([]string{"履行状态", "履约状态", "当前状态", "登记状态"}, steady) {
		word = f.Words()[0] // the usual state; the unusual ones ask for further fields
	}
	return word
}

func (r Row) money(f catalog.Field, a about) string {
	if strings.Contains(f.Label, "罚款") {
		return strconv.FormatFloat(float64(a.fine)/10_000, 'f', -1, 64)
	}
	return strconv.Itoa(spread(a.n, 6)%90 + 3)
}

func (r Row) number(f catalog.Field, a about) string {
	if strings.Contains(f.Label, "年度") {
		return strconv.Itoa(a.decided.Year() - 1)
	}
	return strconv.Itoa(spread(a.n, 7)%40 + 2)
}

func (r Row) code(f catalog.Field, a about) string {
	switch f.Form {
	case catalog.CreditCode:
		if strings.Contains(f.Label, "认定单位") {
			return r.Unit.Code.String()
		}
		return a.firm.Code.String()
	case catalog.AnyForm:
		return fmt.Sprintf("SL%08d", a.n+1)
	case catalog.CommitmentCode, catalog.EitherCode, catalog.OrganisationCode, catalog.PersonDocument:
	}
	return ""
}

func (r Row) text(f catalog.Field, a about) string {
	switch {
	case strings.Contains(f.Label, "处罚内容"):
		if strings.Contains(a.penalties, "罚款") {
			return fmt.Sprintf("责令改正，并处罚款%d元。", a.fine)
		}
		return "责令改正。"
	case strings.Contains(f.Label, "控制人"):
		return MakePerson(a.n % plantedPeople).Name
	case strings.Contains(f.Label, "法定代表人"):
		return a.firm.LegalRep
	case strings.Contains(f.Label, "企业名称"):
		return a.firm.Name
	case strings.Contains(f.Label, "地址"), strings.Contains(f.Label, "住所"):
		return a.firm.Address
	}
	return textFor(r.Item.Code, f.Label, spread(a.n, 8))
}

// kindWord returns the word of the national templates for a kind of subject.
func kindWord(f catalog.Field, kind subject.Kind) string {
	for _, c := range f.Choices {
		if c.Value == string(kind) {
			return c.Word()
		}
	}
	return ""
}
