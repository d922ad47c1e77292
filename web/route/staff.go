package route

// The patterns of the pages where administrators make accounts and give rights,
// and of those where somebody proves that it is they.
const (
	StepUp        = "/signin/again"
	Welcome       = "/welcome/:link"
	Alive         = "/account/alive"
	OwnRecovery   = "/account/recovery"
	OwnSecret     = "/account/authenticator"
	Staff         = "/admin/accounts"
	StaffNew      = "/admin/accounts/new"
	StaffAsks     = "/admin/accounts/asks"
	StaffAccount  = "/admin/accounts/:account"
	StaffLink     = "/admin/accounts/:account/link"
	StaffState    = "/admin/accounts/:account/state"
	StaffGrant    = "/admin/accounts/:account/grant"
	StaffRevoke   = "/admin/accounts/:account/revoke"
	StaffSessions = "/admin/accounts/:account/sessions"
	UnitAccounts  = "/unit/accounts"
)

// What the forms of these pages carry.
const (
	PersonName    = "name"     // of the person whom an account is for
	UnitCode      = "unit"     // of the provider
	RoleName      = "role"     // to be given or taken
	AccountState  = "state"    // in which an account is to be
	AskNumber     = "ask"      // of what was asked for
	Decision      = "decision" // about it
	PasswordAgain = "password_again"
)

// The values of Decision.
const (
	Agree  = "agree"
	Refuse = "refuse"
)

// AccountOf returns the address of the page of an account of staff.
func AccountOf(handle string) string { return Staff + "/" + handle }

// AccountAct returns the address of an act upon an account; the pattern is one
// of those above.
func AccountAct(handle, pattern string) string {
	return AccountOf(handle) + pattern[len(StaffAccount):]
}

// WelcomeOf returns the address that a link leads to.
func WelcomeOf(link string) string { return "/welcome/" + link }
