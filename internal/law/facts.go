package law

import (
	"fmt"
	"slices"
	"strings"
)

// The words by which a line is narrowed. Severities, procedures
// and kinds of subject are those of the nouns; a test there keeps them equal.
const (
	TrackMarket = "market" // 市场监督管理: order 45 applies

	FineNone  = "none"  // no fine among the penalties
	FineLower = "lower" // 较低数额罚款
	FineOver  = "over"  // 其他数额罚款
)

// The categories of penalty (行政处罚法 9).
const (
	Warning      = "warning"      // 警告
	Criticism    = "criticism"    // 通报批评
	Fine         = "fine"         // 罚款
	Confiscation = "confiscation" // 没收违法所得、没收非法财物
	Suspension   = "suspension"   // 暂扣许可证件
	Downgrade    = "downgrade"    // 降低资质等级
	Revocation   = "revocation"   // 吊销许可证件
	Restriction  = "restriction"  // 限制开展生产经营活动
	Shutdown     = "shutdown"     // 责令停产停业
	Closure      = "closure"      // 责令关闭
	Ban          = "ban"          // 限制从业
	Detention    = "detention"    // 行政拘留
	FurtherKind  = "further"      // 法律、行政法规规定的其他行政处罚
)

// PenaltyKinds lists the categories of penalty.
func PenaltyKinds() []string {
	return []string{
		Warning, Criticism, Fine, Confiscation, Suspension, Downgrade, Revocation,
		Restriction, Shutdown, Closure, Ban, Detention, FurtherKind,
	}
}

// Severities lists the severities of order 36 from the least to the gravest.
func Severities() []string { return []string{"minor", "general", "serious"} }

// Procedures lists the ways in which a penalty is decided.
func Procedures() []string { return []string{"general", "summary"} }

// Subjects lists the kinds of data subject.
func Subjects() []string {
	return []string{"person", "legal_person", "organisation", "individual_business"}
}

// Tracks lists the authority tracks.
func Tracks() []string { return []string{TrackMarket} }

// Fines lists the classes of fine.
func Fines() []string { return []string{FineNone, FineLower, FineOver} }

// Facts are what is known of one record, request or row, as far as a line may
// be narrowed by it. An empty fact is an unknown one.
type Facts struct {
	Item      string   // catalog item, e.g. "A06"
	Heads     []string // places in the Measure, e.g. "15.1.5" for 第十五条第一款第五项
	Severity  string
	Subject   string
	Procedure string
	Track     string
	Fine      string
	Penalties []string
}

// When narrows a line. Each list that is not empty must hold the fact; the
// zero When lets everything through. An unknown fact satisfies no list.
type When struct {
	Item      []string
	Head      []string
	Severity  []string
	Subject   []string
	Procedure []string
	Track     []string
	Fine      []string
	Any       []string // some of the penalties is one of these
	Only      []string // there are penalties, and all are among these
}

// IsZero says whether w narrows nothing.
func (w When) IsZero() bool {
	return !slices.ContainsFunc(w.lists(), func(list []string) bool { return len(list) > 0 })
}

func (w When) lists() [][]string {
	return [][]string{w.Item, w.Head, w.Severity, w.Subject, w.Procedure, w.Track, w.Fine, w.Any, w.Only}
}

// Matches says whether the facts satisfy w.
func (w When) Matches(f Facts) bool {
	return allows(w.Item, f.Item) && allows(w.Severity, f.Severity) && allows(w.Subject, f.Subject) &&
		allows(w.Procedure, f.Procedure) && allows(w.Track, f.Track) && allows(w.Fine, f.Fine) &&
		(len(w.Head) == 0 || meets(w.Head, f.Heads)) &&
		(len(w.Any) == 0 || meets(w.Any, f.Penalties)) &&
		(len(w.Only) == 0 || within(f.Penalties, w.Only))
}

// Key is one text for conditions that mean the same.
func (w When) Key() string {
	var b strings.Builder
	for _, list := range w.lists() {
		sorted := slices.Sorted(slices.Values(list))
		fmt.Fprintf(&b, "%s;", strings.Join(slices.Compact(sorted), ","))
	}
	return b.String()
}

func allows(list []string, fact string) bool { return len(list) == 0 || slices.Contains(list, fact) }

func meets(list, facts []string) bool {
	return slices.ContainsFunc(facts, func(f string) bool { return slices.Contains(list, f) })
}

func within(facts, list []string) bool {
	outside := func(f string) bool { return !slices.Contains(list, f) }
	return len(facts) > 0 && !slices.ContainsFunc(facts, outside)
}
