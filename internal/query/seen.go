package query

import (
	"context"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// OfLooks is the object of a look at who looked at oneself.
const OfLooks = "looks"

// MostSeen is how many lines of looks a subject is shown at once, the newest; the
// last day is shown whole.
const MostSeen = 500

// Seen is what a subject learns of looks at it (谁查过我): one line for each
// enquirer, object and day (rulings 32). Of an officer it names the side, the unit
// and the role, and not the person.
type Seen struct {
	ID       string    // public id of the newest of the looks
	At       time.Time // of the newest
	Times    int
	Side     actor.Side
	Role     actor.Role
	Unit     string // code of the provider, on the provider's side
	Enquirer string // name, of who looked by an authorisation alone
	For      string // name of on whose behalf, where it is by an authorisation
	Basis    Basis
	Purpose  Purpose
	Words    string // of the enquirer, where the subject was asked
	Channel  Channel
	Items    []string
	Refused  bool
	Own      bool // by the subject itself, or by its agent
}

// SeenFilter says which looks at itself a subject wants to see.
type SeenFilter struct {
	Own      bool       // those by itself and by its agents are among them
	From, To civil.Date // days, both in it; zero: no bound
	Through  Channel    // "": on the page
}

// Seen lists who looked at the subject that the actor speaks for, the newest
// first. It returns the day on which the list goes on, the zero Date where it is at
// its end. The list is itself shown under an entry of the log.
func (a *Auditor) Seen(ctx context.Context, by actor.Actor, f SeenFilter) ([]Seen, civil.Date, error) {
	none := civil.Date{}
	if by.Side != actor.Subject || by.Subject == 0 || !by.May(actor.Querying) {
		return nil, none, fault.New(fault.NotFound, "query.fault.nobody", nil)
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	list, next, err := a.joined(ctx, Filter{
		Subject: by.Subject, Others: !f.Own, From: f.From, To: f.To, Size: MostSeen,
	})
	if err != nil {
		return nil, none, inTime(ctx, err)
	}
	_, err = a.desk.Note(ctx, Entry{
		By: by, Basis: Self, Channel: f.Through, Subject: by.Subject, Object: OfLooks, Count: len(list),
	})
	if err != nil {
		return nil, none, err
	}
	return list, next, nil
}

// joined reads the log on until there are as many lines as are shown, and their last
// day is whole: one who looks often is one line, and pushes nobody else off the list.
func (a *Auditor) joined(ctx context.Context, f Filter) ([]Seen, civil.Date, error) {
	var looks []Logged
	for {
		page, err := a.log.Looks(ctx, f)
		if err != nil {
			return nil, civil.Date{}, err
		}
		looks = append(looks, page...)
		list := seenOf(looks)
		if full, next := wholeDays(list); !next.IsZero() {
			return full, next, nil
		}
		if len(page) < f.Size {
			return list, civil.Date{}, nil
		}
		f.After = page[len(page)-1].Place
	}
}

// wholeDays cuts a list behind the day on which it is long enough, and returns the
// day that comes next; the zero Date where it has not come to one yet.
func wholeDays(list []Seen) ([]Seen, civil.Date) {
	if len(list) <= MostSeen {
		return list, civil.Date{}
	}
	last := civil.Of(list[MostSeen-1].At)
	for i, line := range list[MostSeen:] {
		if day := civil.Of(line.At); day.Before(last) {
			return list[:MostSeen+i], day
		}
	}
	return list, civil.Date{}
}

// Theirs says whether the actor may have the proof of the look: whoever looked,
// and whoever speaks for whom it was about.
func (a *Auditor) Theirs(ctx context.Context, by actor.Actor, id string) error {
	looks, err := a.log.Looks(ctx, Filter{ID: id, Size: 1})
	if err != nil {
		return err
	}
	if len(looks) == 1 && id != "" {
		e := looks[0].Entry
		about := by.Subject != 0 && e.Subject == by.Subject && by.May(actor.Querying)
		if about || by.Account != 0 && e.By.Account == by.Account {
			return nil
		}
	}
	return fault.New(fault.NotFound, "query.fault.unknown", nil)
}

// seenOf joins the looks of one account at one object on one day; what was
// shown and what was refused stay apart.
func seenOf(looks []Logged) []Seen {
	type line struct {
		account int64
		object  string
		basis   Basis
		purpose Purpose
		day     civil.Date
		refused bool
	}
	at := map[line]int{}
	var list []Seen
	for _, l := range looks {
		key := line{l.By.Account, l.Object, l.Basis, l.Purpose, civil.Of(l.At), l.Refused}
		i, known := at[key]
		if !known {
			i, at[key] = len(list), len(list)
			list = append(list, seen(l.Entry))
		}
		list[i].Times++
		list[i].Items = slices.Compact(slices.Sorted(slices.Values(append(list[i].Items, l.Items...))))
	}
	return list
}

func seen(e Entry) Seen {
	s := Seen{
		ID: e.ID, At: e.At, Side: e.By.Side, Role: e.By.Role, Unit: e.By.Unit, Basis: e.Basis, Purpose: e.Purpose,
		Channel: e.Channel, Refused: e.Refused, Own: e.Basis == Self,
	}
	if e.Basis == Authorised {
		s.Words, s.For = e.Words, e.For
		if e.By.Side == actor.Subject {
			s.Enquirer = e.By.Name
		}
	}
	return s
}
