// Package record holds the public credit record (公共信用信息): a typed spine of
// what the law asks about, and the attributes that its catalog item lists.
package record

import (
	"slices"
	"time"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/subject"
)

// Class is the part of the credit file a record stands in (art. 13).
type Class = catalog.Class

// The classes of art. 14, 15 and 16.
const (
	Basic   = catalog.Basic
	Adverse = catalog.Adverse
	Further = catalog.Further
)

// Severity grades an adverse record (order 36).
type Severity string

// The severities of order 36; NoSeverity stands on records that are not adverse.
const (
	NoSeverity Severity = ""
	Minor      Severity = "minor"   // 轻微
	General    Severity = "general" // 一般
	Serious    Severity = "serious" // 严重
)

// Procedure is how a penalty was decided.
type Procedure string

// The procedures of the Administrative Penalty Law.
const (
	NoProcedure      Procedure = ""
	GeneralProcedure Procedure = "general" // 一般（普通）程序
	SummaryProcedure Procedure = "summary" // 简易程序: not collected
)

// State is where a record stands. Expired is not a state: it is a date.
type State string

// The stored states of a record.
const (
	Active    State = "active"
	Repaired  State = "repaired"  // 已修复 (art. 34)
	Withdrawn State = "withdrawn" // 批次撤回: its batch was taken back, it may be reported anew
	Removed   State = "removed"   // 撤下: taken off by a signed decision (art. 38), for good
	Annulled  State = "annulled"  // 依据被撤销、失效
	Deleted   State = "deleted"   // honour deleted at its bearer's wish (art. 35 ¶2)
)

// AnnotationKind is why a record is annotated (art. 38).
type AnnotationKind string

// The annotations of art. 38.
const (
	NotAnnotated AnnotationKind = ""
	Disputed     AnnotationKind = "disputed"     // 异议处理中
	Contested    AnnotationKind = "contested"    // 对处理结果有异议
	UnderReview  AnnotationKind = "under_review" // 行政复议、行政诉讼中
)

// Annotation is a mark on a record with the day it was set. Whoever sees the
// record sees the annotation.
type Annotation struct {
	Kind AnnotationKind
	On   civil.Date
}

// Record is one record: the spine that all records have, and its attributes.
type Record struct {
	ID     int64  // row id, made by the program; no meaning but a tie-break
	Number Number // permanent public number

	Subject     int64 // row id of the subject
	SubjectKind subject.Kind
	SubjectName string // as sent; "" here and in the attributes' envelope for persons

	Provider string // provider code
	Item     string // catalog item code
	Edition  string // catalog edition the record came under
	List     string // catalog list, if the item names one

	Class         Class
	Honour        bool
	Dual          bool
	Severity      Severity
	SeverityBasis string
	Procedure     Procedure
	FineClass     string // 较低 / 其他: order 45 art. 13, "" when it does not matter
	Penalties     string // penalty categories joined by ";", for the books' conditions

	DocumentTitle  string
	DocumentNumber string
	AuthorityName  string
	AuthorityCode  string

	FormedOn          civil.Date
	FormedPresumed    bool
	DecidedOn         civil.Date
	ConductEndedOn    civil.Date
	ConductContinuing bool
	ConductPresumed   bool
	ValidFrom         civil.Date
	ValidTo           civil.Date // zero with LongTerm for 长期
	LongTerm          bool
	ProviderUntil     civil.Date // provider's own 公示截止期
	RemovedOn         civil.Date // court's or list's removal date
	FirstDisclosedOn  civil.Date

	Channel          catalog.Channel // widest channel for this record; a row may only narrow its item's
	PersonBasis      string
	DisclosureReason string // 轻微信息确需公示的理由

	DisclosedFrom  civil.Date
	DisclosedUntil civil.Date // last visible day; Forever when open-ended
	GovernedBy     string     // book and article that set DisclosedUntil
	RepairableFrom civil.Date

	State      State
	ArchivedOn civil.Date // first day in the archive alone (art. 34, 35); zero before. The store sets it
	Annotation Annotation
	Held       bool     // a hold hides it without changing its state
	HeldParts  []string // codes of fields that a hold hides, and Sharing

	Batch      int64
	Row        int // row number in the provider's file
	Source     string
	ReceivedOn civil.Date
	ReceivedAt time.Time
	Late       bool // delivered after intake.report; permanent
	Version    int

	Attributes catalog.Attributes

	Key     Digest // business key, keyed digest
	Content Digest // digest of what the provider sent, to tell same from changed
}

// Sharing stands among the held parts where the record is shared with nobody
// (outcome 停止共享 of an objection).
const Sharing = "sharing"

// Holds says whether a hold hides the part.
func (r Record) Holds(part string) bool { return slices.Contains(r.HeldParts, part) }

// Digest is a SHA-256 or HMAC-SHA-256 value.
type Digest [32]byte

// Forever is the last visible day of a record that has no end.
var Forever = civil.MustParse("9999-12-31")

// OnDisplay says whether the record is shown to the public on the day today:
// active, not held, on the public channel, and not past its last day.
func (r Record) OnDisplay(today civil.Date) bool {
	return r.Publishable() && !today.Before(r.DisclosedFrom) && !today.After(r.DisclosedUntil)
}

// Publishable says whether the record may be shown to the public on some day:
// the day apart, nothing stands in the way.
func (r Record) Publishable() bool {
	return r.State == Active && !r.Held && r.Channel == catalog.Public &&
		(r.SubjectKind != subject.Person || r.PersonBasis != "")
}

// ListedOn is the day by which lists show and sort the record: the decision
// date where there is one, otherwise the first day shown.
func (r Record) ListedOn() civil.Date {
	if !r.DecidedOn.IsZero() {
		return r.DecidedOn
	}
	return r.DisclosedFrom
}
