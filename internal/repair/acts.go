package repair

import "creditportal/internal/audit"

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Submit           audit.Act = "repair.submit"             // F1
	Accept           audit.Act = "repair.accept"             // F2
	NotOurs          audit.Act = "repair.not_ours"           // F3
	Name             audit.Act = "repair.name"               // F3, the third time
	Decline          audit.Act = "repair.decline"            // F4
	Agree            audit.Act = "repair.agree"              // F5
	Extend           audit.Act = "repair.extend"             // F6
	ProviderSign     audit.Act = "repair.provider_sign"      // F7, F12
	ProviderSendBack audit.Act = "repair.provider_send_back" // F8, F13
	ProposeRevoke    audit.Act = "repair.propose_revoke"     // F11
	Reconsider       audit.Act = "repair.reconsider"         // a refusal or revocation is taken back
	Reply            audit.Act = "repair.reply"              // heard before F12
	HandOver         audit.Act = "repair.hand_over"          // the letter on paper that says so
	AskPapers        audit.Act = "repair.ask_papers"         // R3
	Add              audit.Act = "repair.add"                // R4, R6
	Withdraw         audit.Act = "repair.withdraw"           // R7
	End              audit.Act = "repair.end"                // C3
	ProviderLate     audit.Act = "repair.provider_late"
	Chase            audit.Act = "repair.chase"
	Remind           audit.Act = "repair.remind"

	// What a unit that works on paper writes is registered for it.
	AgreeOnPaper      audit.Act = "repair.agree_on_paper"
	DeclineOnPaper    audit.Act = "repair.decline_on_paper"
	ReconsiderOnPaper audit.Act = "repair.reconsider_on_paper"
	RevokeOnPaper     audit.Act = "repair.revoke_on_paper"
	ConfirmPaper      audit.Act = "repair.confirm_paper"
	SendPaperBack     audit.Act = "repair.send_paper_back"
)
