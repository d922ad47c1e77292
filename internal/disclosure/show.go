// Package disclosure decides who sees what of a record, and until when
// (art. 21, 22, 35 and 38 of the Measure; 条例 20, 38). Show is the only way
// from a record to a page.
package disclosure

import (
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// Channel is a way of disclosure (art. 21).
type Channel = catalog.Channel

// The three channels of art. 21.
const (
	Public     = catalog.Public
	Authorised = catalog.Authorised
	Shared     = catalog.Shared
)

// Viewer is the relation of whoever looks to the record, not a role alone.
type Viewer string

// The viewers that art. 21 and 22 tell apart.
const (
	Anyone      Viewer = "anyone"       // 社会公众, no account
	Self        Viewer = "self"         // the subject or its proven agent
	ByLetter    Viewer = "authorised"   // a third party with the subject's authorisation, within its scope
	OnDuty      Viewer = "on_duty"      // an organ by the use catalog
	OwnProvider Viewer = "own_provider" // the provider of the record
	Agency      Viewer = "agency"       // a credit service agency, row by row authorised
	Oversight   Viewer = "oversight"    // the authority
	Auditor     Viewer = "auditor"      // the audit admin, each look logged
)

// Viewers lists every viewer, for the matrix that walks them all.
func Viewers() []Viewer {
	return []Viewer{Anyone, Self, ByLetter, OnDuty, OwnProvider, Agency, Oversight, Auditor}
}

// Shown is what a viewer sees of a record: decided, masked, annotated. The
// zero Shown shows nothing.
type Shown struct {
	Visible bool

	Number      record.Number
	Item        string // catalog item code
	ItemName    string
	Edition     string
	Class       record.Class
	Honour      bool
	Dual        bool
	List        string
	Severity    record.Severity
	SubjectID   int64
	SubjectKind subject.Kind
	SubjectName string
	SubjectCode string
	Matter      string // what the record is about, for lists and headings

	Document      string // document number
	DocumentTitle string
	Authority     string
	AuthorityCode string
	Provider      string // provider code
	Site          string // official site of origin
	DecidedOn     civil.Date
	ListedOn      civil.Date
	ValidFrom     civil.Date
	ValidTo       civil.Date
	LongTerm      bool
	ReceivedOn    civil.Date

	DisclosedFrom  civil.Date
	DisclosedUntil civil.Date
	RepairableFrom civil.Date
	Annotation     record.Annotation
	Held           bool // kept from the public for now, which would see it otherwise
	Version        int

	Fields []ShownField
}

// Endless says whether the record has no last day.
func (s Shown) Endless() bool { return s.DisclosedUntil == record.Forever }

// ShownField is one attribute as the viewer sees it.
type ShownField struct {
	Code    string
	Label   string // 中文, from the catalog
	Kind    catalog.FieldKind
	Value   string // normal form (money in 分), masked where a mask applies
	Missing Missing
}

// Missing is why a field has no value.
type Missing string

// The reasons for a missing value.
const (
	Present      Missing = ""
	NotCollected Missing = "not_collected" // 未归集
	Withheld     Missing = "withheld"      // 依目录不公开
	OnHold       Missing = "held"          // 核查中暂不展示
)

// Show says what viewer sees of rec, a record of item about subj, on the day
// today. It is the one function that decides visibility; the
// filter of the store lets through exactly what it does not hide.
func Show(rec record.Record, item catalog.Item, subj subject.Subject, viewer Viewer, today civil.Date) Shown {
	shown := Glance(rec, item, subj, viewer, today)
	if shown.Visible {
		shown.Fields = fieldsFor(rec, item.For(rec.SubjectKind), viewer)
	}
	return shown
}

// Glance is Show for a line of a list: without the Fields.
func Glance(rec record.Record, item catalog.Item, subj subject.Subject, viewer Viewer, today civil.Date) Shown {
	if !visible(rec, item, subj, viewer, today) {
		return Shown{}
	}
	shown := Shown{
		Visible: true,
		Number:  rec.Number, Item: item.Code, ItemName: item.Name, Edition: rec.Edition,
		Class: rec.Class, Honour: rec.Honour, Dual: rec.Dual, List: rec.List, Severity: rec.Severity,
		SubjectID: rec.Subject, SubjectKind: rec.SubjectKind, SubjectName: nameFor(subj, viewer),
		SubjectCode: subj.Code.String(), Matter: matter(rec, item, viewer), Document: rec.DocumentNumber,
		DocumentTitle: rec.DocumentTitle, Authority: rec.AuthorityName, AuthorityCode: rec.AuthorityCode,
		Provider: rec.Provider, Site: item.Site, DecidedOn: rec.DecidedOn, ListedOn: rec.ListedOn(),
		ValidFrom: rec.ValidFrom, ValidTo: rec.ValidTo, LongTerm: rec.LongTerm, ReceivedOn: rec.ReceivedOn,
		DisclosedFrom: rec.DisclosedFrom, DisclosedUntil: rec.DisclosedUntil,
		RepairableFrom: rec.RepairableFrom, Annotation: rec.Annotation, Version: rec.Version,
		Held: rec.Held && rec.Channel == catalog.Public,
	}
	if len(rec.HeldParts) > 0 && !seesHeld(viewer) {
		shown.hide(rec, item)
	}
	return shown
}

// seesHeld says whether what a hold hides is shown to the viewer: never hidden
// from whom it concerns (条例 21), nor from those who put it right.
func seesHeld(viewer Viewer) bool {
	switch viewer {
	case Self, OwnProvider, Oversight, Auditor:
		return true
	case Anyone, ByLetter, OnDuty, Agency:
	}
	return false
}

// hide takes out the columns that a hold hides. Days stay: lists and the term are
// reckoned by them.
func (s *Shown) hide(rec record.Record, item catalog.Item) {
	for _, f := range item.Fields {
		if f.Spine == "" || !rec.Holds(f.Code) {
			continue
		}
		switch f.Spine {
		case "document_number":
			s.Document = ""
		case "document_title":
			s.DocumentTitle = ""
		case "authority_name":
			s.Authority = ""
		case "authority_code":
			s.AuthorityCode = ""
		}
	}
}

// visible is art. 21 as a function: the item's channel against the
// relation of the viewer, after state, hold and last day have spoken.
func visible(rec record.Record, item catalog.Item, subj subject.Subject, viewer Viewer, today civil.Date) bool {
	if viewer == Auditor {
		return true
	}
	over := today.Before(rec.DisclosedFrom) || today.After(rec.DisclosedUntil)
	if rec.State != record.Active || over {
		return false
	}
	if rec.Held { // hidden from others, never from whom it concerns (条例 21)
		return viewer == Self || viewer == OwnProvider || viewer == Oversight
	}
	switch viewer {
	case Anyone:
		return rec.OnDisplay(today) && publicSubject(rec, subj)
	case Self, OwnProvider, Oversight:
		return true
	case ByLetter:
		return reaches(rec, item, Public) || reaches(rec, item, Authorised)
	case OnDuty: // what asks for the subject's authorisation stays closed to a bare duty
		return reaches(rec, item, Public) || reaches(rec, item, Shared) && !rec.Holds(record.Sharing)
	case Agency: // art. 29: what may be asked for with authorisation; the rest as the public sees it
		return reaches(rec, item, Authorised) || rec.OnDisplay(today) && publicSubject(rec, subj)
	case Auditor:
		return true
	}
	return false
}

// reaches says whether the record goes by channel c: its item does, and the
// row has not narrowed it.
func reaches(rec record.Record, item catalog.Item, c Channel) bool {
	if width(rec.Channel) < width(c) {
		return false
	}
	return item.Discloses(rec.SubjectKind, c)
}

// width orders the channels from the narrowest to the widest.
func width(c Channel) int {
	switch c {
	case Public:
		return 3
	case Authorised:
		return 2
	case Shared:
		return 1
	}
	return 0
}

// publicSubject says whether the subject may stand on a public page: a person
// only where the item cites its national rule (条例 20), everybody else under
// a name and code.
func publicSubject(rec record.Record, subj subject.Subject) bool {
	if rec.SubjectKind == subject.Person {
		return rec.PersonBasis != ""
	}
	return subj.Public()
}

func nameFor(subj subject.Subject, viewer Viewer) string {
	if subj.Kind != subject.Person {
		return subj.Name
	}
	switch viewer {
	case Self, ByLetter, OwnProvider, OnDuty:
		return subj.Name
	case Anyone, Agency, Oversight, Auditor:
		return MaskName(subj.Name)
	}
	return ""
}

func matter(rec record.Record, item catalog.Item, viewer Viewer) string {
	for _, code := range item.Title {
		field, ok := item.Field(code)
		field = field.For(rec.SubjectKind)
		value := rec.Attributes.Get(code)
		switch {
		case !ok || value == "" || !sees(field, viewer), rec.Holds(code) && !seesHeld(viewer):
		case field.Facet || field.Kind == catalog.Number: // a category or a year alone says too little
			return item.Name + "\uff1a" + MaskText(value)
		default:
			return MaskText(value)
		}
	}
	if rec.DocumentTitle != "" {
		return rec.DocumentTitle
	}
	return item.Name
}

func fieldsFor(rec record.Record, item catalog.Item, viewer Viewer) []ShownField {
	var shown []ShownField
	for _, f := range item.Fields {
		if f.Spine != "" || (f.Sensitivity == catalog.Internal && viewer != OwnProvider && viewer != Auditor) {
			continue
		}
		value := rec.Attributes.Get(f.Code)
		s := ShownField{Code: f.Code, Label: f.Name(), Kind: f.Kind}
		switch {
		case !sees(f, viewer):
			s.Missing = Withheld
		case rec.Holds(f.Code) && !seesHeld(viewer):
			s.Missing = OnHold
		case value == "":
			s.Missing = NotCollected
		default:
			if s.Value = MaskField(f, value, viewer); s.Value == "" {
				s.Missing = Withheld // masked to nothing
			}
		}
		shown = append(shown, s)
	}
	return shown
}

// sees says whether the viewer sees the field at all; MaskField then says how.
func sees(f catalog.Field, viewer Viewer) bool {
	if viewer == Anyone {
		return f.Public && f.Sensitivity != catalog.Sensitive && f.Sensitivity != catalog.Internal
	}
	return true
}
