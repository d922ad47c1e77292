package page

import (
	"time"

	"creditportal/internal/civil"
)

// ListJSON is a page of a list, or of a credit file, as programs read it.
type ListJSON struct {
	Title      string            `json:"title"`
	Scope      string            `json:"scope"`
	URL        string            `json:"url"`
	List       string            `json:"list,omitempty"`
	Subject    *FileJSON         `json:"subject,omitempty"`
	Parameters map[string]string `json:"parameters"`
	Total      TotalJSON         `json:"total"`
	Day        civil.Date        `json:"day"`
	AsOf       time.Time         `json:"as_of"`
	Source     string            `json:"source"`
	Disclaimer string            `json:"disclaimer"`
	Records    []RecordJSON      `json:"records"`
	Next       string            `json:"next,omitempty"`
}

// TotalJSON is a number of records; AtLeast where counting stopped.
type TotalJSON struct {
	Count   int  `json:"count"`
	AtLeast bool `json:"at_least"`
}

// FileJSON is the subject of a credit file.
type FileJSON struct {
	SubjectJSON
	Standing string         `json:"standing,omitempty"`
	Former   []FormerJSON   `json:"former,omitempty"`
	Counts   map[string]int `json:"counts"`
}

// FormerJSON is a name that a subject bore.
type FormerJSON struct {
	Name  string     `json:"name"`
	Until civil.Date `json:"until,omitzero"`
}

// SubjectJSON is the subject of a record.
type SubjectJSON struct {
	Name string `json:"name"`
	Code string `json:"code,omitempty"`
	Kind string `json:"kind"`
	URL  string `json:"url,omitempty"`
}

// ItemJSON is an item of the catalog.
type ItemJSON struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Edition string `json:"edition"`
}

// AnnotationJSON is an annotation (art. 38).
type AnnotationJSON struct {
	Kind string     `json:"kind"`
	On   civil.Date `json:"on"`
	Text string     `json:"text"`
}

// RecordJSON is a record in a list, as programs read it. Days that are not
// known are left out, as is the last day of a record without an end.
type RecordJSON struct {
	Number         string          `json:"number"`
	URL            string          `json:"url"`
	Subject        SubjectJSON     `json:"subject"`
	Class          string          `json:"class"`
	Sort           string          `json:"sort"`
	Honour         bool            `json:"honour"`
	Dual           bool            `json:"dual"`
	List           string          `json:"list,omitempty"`
	Item           ItemJSON        `json:"item"`
	Severity       string          `json:"severity,omitempty"`
	Matter         string          `json:"matter"`
	DocumentTitle  string          `json:"document_title,omitempty"`
	DocumentNumber string          `json:"document_number,omitempty"`
	Authority      string          `json:"authority"`
	Provider       string          `json:"provider"`
	DecidedOn      civil.Date      `json:"decided_on,omitzero"`
	ListedOn       civil.Date      `json:"listed_on"`
	ValidFrom      civil.Date      `json:"valid_from,omitzero"`
	ValidTo        civil.Date      `json:"valid_to,omitzero"`
	LongTerm       bool            `json:"long_term"`
	ReceivedOn     civil.Date      `json:"received_on,omitzero"`
	DisclosedFrom  civil.Date      `json:"disclosed_from"`
	DisclosedUntil civil.Date      `json:"disclosed_until,omitzero"`
	RepairableFrom civil.Date      `json:"repairable_from,omitzero"`
	Annotation     *AnnotationJSON `json:"annotation"`
	Version        int             `json:"version"`
}

// PageJSON is one record with its fields and the reasons for its last day.
type PageJSON struct {
	RecordJSON
	Fields []FieldJSON `json:"fields"`
	Lines  []LineJSON  `json:"lines"`

	Revisions  []RevisionJSON `json:"revisions"`
	Day        civil.Date     `json:"day"`
	AsOf       time.Time      `json:"as_of"`
	Source     string         `json:"source"`
	Disclaimer string         `json:"disclaimer"`
}

// FieldJSON is a field of the catalog item; money is in 分.
type FieldJSON struct {
	Code    string `json:"code"`
	Label   string `json:"label"`
	Kind    string `json:"kind"`
	Value   string `json:"value,omitempty"`
	Missing string `json:"missing,omitempty"`
}

// RevisionJSON is a change of a record, without what stood there before.
type RevisionJSON struct {
	On     civil.Date `json:"on"`
	Parts  []string   `json:"parts"`
	Fields []string   `json:"fields"`
	Why    string     `json:"why"`
}

// LineJSON is one reason for the last day of a record.
type LineJSON struct {
	Basis   string     `json:"basis"`
	Last    civil.Date `json:"last"`
	Governs bool       `json:"governs"`
}
