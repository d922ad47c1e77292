package store

import (
	"encoding/json"
	"fmt"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/flow"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/vault"
	"creditportal/internal/workday"
)

type requestRow struct {
	ID               int64
	PublicID         string
	Number           string
	Kind             string
	Channel          string
	SubjectID        int64
	ApplicantAccount int64
	FiledBy          int64
	ReceivedAt       instant
	ReceivedOn       day
	WantFinding      bool
	Sealed           []byte // JSON of flow.Applicant
}

type itemRow struct {
	ID        int64
	RequestID int64
	Kind      string
	RecordID  int64
	Number    string
	Provider  string
	Ground    string
	State     string
	Outcome   string
	Was       string
	Owner     int64
	JoinedTo  int64 // request in which it goes on; 0: none
	DueOn     day
	BindingOn day
	PapersOn  day
	RaisedOn  day // while it is open
	Version   int
	OpenKey   []byte // of subject, record and ground while it is open: one at a time
	OpenDue   day    // DueOn while it is open
	TheirsDue day    // DueOn while a provider has it
	Sealed    []byte // JSON of itemDoc
}

type clockRow struct {
	ID          int64
	ItemID      int64
	Name        string
	Line        string // JSON of law.Limit, as it was when the clock began
	DayZero     day
	DueOn       day
	Calendar    string
	Provisional bool
	StoppedOn   day
	Voided      bool
	ToldOn      day
	RunningDue  day // DueOn while it runs
}

type stepRow struct {
	ID           int64
	ItemID       int64
	Version      int
	ActID        int64
	Did          string
	ActorAccount int64
	ActorName    string
	ActorSide    string
	ActorRole    string
	ActorUnit    string
	At           instant
	FromState    string
	ToState      string
	Outcome      string
	Sealed       []byte // the reason
}

type annotationRow struct {
	ID       int64
	RecordID int64
	ItemID   int64
	Kind     string
	FromOn   day
	ToOn     day
}

var (
	requests    = newTable[requestRow]("requests")
	items       = newTable[itemRow]("items")
	clocks      = newTable[clockRow]("clocks")
	steps       = newTable[stepRow]("steps")
	annotations = newTable[annotationRow]("annotations")
)

// itemDoc is what people wrote about an item.
type itemDoc struct {
	Claim    string          `json:"claim,omitempty"`
	About    string          `json:"about,omitempty"`
	Fields   []string        `json:"fields,omitempty"`
	Evidence []attachment.ID `json:"evidence,omitempty"`
	Proposal flow.Proposal   `json:"proposal"`
	Answer   flow.Proposal   `json:"answer"`
	Signed   flow.Proposal   `json:"signed,omitzero"`
}

func (s *Store) seal(name string, id int64, doc any) ([]byte, error) {
	text, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("writing %s: %w", name, err)
	}
	return s.vault.Encrypt(vault.Requests, vault.Cell{Table: name, Column: "sealed", Row: id}, text)
}

func (s *Store) unseal(name string, id int64, sealed []byte, doc any) error {
	text, err := s.vault.Decrypt(vault.Requests, vault.Cell{Table: name, Column: "sealed", Row: id}, sealed)
	if err != nil {
		return fmt.Errorf("opening %s: %w", name, err)
	}
	if err := json.Unmarshal(text, doc); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}

func (s *Store) rowOfRequest(r flow.Request) (requestRow, error) {
	sealed, err := s.seal(requests.name, r.ID, r.Applicant)
	return requestRow{
		ID: r.ID, PublicID: r.PublicID, Number: r.Number, Kind: string(r.Kind), Channel: string(r.Channel),
		SubjectID: r.Subject, ApplicantAccount: r.Applicant.Account, FiledBy: r.FiledBy,
		ReceivedAt: instant{r.ReceivedAt}, ReceivedOn: day{r.ReceivedOn()}, WantFinding: r.WantFinding, Sealed: sealed,
	}, err
}

func (s *Store) requestOf(row requestRow) (flow.Request, error) {
	r := flow.Request{
		ID: row.ID, PublicID: row.PublicID, Number: row.Number, Kind: flow.Kind(row.Kind), Channel: flow.Channel(row.Channel),
		Subject: row.SubjectID, FiledBy: row.FiledBy, ReceivedAt: row.ReceivedAt.Time, WantFinding: row.WantFinding,
	}
	return r, s.unseal(requests.name, row.ID, row.Sealed, &r.Applicant)
}

func (s *Store) rowOfItem(r flow.Request, it flow.Item) (itemRow, error) {
	sealed, err := s.seal(items.name, it.ID, itemDoc{
		it.Claim, it.About, it.Fields, it.Evidence, it.Proposal, it.Answer, it.Signed,
	})
	row := itemRow{
		ID: it.ID, RequestID: r.ID, Kind: string(r.Kind), RecordID: it.Record, Number: string(it.Number),
		Provider: it.Provider, Ground: it.Ground, State: string(it.State), Outcome: string(it.Outcome), Was: string(it.Was),
		Owner: it.Owner, DueOn: day{it.Due}, BindingOn: day{it.Binding}, PapersOn: day{it.Papers}, Version: it.Version,
		JoinedTo: it.Into, Sealed: sealed,
	}
	if it.Open() {
		row.OpenDue, row.RaisedOn = day{it.Due}, day{it.Raised}
		row.OpenKey = openKey(r, it)
	}
	if it.Theirs {
		row.TheirsDue = day{it.Due}
	}
	return row, err
}

func (s *Store) itemOf(row itemRow) (flow.Item, error) {
	var doc itemDoc
	err := s.unseal(items.name, row.ID, row.Sealed, &doc)
	return flow.Item{
		ID: row.ID, Request: row.RequestID, Record: row.RecordID, Number: record.Number(row.Number), Provider: row.Provider,
		Ground: row.Ground, Claim: doc.Claim, About: doc.About, Fields: doc.Fields, Evidence: doc.Evidence,
		State: flow.State(row.State), Was: flow.State(row.Was), Outcome: flow.Outcome(row.Outcome), Into: row.JoinedTo,
		Proposal: doc.Proposal, Answer: doc.Answer, Signed: doc.Signed,
		Owner: row.Owner, Due: row.DueOn.Date, Binding: row.BindingOn.Date, Papers: row.PapersOn.Date, Version: row.Version,
		Theirs: !row.TheirsDue.IsZero(), Raised: row.RaisedOn.Date,
	}, err
}

func rowOfClock(item int64, c flow.Clock) (clockRow, error) {
	line, err := json.Marshal(c.Limit)
	if err != nil {
		return clockRow{}, fmt.Errorf("writing the line of a clock: %w", err)
	}
	row := clockRow{
		ID: c.ID, ItemID: item, Name: string(c.Limit.Clock), Line: string(line), DayZero: day{c.Due.Start},
		DueOn: day{c.Due.On}, Calendar: c.Calendar, Provisional: c.Due.Provisional, StoppedOn: day{c.StoppedOn},
		Voided: c.Voided, ToldOn: day{c.Told},
	}
	if c.Runs() {
		row.RunningDue = row.DueOn
	}
	return row, nil
}

// clock rebuilds a clock as it is kept; the days that were counted are for the
// calendar to say.
func (r clockRow) clock() (flow.Clock, error) {
	c := flow.Clock{ID: r.ID, StoppedOn: r.StoppedOn.Date, Voided: r.Voided, Told: r.ToldOn.Date}
	if err := json.Unmarshal([]byte(r.Line), &c.Limit); err != nil {
		return flow.Clock{}, fmt.Errorf("reading the line of a clock: %w", err)
	}
	c.Running = law.Running{
		Limit: c.Limit, Calendar: r.Calendar,
		Due: workday.Due{Start: r.DayZero.Date, On: r.DueOn.Date, Provisional: r.Provisional},
	}
	return c, nil
}

func (s *Store) rowOfStep(item, act, id int64, step flow.Step) (stepRow, error) {
	sealed, err := s.seal(steps.name, id, step.Reason)
	return stepRow{
		ID: id, ItemID: item, Version: step.Version, ActID: act, Did: string(step.Did),
		ActorAccount: step.By.Account, ActorName: step.By.Name, ActorSide: string(step.By.Side),
		ActorRole: string(step.By.Role), ActorUnit: step.By.Unit, At: instant{step.At},
		FromState: string(step.From), ToState: string(step.To), Outcome: string(step.Outcome), Sealed: sealed,
	}, err
}

func (s *Store) stepOf(row stepRow) (flow.Step, error) {
	step := flow.Step{
		Did: audit.Act(row.Did), At: row.At.In(time.UTC), From: flow.State(row.FromState), To: flow.State(row.ToState),
		Outcome: flow.Outcome(row.Outcome), Version: row.Version,
		By: actor.Actor{
			Account: row.ActorAccount, Name: row.ActorName, Side: actor.Side(row.ActorSide), Role: actor.Role(row.ActorRole),
			Unit: row.ActorUnit,
		},
	}
	return step, s.unseal(steps.name, row.ID, row.Sealed, &step.Reason)
}
