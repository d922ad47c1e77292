package notice

import (
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/workday"
)

// Errand is something to be done after the act that owed it: for a letter, or
// word about an item that no letter is needed for.
type Errand string

// The errands of the outbox.
const (
	Print    Errand = "print"    // make the form that goes to paper
	Announce Errand = "announce" // say that there is a letter, never what is in it
	Remind   Errand = "remind"   // remind the provider of an item that it has, by its number alone
	Reply    Errand = "reply"    // say that a message was answered, by its number alone
	Answered Errand = "answered" // say to who objected that an answer can be read and commented on, by its number alone
	Identity Errand = "identity" // say that it is decided whether pictures of a document prove who somebody is
)

// Errands lists every errand.
func Errands() []Errand { return []Errand{Print, Announce, Remind, Reply, Answered, Identity} }

// Outcome is how an errand ended.
type Outcome string

// The outcomes of an errand.
const (
	Sent     Outcome = "sent"     // done as asked
	Unneeded Outcome = "unneeded" // nobody to be told, or no form to be made
	GivenUp  Outcome = "given_up" // tried too often
)

// Parcel is an errand on its way (发件箱).
type Parcel struct {
	ID     int64
	Errand Errand
	Notice int64 // row id; zero for word about an item
	Item   int64 // row id; zero for a letter
	DueAt  time.Time
	Tries  int // before this one
}

// The hours in which word of a letter leaves, and how long a failed errand
// rests: the house's own manners, no limits of the law.
const (
	quietUntil = 8*time.Hour + 30*time.Minute
	quietFrom  = 18 * time.Hour
	firstRest  = 30 * time.Second
	longRest   = 6 * time.Hour
)

// MostTries is how often an errand fails before it is given up: over some four
// days, in which somebody has seen that the mail server is down.
const MostTries = 24

// LeavesAt is when word of the letter may leave: a receipt at once, all else in
// working hours. When it lies in the inbox is another matter.
func LeavesAt(k Kind, at time.Time, c workday.Calendar) time.Time {
	if k == Receipt {
		return at
	}
	return InHours(at, c)
}

// InHours is the moment at, or the beginning of the next working hours.
func InHours(at time.Time, c workday.Calendar) time.Time {
	today := civil.Of(at)
	since := at.Sub(today.Start())
	if c.IsWorkday(today) && since >= quietUntil && since < quietFrom {
		return at
	}
	if since >= quietUntil {
		today = today.AddDays(1)
	}
	return c.OrNext(today).Start().Add(quietUntil)
}

// RestAfter is how long an errand rests after so many failures: twice as long
// each time, at most a quarter of a day.
func RestAfter(failures int) time.Duration {
	rest := firstRest
	for range failures - 1 {
		if rest *= 2; rest > longRest {
			return longRest
		}
	}
	return rest
}
