package disclosure

import (
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/record"
)

// RepairState says whether a record's subject may apply for repair (art. 34).
type RepairState string

// The states of repair.
const (
	RepairNone    RepairState = ""         // the item knows no repair
	RepairAtOnce  RepairState = "at_once"  // no minimum applies
	RepairFrom    RepairState = "from"     // from the first day after the minimum
	RepairTooLate RepairState = "too_late" // the minimum ends after the record has left display
	RepairBarred  RepairState = "barred"   // order 45 art. 14 ¶3
	RepairOutside RepairState = "outside"  // by the court or the list's own removal
)

// RepairStates lists every state but RepairNone, for tests that walk them all.
func RepairStates() []RepairState {
	return []RepairState{RepairAtOnce, RepairFrom, RepairTooLate, RepairBarred, RepairOutside}
}

// Key returns the message key of the state.
func (s RepairState) Key() string { return "law.repair." + string(s) }

// beyondRepair are the penalties that order 45 art. 14 ¶3 never takes off
// early.
func beyondRepair() []string {
	return []string{law.Shutdown, law.Restriction, law.Ban, law.Downgrade, law.Revocation}
}

// industryBan is 第十五条第一款第八项: the record is the ban itself, whatever
// its penalties are called.
const industryBan = "15.1.8"

// Minimum is a line that keeps a record on display for so long before its subject may
// apply for repair.
type Minimum struct {
	Basis  law.Basis
	Length civil.Span
	Counts law.Start  // the event of day 0
	From   civil.Date // day 0
	Opens  civil.Date // the first day after it
}

// repairOf finds the first day for repair: the day after the end of every
// minimum of a book in force while the record is shown.
func repairOf(
	rec record.Record, item catalog.Item, facts law.Facts, rules law.Rules, last civil.Date,
) (RepairState, civil.Date, []Minimum) {
	switch item.Repair {
	case catalog.NotRepairable:
		return RepairNone, civil.Date{}, nil
	case catalog.ByCourt, catalog.ByRemoval:
		return RepairOutside, civil.Date{}, nil
	case catalog.RepairByOrder:
		if barred(facts) {
			return RepairBarred, civil.Date{}, nil
		}
	case catalog.Repairable:
	}
	var gate civil.Date
	minimums := minimumsOf(rec, facts, rules, last)
	for _, m := range minimums {
		if m.Opens.After(gate) {
			gate = m.Opens
		}
	}
	switch {
	case gate.IsZero():
		return RepairAtOnce, civil.Date{}, nil
	case gate.After(last):
		return RepairTooLate, civil.Date{}, minimums
	}
	return RepairFrom, gate, minimums
}

// minimumsOf are the lines that state one for the record while it is shown.
func minimumsOf(rec record.Record, facts law.Facts, rules law.Rules, last civil.Date) []Minimum {
	var list []Minimum
	for _, p := range rules.Periods(law.AdversePeriod, facts) {
		day0, _ := dayZero(rec, p.Counts)
		if p.Min.IsZero() || day0.IsZero() || p.Basis.From.After(last) {
			continue
		}
		list = append(list, Minimum{
			Basis: p.Basis, Length: p.Min, Counts: p.Counts, From: day0, Opens: p.Min.After(day0).AddDays(1),
		})
	}
	return list
}

func barred(facts law.Facts) bool {
	if facts.Track != law.TrackMarket {
		return false
	}
	return slices.Contains(facts.Heads, industryBan) ||
		slices.ContainsFunc(facts.Penalties, func(p string) bool { return slices.Contains(beyondRepair(), p) })
}
