package seed

import (
	"fmt"
	"iter"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Delivery is one synthetic file: rows of one item that one provider reports
// on one day.
type Delivery struct {
	Unit Unit
	Item catalog.Item
	On   civil.Date // day of receipt
	plan *Plan
	part int // which of deliveryDays
}

// Plan says which files a demo of a given size is made of.
type Plan struct {
	edition  catalog.Edition
	units    []Unit
	today    civil.Date
	records  int
	subjects int
}

// deliveryDays are how many days before the demo's first day files came in.
var deliveryDays = []int{0, 1, 3, 7, 14, 30, 60, 90, 150, 240, 330, 670, 1035, 1400}

// The least sizes of a demo, so that every item and every kind of subject has
// something to show.
const (
	leastRows     = 6
	leastSubjects = 1100
	rowsPerFirm   = 4
	personShare   = 12 // of items about persons as well, one row in so many
	heldEvery     = 4  // one planted person in so many stands in a held text
)

// NewPlan returns the plan of a demo of about the given number of records (1 to
// 3 million), anchored to today. It returns an error when a provider cannot be
// made.
func NewPlan(records int, ed catalog.Edition, today civil.Date) (*Plan, error) {
	list, err := Units()
	if err != nil {
		return nil, err
	}
	return &Plan{
		edition: ed, units: list, today: today, records: records,
		subjects: max(leastSubjects, records/rowsPerFirm),
	}, nil
}

// Units returns the providers of the plan.
func (p *Plan) Units() []Unit { return p.units }

// Deliveries returns every file, the oldest first.
func (p *Plan) Deliveries() []Delivery {
	var all []Delivery
	for part := len(deliveryDays) - 1; part >= 0; part-- {
		for _, unit := range p.units {
			for _, code := range unit.Items {
				item, ok := p.edition.Item(code)
				d := Delivery{Unit: unit, Item: item, On: p.today.AddDays(-deliveryDays[part]), plan: p, part: part}
				if ok && !item.Closed && !d.empty() {
					all = append(all, d)
				}
			}
		}
	}
	return all
}

// empty says whether no row of the item came in that day.
func (d Delivery) empty() bool {
	row := Row{Today: d.plan.today}
	for n := range d.plan.rows(d.Item) {
		if d.holds(row.back(n)) {
			return false
		}
	}
	return d.part != 0 || d.Item.Code != penalties
}

// Name is the file's name.
func (d Delivery) Name() string { return fmt.Sprintf("demo-%s-%s.csv", d.Item.Code, d.On) }

// Rows yields the rows of the file; an error ends them.
func (d Delivery) Rows() iter.Seq2[catalog.Sent, error] {
	return func(yield func(catalog.Sent, error) bool) {
		row := Row{Item: d.Item, Unit: d.Unit, Today: d.plan.today}
		for n := range d.plan.rows(d.Item) {
			if !d.holds(row.back(n)) {
				continue
			}
			firm, person, err := d.plan.whom(d.Item, n)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row.Make(n, firm, person), nil) {
				return
			}
		}
		d.held(row, yield)
	}
}

// held adds the rows that intake must hold to the newest file of penalties.
func (d Delivery) held(row Row, yield func(catalog.Sent, error) bool) {
	if d.part != 0 || d.Item.Code != penalties {
		return
	}
	first := d.plan.rows(d.Item)
	for i, person := range Planted() {
		if i%heldEvery != 0 {
			continue
		}
		firm, err := MakeFirm(i)
		if !yield(row.MakeHeld(first+i, firm, person), err) {
			return
		}
	}
}

// penalties is the item of administrative penalties.
const penalties = "A06"

// holds says whether a row whose decision lies back days before today came in
// with this file.
func (d Delivery) holds(back int) bool {
	last := d.part+1 == len(deliveryDays)
	return back >= deliveryDays[d.part] && (last || back < deliveryDays[d.part+1])
}

// rows is how many rows of the item the plan has.
func (p *Plan) rows(item catalog.Item) int {
	n := p.records * units().Share[item.Code] / 1000
	if item.Covers(subject.Person) && len(item.Key) == 1 {
		return max(plantedPeople, n%plantedPeople)
	}
	return max(leastRows, n)
}

// whom says whom row n of the item concerns.
func (p *Plan) whom(item catalog.Item, n int) (Firm, *Person, error) {
	i := spread(n, len(item.Name)+item.Heads[0].Paragraph) % p.subjects
	if len(item.Key) == 1 {
		i = n // one row a subject
	}
	firm, err := MakeFirm(i)
	if err == nil && !item.Covers(firm.Kind) {
		firm, err = MakeFirm(i / 10 * 10) // a legal person, whom every item of firms covers
	}
	if err != nil {
		return Firm{}, nil, err
	}
	alone := !item.Covers(subject.LegalPerson)
	if alone || item.Covers(subject.Person) && n%personShare == personShare-1 {
		person := MakePerson(n % plantedPeople)
		return firm, &person, nil
	}
	return firm, nil, nil
}
