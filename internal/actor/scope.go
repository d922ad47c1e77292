package actor

import "slices"

// Scope is a matter in which somebody may act for somebody else: a written
// mandate names its matters (民法典 art. 165).
type Scope string

// The scopes of a mandate.
const (
	Objecting  Scope = "objection"  // 异议
	Repairing  Scope = "repair"     // 修复
	Deleting   Scope = "deletion"   // 删除
	Querying   Scope = "self_query" // 本单位查询
	Consenting Scope = "consent"    // 授权
	Receiving  Scope = "receive"    // 收件
)

// Scopes lists every scope, in the order of forms.
func Scopes() []Scope {
	return []Scope{Objecting, Repairing, Deleting, Querying, Consenting, Receiving}
}

// Key returns the message key of the scope's name.
func (s Scope) Key() string { return "actor.scope." + string(s) }

// May says whether the actor may act in the matter for whom they speak: who
// speaks for themselves may in every one.
func (a Actor) May(s Scope) bool { return a.Mandate == 0 || slices.Contains(a.Scopes, s) }
