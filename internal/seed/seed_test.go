package seed_test

import (
	"strings"
	"testing"

	"creditportal/internal/seed"
	"creditportal/internal/subject"
)

func TestEverySyntheticFirmHasItsOwnNameAndAValidMarkedCode(t *testing.T) {
	names, codes := map[string]int{}, map[subject.Code]int{}
	const firms = 300_000
	for i := range firms {
		f, err := seed.MakeFirm(i)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(f.Name, "示例") || f.Code.Region() != "370399" {
			t.Fatalf("firm %d is not marked as synthetic: %+v", i, f)
		}
		if j, taken := names[f.Name]; taken {
			t.Fatalf("firms %d and %d share the name %s", i, j, f.Name)
		}
		if j, taken := codes[f.Code]; taken {
			t.Fatalf("firms %d and %d share the code %s", i, j, f.Code)
		}
		names[f.Name], codes[f.Code] = i, i
	}
}

func TestPlantedPersonsAreTwoHundredAndNoneIsNamedLikeAFirmOrItsHead(t *testing.T) {
	people := seed.Planted()
	if len(people) != 200 {
		t.Fatalf("planted %d persons, want 200", len(people))
	}
	seen := map[string]bool{}
	for _, p := range people {
		if seen[p.Name] || seen[p.Number] {
			t.Errorf("%s is planted twice", p.Name)
		}
		seen[p.Name], seen[p.Number] = true, true
		if p.Born.Year() >= 1900 {
			t.Errorf("%s is born in %d: only years that nobody living has are used", p.Name, p.Born.Year())
		}
	}
	for i := range 5000 {
		f, err := seed.MakeFirm(i)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Name, "示例人") || seen[f.LegalRep] {
			t.Errorf("firm %d could be mistaken for a planted person: %s, %s", i, f.Name, f.LegalRep)
		}
	}
}
