package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"time"

	"gorm.io/gorm"

	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
)

type actRow struct {
	ID int64
	Op string
	At instant
}

type eventRow struct {
	ID        int64
	ActID     int64
	Did       string
	Object    string
	ActorName string
	ActorSide string
	ActorRole string
	At        instant
	Reason    string
	Detail    string
	Salt      []byte
	Mark      []byte // see log.go
}

var (
	acts   = newTable[actRow]("acts")
	events = newTable[eventRow]("events")
)

// The patience of a write.
const (
	writeTimeout  = 60 * time.Second
	lookupTimeout = 3 * time.Second
	writeTries    = 3
	firstPause    = 20 * time.Millisecond
)

// errDone says that the operation was made true before.
var errDone = errors.New("operation done before")

// tx is a transaction of one act.
type tx struct {
	*gorm.DB
	act     int64
	at      time.Time
	shown   bool                 // what pages are read by changed: the catalog, the providers
	touched []changeRow          // records whose public face changed
	raised  map[int64]civil.Date // subjects to which a last day was added
	recount map[int64]bool       // subjects from which a last day may be gone
	last    func() error         // what draws numbers, see numbered
	ends    []ended              // what ended or came back, see end
	lines   []int64              // of the erasure list that say so
	replays bool                 // the list says so already
	rekeyed map[int64]*alias     // business keys by which records are known too now

	represented map[int64]string // legal representatives that registration data name now, by subject
	standing    map[int64]string // whether a subject still exists by its registration data
}

// numbered leaves to the end of the transaction what draws numbers: nobody else
// draws one from then to the commit, so nothing else may lie between.
func (t *tx) numbered(draw func() error) { t.last = draw }

// write is the only way to change anything: one transaction with its event.
// An operation that was done before is not done again and is no error. The
// whole is tried again, under the same operation, when the database says that
// it stood in somebody's way or does not say whether it committed.
func (s *Store) write(ctx context.Context, e audit.Event, do func(*tx) error) error {
	if e.Op == "" || e.Did == "" {
		return errors.New("writing: an act needs its name and its operation key")
	}
	if err := s.open(); err != nil {
		return err
	}
	return s.persist(ctx, e, do)
}

// persist tries to make an act true until it is, or is refused.
func (s *Store) persist(ctx context.Context, e audit.Event, do func(*tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	var err error
	for try := range writeTries {
		if try > 0 {
			pause(ctx, try)
		}
		err = s.attempt(ctx, e, do)
		if errors.Is(err, errDone) {
			return nil
		}
		if !isBusy(err) && !isUnique(err) {
			return err
		}
	}
	if isUnique(err) {
		return &fault.Error{Kind: fault.Stale, Key: "store.fault.stale", Err: err}
	}
	return &fault.Error{Kind: fault.Unavailable, Key: "store.fault.unavailable", Err: err}
}

// pause waits a little longer each time, never in step with others.
func pause(ctx context.Context, try int) {
	wait := firstPause << try
	timer := time.NewTimer(wait + rand.N(wait)) //nolint:gosec // no secret
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func (s *Store) attempt(ctx context.Context, e audit.Event, do func(*tx) error) error {
	if s.dialect == liteDialect {
		release, err := s.turn(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	g := s.private.WithContext(ctx).Begin(s.isolation())
	if g.Error != nil {
		return fmt.Errorf("beginning %s: %w", e.Did, g.Error)
	}
	t := &tx{
		DB: g, act: s.ids.next(1), at: e.At, raised: map[int64]civil.Date{}, recount: map[int64]bool{},
		represented: map[int64]string{}, standing: map[int64]string{}, rekeyed: map[int64]*alias{},
	}
	defer g.Rollback() // does nothing after a commit
	if err := s.perform(t, e, do); err != nil {
		s.settled(t, ledger.Void)
		return err
	}
	if err := g.Commit().Error; err != nil {
		if err := s.settle(ctx, e.Op, err); err != nil {
			return err // nobody knows: the lines stay open until somebody asks again
		}
	}
	s.settled(t, ledger.Happened)
	return nil
}

// turn lets the writers of one process wait in a line where the database has
// room for one: SQLite lets them try again and again, and the unlucky for long.
func (s *Store) turn(ctx context.Context) (release func(), err error) {
	select {
	case s.writing <- struct{}{}:
		return func() { <-s.writing }, nil
	case <-ctx.Done():
		return nil, &fault.Error{Kind: fault.Unavailable, Key: "store.fault.unavailable", Err: ctx.Err()}
	}
}

// isolation is READ COMMITTED where there is a choice; correctness rests on
// guards, never on it.
func (s *Store) isolation() *sql.TxOptions {
	if s.dialect == mysqlDialect {
		return &sql.TxOptions{Isolation: sql.LevelReadCommitted}
	}
	return nil
}

func (s *Store) perform(t *tx, e audit.Event, do func(*tx) error) error {
	if err := acts.insert(t.DB, []actRow{{ID: t.act, Op: e.Op, At: instant{e.At}}}); err != nil {
		if isUnique(err) {
			return errDone
		}
		return err
	}
	if err := do(t); err != nil {
		return err
	}
	if err := errors.Join(t.stand(), s.replaceReps(t)); err != nil {
		return err
	}
	if err := s.tell(t, e); err != nil {
		return err
	}
	if err := t.moveLastDays(); err != nil {
		return err
	}
	if err := s.intend(t); err != nil {
		return err
	}
	if t.last != nil {
		if err := t.last(); err != nil {
			return err
		}
	}
	return s.publish(t)
}

// tell writes the event into the trail.
func (s *Store) tell(t *tx, e audit.Event) error {
	detail, err := json.Marshal(detailOf(e))
	if err != nil {
		return fmt.Errorf("writing the event %s: %w", e.Did, err)
	}
	salt, err := newSalt(ledger.SaltSize)
	if err != nil {
		return err
	}
	row := eventRow{
		ID: s.ids.next(1), ActID: t.act, Did: string(e.Did), Object: e.On, ActorName: e.By.Name,
		ActorSide: string(e.By.Side), ActorRole: string(e.By.Role), At: instant{e.At},
		Reason: e.Reason, Detail: string(detail), Salt: salt,
	}
	row.Mark = s.mark(eventLine(&row))
	return events.insert(t.DB, []eventRow{row})
}

// detailOf is the detail of an event; of an act for somebody else it names the
// mandate under which it was done.
func detailOf(e audit.Event) map[string]string {
	if e.By.Mandate == 0 {
		return e.Detail
	}
	detail := map[string]string{"mandate": strconv.FormatInt(e.By.Mandate, 10)}
	maps.Copy(detail, e.Detail)
	return detail
}

// settle looks, on a connection of its own, for an operation whose COMMIT was
// answered by an error: it may have been made true all the same.
func (s *Store) settle(ctx context.Context, op string, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookupTimeout)
	defer cancel()
	done, err := s.Done(ctx, op)
	if err != nil {
		return fmt.Errorf("%w: %w; and looking for it: %w", errLost, cause, err)
	}
	if !done {
		return fmt.Errorf("%w: %w", errLost, cause)
	}
	return nil
}

// Done says whether the operation has been made true.
func (s *Store) Done(ctx context.Context, op string) (bool, error) {
	var n int64
	if err := s.jobs.WithContext(ctx).Table(acts.name).Where("op = ?", op).Count(&n).Error; err != nil {
		return false, fmt.Errorf("looking for an operation: %w", err)
	}
	return n > 0, nil
}
