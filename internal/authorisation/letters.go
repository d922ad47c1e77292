package authorisation

import (
	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/subject"
)

// Names are the words of a letter that the procedure does not know itself.
type Names struct {
	Item  func(code string) string // name of an item of the catalog
	Label string                   // what the letters are about
}

// Owed returns the letters that a change owes (N12): to the subject what is asked
// of it, to the enquirer that it may look, or that it may not; to who brought papers
// that they are here, or that they are not accepted (N1, N3). To is whoever receives
// the subject's letters here.
func Owed(a Authorisation, c flow.Change, to notice.Recipient, names Names) []notice.Owed {
	var owed []notice.Owed
	for _, l := range c.Letters {
		whom := to
		if l.To == flow.ToApplicant {
			whom = notice.Recipient{
				Side: actor.Subject, Account: a.Applicant.Account, Subject: a.Enquirer, Name: a.Applicant.Name,
				Paper: a.OnPaper(), // is given to who stands at the window
			}
		}
		owed = append(owed, letter(a, c, notice.Kind(l.Kind), whom, names))
	}
	return owed
}

func letter(a Authorisation, c flow.Change, k notice.Kind, to notice.Recipient, names Names) notice.Owed {
	terms := c.After.Terms
	it := notice.Item{Label: names.Label}
	o := notice.Owed{Kind: k, Request: a.ID, To: to, Facts: notice.Facts{
		Matter: notice.Authorisation, Request: a.Number, ReceivedOn: a.ReceivedOn(),
	}}
	asked := notice.Asking{
		Enquirer: a.Applicant.Name, Purpose: a.Purpose().Key(), Words: c.After.Claim, Days: terms.Days, Uses: terms.Uses,
		Until: terms.Until,
	}
	for _, code := range terms.Items {
		asked.Items = append(asked.Items, names.Item(code))
	}
	switch k {
	case notice.Asked:
		it.Asking = &asked
		o.Facts.Limits = c.Limits(law.QueryConsent)
		o.Facts.Next = []notice.Next{notice.Consent, notice.Decline}
	case notice.PaperAsked:
		it.Asking = &asked
		o.Facts.Limits = c.Limits(law.QueryPaperWait)
		o.Facts.Next = []notice.Next{notice.ObjectPaper}
	case notice.Agreed, notice.PaperReceived:
		asked.Enquirer = ""
		it.Asking = &asked
		o.Facts.Next = []notice.Next{notice.Look}
		if k == notice.PaperReceived {
			o.Facts.Limits, o.Facts.Next = c.Limits(law.QueryCheck), []notice.Next{notice.ComeBack}
		}
	case notice.PaperRefused:
		it.Result, it.Reasons = Table().OutcomeKey(flow.NotAccepted), []string{c.Move.Reason}
		o.Facts.Next = []notice.Next{notice.AskAgain}
	default: // no more than that there is nothing to be seen
		it.Result = Table().OutcomeKey(Lapsed)
		o.Facts.Next = []notice.Next{notice.AskAgain}
	}
	o.Facts.Items = []notice.Item{it}
	return o
}

// Masked is the subject as a letter names it, and whoever asked: a person's name
// not whole.
func (n Named) Masked() string {
	if _, err := subject.ParseCode(n.Number); err == nil {
		return n.Name
	}
	return disclosure.MaskName(n.Name)
}

// MaskedDocument is the number of the papers of who came to the window, as officers
// compare it with the scan: not whole, but for a unified code.
func (a Authorisation) MaskedDocument() string {
	if _, err := subject.ParseCode(a.Document); err == nil {
		return a.Document
	}
	if _, err := subject.ParseDocument(subject.IdentityCard, "", a.Document, a.ReceivedOn()); err == nil {
		return disclosure.MaskIDNumber(a.Document)
	}
	return disclosure.MaskDocument(a.Document)
}

// MaskedNumber is the number of the subject as officers check it: an identity number
// not whole.
func (n Named) MaskedNumber() string {
	if _, err := subject.ParseCode(n.Number); err == nil {
		return n.Number
	}
	return disclosure.MaskIDNumber(n.Number)
}
