// Package catalog holds the public credit information catalog (公共信用信息目录,
// art. 9 and 21 of the Measure): which information may be collected from whom,
// by whom, how it is disclosed and for how long. What is not in the catalog is
// not collected.
package catalog

import (
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Class is the part of a credit file that an item belongs to (art. 13).
type Class string

// The classes of art. 14, 15 and 16.
const (
	Basic   Class = "basic"   // 基本信息
	Adverse Class = "adverse" // 失信信息
	Further Class = "further" // 其他信息
)

// Channel is a way of disclosure (art. 21).
type Channel string

// The three channels of art. 21.
const (
	Public     Channel = "public"     // 社会公开
	Authorised Channel = "authorised" // 授权查询
	Shared     Channel = "shared"     // 政务共享
)

// Term is how the end of disclosure of an item's records is found.
type Term string

// The terms of the starter catalog.
const (
	ByConduct       Term = "conduct"        // the end of conduct, presumed when missing
	ByConductStated Term = "conduct_stated" // T+: the same, end of conduct required
	ByValidity      Term = "validity"       // V: until valid_to
	ByRegistration  Term = "registration"   // R: while registered
	ByWithdrawal    Term = "withdrawal"     // W: until withdrawn
)

// Repair says whether and how a record of an item can be repaired (art. 34).
type Repair string

// The ways in which an item's records end before their term.
const (
	NotRepairable Repair = "no"
	Repairable    Repair = "yes"
	RepairByOrder Repair = "order_45" // as order 45 art. 14 allows
	ByCourt       Repair = "by_court"
	ByRemoval     Repair = "by_removal"
)

// Edition is one published state of the catalog. A record keeps the edition
// under which it came; a new edition alters no record.
type Edition struct {
	ID        string     // e.g. "starter-1"
	Title     string     // 中文
	From      civil.Date // first day in force
	Published civil.Date
	Digest    string // hexadecimal SHA-256 of the source
	Items     []Item
}

// Item returns the item with the code, and whether there is one.
func (e Edition) Item(code string) (Item, bool) {
	for i := range e.Items { // items are large: none is copied for a look
		if it := &e.Items[i]; it.Code == code {
			return *it, true
		}
	}
	return Item{}, false
}

// Item is one kind of information (信息事项) with the four elements of art. 9
// and what else the law asks of it.
type Item struct {
	Code       string // e.g. "A06"
	Name       string // 中文
	Class      Class
	Heads      []Head // 目: the places of art. 14–16 that it stands under
	Providers  []string
	Channels   map[subject.Kind][]Channel
	Term       Term
	Repair     Repair
	Honour     bool // deletable at the subject's wish (art. 35 ¶2)
	Dual       bool // 双公示: licences and penalties
	List       string
	Closed     bool // 目录中关闭: nothing is collected until an edition opens it
	CityWide   bool // collected city-wide, so not relayed (art. 12)
	Bases      []string
	MapsTo     string
	Site       string // official site of origin, may be empty
	PersonRule string // person_basis: the national rule that lets persons' records be public
	Key        []string
	Title      []string // field codes; the first that is present is the record's matter in lists
	Fields     []Field
}

// Head is a place of art. 14, 15 or 16, e.g. {"15", 1, "5"}.
type Head struct {
	Article   string
	Paragraph int
	Number    string
}

// Covers says whether the item may be collected about a subject of kind k.
func (it Item) Covers(k subject.Kind) bool {
	_, ok := it.Channels[k]
	return ok && !it.Closed
}

// ByConsent says whether somebody may ask for the item with the consent of whom it
// is about.
func (it Item) ByConsent() bool {
	for kind := range it.Channels {
		if it.Discloses(kind, Authorised) || it.Discloses(kind, Public) {
			return true
		}
	}
	return false
}

// Discloses says whether the item goes by channel c for subjects of kind k.
func (it Item) Discloses(k subject.Kind, c Channel) bool {
	for _, have := range it.Channels[k] {
		if have == c {
			return true
		}
	}
	return false
}

// For returns the item as it applies to subjects of kind k, field by field.
func (it Item) For(k subject.Kind) Item {
	if k != subject.IndividualBusiness || !slices.ContainsFunc(it.Fields, func(f Field) bool { return f.Home }) {
		return it
	}
	it.Fields = slices.Clone(it.Fields)
	for i := range it.Fields {
		it.Fields[i] = it.Fields[i].For(k)
	}
	return it
}

// For returns the field as it applies to subjects of kind k: where an
// individual business is at home, its address is a person's (PIPL 28), kept
// encrypted and shown to nobody but its district.
func (f Field) For(k subject.Kind) Field {
	if f.Home && k == subject.IndividualBusiness {
		f.Sensitivity, f.Mask, f.Public = Sensitive, homeMask, false
	}
	return f
}

// homeMask is the mask of addresses that disclosure knows.
const homeMask = "address"

// Field returns the field with the code, and whether there is one.
func (it Item) Field(code string) (Field, bool) {
	for i := range it.Fields { // fields are large: none is copied for a look
		if f := &it.Fields[i]; f.Code == code {
			return *f, true
		}
	}
	return Field{}, false
}

// FieldKind is what a field holds.
type FieldKind string

// The six kinds of field.
const (
	Text   FieldKind = "text"
	Number FieldKind = "number"
	Money  FieldKind = "money" // kept in 分
	Date   FieldKind = "date"
	Choice FieldKind = "choice"
	Code   FieldKind = "code"
)

// Sensitivity is how closely a field is kept.
type Sensitivity string

// The sensitivities of a field.
const (
	Open      Sensitivity = "open"
	Personal  Sensitivity = "personal"
	Sensitive Sensitivity = "sensitive" // encrypted, never public
	Internal  Sensitivity = "internal"
)

// Field is one 信息项 of an item.
type Field struct {
	Code        string // e.g. "CF_WSH"
	Label       string // 中文
	Kind        FieldKind
	Max         int       // characters; 0 for kinds without a length
	Required    Condition // when the field must have a value; "" for never
	Choices     []Alternative
	Several     bool // a Choice that takes more than one, joined by ";"
	Sensitivity Sensitivity
	Mask        string // "", or the name of a mask of disclosure
	Public      bool   // shown on public surfaces
	Scanned     bool   // free text that the scanner reads at intake
	Unit        string // unit of a bare number in a Money column: "万元" or "元"
	Aliases     []string
	Spine       string // record column it goes to; "" for an attribute
	Local       bool   // a local addition, not in the national template
	Also        string // record column that gets the value too, of an attribute
	Facet       bool   // searchable extra of the record
	Form        Form   // what a Code must be
	With        string // the field that says which document a Code of form Document is
	NotBefore   string // the Date field that this one must not precede
	Past        bool   // a Date that must not lie in the future
	Lasting     bool   // a Date that may be without end
	Home        bool   // an address that is a person's home where the subject is an individual business
	Compare     string // the Text field whose amounts a Money field is compared with
}

// Form is what a field of kind Code must be.
type Form string

// The forms of codes.
const (
	AnyForm          Form = ""
	CreditCode       Form = "credit_code"       // 统一社会信用代码
	OrganisationCode Form = "organisation_code" // 组织机构代码, GB 11714
	PersonDocument   Form = "person_document"   // number of the document that With names
	CommitmentCode   Form = "commitment_code"   // 承诺编码: region, day, serial
	EitherCode       Form = "either_code"       // a credit code or an identity number
)

// Alternative is one value of a Choice with the other words for it.
type Alternative struct {
	Value   string // as kept, 中文 or identifier
	Aliases []string
}
