package repair

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/notice"
)

var (
	desk    = []actor.Role{actor.IntakeOfficer, actor.CaseOfficer}
	signers = []actor.Role{actor.Signer}
)

// onTheirPaper is the word of a unit that is too small to have two persons at the
// portal (ruling 22): it comes as a sealed document, an officer registers it, a signer
// confirms it (ruling 23). The unit decides all the same: without its document nothing
// is registered. That a refusal is taken back decides nothing yet, so it needs no second
// officer. Where it writes that a repair is revoked, the subject is heard first as always.
func onTheirPaper() []flow.Row {
	sealed := when(notFilersHand, hasReason, hasDocument, isDated, hasFile)
	agreed := slices.Concat(when(isShown, isExamined), sealed)
	return []flow.Row{
		{
			From: in(Routed), Do: AgreeOnPaper, By: desk, If: agreed, To: Signing, As: as(Repaired),
			Clock: flow.Stopped(accept), Then: then(confirm),
		},
		{
			From: in(Reviewing), Do: AgreeOnPaper, By: desk, If: agreed, To: Signing, As: as(Repaired), Then: then(confirm),
		},
		{
			From: in(Routed), Do: DeclineOnPaper, By: desk, If: sealed, To: Signing, As: as(Refused, flow.NotAccepted),
			Clock: flow.Stopped(accept), Then: then(confirm),
		},
		{
			From: in(Reviewing), Do: DeclineOnPaper, By: desk, If: slices.Concat(when(papersOver), sealed), To: Signing,
			As: as(Refused), Then: then(confirm),
		},
		{
			From: in(Signing), Do: ConfirmPaper, StepUp: true, By: signers,
			If: when(notFilersHand, notProposer, isOnPaper, stillStands, isTold, isHeard), To: Closed, Then: then(carryOut),
			Tell: to(notice.RepairResult, flow.ToApplicant),
		},
		{
			From: in(Signing), Do: SendPaperBack, By: signers, If: when(notFilersHand, notProposer, isOnPaper, hasReason),
			To: flow.Back,
		},
		{
			From: in(Closed), Do: ReconsiderOnPaper, By: desk,
			If: slices.Concat(when(wasRefused, isShown, noOther), sealed), To: Reviewing, Clock: flow.Running(whole),
			Then: then(takeUp), Tell: to(notice.Extended, flow.ToApplicant),
		},
		{
			From: in(Closed), Do: RevokeOnPaper, By: desk, If: slices.Concat(when(wasRepaired), sealed), To: Signing,
			As: as(Revoked), Clock: flow.Running(hearing), Then: then(confirm), Tell: to(notice.Hearing, flow.ToApplicant),
		},
	}
}
