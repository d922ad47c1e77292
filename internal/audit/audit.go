// Package audit is the trail of every act that changed a right: who did what
// to which object, when and why. The trail is written in the transaction of
// the act and is never changed.
package audit

import (
	"time"

	"creditportal/internal/actor"
)

// Act names something that was done.
type Act string

// The acts of the portal as built so far.
const (
	StatuteLoaded   Act = "statute.loaded"   // the books in force were loaded; their digest is the detail
	CatalogLoaded   Act = "catalog.loaded"   // an edition of the catalog was entered
	ProviderEntered Act = "provider.entered" // a provider was entered or changed
	BatchReceived   Act = "batch.received"   // a batch was received with its secrecy review
	BatchEntered    Act = "batch.entered"    // a chunk of a batch was merged into the files
	BatchFinished   Act = "batch.finished"   // every row of a batch has its outcome
	BatchWithdrawn  Act = "batch.withdrawn"  // a batch was taken back, what it did to records undone
	RowReleased     Act = "row.released"     // a held row was entered with a reason
	RowReturned     Act = "row.returned"     // a held row was sent back with a reason
	RecordHidden    Act = "record.hidden"    // a record was put on hold
	RecordShown     Act = "record.shown"     // a hold was lifted
	RecordExpired   Act = "record.expired"   // its last day had passed, and it went to the archive (art. 35)
	RecordReturned  Act = "record.returned"  // it went there too early, by a clock that was wrong
	RecordReplayed  Act = "record.replayed"  // it ended, or came back, again: a restored backup did not know
	PieceWritten    Act = "piece.written"    // a draft of a piece was entered
	PiecePublished  Act = "piece.published"  // a piece was put on display by another officer than wrote it
	PieceWithdrawn  Act = "piece.withdrawn"  // a piece was taken off the site
	EndsRecomputed  Act = "ends.recomputed"  // last days were moved earlier because the books changed
	DemoSeeded      Act = "demo.seeded"      // synthetic data were loaded
	BackupMade      Act = "backup.made"      // a copy of the database was written
	BackupRestored  Act = "backup.restored"  // a backup took the place of the database; the detail counts what it lacked
	GapDeclared     Act = "ledger.declared"  // leaves of the ledger were declared lost with the database before
	ListRebuilt     Act = "erasures.rebuilt" // the erasure list was written anew from the database
	KeyMade         Act = "key.made"         // a data key was made that encrypts nothing yet
	KeyAdopted      Act = "key.adopted"      // a data key took the place of the one before it
	ClockConfirmed  Act = "clock.confirmed"  // a person confirmed the date after a jump of the clock
	NoticeIssued    Act = "notice.issued"    // a letter was issued that no other act carries
	NoticeServed    Act = "notice.served"    // a letter on paper was handed over
	NoticeRead      Act = "notice.read"      // the recipient opened a letter for the first time
	ReportIssued    Act = "report.issued"    // a credit report was made; its look is in the query log
	RequestOpened   Act = "request.opened"   // who watches and does not handle it opened a request, for a reason
	ViewSaved       Act = "view.saved"       // somebody saved a view of the docket for themselves
	ViewDropped     Act = "view.dropped"
	AlertRaised     Act = "alert.raised"   // looks of a member of staff are unusual
	AlertClosed     Act = "alert.closed"   // somebody said what was found about them
	RemarkWritten   Act = "remark.written" // somebody who works on a request noted something for the others
)

// The acts upon the calendar of working days.
const (
	CalendarEntered Act = "calendar.entered" // the arrangement of a year was entered; it waits for a signer
	CalendarLoaded  Act = "calendar.loaded"  // a signer brought it into force
	CalendarDropped Act = "calendar.dropped" // it was taken back before
	ClocksRecounted Act = "clocks.recounted" // running limits of an item were counted by a new calendar
)

// The acts upon what was handed in.
const (
	AttachmentStaged  Act = "attachment.staged"  // a file was handed in
	AttachmentLinked  Act = "attachment.linked"  // files were added to a request after its filing
	AttachmentJudged  Act = "attachment.judged"  // the scanner could look at a file that had waited
	AttachmentDropped Act = "attachment.dropped" // a file that no request was filed with was taken back or swept
	AttachmentRefused Act = "attachment.refused" // the content of a held file was destroyed by an officer
)

// The acts upon what somebody has begun to file.
const (
	DraftKept    Act = "draft.kept"    // what was typed is kept; it has no effect in law
	DraftDropped Act = "draft.dropped" // by who began it, when it was filed, or after its days
)

// The acts of those who sign in.
const (
	AccountMade     Act = "account.made"     // an account was made
	PasswordGiven   Act = "account.password" // the password was right; a one-time code is still to come
	SignedIn        Act = "account.signed_in"
	SignedOut       Act = "account.signed_out"
	CodeUsed        Act = "account.code_used"
	CodeSet         Act = "account.code_set"         // a secret for one-time codes was set up
	PasswordChanged Act = "account.password_changed" // every other session ended
	SteppedUp       Act = "account.stepped_up"       // the holder proved once more that it is they
	RecoveryUsed    Act = "account.recovery_used"    // a recovery code stood in for a one-time code
	RecoveryMade    Act = "account.recovery_made"    // another set of recovery codes; those before are good no longer
)

// The acts of administrators upon accounts.
const (
	AccountInvited  Act = "account.invited"  // a link that is used once was given for the account
	AccountEnrolled Act = "account.enrolled" // its owner used the link: name, password and second factor are set
	AccountProposed Act = "account.proposed" // a provider's administrator asked for an account
	AccountDisabled Act = "account.disabled" // nobody signs in by it any longer
	AccountEnabled  Act = "account.enabled"
	AccountUnused   Act = "account.unused"        // the portal disabled it: nobody had used it for long
	SessionEnded    Act = "account.session_ended" // by an administrator
	RoleAsked       Act = "role.asked"            // a role that two persons give or take was asked for
	RoleGranted     Act = "role.granted"
	RoleRevoked     Act = "role.revoked"
	AskRefused      Act = "role.refused" // what was asked for is not done
)

// The acts by which somebody proves who they are and for whom they act.
const (
	MandateAsked     Act = "mandate.asked"     // a mandate waits to be confirmed
	MandateConfirmed Act = "mandate.confirmed" // by an officer, or by whom it binds
	MandateRefused   Act = "mandate.refused"
	MandateEnded     Act = "mandate.ended"
	PartyChosen      Act = "account.party"     // somebody chose for whom they act
	ActivationIssued Act = "activation.issued" // an officer gave a code to somebody whose papers were seen
	ContactAsked     Act = "contact.asked"     // a code was sent to a contact that somebody named
	ContactTried     Act = "contact.tried"     // a code was typed
	AccountRecovered Act = "account.recovered" // another password by a proven contact; who it is must be proven again
	AccountClosed    Act = "account.closed"    // by its holder, for good
	IdentityProved   Act = "identity.proved"   // who the holder of an account is
	PapersPresented  Act = "papers.presented"  // pictures of an identity document wait to be compared
	PapersSeen       Act = "papers.seen"       // a first officer found them right
	PapersEnded      Act = "papers.ended"      // they were refused or taken back, and are destroyed
)

// Acts lists every act that is no act of a procedure.
func Acts() []Act {
	return []Act{
		StatuteLoaded, CatalogLoaded, ProviderEntered, BatchReceived, BatchEntered, BatchFinished,
		BatchWithdrawn, RowReleased, RowReturned, RecordHidden, RecordShown, RecordExpired,
		RecordReturned, RecordReplayed, PieceWritten, PiecePublished,
		PieceWithdrawn, CalendarEntered, CalendarLoaded, CalendarDropped, ClocksRecounted, EndsRecomputed,
		DemoSeeded, BackupMade, BackupRestored, GapDeclared, ListRebuilt,
		KeyMade, KeyAdopted, ClockConfirmed, NoticeIssued, NoticeServed, NoticeRead, ReportIssued,
		RequestOpened, RemarkWritten, AlertRaised, AlertClosed, ViewSaved, ViewDropped,
		AttachmentStaged, AttachmentLinked, AttachmentJudged, AttachmentDropped, AttachmentRefused, DraftKept, DraftDropped,
		AccountMade, PasswordGiven, SignedIn, SignedOut, CodeUsed, CodeSet, PasswordChanged, SteppedUp, RecoveryUsed,
		RecoveryMade, AccountInvited, AccountEnrolled, AccountProposed, AccountDisabled, AccountEnabled, AccountUnused,
		SessionEnded, RoleAsked, RoleGranted, RoleRevoked, AskRefused,
		MandateAsked, MandateConfirmed, MandateRefused, MandateEnded, PartyChosen, ActivationIssued, IdentityProved,
		PapersPresented, PapersSeen, PapersEnded,
		ContactAsked, ContactTried, AccountRecovered, AccountClosed,
	}
}

// Event is one line of the trail. It holds no personal data but the officer's
// own name.
type Event struct {
	Did    Act
	On     string // the object: kind and number, e.g. "batch/1794…", never a name or identity number
	By     actor.Actor
	At     time.Time
	Op     string // idempotency key: one operation, one key
	Reason string
	Detail map[string]string
}
