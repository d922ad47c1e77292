package objection

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/workday"
)

//go:embed data/reminders.txt
var reminderData string

// reminders are the working days of a provider's limit on which it is reminded:
// manners of the house, no limit of a law. It is reminded too on the day on which
// the answer is asked for, and on each working day after that.
var reminders = mustDays(reminderData)

func mustDays(text string) []int {
	var list []int
	for word := range strings.FieldsSeq(text) {
		n, err := strconv.Atoi(word)
		if err != nil {
			panic(err) // embedded: wrong only if the build is broken
		}
		list = append(list, n)
	}
	return list
}

// remindsOn says whether the provider that has the item is reminded on the day.
func remindsOn(it flow.Item, calendar workday.Calendar, day civil.Date) bool {
	asked, ok := AskedOf(it, calendar)
	if !ok || !calendar.IsWorkday(day) {
		return false
	}
	return !day.Before(asked.By) || slices.Contains(reminders, calendar.Between(asked.Limit.Due.Start, day))
}

// Reminding is what of the limits that run tells on which items providers may
// have to be reminded on a day.
type Reminding struct {
	Day    civil.Date
	Starts []civil.Date // day 0 of a provider's limit
	Whole  civil.Date   // the whole ends on it or before: the answer was asked for by the day
}

// RemindingOn returns what tells it on the day; false on a day of rest.
func RemindingOn(day civil.Date, calendar workday.Calendar) (Reminding, bool) {
	if !calendar.IsWorkday(day) {
		return Reminding{}, false
	}
	on := Reminding{Day: day, Whole: calendar.OrNext(day.AddDays(1))}
	for start, n := day, 0; n <= slices.Max(reminders); n = calendar.Between(start, day) {
		if slices.Contains(reminders, n) {
			on.Starts = append(on.Starts, start)
		}
		start = start.AddDays(-1)
	}
	return on, true
}
