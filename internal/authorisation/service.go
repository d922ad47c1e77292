package authorisation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/query"
	"creditportal/internal/subject"
)

// Service carries out the acts of the procedure, and opens what was agreed to.
type Service struct {
	Store Store
	// Law is what limits are read from.
	Law func() flow.Law
	// Files is where files are read; each look is in the log first.
	Files *query.Desk
	// Now is the time of an act.
	Now func() time.Time
}

// Asking is what an enquirer asks for.
type Asking struct {
	Op       string // idempotency key
	Named    Named
	Items    []string // codes of the catalog
	Purpose  query.Purpose
	Words    string
	Days     int
	Uses     int
	Enquirer string // name of who asks
	Contact  string // of who came to the window
	Document string // number of their papers
	Files    []attachment.ID
}

// Ask asks the subject for its consent. What is wrong with the form is refused;
// whether the subject is known here shows in nothing.
func (s Service) Ask(ctx context.Context, f Asking, by actor.Actor) (Authorisation, error) {
	return s.begin(ctx, f, Authorisation{
		Request: flow.Request{
			Channel: flow.Online, Applicant: flow.Applicant{
				Account: by.Account, Name: f.Enquirer, Agent: by.Mandate != 0,
			},
		},
		Enquirer: by.Subject,
	}, flow.Move{Do: Ask}, by)
}

// FilePaper enters what somebody handed in at the window: the letter of the
// subject, the papers of who came. A second officer checks it.
func (s Service) FilePaper(ctx context.Context, f Asking, by actor.Actor) (Authorisation, error) {
	return s.begin(ctx, f, Authorisation{
		Request: flow.Request{
			Channel: flow.Counter, Applicant: flow.Applicant{Name: fold.Name(f.Enquirer), Contact: fold.Name(f.Contact)},
		},
		Document: fold.Code(f.Document),
	}, flow.Move{Do: FilePaper, Attachments: f.Files}, by)
}

func (s Service) begin(
	ctx context.Context, f Asking, a Authorisation, m flow.Move, by actor.Actor,
) (Authorisation, error) {
	a.PublicID = PublicIDOf(by.Account, f.Op)
	if before, err := s.Store.Authorisation(ctx, a.PublicID, by); !fault.Is(err, fault.NotFound) {
		return before, err // asked before, or it cannot be said
	}
	var err error
	if a.Named, err = s.named(f.Named); err != nil {
		return Authorisation{}, err
	}
	if a.Subject, err = s.Store.SubjectNamed(ctx, a.Named, s.today()); err != nil {
		return Authorisation{}, err
	}
	items := slices.Compact(slices.Sorted(slices.Values(f.Items)))
	a.Asked = flow.Terms{Items: items, Days: f.Days, Uses: f.Uses, Asker: a.Enquirer}
	a.Kind, a.FiledBy, a.ReceivedAt = flow.Authorisation, by.Account, s.Now()
	m.Op, m.Terms = f.Op, a.Asked
	it := flow.Item{Ground: string(f.Purpose), Claim: fold.Prose(f.Words), About: a.Named.Name, Terms: a.Asked}
	c, err := s.plan(a, it, m, by)
	if err != nil {
		return Authorisation{}, err
	}
	if err := s.Store.CarryOut(ctx, a, c); err != nil {
		return Authorisation{}, err
	}
	return s.Store.Authorisation(ctx, a.PublicID, by)
}

// named reads the name and number of a subject as they are typed. Whether they
// are well formed can be seen by anybody; nothing else is said of them.
func (s Service) named(typed Named) (Named, error) {
	n := Named{Name: fold.Name(typed.Name), Number: fold.Code(typed.Number)}
	if _, err := subject.ParseCode(n.Number); err == nil {
		return n, nil
	}
	if _, err := subject.ParseDocument(subject.IdentityCard, "", n.Number, s.today()); err != nil {
		return n, fault.New(fault.Invalid, "authorisation.fault.number", nil)
	}
	return n, nil
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
// asked about it, as it may know them.
func (s Service) Lists(ctx context.Context, by actor.Actor, most int) (asked, about []Authorisation, err error) {
	if by.Subject == 0 || by.Side != actor.Subject {
		return nil, nil, nil
	}
	if by.May(actor.Querying) {
		asked, err = s.Store.Authorisations(ctx, Filter{Enquirer: by.Subject, Size: most})
	}
	if err == nil && by.May(actor.Consenting) {
		about, err = s.Store.Authorisations(ctx, Filter{Subject: by.Subject, Size: most})
	}
	for i := range asked {
		asked[i] = asked[i].For(by)
	}
	return asked, about, err
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
		Purpose: a.Purpose(), Words: a.Item().Claim, Through: query.Report,
	}
	if a.OnPaper() {
		look.Through = query.Paper
	}
	return look
}

// Attend does what is owed on the day: what nobody answered lapses, what nobody
// objected to opens, what is over ends. It may be run at any time, by several at
// once, and again.
func (s Service) Attend(ctx context.Context, most int) error {
	ids, err := s.Store.DueAuthorisations(ctx, s.today(), most)
	if err != nil {
		return err
	}
	for _, id := range ids {
		a, err := s.Store.Authorisation(ctx, id, actor.System())
		if err != nil {
			return fmt.Errorf("attending to an authorisation: %w", err)
		}
		if err := s.attendTo(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

func (s Service) attendTo(ctx context.Context, a Authorisation) error {
	for _, do := range []audit.Act{Refusal, Lapse, Open, End} {
		m := flow.Move{Do: do, Op: fmt.Sprintf("%s/%s/%d", do, a.PublicID, a.Item().Version)}
		err := s.do(ctx, a, m, actor.System())
		switch {
		case err == nil, fault.Is(err, fault.Stale):
			return nil // a stale one was moved by somebody meanwhile: the next look sees it
		case !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Conflict):
			return err
		}
	}
	return nil
}

func (s Service) today() civil.Date { return civil.Of(s.Now()) }

func (s Service) plan(a Authorisation, it flow.Item, m flow.Move, by actor.Actor) (flow.Change, error) {
	return Table().Take(flow.Situation{Request: a.Request, Item: it, Move: m, By: by, At: s.Now(), Law: s.Law()})
}
