package post

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"creditportal/internal/account"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
	"creditportal/internal/workday"
)

// Outbox is where errands wait.
type Outbox interface {
	// Due returns at most n errands that are due, the oldest first.
	Due(ctx context.Context, at time.Time, n int) ([]notice.Parcel, error)
	// Claim takes the errand for the caller alone, to the moment until; it says
	// whether the caller has it.
	Claim(ctx context.Context, p notice.Parcel, until time.Time) (bool, error)
	// Postpone lets a claimed errand wait; with blame it counts as a try.
	Postpone(ctx context.Context, p notice.Parcel, claimed, due time.Time, blame bool) error
	// Finish ends the errand.
	Finish(ctx context.Context, p notice.Parcel, at time.Time, outcome notice.Outcome) error
}

// Letters is where letters and those they are for are found.
type Letters interface {
	// LetterOf returns the letter that an errand is for.
	LetterOf(ctx context.Context, p notice.Parcel) (notice.Notice, error)
	// KeepPaper keeps the form for paper; one that is kept already stays.
	KeepPaper(ctx context.Context, n notice.Notice, body []byte) error
	// ContactsOf returns where word of a letter goes.
	ContactsOf(ctx context.Context, n notice.Notice) ([]account.Contact, error)
	// WordOf returns the item that word is about, alone in its request, and where it goes.
	WordOf(ctx context.Context, p notice.Parcel) (flow.Request, []account.Contact, error)
}

// Trade is what a courier is equipped with.
type Trade struct {
	Carrier  Carrier
	Draw     func(n notice.Notice) ([]byte, error)             // the form for paper
	Word     func(n notice.Notice, to account.Contact) Message // that there is a letter
	Tell     func(w Word, to account.Contact) Message          // that there is something about an item
	Calendar func() workday.Calendar                           // says when working hours are
	Now      func() time.Time
	Log      *slog.Logger
}

// Word is what is said about an item without a letter.
type Word struct {
	Errand  notice.Errand
	Request flow.Request // holds the item alone
}

// Courier carries out the errands of an outbox. Several may do so at once, in
// several processes: each errand is claimed first.
type Courier struct {
	outbox  Outbox
	letters Letters
	Trade

	lock sync.Mutex
	told map[int64]map[string]bool // contacts that were told in an attempt that failed for others
}

// NewCourier returns a courier.
func NewCourier(outbox Outbox, letters Letters, trade Trade) *Courier {
	return &Courier{outbox: outbox, letters: letters, Trade: trade, told: map[int64]map[string]bool{}}
}

// How many errands one round takes, and how long an errand is a courier's alone:
// longer than any mail server is waited for.
const (
	mostAtOnce = 50
	lease      = 5 * time.Minute
)

// Round carries out the errands that are due, and returns how many there were.
// What fails waits longer each time, and is lost never.
func (c *Courier) Round(ctx context.Context) (int, error) {
	due, err := c.outbox.Due(ctx, c.Now(), mostAtOnce)
	if err != nil {
		return 0, err
	}
	for _, p := range due {
		if err := c.carryOut(ctx, p); err != nil {
			return len(due), err
		}
	}
	return len(due), nil
}

func (c *Courier) carryOut(ctx context.Context, p notice.Parcel) error {
	claimed := c.Now().Add(lease).Truncate(time.Millisecond)
	mine, err := c.outbox.Claim(ctx, p, claimed)
	if err != nil || !mine {
		return err
	}
	leaves, outcome, err := c.done(ctx, p)
	if err == nil && leaves.After(c.Now()) {
		return c.outbox.Postpone(ctx, p, claimed, leaves, false)
	}
	if err != nil {
		return c.failed(ctx, p, claimed, err)
	}
	c.forget(p)
	return c.outbox.Finish(ctx, p, c.Now(), outcome)
}

// done does the errand, and says how it ended; or when it may leave, where that
// is later.
func (c *Courier) done(ctx context.Context, p notice.Parcel) (time.Time, notice.Outcome, error) {
	switch p.Errand {
	case notice.Print, notice.Announce:
		return c.serve(ctx, p)
	case notice.Remind, notice.Reply, notice.Answered, notice.Identity:
		if at := notice.InHours(c.Now(), c.Calendar()); at.After(c.Now()) {
			return at, "", nil
		}
		r, contacts, err := c.letters.WordOf(ctx, p)
		if err != nil {
			return time.Time{}, "", err
		}
		outcome, err := c.announce(ctx, p, contacts, func(to account.Contact) Message {
			return c.Tell(Word{p.Errand, r}, to)
		})
		return time.Time{}, outcome, err
	}
	return time.Time{}, "", fmt.Errorf("nobody knows the errand %q", p.Errand)
}

// serve does what is owed for a letter.
func (c *Courier) serve(ctx context.Context, p notice.Parcel) (time.Time, notice.Outcome, error) {
	n, err := c.letters.LetterOf(ctx, p)
	if err != nil {
		return time.Time{}, "", err
	}
	if p.Errand == notice.Print {
		return time.Time{}, notice.Sent, c.print(ctx, n)
	}
	if at := notice.LeavesAt(n.Kind, c.Now(), c.Calendar()); at.After(c.Now()) {
		return at, "", nil
	}
	contacts, err := c.letters.ContactsOf(ctx, n)
	if err != nil {
		return time.Time{}, "", err
	}
	outcome, err := c.announce(ctx, p, contacts, func(to account.Contact) Message { return c.Word(n, to) })
	return time.Time{}, outcome, err
}

// failed lets the errand wait, or gives it up. The reason is noted without
// anything of the letter.
func (c *Courier) failed(ctx context.Context, p notice.Parcel, claimed time.Time, why error) error {
	if ctx.Err() != nil {
		return ctx.Err() // the lease runs out, somebody else begins anew
	}
	tries := p.Tries + 1
	c.Log.WarnContext(ctx, "an errand failed",
		"errand", string(p.Errand), "parcel", strconv.FormatInt(p.ID, 10), "tries", tries, "error", why)
	if tries >= notice.MostTries {
		c.forget(p)
		return c.outbox.Finish(ctx, p, c.Now(), notice.GivenUp)
	}
	return c.outbox.Postpone(ctx, p, claimed, c.Now().Add(notice.RestAfter(tries)), true)
}

func (c *Courier) print(ctx context.Context, n notice.Notice) error {
	body, err := c.Draw(n)
	if err != nil {
		return err
	}
	return c.letters.KeepPaper(ctx, n, body)
}

// announce tells each contact once, also over several attempts.
func (c *Courier) announce(
	ctx context.Context, p notice.Parcel, contacts []account.Contact, say func(account.Contact) Message,
) (notice.Outcome, error) {
	outcome := notice.Unneeded
	var failed error
	for _, to := range contacts {
		if c.wasTold(p, to) {
			outcome = notice.Sent
			continue
		}
		m := say(to)
		m.ID = strconv.FormatInt(p.ID, 36)
		err := c.Carrier.Carry(ctx, m)
		switch {
		case err == nil:
			c.tell(p, to)
			outcome = notice.Sent
		case errors.Is(err, ErrRefused):
			c.Log.WarnContext(ctx, "a contact takes no messages", "to", to.Masked())
			if outcome == notice.Unneeded {
				outcome = notice.GivenUp
			}
		case !errors.Is(err, ErrNoCarrier):
			failed = err
		}
	}
	return outcome, failed
}

func (c *Courier) wasTold(p notice.Parcel, to account.Contact) bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.told[p.ID][to.Address]
}

func (c *Courier) tell(p notice.Parcel, to account.Contact) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.told[p.ID] == nil {
		c.told[p.ID] = map[string]bool{}
	}
	c.told[p.ID][to.Address] = true
}

func (c *Courier) forget(p notice.Parcel) {
	c.lock.Lock()
	defer c.lock.Unlock()
	delete(c.told, p.ID)
}
