// Package objection is the objection of a data subject (异议, art. 36–38 of the
// Measure; 条例 39): a person says that a record is wrong, the record is annotated
// at once, a clock runs that both sides see, and somebody answers with reasons
// in time.
//
// What may happen, by whom, is in table.go; when and with what effect, in
// guards.go and effects.go, its ends in table_end.go; what is written to whom, in
// letters.go and letter_dates.go; how it is filed, in filing.go and outlook.go; how a
// provider is asked and reminded, in ask_by.go and remind.go; how one goes on in another,
// in join.go. The numbers of days are
// lines of the statute books.
package objection

import "creditportal/internal/flow"

// The states of an item. Each says who put it there, whose turn it is, and what
// ends it.
const (
	Received        flow.State = "received"         // the subject filed; a case officer takes it
	Verifying       flow.State = "verifying"        // a case officer took it, and finds where the error lies
	ToForward       flow.State = "to_forward"       // the platform says what the provider sent; forward it
	WithProvider    flow.State = "with_provider"    // the provider verifies, and answers
	ProviderSigning flow.State = "provider_signing" // a checker answered; a reviewer of the provider confirms
	Answered        flow.State = "answered"         // the provider answered; a case officer proposes the result
	Signing                    = flow.Signing       // somebody proposed; a signer signs or sends back
	Closed                     = flow.Closed        // signed, withdrawn, joined, ended, or off display
	Contested       flow.State = "contested"        // the subject contests the result; settled, lapsed or overruled
)

// Open lists the states in which an item is being worked on.
func Open() []flow.State {
	return []flow.State{Received, Verifying, ToForward, WithProvider, ProviderSigning, Answered, Signing}
}

// unsigned are the open states in which nothing waits for the signer.
func unsigned() []flow.State {
	return []flow.State{Received, Verifying, ToForward, WithProvider, ProviderSigning, Answered}
}

// The outcomes beside those of every procedure.
const (
	Corrected    flow.Outcome = "corrected"     // 已更正: the platform erred
	Removed      flow.Outcome = "removed"       // 已撤下: it may not be shown, or no longer
	Upheld       flow.Outcome = "upheld"        // 异议成立: the provider erred
	PartlyUpheld flow.Outcome = "partly_upheld" // 部分成立
	Rejected     flow.Outcome = "rejected"      // 异议不成立
	Stopped      flow.Outcome = "stopped"       // 停止共享: shown as before, shared with nobody
)

// Ground is why somebody objects (art. 36; 条例 39).
type Ground string

// The grounds. Whether the operator decides or the provider is needed is for who
// verifies to find (see FindOwn and FindSame).
const (
	Wrong     Ground = "wrong"      // 记载错误
	Omitted   Ground = "omitted"    // 遗漏
	Identity  Ground = "identity"   // 不是本人信息
	NotPublic Ground = "not_public" // 依法不应公开
	OverTerm  Ground = "over_term"  // 超过期限仍未删除
	Rights    Ground = "rights"     // 归集、披露、使用侵犯合法权益

	// a repair of the record was refused or revoked (art. 34); the provider decided, and
	// it is the provider that verifies
	RepairRefused Ground = "repair_refused"
)

// Grounds lists the grounds in the order of the form.
func Grounds() []Ground {
	return []Ground{Wrong, Identity, Omitted, NotPublic, OverTerm, Rights, RepairRefused}
}

// Key returns the message key of the ground.
func (g Ground) Key() string { return "objection.ground." + string(g) }

// Known says whether g is a ground.
func (g Ground) Known() bool {
	for _, known := range Grounds() {
		if g == known {
			return true
		}
	}
	return false
}

// Founded lists the remedies of which a founded answer to the item carries one. Who
// objects to a refused repair is not given the repair by this procedure: the
// application goes back to the provider, and its written confirmation alone lifts the
// record.
func Founded(it flow.Item) []flow.Remedy {
	switch {
	case Ground(it.Ground) == RepairRefused:
		return []flow.Remedy{flow.Reexamine}
	case it.Record == 0:
		return []flow.Remedy{flow.Supply}
	}
	return []flow.Remedy{flow.Correct, flow.Annul, flow.Rematch}
}
