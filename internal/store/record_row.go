package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/subject"
	"creditportal/internal/vault"
)

// recordRow is the spine of a record with its attributes, and the days by
// which lists find it.
type recordRow struct {
	ID                int64
	Number            string
	BusinessKey       []byte
	Content           []byte
	SubjectID         int64
	SubjectKind       string
	SubjectName       string
	Provider          string
	Item              string
	Edition           string
	List              string
	Class             string
	Honour            bool
	DualDisclosure    bool
	Severity          string
	SeverityBasis     string
	ProcedureKind     string
	FineClass         string
	Penalties         string
	DocumentTitle     string
	DocumentNumber    string
	AuthorityName     string
	AuthorityCode     string
	FormedOn          day
	FormedPresumed    bool
	DecidedOn         day
	ConductEndedOn    day
	ConductContinuing bool
	ConductPresumed   bool
	ValidFrom         day
	ValidTo           day
	LongTerm          bool
	ProviderUntil     day
	RemovedOn         day
	FirstDisclosedOn  day
	Channel           string
	PersonBasis       string
	DisclosureReason  string
	DisclosedFrom     day
	DisclosedUntil    day
	GovernedBy        string
	RepairableFrom    day
	State             string
	ArchivedOn        day
	Annotation        string
	AnnotatedOn       day
	Held              bool
	HeldParts         string // joined by ";"
	BatchID           int64
	RowNo             int
	Source            string
	ReceivedOn        day
	ReceivedAt        instant
	Late              bool
	Version           int
	Attributes        string // JSON, in clear
	Sealed            []byte // JSON of closedDoc, encrypted

	// The days on which lists show and sort the record, NULL unless it may
	// stand there: no flag leads an index.
	PublicOn     day // first day shown
	ListedOn     day // in the list of all
	AdverseOn    day
	FavourableOn day
	DualOn       day
	ListOn       day // in the list that the catalog names
}

var records = newTable[recordRow]("records")

// closedDoc is what of a record is encrypted: sensitive attributes, and of a
// person everything that could name them.
type closedDoc struct {
	SubjectName      string            `json:"subject_name,omitempty"`
	DocumentTitle    string            `json:"document_title,omitempty"`
	DocumentNumber   string            `json:"document_number,omitempty"`
	DisclosureReason string            `json:"disclosure_reason,omitempty"`
	Attributes       catalogAttributes `json:"attributes"`
}

// catalogAttributes are attributes that JSON restores as well as writes.
type catalogAttributes struct{ catalog.Attributes }

// UnmarshalJSON reads what MarshalJSON wrote.
func (a *catalogAttributes) UnmarshalJSON(text []byte) error {
	var err error
	a.Attributes, err = catalog.Restore(text)
	return err
}

// plainRow returns the row of a record with everything in clear and on no list.
func plainRow(r record.Record) (recordRow, error) {
	attributes, err := json.Marshal(r.Attributes)
	if err != nil {
		return recordRow{}, fmt.Errorf("writing attributes: %w", err)
	}
	return recordRow{
		ID: r.ID, Number: string(r.Number), BusinessKey: r.Key[:], Content: r.Content[:],
		SubjectID: r.Subject, SubjectKind: string(r.SubjectKind), SubjectName: r.SubjectName,
		Provider: r.Provider, Item: r.Item, Edition: r.Edition, List: r.List,
		Class: string(r.Class), Honour: r.Honour, DualDisclosure: r.Dual,
		Severity: string(r.Severity), SeverityBasis: r.SeverityBasis,
		ProcedureKind: string(r.Procedure), FineClass: r.FineClass, Penalties: r.Penalties,
		DocumentTitle: r.DocumentTitle, DocumentNumber: r.DocumentNumber,
		AuthorityName: r.AuthorityName, AuthorityCode: r.AuthorityCode,
		FormedOn: day{r.FormedOn}, FormedPresumed: r.FormedPresumed, DecidedOn: day{r.DecidedOn},
		ConductEndedOn: day{r.ConductEndedOn}, ConductContinuing: r.ConductContinuing, ConductPresumed: r.ConductPresumed,
		ValidFrom: day{r.ValidFrom}, ValidTo: day{r.ValidTo}, LongTerm: r.LongTerm, ProviderUntil: day{r.ProviderUntil},
		RemovedOn: day{r.RemovedOn}, FirstDisclosedOn: day{r.FirstDisclosedOn},
		Channel: string(r.Channel), PersonBasis: r.PersonBasis, DisclosureReason: r.DisclosureReason,
		DisclosedFrom: day{r.DisclosedFrom}, DisclosedUntil: day{r.DisclosedUntil}, GovernedBy: r.GovernedBy,
		RepairableFrom: day{r.RepairableFrom}, State: string(r.State),
		ArchivedOn: day{r.ArchivedOn},
		Annotation: string(r.Annotation.Kind), AnnotatedOn: day{r.Annotation.On}, Held: r.Held,
		HeldParts: strings.Join(r.HeldParts, ";"),
		BatchID:   r.Batch, RowNo: r.Row, Source: r.Source, ReceivedOn: day{r.ReceivedOn}, ReceivedAt: instant{r.ReceivedAt},
		Late: r.Late, Version: r.Version, Attributes: string(attributes),
	}, nil
}

// record rebuilds a record from a row in which everything is in clear.
func (r recordRow) record() (record.Record, error) {
	attributes, err := catalog.Restore([]byte(r.Attributes))
	if err != nil {
		return record.Record{}, fmt.Errorf("reading record %s: %w", r.Number, err)
	}
	rec := record.Record{
		ID: r.ID, Number: record.Number(r.Number),
		Subject: r.SubjectID, SubjectKind: subject.Kind(r.SubjectKind), SubjectName: r.SubjectName,
		Provider: r.Provider, Item: r.Item, Edition: r.Edition, List: r.List,
		Class: record.Class(r.Class), Honour: r.Honour, Dual: r.DualDisclosure,
		Severity: record.Severity(r.Severity), SeverityBasis: r.SeverityBasis,
		Procedure: record.Procedure(r.ProcedureKind), FineClass: r.FineClass, Penalties: r.Penalties,
		DocumentTitle: r.DocumentTitle, DocumentNumber: r.DocumentNumber,
		AuthorityName: r.AuthorityName, AuthorityCode: r.AuthorityCode,
		FormedOn: r.FormedOn.Date, FormedPresumed: r.FormedPresumed, DecidedOn: r.DecidedOn.Date,
		ConductEndedOn: r.ConductEndedOn.Date, ConductContinuing: r.ConductContinuing, ConductPresumed: r.ConductPresumed,
		ValidFrom: r.ValidFrom.Date, ValidTo: r.ValidTo.Date, LongTerm: r.LongTerm, ProviderUntil: r.ProviderUntil.Date,
		RemovedOn: r.RemovedOn.Date, FirstDisclosedOn: r.FirstDisclosedOn.Date,
		Channel: catalog.Channel(r.Channel), PersonBasis: r.PersonBasis, DisclosureReason: r.DisclosureReason,
		DisclosedFrom: r.DisclosedFrom.Date, DisclosedUntil: r.DisclosedUntil.Date, GovernedBy: r.GovernedBy,
		RepairableFrom: r.RepairableFrom.Date, State: record.State(r.State),
		ArchivedOn: r.ArchivedOn.Date,
		Annotation: record.Annotation{Kind: record.AnnotationKind(r.Annotation), On: r.AnnotatedOn.Date}, Held: r.Held,
		HeldParts: splitParts(r.HeldParts),
		Batch:     r.BatchID, Row: r.RowNo, Source: r.Source, ReceivedOn: r.ReceivedOn.Date, ReceivedAt: r.ReceivedAt.Time,
		Late: r.Late, Version: r.Version, Attributes: attributes,
	}
	copy(rec.Key[:], r.BusinessKey)
	copy(rec.Content[:], r.Content)
	return rec, nil
}

func splitParts(joined string) []string {
	if joined == "" {
		return nil
	}
	return strings.Split(joined, ";")
}

// listed sets the days of the lists. disclosure.Show itself says whether
// anyone may see the record on its first day; lists add nothing to that but
// what the record is.
func (r *recordRow) listed(rec record.Record, subj subject.Subject) {
	if !disclosure.Glance(rec, catalog.Item{}, subj, disclosure.Anyone, rec.DisclosedFrom).Visible {
		return
	}
	on := day{rec.ListedOn()}
	r.PublicOn, r.ListedOn = day{rec.DisclosedFrom}, on
	if rec.Class == record.Adverse {
		r.AdverseOn = on
	}
	if rec.Honour {
		r.FavourableOn = on
	}
	if rec.Dual {
		r.DualOn = on
	}
	if rec.List != "" {
		r.ListOn = on
	}
}

func sealedCell(id int64) vault.Cell { return vault.Cell{Table: "records", Column: "sealed", Row: id} }

// rowOfRecord returns the row of a record of the subject as it is kept.
func (s *Store) rowOfRecord(rec record.Record, subj subject.Subject) (recordRow, error) {
	var open, closed catalog.Attributes
	doc := closedDoc{}
	item, known := s.items(rec.Edition, rec.Item)
	switch {
	case rec.SubjectKind == subject.Person:
		open, closed = catalog.Attributes{}, rec.Attributes
		doc = closedDoc{
			SubjectName: rec.SubjectName, DocumentTitle: rec.DocumentTitle,
			DocumentNumber: rec.DocumentNumber, DisclosureReason: rec.DisclosureReason,
		}
	case known:
		open, closed = item.For(rec.SubjectKind).Sealed(rec.Attributes)
	default:
		open, closed = catalog.Attributes{}, rec.Attributes
	}
	doc.Attributes = catalogAttributes{closed}
	kept := rec
	kept.Attributes = open
	if rec.SubjectKind == subject.Person {
		kept.SubjectName, kept.DocumentTitle, kept.DocumentNumber, kept.DisclosureReason = "", "", "", ""
	}
	row, err := plainRow(kept)
	if err != nil {
		return recordRow{}, err
	}
	row.listed(rec, subj)
	if closed.Len() == 0 && rec.SubjectKind != subject.Person {
		return row, nil
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return recordRow{}, fmt.Errorf("writing closed fields: %w", err)
	}
	row.Sealed, err = s.vault.Encrypt(vault.Records, sealedCell(rec.ID), text)
	return row, err
}

// recordOf rebuilds a record from its row as it is kept.
func (s *Store) recordOf(row recordRow) (record.Record, error) {
	rec, err := row.record()
	if err != nil || len(row.Sealed) == 0 {
		return rec, err
	}
	text, err := s.vault.Decrypt(vault.Records, sealedCell(row.ID), row.Sealed)
	if err != nil {
		return record.Record{}, fmt.Errorf("opening record %s: %w", row.Number, err)
	}
	var doc closedDoc
	if err := json.Unmarshal(text, &doc); err != nil {
		return record.Record{}, fmt.Errorf("reading record %s: %w", row.Number, err)
	}
	rec.Attributes = catalog.Join(rec.Attributes, doc.Attributes.Attributes)
	if rec.SubjectKind == subject.Person {
		rec.SubjectName, rec.DocumentTitle = doc.SubjectName, doc.DocumentTitle
		rec.DocumentNumber, rec.DisclosureReason = doc.DocumentNumber, doc.DisclosureReason
	}
	return rec, nil
}
