package monitor

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"creditportal/internal/civil"
)

// offices is how many offices the simulation has; trainedDays and watchedDays are
// how long each works before its alerts are counted, and while they are.
const (
	offices     = 200
	trainedDays = 45
	watchedDays = 60
	sold        = 325 // looks a day of who sells what they see
)

// simulated is a clerk of an office: how many data subjects an ordinary day brings.
type simulated struct {
	account int64
	rate    float64
	late    float64 // share of days on which they stay into the evening
}

func simulate(r *rand.Rand) []simulated {
	clerks := make([]simulated, 3+r.IntN(10))
	for i := range clerks {
		clerks[i] = simulated{int64(i + 1), 2 + 33*r.Float64()*r.Float64(), 0.05 * r.Float64()}
	}
	return clerks
}

// day is what a clerk looks at on a working day: busier at the beginning of a
// month, and now and then away.
func (c simulated) day(r *rand.Rand, on civil.Date) Looked {
	l := Looked{Account: c.account, Day: on}
	if r.Float64() < 0.08 {
		return l
	}
	rate := c.rate
	if on.Day() <= 5 {
		rate *= 1.4
	}
	l.Subjects = poisson(r, rate)
	if r.Float64() < c.late {
		l.Night = r.IntN(6)
	}
	return l
}

func poisson(r *rand.Rand, mean float64) int {
	limit, product, n := math.Exp(-mean), r.Float64(), 0
	for product > limit {
		product *= r.Float64()
		n++
	}
	return n
}

func mustDay(t *testing.T, text string) civil.Date {
	t.Helper()
	on, err := civil.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

func TestAClerkWhoLooksUp325PeopleADayIsNoticedOnTheFirstDayInEveryOfficeAndHonestOnesHardlyEver(t *testing.T) {
	first := mustDay(t, "2026-01-05")
	missed, months, falseAlarms := 0, 0.0, map[int64]int{}
	for seed := range uint64(offices) {
		r := rand.New(rand.NewPCG(seed, 2026)) // the same offices each time
		clerks := simulate(r)
		thief := clerks[r.IntN(len(clerks))]
		var list []Looked
		for n := range trainedDays + watchedDays {
			on := first.AddDays(n)
			if n%7 >= 5 { // Saturday, Sunday
				continue
			}
			for _, c := range clerks {
				list = append(list, c.day(r, on))
			}
			if n < trainedDays {
				continue
			}
			for _, a := range Unusual(list, on, Usual()) {
				falseAlarms[int64(seed)*100+a.Account]++
			}
		}
		months += float64(len(clerks)) * watchedDays / 30
		last := first.AddDays(trainedDays + watchedDays)
		for _, c := range clerks {
			l := c.day(r, last)
			if c.account == thief.account {
				l.Subjects = sold
			}
			list = append(list, l)
		}
		noticed := false
		for _, a := range Unusual(list, last, Usual()) {
			noticed = noticed || a.Account == thief.account
		}
		if !noticed {
			missed++
		}
	}
	most, all := 0, 0
	for _, n := range falseAlarms {
		most, all = max(most, n), all+n
	}
	t.Logf("%d offices: %d missed; %d false alerts in %.0f clerk-months, at most %d about one clerk in two months",
		offices, missed, all, months, most)
	if missed > 0 || most > watchedDays/30 {
		t.Errorf("%d of %d were missed; one honest clerk had %d alerts in %d days", missed, offices, most, watchedDays)
	}
}

func TestLooksAreHeldAgainstEverybodyOnesOwnDaysTheOthersAndTheHour(t *testing.T) {
	on := mustDay(t, "2026-06-15")
	quiet := func(account int64, subjects int) []Looked {
		var days []Looked
		for n := 1; n <= 10; n++ {
			days = append(days, Looked{Account: account, Day: on.AddDays(-n), Subjects: subjects})
		}
		return days
	}
	var before []Looked
	for account, subjects := range map[int64]int{1: 20, 2: 8, 3: 9, 4: 10} {
		before = append(before, quiet(account, subjects)...)
	}
	for name, c := range map[string]struct {
		day  Looked
		want []Sign
	}{
		"a day like the others":              {Looked{Account: 1, Subjects: 22}, nil},
		"three times one's own":              {Looked{Account: 1, Subjects: 60}, nil},
		"more than that":                     {Looked{Account: 1, Subjects: 61}, []Sign{OverOwn}},
		"a jump below what is worth a word":  {Looked{Account: 2, Subjects: 30}, nil},
		"as many as nobody needs":            {Looked{Account: 1, Subjects: 101}, []Sign{TooMany, OverOwn}},
		"a new account, five times the rest": {Looked{Account: 9, Subjects: 50}, nil},
		"a new account beyond that":          {Looked{Account: 9, Subjects: 51}, []Sign{OverPeers}},
		"a new account that nobody compares": {Looked{Account: 9, Subjects: 101}, []Sign{TooMany, OverPeers}},
		"ten looks at night":                 {Looked{Account: 1, Subjects: 5, Night: 10}, nil},
		"eleven":                             {Looked{Account: 1, Subjects: 5, Night: 11}, []Sign{AtNight}},
	} {
		c.day.Day = on
		var got []Sign
		for _, a := range Unusual(append([]Looked{c.day}, before...), on, Usual()) {
			if a.Account != c.day.Account || a.Count <= a.Usual || a.Day != on {
				t.Errorf("%s: %+v", name, a)
			}
			got = append(got, a.Sign)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}
