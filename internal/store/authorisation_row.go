package store

import (
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/authorisation"
	"creditportal/internal/flow"
)

type authorisationRow struct {
	ID         int64
	PublicID   string
	Number     string
	Channel    string
	State      string
	Outcome    string
	Version    int
	SubjectID  int64 // 0: nobody of that name and number is known
	EnquirerID int64 // 0: somebody who came to the window
	FiledBy    int64
	MandateID  int64 // by which the subject agreed; 0: in person, or not yet
	AskedAt    instant
	DueOn      day    // when the portal itself must attend to it; NULL once closed
	Sealed     []byte // JSON of authorisationDoc
}

// authorisationDoc is what an authorisation says of people, and its history.
type authorisationDoc struct {
	Applicant flow.Applicant      `json:"applicant"`
	Named     authorisation.Named `json:"named"`
	Document  string              `json:"document,omitempty"`
	Asked     flow.Terms          `json:"asked"`
	Terms     flow.Terms          `json:"terms"`
	Purpose   string              `json:"purpose"`
	Words     string              `json:"words"`
	Clocks    []clockRow          `json:"clocks"`
	Steps     []stepDoc           `json:"steps"`
}

// stepDoc is a step of the history.
type stepDoc struct {
	Did     audit.Act    `json:"did"`
	Account int64        `json:"account,omitempty"`
	Name    string       `json:"name,omitempty"`
	Side    actor.Side   `json:"side"`
	Role    actor.Role   `json:"role,omitempty"`
	At      time.Time    `json:"at"`
	From    flow.State   `json:"from,omitempty"`
	To      flow.State   `json:"to"`
	Outcome flow.Outcome `json:"outcome,omitempty"`
	Version int          `json:"version"`
	Reason  string       `json:"reason,omitempty"`
}

var authorisations = newTable[authorisationRow]("authorisations")

func (s *Store) rowOfAuthorisation(a authorisation.Authorisation) (authorisationRow, error) {
	it := a.Item()
	doc := authorisationDoc{
		Applicant: a.Applicant, Named: a.Named, Document: a.Document, Asked: a.Asked, Terms: it.Terms, Purpose: it.Ground,
		Words: it.Claim,
	}
	for _, c := range it.Clocks {
		row, err := rowOfClock(0, c)
		if err != nil {
			return authorisationRow{}, err
		}
		doc.Clocks = append(doc.Clocks, row)
	}
	for _, step := range it.History {
		doc.Steps = append(doc.Steps, stepDoc{
			Did: step.Did, Account: step.By.Account, Name: step.By.Name, Side: step.By.Side, Role: step.By.Role, At: step.At,
			From: step.From, To: step.To, Outcome: step.Outcome, Version: step.Version, Reason: step.Reason,
		})
	}
	sealed, err := s.seal(authorisations.name, a.ID, doc)
	row := authorisationRow{
		ID: a.ID, PublicID: a.PublicID, Number: a.Number, Channel: string(a.Channel), State: string(it.State),
		Outcome: string(it.Outcome), Version: it.Version, SubjectID: a.Subject, EnquirerID: a.Enquirer, FiledBy: a.FiledBy,
		MandateID: it.Terms.Mandate, AskedAt: instant{a.ReceivedAt}, Sealed: sealed,
	}
	if it.State != flow.Closed {
		row.DueOn = day{it.Due}
	}
	return row, err
}

func (s *Store) authorisationOf(row authorisationRow) (authorisation.Authorisation, error) {
	var doc authorisationDoc
	if err := s.unseal(authorisations.name, row.ID, row.Sealed, &doc); err != nil {
		return authorisation.Authorisation{}, err
	}
	it := flow.Item{
		ID: row.ID, Request: row.ID, Ground: doc.Purpose, Claim: doc.Words, About: doc.Named.Name, Terms: doc.Terms,
		State: flow.State(row.State), Outcome: flow.Outcome(row.Outcome), Version: row.Version, Due: row.DueOn.Date,
		Binding: row.DueOn.Date,
	}
	for _, kept := range doc.Clocks {
		c, err := kept.clock()
		if err != nil {
			return authorisation.Authorisation{}, err
		}
		it.Clocks = append(it.Clocks, c)
	}
	for _, step := range doc.Steps {
		it.History = append(it.History, flow.Step{
			Did: step.Did, At: step.At, From: step.From, To: step.To, Outcome: step.Outcome, Version: step.Version,
			Reason: step.Reason, By: actor.Actor{
				Account: step.Account, Name: step.Name, Side: step.Side, Role: step.Role,
			},
		})
	}
	return authorisation.Authorisation{
		Enquirer: row.EnquirerID, Named: doc.Named, Document: doc.Document, Asked: doc.Asked,
		Request: flow.Request{
			ID: row.ID, PublicID: row.PublicID, Number: row.Number, Kind: flow.Authorisation,
			Channel: flow.Channel(row.Channel), Subject: row.SubjectID, Applicant: doc.Applicant, FiledBy: row.FiledBy,
			ReceivedAt: row.AskedAt.Time, Items: []flow.Item{it},
		},
	}, nil
}
