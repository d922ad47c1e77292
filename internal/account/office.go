package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Registry keeps the accounts of staff and what is asked for them.
type Registry interface {
	// Staff lists the accounts that are of no citizen and no agent, by login.
	Staff(ctx context.Context) ([]Account, error)
	// CommitAccount makes an act upon an account true, all of it or nothing, and returns
	// the account. fault.Stale when somebody was quicker, fault.Conflict when the
	// login is taken or the roles are not for one person.
	CommitAccount(ctx context.Context, c Change, e audit.Event) (Account, error)
	// Link returns a link that is not used; fault.NotFound for none.
	Link(ctx context.Context, key Key) (Link, error)
	// Asks lists what waits to be decided, the oldest first.
	Asks(ctx context.Context) ([]Ask, error)
	// LastSigns returns, by row id, when each of the accounts gave its last sign of
	// life: somebody was in by it, or it was made, given a link or enabled.
	LastSigns(ctx context.Context, of []Account) (map[int64]time.Time, error)
	// Trail lists what was done to the account, the newest first.
	Trail(ctx context.Context, account int64, most int) ([]audit.Event, error)
}

// Change is what an act upon an account makes true.
type Change struct {
	Account Account // as it shall stand, one version on; zero: none changes
	New     bool    // it is entered
	EndAll  bool    // its sessions end
	Invite  *Link   // is good from now on; those before are not
	Used    Key     // of the link that is used up; zero: none
	Codes   []string
	Asked   []Ask // are entered, for the account where they name none
	Decided *Ask  // is decided as it says
}

// Office is where administrators make accounts and give rights. A system
// administrator makes accounts and gives no rights; a security administrator
// gives rights and makes no accounts.
type Office struct {
	desk     *Desk
	registry Registry
	knows    func(unit string) bool
}

// NewOffice returns the office beside a desk; knows says whether a provider has
// the code.
func NewOffice(desk *Desk, registry Registry, knows func(unit string) bool) *Office {
	return &Office{desk, registry, knows}
}

// Why is the key under which an act is done once, and its reason.
type Why struct{ Op, Reason string }

const mostReason = 500

func (w Why) check() error {
	n := utf8.RuneCountInString(strings.TrimSpace(w.Reason))
	if n == 0 || n > mostReason {
		return fault.New(fault.Invalid, "account.fault.reason", fault.Args{"Most": mostReason})
	}
	return nil
}

func (o *Office) event(did audit.Act, by actor.Actor, why Why) audit.Event {
	return audit.Event{Did: did, By: by, At: o.desk.now(), Op: why.Op, Reason: strings.TrimSpace(why.Reason)}
}

// in refuses somebody without one of the roles, and an act without a reason.
func in(by actor.Actor, why Why, roles ...actor.Role) (actor.Actor, error) {
	by, ok := by.In(roles...)
	if !ok {
		return by, fault.New(fault.Forbidden, "account.fault.right", nil)
	}
	return by, why.check()
}

// Handle is how an address names the account: by nothing that is of the person.
func (a Account) Handle() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "account/%d", a.ID))
	const enough = 10
	return hex.EncodeToString(sum[:enough])
}

// Staff lists the accounts that the actor may see: administrators see those of
// all staff, the administrator of a provider those of the unit.
func (o *Office) Staff(ctx context.Context, by actor.Actor) ([]Account, error) {
	list, err := o.registry.Staff(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := by.In(actor.SystemAdmin, actor.SecurityAdmin, actor.AuditAdmin); ok {
		return list, nil
	}
	_, admin := by.In(actor.ProviderAdmin)
	return slices.DeleteFunc(list, func(a Account) bool { return !admin || a.Unit != by.Unit }), nil
}

func missing() error { return fault.New(fault.NotFound, "account.fault.missing", nil) }

// Open returns the account that the handle names, as far as the actor may see
// it; fault.NotFound for any other.
func (o *Office) Open(ctx context.Context, handle string, by actor.Actor) (Account, error) {
	list, err := o.Staff(ctx, by)
	if err != nil {
		return Account{}, err
	}
	i := slices.IndexFunc(list, func(a Account) bool { return a.Handle() == handle })
	if i < 0 {
		return Account{}, missing()
	}
	return list[i], nil
}

// Asks lists what waits for a decision: administrators see all of it, the
// administrator of a provider what is asked for the unit.
func (o *Office) Asks(ctx context.Context, by actor.Actor) ([]Ask, error) {
	list, err := o.registry.Asks(ctx)
	if err != nil {
		return nil, err
	}
	if _, ok := by.In(actor.SystemAdmin, actor.SecurityAdmin, actor.AuditAdmin); ok {
		return list, nil
	}
	return slices.DeleteFunc(list, func(k Ask) bool { return by.Unit == "" || k.Unit != by.Unit }), nil
}

// MayDecide says whether the actor may decide what was asked for.
func (o *Office) MayDecide(k Ask, by actor.Actor, staff []Account) bool {
	return k.may(by, staff) == nil
}

// Sessions lists the sessions of the account that last still.
func (o *Office) Sessions(ctx context.Context, a Account) ([]Session, error) {
	return o.desk.Sessions(ctx, a)
}

// Trail lists the last of what was done to the account, the newest first.
func (o *Office) Trail(ctx context.Context, a Account) ([]audit.Event, error) {
	const most = 30
	return o.registry.Trail(ctx, a.ID, most)
}

// New is an account that is to be made.
type New struct{ Login, Name, Unit string }

func (o *Office) fresh(n New) (Account, error) {
	a := Account{
		Login: Normal(n.Login), Name: strings.TrimSpace(n.Name), Unit: n.Unit, State: Active, Version: 1,
	}
	if err := CheckLogin(a.Login); err != nil {
		return a, err
	}
	if err := checkName(a.Name); err != nil {
		return a, err
	}
	if a.Unit != "" && !o.knows(a.Unit) {
		return a, fault.New(fault.Invalid, "account.fault.unit", nil)
	}
	return a, nil
}

// Make makes an account without rights, and the link by which its owner sets
// what only the owner knows.
func (o *Office) Make(ctx context.Context, n New, why Why, by actor.Actor) (Account, Token, error) {
	by, err := in(by, why, actor.SystemAdmin)
	if err != nil {
		return Account{}, "", err
	}
	a, err := o.fresh(n)
	if err != nil {
		return a, "", err
	}
	link, token := newLink(0, ForNew, o.desk.now())
	c := Change{Account: a, New: true, Invite: &link}
	a, err = o.registry.CommitAccount(ctx, c, o.event(audit.AccountMade, by, why))
	return o.given(ctx, a, token, err)
}

// given returns the token of a link that is kept. Where the act was done before,
// by the same form, the link of that time is the one that is good.
func (o *Office) given(ctx context.Context, a Account, token Token, err error) (Account, Token, error) {
	if err != nil || token == "" {
		return a, "", err
	}
	_, err = o.registry.Link(ctx, token.Key())
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Stale, "account.fault.sent_twice", nil)
	}
	return a, token, err
}

// Invite gives another link for the account; those before are good no longer.
func (o *Office) Invite(ctx context.Context, a Account, why Why, by actor.Actor) (Token, error) {
	by, err := in(by, why, actor.SystemAdmin)
	if err != nil {
		return "", err
	}
	if a.ID == by.Account || a.State != Active {
		return "", fault.New(fault.Conflict, "account.fault.not_now", nil)
	}
	return o.invite(ctx, a, why, by)
}

func (o *Office) invite(ctx context.Context, a Account, why Why, by actor.Actor) (Token, error) {
	purpose := ForReset
	if a.Password == "" {
		purpose = ForNew
	}
	link, token := newLink(a.ID, purpose, o.desk.now())
	a, err := o.registry.CommitAccount(ctx, Change{Account: a, Invite: &link}, o.event(audit.AccountInvited, by, why))
	_, token, err = o.given(ctx, a, token, err)
	return token, err
}

// Turn disables the account or lets it be used again. Nobody turns their own,
// and one administrator of either kind is always left.
func (o *Office) Turn(ctx context.Context, a Account, state State, why Why, by actor.Actor) error {
	may, did := []actor.Role{actor.SystemAdmin, actor.SecurityAdmin}, audit.AccountDisabled
	if state == Active {
		may, did = []actor.Role{actor.SystemAdmin}, audit.AccountEnabled
	}
	by, err := in(by, why, may...)
	if err != nil {
		return err
	}
	if a.ID == by.Account || a.State == state {
		return fault.New(fault.Conflict, "account.fault.not_now", nil)
	}
	staff, err := o.registry.Staff(ctx)
	if err != nil {
		return err
	}
	a.State = state
	if err := left(staff, a); err != nil {
		return err
	}
	_, err = o.registry.CommitAccount(ctx, Change{Account: a, EndAll: true}, o.event(did, by, why))
	return err
}

// EndSession ends a session of the account.
func (o *Office) EndSession(ctx context.Context, a Account, key Key, why Why, by actor.Actor) error {
	by, err := in(by, why, actor.SystemAdmin, actor.SecurityAdmin)
	if err != nil {
		return err
	}
	e := o.event(audit.SessionEnded, by, why)
	e.On = fmt.Sprintf("account/%d", a.ID)
	return o.desk.store.EndSession(ctx, a.ID, key, e)
}
