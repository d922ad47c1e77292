// Package provider holds the information providers (信息提供主体, art. 3 of the
// Measure): who may report public credit information, and for whom.
package provider

import (
	"slices"
)

// Kind is what a provider is; the list is closed (art. 3, 41).
type Kind string

// The kinds of art. 3, and those to whom art. 41 applies it.
const (
	Administrative Kind = "administrative" // 行政机关
	Judicial       Kind = "judicial"       // 司法机关
	Authorised     Kind = "authorised"     // 法律、法规授权的具有管理公共事务职能的组织
	People         Kind = "people"         // 人民团体
	Association    Kind = "association"    // 参照: 行业协会、商会 (art. 41)
)

// Kinds lists every kind in the order of the law.
func Kinds() []Kind { return []Kind{Administrative, Judicial, Authorised, People, Association} }

// Valid says whether k is one of the kinds.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// Track is the body of rules on repair and disclosure under which a provider
// decides.
type Track string

// The tracks that the statute books tell apart.
const (
	General Track = "general"
	Market  Track = "market" // 市场监督管理: order 45 applies
)

// Tracks lists every track.
func Tracks() []Track { return []Track{General, Market} }

// Provider is one unit that reports.
type Provider struct {
	Code       string // unified social credit code
	Name       string
	Kind       Kind
	Track      Track
	AnswersFor []string // codes of the units whose data it reports too, sorted
}

// Reports says whether the provider may report data whose source is the unit
// with the code: itself, or one it answers for.
func (p Provider) Reports(code string) bool {
	return code == p.Code || slices.Contains(p.AnswersFor, code)
}
