package archtest

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// promise is a row of docs/behaviours.md.
type promise struct {
	number, what string
	tests        []string
	missing      string
}

var (
	promised = regexp.MustCompile(`(?m)^\| (B-\d+) \| (.*?) \| (.*?) ?\| ?(.*?) ?\|$`)
	heldBy   = regexp.MustCompile("`(Test\\w+)`")
)

func promises(f text) []promise {
	var all []promise
	for _, row := range promised.FindAllStringSubmatch(string(f.body), -1) {
		p := promise{number: row[1], what: row[2], missing: row[4]}
		for _, test := range heldBy.FindAllStringSubmatch(row[3], -1) {
			p.tests = append(p.tests, test[1])
		}
		all = append(all, p)
	}
	return all
}

// promisesAreHeld complains of a number that is left out, of a test that there
// is not, and of a row that names none and does not say why.
func promisesAreHeld(all []promise, tests []string) []string {
	var ills []string
	for i, p := range all {
		if want := fmt.Sprintf("B-%02d", i+1); p.number != want {
			ills = append(ills, fmt.Sprintf("%s stands where %s should", p.number, want))
		}
		if p.what == "" || len(p.tests) == 0 && p.missing == "" {
			ills = append(ills, p.number+" says nothing, or names neither a test nor what is missing")
		}
		for _, test := range p.tests {
			if !slices.Contains(tests, test) {
				ills = append(ills, fmt.Sprintf("%s is held by %s, which is not there", p.number, test))
			}
		}
	}
	return ills
}

const behaviours = 91

// trialOf is the name of a trial that every database undergoes, as its list has it.
var trialOf = regexp.MustCompile(`^"(Test\w+)"$`)

// testsOf are the names of the tests of a source, and of the trials that it lists.
func testsOf(s source) []string {
	var tests []string
	if strings.HasSuffix(s.name, "_test.go") {
		each(s, func(f *ast.FuncDecl) { tests = append(tests, f.Name.Name) })
	}
	if strings.HasPrefix(s.name, "internal/storetest/") {
		each(s, func(pair *ast.KeyValueExpr) {
			if key, ok := pair.Key.(*ast.BasicLit); ok {
				if name := trialOf.FindStringSubmatch(key.Value); name != nil {
					tests = append(tests, name[1])
				}
			}
		})
	}
	return tests
}

func TestEveryBehaviourOfTheSiteNamesTheTestsThatHoldIt(t *testing.T) {
	var tests []string
	for _, s := range sources(t) {
		tests = append(tests, testsOf(s)...)
	}
	all := promises(text{"docs/behaviours.md", read(t, "docs/behaviours.md")})
	if len(all) != behaviours {
		t.Errorf("%d behaviours are numbered, not %d", len(all), behaviours)
	}
	report(t, promisesAreHeld(all, tests))
}

func TestABehaviourThatNothingHoldsIsSeen(t *testing.T) {
	known := []string{"TestAThing"}
	right := promises(text{body: []byte("| B-01 | a thing | `TestAThing` | |\n| B-02 | another | | not yet |\n")})
	if ills := promisesAreHeld(right, known); len(right) != 2 || len(ills) > 0 {
		t.Errorf("%d rows, %v", len(right), ills)
	}
	for _, row := range []string{
		"| B-02 | a thing | `TestAThing` | |", "| B-01 | a thing | `TestNothing` | |", "| B-01 | a thing | | |",
	} {
		if wrong := promises(text{body: []byte(row)}); len(wrong) != 1 || len(promisesAreHeld(wrong, known)) != 1 {
			t.Errorf("%q is let through", row)
		}
	}
}
