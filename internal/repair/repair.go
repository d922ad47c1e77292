// Package repair is credit repair (信用修复, art. 34 of the Measure; order 36): whoever
// has performed, put things right and reduced the harm asks the provider to lift an
// adverse record. The provider decides; the portal is counter, post and executor, and
// the record is off display in the transaction of the provider's confirmation.
//
// What may happen, by whom, is in table.go; when and with what effect, in guards.go
// and effects.go; what is written to whom, in letters.go; how it is filed, in
// filing.go. The numbers of days are lines of the statute books.
package repair

import "creditportal/internal/flow"

// The states of an item. Each says who put it there, whose turn it is, and what
// ends it. That somebody proposed to revoke a repair is no state of its own: the item
// waits for the same signature, and the proposed outcome says for what.
const (
	Routed    flow.State = "routed"    // the subject applied; its provider accepts or refuses
	Reviewing flow.State = "reviewing" // the provider accepted, and examines
	Signing              = flow.Signing
	Closed               = flow.Closed
)

// Open lists the states in which an item is being worked on.
func Open() []flow.State { return []flow.State{Routed, Reviewing, Signing} }

// The outcomes beside those of every procedure.
const (
	Repaired flow.Outcome = "repaired" // 已修复: the record is archived
	Refused  flow.Outcome = "refused"  // 不同意修复
	Revoked  flow.Outcome = "revoked"  // 修复已撤销: the record is shown for its remaining days
)

// Condition is something that the provider finds met before it agrees (art. 34).
type Condition string

// The conditions.
const (
	Performed Condition = "performed" // 已履行义务
	Rectified Condition = "rectified" // 已纠正失信行为
	Reduced   Condition = "reduced"   // 已消除或者减轻危害
)

// Conditions lists every condition in the order of art. 34.
func Conditions() []Condition { return []Condition{Performed, Rectified, Reduced} }

// Key returns the message key of the condition.
func (c Condition) Key() string { return "repair.condition." + string(c) }

// IsRefusal says whether somebody is refused what they applied for by the outcome, or
// loses it again.
func IsRefusal(o flow.Outcome) bool { return o.Is(Refused, flow.NotAccepted, Revoked) }

// RefusalIn says how the last decision stands in the applications about one record,
// the oldest first.
func RefusalIn(list []flow.Request) flow.Refusal {
	var found flow.Refusal
	for _, r := range list {
		for _, it := range r.Items {
			switch {
			case it.Open():
				found.Request, found.Open = r.PublicID, true
			case it.Outcome == Repaired, IsRefusal(it.Outcome):
				found.Request, found.Stands = r.PublicID, IsRefusal(it.Outcome)
			}
		}
	}
	return found
}

// Revoking says whether a repair is being revoked, not applied for.
func Revoking(it flow.Item) bool { return it.State == Signing && it.Was == Closed }
