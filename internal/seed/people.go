package seed

import (
	"fmt"

	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Person is a synthetic natural person.
type Person struct {
	Name    string
	Number  string // identity number in clear: synthetic, of region 370399 and a birth year before 1900
	Born    civil.Date
	Phone   string
	Address string
}

// plantedPeople is how many natural persons the leak tests look for.
const plantedPeople = 200

// Planted returns the natural persons that stand in synthetic data as
// subjects, as controllers and inside held texts. None of their names,
// numbers, telephones or addresses may ever be found on a public page.
func Planted() []Person {
	people := make([]Person, plantedPeople)
	for i := range people {
		people[i] = MakePerson(i)
	}
	return people
}

// MakePerson returns the person number i, 0 to 7,000.
func MakePerson(i int) Person {
	w := words()
	stem, n := pick(w.Stem, i)
	branch, n := pick(w.Branch, n)
	born := civil.MustParse("1860-01-07").AddDays(i * 61 % 14_000)
	number, err := subject.ComposeIDNumber(region, born, (i*7+1)%1000, civil.MustParse("2000-01-01"))
	if err != nil {
		panic(fmt.Sprintf("composing a synthetic identity number: %v", err))
	}
	name := "示例人" + stem + branch
	if n > 0 {
		name += w.Stem[n%len(w.Stem)]
	}
	return Person{
		Name: name, Number: number.Reveal(), Born: born,
		Phone:   fmt.Sprintf("154%08d", i+1),
		Address: fmt.Sprintf("示例里弄%d号%d室", i+11, i%30+101),
	}
}

// Officer and Reviewer are the synthetic persons of the operator who import
// the demo's files and review them for secrets (art. 18: two persons).
const (
	Officer  = "示例甲"
	Reviewer = "示例乙"
)
