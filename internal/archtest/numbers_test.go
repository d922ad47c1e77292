package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// lawful are the files whose numbers would be legal ones: those that compute
// limits, periods and ends.
var lawful = []string{
	"internal/law/", "internal/workday/", "internal/disclosure/end", "internal/flow/", "internal/objection/",
	"internal/feedback/",
}

// stated are the numbers that may stand in such a file, each with its reason.
var stated = map[string]string{
	"openEnded": "2099 is how providers' files write \"without end\": a convention of data, no period of a law",

	"MostTargets":     "lines of a form",
	"MostDrafts":      "forms that one account has begun",
	"DraftDays":       "how long this house keeps what was begun and not filed; no law says it",
	"MostClaim":       "characters of a form",
	"MostReason":      "characters of a form",
	"MostStatement":   "characters of a form",
	"MostExplanation": "characters of a form",
	"MostText":        "characters of a form",
	"MostPage":        "characters of a form",
	"MostContact":     "characters of a form",
	"MostAnswer":      "characters of a form",

	"disclaimers": "a rule of the house: no law says how many units may say that a record is not theirs",
}

func numbersStandInBooks(s source) []string {
	if !slices.ContainsFunc(lawful, func(place string) bool { return strings.HasPrefix(s.name, place) }) {
		return nil
	}
	var all []string
	named := map[token.Pos]string{}
	each(s, func(v *ast.ValueSpec) {
		for i, value := range v.Values {
			named[value.Pos()] = v.Names[min(i, len(v.Names)-1)].Name
		}
	})
	each(s, func(lit *ast.BasicLit) {
		n, err := strconv.ParseInt(lit.Value, 0, 64)
		if lit.Kind != token.INT || err != nil || n <= 1 || stated[named[lit.Pos()]] != "" {
			return
		}
		all = append(all, s.at(lit.Pos(), "the number %s belongs into a statute book, with its article", lit.Value))
	})
	return all
}

func TestLegalNumbersStandInBooks(t *testing.T) { inProduction(t, numbersStandInBooks) }

// Dates are added up in one room, which knows where months end.
func datesAreAddedInCivil(s source) []string {
	var all []string
	each(s, func(sel *ast.SelectorExpr) {
		if sel.Sel.Name == "AddDate" && s.room() != "civil" {
			all = append(all, s.at(sel.Pos(), "AddDate does not know where months end; civil.Date does"))
		}
	})
	return all
}

func TestOnlyCivilAddsMonths(t *testing.T) { inProduction(t, datesAreAddedInCivil) }

// clocks are the places that may ask the machine for the time.
var clocks = map[string]string{
	"internal/portal/":       "the clock of the portal, and the commands that ask it before one is open",
	"internal/store/open.go": "the default of a store that is given no clock",
	"cmd/verifyledger/":      "whoever checks the portal has a clock of their own",
	"web/middleware_log.go":  "how long a request took is no legal time",
	"web/front.go":           "the same of a page that is kept",
	"web/upload.go":          "until when a client must have sent its files is no legal time",
	"web/export_outlet.go":   "until when a client must have taken what it was sent is no legal time",
}

func timeComesByArgument(s source) []string {
	for place := range clocks {
		if strings.HasPrefix(s.name, place) {
			return nil
		}
	}
	var all []string
	each(s, func(sel *ast.SelectorExpr) {
		if of, ok := sel.X.(*ast.Ident); ok && of.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since") {
			all = append(all, s.at(sel.Pos(), "time.%s: time comes in by argument; portal has the clock", sel.Sel.Name))
		}
	})
	return all
}

func TestTimeComesInByArgument(t *testing.T) { inProduction(t, timeComesByArgument) }
