package seed_test

import (
	"testing"

	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
)

func TestEverySyntheticRowOfEveryOpenItemPassesTheCatalog(t *testing.T) {
	today := civil.MustParse("2026-11-23")
	starter := edition.MustStarter()
	units, err := seed.Units()
	if err != nil {
		t.Fatal(err)
	}
	reported := map[string]seed.Unit{}
	for _, u := range units {
		for _, item := range u.Items {
			reported[item] = u
		}
	}
	for _, item := range starter.Items {
		if item.Closed {
			continue
		}
		unit, ok := reported[item.Code]
		if !ok {
			t.Errorf("no synthetic provider reports %s", item.Code)
			continue
		}
		row := seed.Row{Item: item, Unit: unit, Today: today}
		for n := range 60 {
			firm, person := whom(t, item, n)
			_, faults := item.Read(row.Make(n, firm, person), today)
			for _, f := range faults {
				t.Errorf("%s row %d: %s %q: %s", item.Code, n, f.Field.Code, f.Value, f.Rule())
			}
		}
	}
}

func TestAHeldSyntheticRowHoldsWhatTheScannerFinds(t *testing.T) {
	item, _ := edition.MustStarter().Item("A06")
	row := seed.Row{Item: item, Today: civil.MustParse("2026-11-23")}
	firm, err := seed.MakeFirm(1)
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range seed.Planted() {
		found := 0
		for _, cell := range row.MakeHeld(n, firm, p) {
			found += len(disclosure.Scan(cell.Text))
		}
		if found == 0 {
			t.Errorf("nothing in held row %d would be found", n)
		}
	}
}

func whom(t *testing.T, item catalog.Item, n int) (seed.Firm, *seed.Person) {
	t.Helper()
	firm, err := seed.MakeFirm(n)
	if err != nil {
		t.Fatal(err)
	}
	if !item.Covers(subject.LegalPerson) {
		p := seed.MakePerson(n)
		return firm, &p
	}
	if !item.Covers(firm.Kind) {
		firm, err = seed.MakeFirm(n * 10)
		if err != nil {
			t.Fatal(err)
		}
	}
	return firm, nil
}
