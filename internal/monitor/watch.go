package monitor

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// MostWords is how many characters have room that say what was found.
const MostWords = 500

// Alert is an alarm that was raised, and what came of it.
type Alert struct {
	ID int64
	Alarm
	PublicID string
	Name     string // of whose looks they were; "" for nobody known
	Unit     string // code of their unit
	RaisedAt time.Time
	ClosedAt time.Time // zero: nobody has answered it yet
	ClosedBy string    // name
	Words    string    // what was found; kept encrypted
	Finding  string    // of who audits, where the look was drawn by chance; kept encrypted
	Version  int
}

// Open says whether nobody has answered it yet.
func (a Alert) Open() bool { return a.ClosedAt.IsZero() }

// LookStore counts looks of staff at data subjects.
type LookStore interface {
	// Looked counts what each member of staff looked at on the day.
	Looked(ctx context.Context, on civil.Date) ([]Looked, error)
	// LooksOfStaff counts all looks on the day.
	LooksOfStaff(ctx context.Context, on civil.Date) (int, error)
	// LookOfStaff returns whose look is the one with the number, from zero, and its
	// public id; fault.NotFound for none.
	LookOfStaff(ctx context.Context, on civil.Date, number int) (account int64, look string, err error)
}

// AlertStore keeps alerts.
type AlertStore interface {
	// RaiseAlert makes an alert true; a second one by the same operation is none.
	RaiseAlert(ctx context.Context, a Alert, e audit.Event) error
	// Alerts lists at most so many of the signs, open ones first, the newest first.
	Alerts(ctx context.Context, signs []Sign, most int) ([]Alert, error)
	// OpenAlerts counts those of the signs that nobody has answered.
	OpenAlerts(ctx context.Context, signs []Sign) (int, error)
	// Alert returns the alert with the public id; fault.NotFound for none.
	Alert(ctx context.Context, publicID string) (Alert, error)
	// CloseAlert makes true what was found, together with the alert that follows from
	// it, if any; fault.Stale when somebody did before.
	CloseAlert(ctx context.Context, a Alert, further *Alert, e audit.Event) error
}

// Watch looks for what is unusual about the looks of staff, and keeps what the
// authority finds about it (art. 25, 32).
type Watch struct {
	store      AlertStore
	looks      LookStore
	thresholds Thresholds
	now        func() time.Time

	mu    sync.Mutex
	past  map[civil.Date][]Looked // days that are over do not change
	drawn civil.Date              // the last day of whose looks some were drawn
}

// NewWatch returns the watch over the alerts of the store and the looks of the log.
func NewWatch(store AlertStore, looks LookStore, t Thresholds, now func() time.Time) *Watch {
	return &Watch{store: store, looks: looks, thresholds: t, now: now, past: map[civil.Date][]Looked{}}
}

// missed is how many days are looked at beside today, so that what happened while
// the portal stood still is told of afterwards.
const missed = 7

// Look raises an alert for everything unusual about today and the days before it
// that has none yet. Several processes may look at once.
func (w *Watch) Look(ctx context.Context) error {
	today := civil.Of(w.now())
	for ago := missed; ago >= 0; ago-- {
		on := today.AddDays(-ago)
		var list []Looked
		for n := Back; n >= 0; n-- {
			looked, err := w.looked(ctx, on.AddDays(-n), today)
			if err != nil {
				return err
			}
			list = append(list, looked...)
		}
		for _, a := range Unusual(list, on, w.thresholds) {
			if err := w.Raise(ctx, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Watch) looked(ctx context.Context, on, today civil.Date) ([]Looked, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if known, ok := w.past[on]; ok {
		return known, nil
	}
	list, err := w.looks.Looked(ctx, on)
	if err == nil && on.DaysUntil(today) > 1 { // what was under way at midnight is in the log by then
		w.past[on] = list
		delete(w.past, on.AddDays(-Back-missed-2))
	}
	return list, err
}

// Raise raises an alert for the alarm, once.
func (w *Watch) Raise(ctx context.Context, a Alarm) error {
	of := a.Day.String()
	if a.Look != "" {
		of = a.Look
	}
	return w.raise(ctx, a, fmt.Sprintf("alert/%s/%d/%s", a.Sign, a.Account, of))
}

func (w *Watch) alert(a Alarm) Alert {
	return Alert{Alarm: a, PublicID: strings.ToLower(rand.Text()), RaisedAt: w.now(), Version: 1}
}

func (w *Watch) raise(ctx context.Context, a Alarm, op string) error {
	alert := w.alert(a)
	return w.store.RaiseAlert(ctx, alert, audit.Event{
		Did: audit.AlertRaised, On: objectOf(alert), By: actor.System(), At: alert.RaisedAt, Op: op,
	})
}

func objectOf(a Alert) string { return "alert/" + a.PublicID }

// mostAlerts is how many alerts are listed.
const mostAlerts = 200

// Alerts lists the newest alerts, open ones first.
func (w *Watch) Alerts(ctx context.Context) ([]Alert, error) {
	return w.store.Alerts(ctx, Signs(), mostAlerts)
}

// Open counts the alerts that nobody has answered.
func (w *Watch) Open(ctx context.Context) (int, error) { return w.store.OpenAlerts(ctx, Signs()) }

// Sample lists the looks that were drawn, those that nobody has judged first.
func (w *Watch) Sample(ctx context.Context) ([]Alert, error) {
	return w.store.Alerts(ctx, []Sign{Sampled}, mostAlerts)
}

// oneIn is of how many looks one is drawn.
const oneIn = 100

// Draw draws one in a hundred of the looks of each day that is over, and at least
// one where there were any: by chance, once a day, whoever of several processes does
// it.
func (w *Watch) Draw(ctx context.Context) error {
	today := civil.Of(w.now())
	for ago := missed; ago > 0; ago-- {
		on := today.AddDays(-ago)
		if w.wasDrawn(on) {
			continue
		}
		if err := w.drawOf(ctx, on); err != nil {
			return err
		}
		w.mu.Lock()
		w.drawn = on
		w.mu.Unlock()
	}
	return nil
}

func (w *Watch) wasDrawn(on civil.Date) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !on.After(w.drawn)
}

func (w *Watch) drawOf(ctx context.Context, on civil.Date) error {
	all, err := w.looks.LooksOfStaff(ctx, on)
	if err != nil {
		return err
	}
	for i := range (all + oneIn - 1) / oneIn {
		account, look, err := w.looks.LookOfStaff(ctx, on, i*oneIn+int(draw(min(oneIn, all-i*oneIn))))
		if err != nil {
			return err
		}
		drawn := Alarm{Sign: Sampled, Account: account, Day: on, Look: look, Count: 1}
		if err := w.raise(ctx, drawn, fmt.Sprintf("sample/%s/%d", on, i)); err != nil {
			return err
		}
	}
	return nil
}

// draw is a number below n that nobody foresees.
func draw(n int) int64 {
	drawn, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil { // the system's source of chance does not fail
		return 0
	}
	return drawn.Int64()
}

// Judge says what was found about a look that was drawn; one that was not in order
// is told to the authority. The errors are those of Close.
func (w *Watch) Judge(
	ctx context.Context, publicID, words string, inOrder bool, by actor.Actor, version int, op string,
) error {
	return w.close(ctx, publicID, words, !inOrder, by, version, op)
}

// Alert returns the alert with the public id; fault.NotFound for none.
func (w *Watch) Alert(ctx context.Context, publicID string) (Alert, error) {
	return w.store.Alert(ctx, publicID)
}

// Close says what was found about an alert that the actor saw in the version.
// fault.Invalid for no words or too many, fault.Forbidden for whose looks they
// were, fault.NotFound for an alert that is not there, fault.Stale when somebody
// closed it before.
func (w *Watch) Close(ctx context.Context, publicID, words string, by actor.Actor, version int, op string) error {
	return w.close(ctx, publicID, words, false, by, version, op)
}

func (w *Watch) close(
	ctx context.Context, publicID, words string, doubtful bool, by actor.Actor, version int, op string,
) error {
	a, err := w.store.Alert(ctx, publicID)
	if err != nil {
		return err
	}
	words = strings.TrimSpace(words)
	switch n := utf8.RuneCountInString(words); {
	case a.Account == by.Account:
		return fault.New(fault.Forbidden, "alert.fault.own", nil)
	case n == 0 || n > MostWords:
		return fault.New(fault.Invalid, "alert.fault.words", fault.Args{"Most": MostWords})
	case !a.Open() || a.Version != version:
		return fault.New(fault.Stale, "alert.fault.closed", nil)
	}
	a.Words, a.ClosedAt, a.ClosedBy = words, w.now(), by.Name
	var further *Alert
	if doubtful {
		told := w.alert(a.Alarm)
		told.Sign, told.Finding = Doubtful, words
		further = &told
	}
	return w.store.CloseAlert(ctx, a, further, audit.Event{
		Did: audit.AlertClosed, On: objectOf(a), By: by, At: a.ClosedAt, Op: op,
	})
}
