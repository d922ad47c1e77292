package correction

import "creditportal/internal/audit"

// The acts of the procedure; each is also the name of the permission to do it.
const (
	Begin        audit.Act = "correction.begin"         // art. 33: something that the provider reported is wrong
	BeginAnnul   audit.Act = "correction.begin_annul"   // 条例 40: the basis of a record fell
	Correct      audit.Act = "correction.correct"       // proposes other values
	Annul        audit.Act = "correction.annul"         // proposes to take the record down
	ProviderSign audit.Act = "correction.provider_sign" // the second hand, which makes it true
	SendBack     audit.Act = "correction.send_back"
	Withdraw     audit.Act = "correction.withdraw"
	End          audit.Act = "correction.end" // C3
	ProviderLate audit.Act = "correction.provider_late"
	Enter        audit.Act = "correction.enter"       // a row of a batch that its provider released says what is right
	EnterAnnul   audit.Act = "correction.enter_annul" // such a row takes a record down
)
