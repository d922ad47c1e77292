package authorisation

import (
	"context"
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/query"
	"creditportal/internal/subject"
)

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
	err := s.may(ctx, f, a)
	if err != nil {
		return Authorisation{}, err
	}
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

// may refuses what is not to be asked for, and who asks too much at once. What is
// not known here counts like what is.
func (s Service) may(ctx context.Context, f Asking, a Authorisation) error {
	if slices.ContainsFunc(f.Items, func(code string) bool { return !s.MayAsk(code) }) {
		return fault.New(fault.Invalid, "authorisation.fault.not_askable", nil)
	}
	if a.Enquirer == 0 {
		return nil
	}
	open, err := s.Store.Authorisations(ctx, Filter{Enquirer: a.Enquirer, Open: true, Size: MostOpen})
	if err == nil && len(open) == MostOpen {
		err = fault.New(fault.Invalid, "authorisation.fault.still_open", fault.Args{"Most": MostOpen})
	}
	return err
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
