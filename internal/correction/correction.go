// Package correction is what a provider does by itself about a record that it reported
// (art. 33 of the Measure; 条例 40): it corrects what is wrong, or has a record taken down
// whose basis was annulled, with a reason, a document, and words for everybody. One of
// its people proposes, another one signs, and the record is another one in that
// transaction.
//
// What may happen, by whom, is in table.go; when and with what effect, in guards.go and
// effects.go; what is written to whom, in letters.go; how it begins, in filing.go. The
// numbers of days are lines of the statute books.
package correction

import (
	"slices"

	"creditportal/internal/flow"
)

// The states of an item. Each says who put it there, whose turn it is, and what ends it.
const (
	Preparing flow.State = "preparing" // somebody of the provider found it; they say what is right
	Signing              = flow.Signing
	Closed               = flow.Closed
)

// Open lists the states in which an item is being worked on.
func Open() []flow.State { return []flow.State{Preparing, Signing} }

// The outcomes beside those of every procedure.
const (
	Corrected flow.Outcome = "corrected" // 已更正: the record has a new version
	Annulled  flow.Outcome = "annulled"  // 已撤下: its basis fell
)

// Ground is why a provider acts.
type Ground string

// The grounds.
const (
	Wrong     Ground = "misreported" // 报送有误
	BasisFell Ground = "basis_fell"  // 依据被撤销、变更或者失效
)

// Grounds lists every ground.
func Grounds() []Ground { return []Ground{Wrong, BasisFell} }

// Key returns the message key of the ground.
func (g Ground) Key() string { return "correction.ground." + string(g) }

// Known says whether g is a ground.
func (g Ground) Known() bool { return slices.Contains(Grounds(), g) }
