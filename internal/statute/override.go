package statute

import (
	"fmt"

	"creditportal/internal/fault"
	"creditportal/internal/law"
)

// override checks that the installation's edition of a book lengthens no limit
// and no maximum of the shipped one, unless the line cites a law or an
// administrative regulation. A line that is gone is a line
// without end.
func override(shipped, own book) error {
	for _, old := range shipped.limits {
		if err := overrideLimit(old, own); err != nil {
			return err
		}
	}
	for _, old := range shipped.periods {
		if err := overridePeriod(old, own); err != nil {
			return err
		}
	}
	return nil
}

func overrideLimit(old law.Limit, own book) error {
	found := false
	for i, l := range own.limits {
		if l.Clock != old.Clock || l.Target != old.Target || l.Scope.Key() != old.Scope.Key() {
			continue
		}
		found = true
		longer := lengthensLimit(old, l) || narrowsDates(old.Basis, l.Basis)
		if err := own.allow(fmt.Sprintf("limit[%d]", i), string(l.Clock), longer); err != nil {
			return err
		}
	}
	if !found && !old.Target {
		return own.from.refuse("book", "statute.fault.dropped", fault.Args{"Name": string(old.Clock)})
	}
	return nil
}

func overridePeriod(old law.Period, own book) error {
	found := false
	for i, p := range own.periods {
		if p.Name != old.Name || p.Scope.Key() != old.Scope.Key() {
			continue
		}
		found = true
		longer := lengthensPeriod(old, p) || narrowsDates(old.Basis, p.Basis)
		if err := own.allow(fmt.Sprintf("period[%d]", i), string(p.Name), longer); err != nil {
			return err
		}
	}
	if !found && !old.Max.IsZero() {
		return own.from.refuse("book", "statute.fault.dropped", fault.Args{"Name": string(old.Name)})
	}
	return nil
}

// allow refuses a longer line that does not cite what may lengthen it.
func (b book) allow(path, name string, longer bool) error {
	if longer && !b.cites[path].Lengthens() {
		return b.from.refuse(path, "statute.fault.lengthens", fault.Args{"Name": name})
	}
	return nil
}

// lengthensLimit compares limits; one that counts from another event or in
// working days instead of days cannot be shown to be shorter.
func lengthensLimit(old, l law.Limit) bool {
	if l.Counts != old.Counts || (l.Unit == law.WorkingDay && old.Unit == law.Day) {
		return true
	}
	return l.Days+l.Extension > old.Days+old.Extension
}

func lengthensPeriod(old, p law.Period) bool {
	if old.Max.IsZero() {
		return false
	}
	return p.Max.IsZero() || p.Counts != old.Counts || outlasts(p.Max, old.Max)
}

// narrowsDates says whether the line begins later or ends earlier than it did.
func narrowsDates(old, l law.Basis) bool {
	return l.From.After(old.From) || (!l.Until.IsZero() && (old.Until.IsZero() || l.Until.Before(old.Until)))
}
