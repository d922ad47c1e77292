package objection

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
)

// proposing is what leads to a signature. The applicant reads the answer of the
// provider before, and may say something about it.
func proposing() []flow.Row {
	return []flow.Row{
		{
			From: in(Answered), Do: Reply, By: filers, If: when(notFilersHand, ownOrPaper, hasReason, notReplied),
			To: flow.Same,
		},
		{
			From: in(Answered), Do: Propose, By: officers,
			If: when(notFiler, notMerger, hasReason, asAnswered, papersAreOver),
			To: Signing, As: as(Upheld, PartlyUpheld, Rejected), Then: then(adopt),
		},
		{
			From: in(Received, Verifying, ToForward, WithProvider, ProviderSigning), Do: ProviderCorrected, By: machine,
			If: when(isCorrected), To: Answered, Then: then(noteCorrected, lower),
			Clock: clocks(flow.Stopped(verify, forward, answer), flow.Running(tell)),
			Tell:  out(to("ended", flow.ToProvider), WithProvider, ProviderSigning),
		},
		{
			From: append(unsigned(), Contested), Do: Overrule, By: officers,
			If: when(notFiler, notMerger, hasReason, hasDocument, hasRecord, hasAmendedIfCorrected),
			To: Signing, As: as(Removed, Corrected, Rejected),
			Clock: clocks(flow.Stopped(verify, forward, answer), flow.Running(correct)),
			Then:  then(byCorrection, hold, holdValues),
		},
		{
			From: unsigned(), Do: Refuse, By: desk,
			If: when(notFiler, notMerger, hasReason, papersAreOver), To: Signing, As: as(flow.NotAccepted),
			Clock: flow.Stopped(verify, forward, answer),
		},
	}
}

// signing is the second person's word, without which nothing changes.
func signing() []flow.Row {
	return []flow.Row{
		{
			From: in(Signing), Do: Sign, StepUp: true, By: signers,
			If: when(notFiler, notMerger, notProposer, dayConfirmed, isComplete), To: Closed, Then: then(carryOut, lift),
			Tell: letters(
				on(to("corrected", flow.ToApplicant), Corrected, Removed),
				on(to("result", flow.ToApplicant), Upheld, PartlyUpheld, Rejected, Stopped),
				on(to("not_accepted", flow.ToApplicant), flow.NotAccepted),
				on(to("ended", flow.ToProvider), Corrected, Removed, flow.NotAccepted),
				out(on(to("ended", flow.ToProvider), Rejected), WithProvider, ProviderSigning),
				on(to("told", flow.ToViewers), Corrected, Removed, Upheld, PartlyUpheld),
			),
		},
		{
			From: in(Signing), Do: SendBack, By: signers, If: when(notFiler, notProposer, hasReason),
			To: flow.Back, Then: then(release),
		},
		{
			From: Open(), Do: WholeLate, By: machine, If: when(isWholeLate, notMovedToday), To: flow.Same, Quiet: true,
			Then: then(raise),
			Tell: letters(to("extended", flow.ToApplicant), to("extended", flow.ToAuthority)),
		},
	}
}

// afterwards is art. 38: whoever still objects has the record annotated. And art.
// 33: who withdraws withdraws the matter, not the error; what is wrong is put right
// all the same, by two persons.
func afterwards() []flow.Row {
	return []flow.Row{
		{
			From: in(Closed), Do: PutRight, By: officers,
			If: when(notFiler, notMerger, isWithdrawn, hasRecord, hasReason, hasDocument, hasAmendedIfCorrected),
			To: Signing, As: as(Corrected, Removed), Clock: flow.Running(correct), Then: then(byCorrection, hold, holdValues),
		},
		{
			From: in(Closed), Do: Contest, By: filers,
			If: when(notFilersHand, ownOrPaper, isAdverse, notContested, isShown, hasStatement),
			To: Contested, Then: then(annotateContested),
		},
		{
			From: in(Contested), Do: Settle, By: append(slices.Clone(filers), actor.Signer),
			If: when(notFilersHand, ownOrPaper, hasReason), To: Closed, Then: then(lift),
		},
		{
			From: in(Contested), Do: Lapse, By: machine, If: when(isOff), To: Closed, Then: then(lift),
		},
	}
}
