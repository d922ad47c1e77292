package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var statement = regexp.MustCompile(
	`(?i)^\s*(?:SELECT\s.*\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(?:TABLE|INDEX))\b`)

// sqlStandsInTheStore: only the store judges what a query may read; whoever
// checks the portal from outside reads by statements of their own.
func sqlStandsInTheStore(s source) []string {
	if s.room() == "store" || s.room() == "cmd/verifyledger" {
		return nil
	}
	var all []string
	each(s, func(lit *ast.BasicLit) {
		if lit.Kind == token.STRING && statement.MatchString(strings.Trim(lit.Value, "\"`")) {
			all = append(all, s.at(lit.Pos(), "a statement outside the store: %s", lit.Value))
		}
	})
	return all
}

func TestOnlyTheStoreSpeaksSQL(t *testing.T) { inProduction(t, sqlStandsInTheStore) }

var recordsWritten = regexp.MustCompile(
	`(?i)(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+records\b|\brecords\.(?:insert|update|change|set)\(`)

// recordsAreWrittenInOnePlace: what follows from every change of a record
// hangs in the files record*.go of the store, and nothing else writes there: not by a
// statement, nor by a query that names the table and sets something in it.
func recordsAreWrittenInOnePlace(s source) []string {
	if s.room() != "store" || strings.HasPrefix(s.name, "internal/store/record") {
		return nil
	}
	var all []string
	s.lines(func(n int, line string) {
		if recordsWritten.MatchString(line) {
			all = append(all, fmt.Sprintf("%s:%d writes records beside store/record.go: %s", s.name, n, strings.TrimSpace(line)))
		}
	})
	each(s, func(f *ast.FuncDecl) {
		named, sets := false, token.NoPos
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if of, isName := sel.X.(*ast.Ident); isName && of.Name == "records" && sel.Sel.Name == "name" {
				named = true
			}
			if slices.Contains([]string{"Update", "Updates", "UpdateColumn", "UpdateColumns", "Save", "Delete"}, sel.Sel.Name) {
				sets = sel.Pos()
			}
			return true
		})
		if named && sets.IsValid() {
			all = append(all, s.at(sets, "writes records beside store/record.go"))
		}
	})
	return all
}

func TestRecordsAreWrittenInOnePlace(t *testing.T) { inProduction(t, recordsAreWrittenInOnePlace) }

// mayJudge are files beside pages that have to do with records themselves.
var mayJudge = map[string]string{
	"templates/storybook/pages_repair.go": "tells its stories by the table, which judges records; pages get what is shown",
}

// pagesTakeWhatIsShown: what a visitor sees went through disclosure.Show, so
// a record itself never reaches a page or a door.
func pagesTakeWhatIsShown(s source) []string {
	if !strings.HasPrefix(s.name, "web/") && !strings.HasPrefix(s.name, "templates/") || mayJudge[s.name] != "" {
		return nil
	}
	var all []string
	each(s, func(sel *ast.SelectorExpr) {
		if of, ok := sel.X.(*ast.Ident); ok && of.Name == "record" && (sel.Sel.Name == "Record" || sel.Sel.Name == "Change") {
			all = append(all, s.at(sel.Pos(), "record.%s in front of a visitor: pages take disclosure.Shown", sel.Sel.Name))
		}
	})
	return all
}

func TestPagesTakeOnlyWhatIsShown(t *testing.T) { inProduction(t, pagesTakeWhatIsShown) }

// closed are the functions of the store that read what is not public without
// asking who wants to know.
var closed = []string{"FileOf", "SuppliedOf", "Except", "Excepted"}

// mayOpen are the places that may call them beside the desk that enters each look
// in the log first.
var mayOpen = map[string]string{
	"internal/portal/demo_cases.go":    "plays the cases of a demo, of which nobody sees anything but by the desk",
	"internal/portal/demo_mandates.go": "the same of its mandates",
	"internal/portal/demo_repairs.go":  "the same of its repairs",
}

// theDeskAloneOpensFiles: no log, no answer (art. 25). What is not public leaves
// the store through query.Desk.
func theDeskAloneOpensFiles(s source) []string {
	if s.room() == "store" || s.room() == "query" || mayOpen[s.name] != "" {
		return nil
	}
	var all []string
	each(s, func(call *ast.CallExpr) {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains(closed, sel.Sel.Name) {
			return
		}
		switch of := sel.X.(type) {
		case *ast.Ident:
			if of.Name == "route" || of.Name == "desk" { // an address; the desk itself
				return
			}
		case *ast.SelectorExpr:
			if of.Sel.Name == "Desk" {
				return
			}
		}
		all = append(all, s.at(call.Pos(), "%s reads what is not public past the desk that enters the look", sel.Sel.Name))
	})
	return all
}

func TestWhatIsNotPublicLeavesTheStoreThroughTheDeskAlone(t *testing.T) {
	inProduction(t, theDeskAloneOpensFiles)
}
