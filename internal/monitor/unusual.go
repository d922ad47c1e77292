package monitor

import (
	"maps"
	"slices"

	"creditportal/internal/civil"
)

// Sign is what is unusual about a day of somebody's looks (art. 25, 32).
type Sign string

// The signs.
const (
	TooMany   Sign = "too_many"   // more data subjects than anybody's work needs
	OverOwn   Sign = "over_own"   // several times as many as they usually look at
	OverPeers Sign = "over_peers" // of a new account: several times as many as the others
	AtNight   Sign = "at_night"   // while nobody is at work
	Forged    Sign = "forged"     // rows of the logs that the portal did not write
	Doubtful  Sign = "doubtful"   // a look for which who audits found no good reason

	// Sampled is no sign of anything: one look in a hundred is drawn, and who audits
	// asks what it was for.
	Sampled Sign = "sampled"
)

// Signs lists every sign of which the authority is told.
func Signs() []Sign { return []Sign{TooMany, OverOwn, OverPeers, AtNight, Forged, Doubtful} }

// Key returns the message key of the sign.
func (s Sign) Key() string { return "alert.sign." + string(s) }

// Thresholds say from where on looks are unusual. They are what an office wants to
// see, no limits of a law.
type Thresholds struct {
	Most     int // data subjects a day, whoever looks
	Floor    int // data subjects a day; comparison makes no fewer unusual
	OverOwn  int // times one's own median
	OverMany int // times the median of the others
	Night    int // looks in a night
}

// Usual are the thresholds of an office of a district.
func Usual() Thresholds { return Thresholds{Most: 100, Floor: 30, OverOwn: 3, OverMany: 5, Night: 10} }

// The hours from which and until which it is night.
const (
	NightFrom  = 21
	NightUntil = 6
)

// Back is how many days back usual days are looked for.
const Back = 30

// What a comparison rests on at least: days of one's own, and others.
const (
	fewestDays   = 5
	fewestOthers = 3
)

// Looked is what a member of staff looked at on a day.
type Looked struct {
	Account  int64 // row id
	Day      civil.Date
	Subjects int // data subjects, each counted once
	Night    int // looks in the night that ended on the day
}

// Alarm is something unusual, not yet told.
type Alarm struct {
	Sign    Sign
	Account int64 // row id; zero: nobody known
	Day     civil.Date
	Look    string // public id of the look that it is about; "" for a day of looks
	Count   int
	Usual   int // what the count is held against
}

// Unusual returns what is unusual about the day, given the looks of the day and of
// the days before it. A day without any look is no usual day. The order is that
// of accounts, then of signs.
func Unusual(list []Looked, on civil.Date, t Thresholds) []Alarm {
	own := map[int64][]int{}
	var today []Looked
	for _, l := range list {
		switch {
		case l.Day == on:
			today = append(today, l)
		case l.Day.Before(on) && l.Subjects > 0 && l.Day.DaysUntil(on) <= Back:
			own[l.Account] = append(own[l.Account], l.Subjects)
		}
	}
	usual := map[int64]int{}
	for account, days := range own {
		if len(days) >= fewestDays {
			usual[account] = median(days)
		}
	}
	slices.SortFunc(today, func(a, b Looked) int { return int(a.Account - b.Account) })
	var found []Alarm
	for _, l := range today {
		found = append(found, signsOf(l, usual, t)...)
	}
	return found
}

func signsOf(l Looked, usual map[int64]int, t Thresholds) []Alarm {
	var found []Alarm
	tell := func(s Sign, count, most int) {
		if count > most {
			found = append(found, Alarm{Sign: s, Account: l.Account, Day: l.Day, Count: count, Usual: most})
		}
	}
	tell(TooMany, l.Subjects, t.Most)
	// whoever has days of their own is held against these: an office in which one
	// sits at the window and four do not would be told of that one every day
	if own, known := usual[l.Account]; known {
		tell(OverOwn, l.Subjects, max(t.Floor, t.OverOwn*own))
	} else if len(usual) >= fewestOthers {
		tell(OverPeers, l.Subjects, max(t.Floor, t.OverMany*median(slices.Collect(maps.Values(usual)))))
	}
	tell(AtNight, l.Night, t.Night)
	return found
}
