package repair

import (
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/workday"
)

// AskedBy is the day by which the unit that has the item is to act: that of its limits
// which ends first; false where none of them runs, and where what it wrote on paper awaits
// the operator's signer.
func AskedBy(it flow.Item) (civil.Date, bool) {
	var first civil.Date
	if it.State == Signing && proposedOnPaper(it) {
		return first, false
	}
	for _, c := range it.Clocks {
		theirs := c.Limit.Clock == accept || c.Limit.Clock == whole
		if theirs && c.Runs() && !c.Limit.Target && (first.IsZero() || c.Due.On.Before(first)) {
			first = c.Due.On
		}
	}
	return first, !first.IsZero()
}

// RemindedOf is the last day of the limits of which units are reminded on the day: of
// one that ends on the next working day, and of what ended before; false on a day of
// rest. These are manners of the house, no limit of a law.
func RemindedOf(day civil.Date, calendar workday.Calendar) (civil.Date, bool) {
	return calendar.OrNext(day.AddDays(1)), calendar.IsWorkday(day)
}

// What the portal says by itself, once a day.
var (
	isReminderDay = guard("no_reminder", func(s flow.Situation) bool {
		last, ok := RemindedOf(s.Today(), s.Law.Calendar)
		due, asked := AskedBy(s.Item)
		return ok && asked && !due.After(last)
	})
	notRemindedToday = flow.Repair.OnceADay("reminded", Remind)
)

// What people say to the unit that it waits for, once a day: nothing once its document is
// there.
var (
	isAwaited = lasting("answered_on_paper", func(s flow.Situation) bool {
		return s.Item.State != Signing || !proposedOnPaper(s.Item)
	})
	notChasedToday = flow.Repair.OnceADay("chased", Chase).Stays()
)
