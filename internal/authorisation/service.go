package authorisation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
)

// Service carries out the acts of the procedure, and opens what was agreed to.
type Service struct {
	Store Store
	// Law is what limits are read from.
	Law func() flow.Law
	// MayAsk says whether somebody may ask for the item with the code.
	MayAsk func(code string) bool
	// Callback is how the subject can be called back: the registered contact, masked;
	// "" for none.
	Callback func(ctx context.Context, a Authorisation) (string, error)
	// Files is where files are read; each look is in the log first.
	Files *query.Desk
	// Now is the time of an act.
	Now func() time.Time
}

// Find returns an authorisation to whoever is a party to it, whole: pages take
// Authorisation.For of it.
func (s Service) Find(ctx context.Context, publicID string, by actor.Actor) (Authorisation, error) {
	a, err := s.Store.Authorisation(ctx, publicID, by)
	if err != nil {
		return Authorisation{}, err
	}
	if by.Side == actor.Subject && !a.About(by) && !by.May(actor.Querying) || a.About(by) && !by.May(actor.Consenting) {
		return Authorisation{}, fault.New(fault.Forbidden, "mandate.fault.scope", nil)
	}
	return a, nil
}

// Lists returns what the side of the actor asked about others, and what others
// asked about it, as it may know them: all that is open, then so many of the rest
// that there are the most in all.
func (s Service) Lists(ctx context.Context, by actor.Actor, most int) (asked, about []Authorisation, err error) {
	if by.Subject == 0 || by.Side != actor.Subject {
		return nil, nil, nil
	}
	if by.May(actor.Querying) {
		asked, err = s.openFirst(ctx, Filter{Enquirer: by.Subject, Size: most})
	}
	if err == nil && by.May(actor.Consenting) {
		about, err = s.openFirst(ctx, Filter{Subject: by.Subject, Size: most})
	}
	for i := range asked {
		asked[i] = asked[i].For(by)
	}
	return asked, about, err
}

// Unanswered returns what others ask about the side of the actor and it may still
// answer, or object to.
func (s Service) Unanswered(ctx context.Context, by actor.Actor) ([]Authorisation, error) {
	if by.Subject == 0 || by.Side != actor.Subject || !by.May(actor.Consenting) {
		return nil, nil
	}
	open, err := s.Store.Authorisations(ctx, Filter{Subject: by.Subject, Open: true})
	return slices.DeleteFunc(open, func(a Authorisation) bool {
		return !slices.Contains([]flow.State{AwaitingSubject, NoticeWait}, a.Item().State)
	}), err
}

// openFirst lists what is open whole: what somebody may still answer is not pushed
// off by what is newer.
func (s Service) openFirst(ctx context.Context, f Filter) ([]Authorisation, error) {
	open, err := s.Store.Authorisations(ctx, Filter{Subject: f.Subject, Enquirer: f.Enquirer, Open: true})
	if err != nil || len(open) >= f.Size {
		return open, err
	}
	all, err := s.Store.Authorisations(ctx, f)
	closed := slices.DeleteFunc(all, func(a Authorisation) bool { return a.Item().State != Closed })
	return append(open, closed[:min(len(closed), f.Size-len(open))]...), err
}

// Do does an act to the authorisation. What was done under the same operation is
// not refused and not done again.
func (s Service) Do(ctx context.Context, publicID string, m flow.Move, by actor.Actor) error {
	a, err := s.Find(ctx, publicID, by)
	if err != nil {
		return err
	}
	if by.Side == actor.Subject && !a.About(by) && !slices.Contains(ofEnquirers, m.Do) {
		return isSubject.Refusal()
	}
	return s.do(ctx, a, m, by)
}

// ofEnquirers are the acts of the enquirer. Any other one is refused to them before
// it is looked at how the authorisation stands: the refusal would say it.
var ofEnquirers = []audit.Act{Withdraw, View, ViewLast}

func (s Service) do(ctx context.Context, a Authorisation, m flow.Move, by actor.Actor) error {
	if done, err := s.Store.Done(ctx, m.Op); done || err != nil {
		return err
	}
	c, err := s.plan(a, a.Item(), m, by)
	if err != nil {
		return err
	}
	return s.Store.CarryOut(ctx, a, c)
}

// View uses the authorisation once: what it lets the enquirer see is open to
// them from now on for OpenFor. Of many who do so at once as many succeed as
// there are uses.
func (s Service) View(ctx context.Context, publicID, op string, by actor.Actor) error {
	a, err := s.Find(ctx, publicID, by)
	if err != nil {
		return err
	}
	if a.OpenTo(by, s.Now()) {
		return nil // it is open already: nobody uses two up by going back
	}
	do := ViewLast
	if a.Terms().Uses > 1 {
		do = View
	}
	err = s.do(ctx, a, flow.Move{Do: do, Op: op}, by)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return errors.Join(err, s.Files.Refuse(ctx, by, lookBy(a)))
	}
	return err
}

// Opened returns what was opened and is still, with what there is to be asked of
// the desk of files; fault.Conflict when it is not open to the actor.
func (s Service) Opened(ctx context.Context, publicID string, by actor.Actor) (Authorisation, query.ByConsent, error) {
	a, err := s.Find(ctx, publicID, by)
	if err != nil {
		return Authorisation{}, query.ByConsent{}, err
	}
	if !a.OpenTo(by, s.Now()) {
		return a, query.ByConsent{}, fault.New(fault.Conflict, "authorisation.fault.shut", nil)
	}
	return a, lookBy(a), nil
}

// lookBy is what there is to be asked of the desk of files.
func lookBy(a Authorisation) query.ByConsent {
	look := query.ByConsent{
		Ground: a.PublicID, Use: fmt.Sprint(a.Item().Version), Subject: a.Subject, Items: a.Terms().Items,
		Purpose: a.Purpose(), Words: a.Item().Claim, For: a.Applicant.Name, Through: query.Report,
	}
	if a.OnPaper() {
		look.Through = query.Paper
	}
	return look
}

func (s Service) today() civil.Date { return civil.Of(s.Now()) }

func (s Service) plan(a Authorisation, it flow.Item, m flow.Move, by actor.Actor) (flow.Change, error) {
	return Table().Take(flow.Situation{Request: a.Request, Item: it, Move: m, By: by, At: s.Now(), Law: s.Law()})
}
