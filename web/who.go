package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/account"
	"creditportal/internal/actor"
)

// who says who may pass a door.
type who string

// Those who may pass doors. What each word means is in admitted, and nowhere
// else; whose an object is, is asked of the store behind the door.
const (
	anyone   who = "anyone"    // needs no account
	signedIn who = "signed_in" // has any account
	subjects who = "subjects"  // act for themselves or under a mandate
	citizens who = "citizens"  // have an account to act for themselves or others, whether anything is proven or not
	staff    who = "staff"     // handle the matters of others, on whatever side

	parties  who = "parties"  // file requests or handle them
	handlers who = "handlers" // handle requests of others

	operators  who = "operators"   // of the operator, who work on records and requests
	intake     who = "intake"      // at the window
	vouchers   who = "vouchers"    // compare or confirm papers that somebody presented
	officers   who = "officers"    // take requests up and prepare what is decided
	signers    who = "signers"     // decide what others prepared
	dataAdmins who = "data_admins" // imports, holds, calendars
	calendars  who = "calendars"   // enter the working days of a year, and confirm them
	keepers    who = "keepers"     // keep records in the office or as their provider, or watch over them
	editors    who = "editors"     // write what the site says

	providers     who = "providers"      // of a provider
	answerers     who = "answerers"      // of a provider, who verify and answer objections, and put right what it reported
	reporters     who = "reporters"      // of a provider, who report
	providerAdmin who = "provider_admin" // of a provider, who propose accounts of their unit

	authority     who = "authority"      // of the supervising authority
	catalogAdmins who = "catalog_admins" // keep the catalog

	systemAdmins   who = "system_admins"   // make accounts, give no rights
	securityAdmins who = "security_admins" // give rights, make no accounts
	accountAdmins  who = "account_admins"  // either of these
	auditors       who = "auditors"        // read the logs, change nothing
)

// fresh is what a who ends in that must have signed in a moment ago.
const fresh = "+fresh"

// steppedUp is the same people, after they proved within the last minutes that
// it is they.
func (w who) steppedUp() who {
	if w.mustBeFresh() {
		return w
	}
	return w + fresh
}

func (w who) mustBeFresh() bool { return strings.HasSuffix(string(w), fresh) }

// plain is the word without what is asked beside.
func (w who) plain() who { return who(strings.TrimSuffix(string(w), fresh)) }

// roles are those that the word stands for.
func (w who) roles() []actor.Role { return admitted()[w.plain()] }

// admits says whether the actor may pass a door of the kind.
func (w who) admits(by actor.Actor) bool {
	if w == anyone || w == signedIn || w == signedIn.steppedUp() {
		return w == anyone || by.Account != 0 // also one that has no role yet
	}
	_, ok := by.In(w.roles()...)
	return ok
}

// closed is the answer at a door that is for others.
type closed struct{ open who }

func (c closed) Error() string { return "for " + string(c.open) + " alone" }

// refuse turns somebody away. A door to an object answers as if there were
// none, whoever asks. At any other door staff are told whose it is, so that they
// know which right to ask for; whoever is not staff finds nothing there.
func (d door) refuse(a account.Account) error {
	if strings.Contains(d.pattern, ":") || !a.Staff() {
		return echo.ErrNotFound
	}
	return closed{d.who}
}

// ofRecords are the roles that keep records, or watch over them.
func ofRecords() []actor.Role {
	return []actor.Role{
		actor.DataAdmin, actor.CaseOfficer, actor.ProviderChecker, actor.ProviderReviewer, actor.AuthorityOfficer,
	}
}

// admitted says which roles each kind of door is for: none for anyone.
func admitted() map[who][]actor.Role {
	ofSubjects := []actor.Role{actor.Person, actor.OrgAgent}
	ofProviders := []actor.Role{
		actor.ProviderReporter, actor.ProviderChecker, actor.ProviderReviewer, actor.ProviderAdmin,
	}
	handle := []actor.Role{
		actor.ProviderReporter, actor.ProviderChecker, actor.ProviderReviewer, actor.IntakeOfficer, actor.CaseOfficer,
		actor.Signer, actor.AuthorityOfficer,
	}
	return map[who][]actor.Role{
		anyone:   nil,
		signedIn: actor.Roles(),
		subjects: ofSubjects,
		citizens: ofSubjects,
		staff: slices.DeleteFunc(actor.Roles(), func(r actor.Role) bool {
			return r.Side() == actor.Subject
		}),
		handlers:  handle,
		parties:   slices.Concat(ofSubjects, handle),
		operators: {actor.IntakeOfficer, actor.CaseOfficer, actor.Signer, actor.DataAdmin},
		intake:    {actor.IntakeOfficer},
		vouchers:  {actor.IntakeOfficer, actor.Signer},
		officers:  {actor.IntakeOfficer, actor.CaseOfficer},
		signers:   {actor.Signer}, dataAdmins: {actor.DataAdmin},
		calendars: {actor.DataAdmin, actor.Signer},
		editors:   {actor.Editor}, keepers: ofRecords(),

		providers: ofProviders,
		answerers: ofProviders[:3], reporters: ofProviders[:1],
		providerAdmin: {actor.ProviderAdmin},

		authority:     {actor.AuthorityOfficer},
		catalogAdmins: {actor.CatalogAdmin},

		systemAdmins:   {actor.SystemAdmin},
		securityAdmins: {actor.SecurityAdmin},
		accountAdmins:  {actor.SystemAdmin, actor.SecurityAdmin},
		auditors:       {actor.AuditAdmin},
	}
}

// Admitted prints which roles each word of the table of doors stands for, one
// word a line.
func Admitted() string {
	var out strings.Builder
	all := admitted()
	words := make([]string, 0, len(all))
	for w := range all {
		words = append(words, string(w))
	}
	slices.Sort(words)
	for _, w := range words {
		roles := make([]string, 0, len(all[who(w)]))
		for _, role := range all[who(w)] {
			roles = append(roles, string(role))
		}
		fmt.Fprintf(&out, "%-15s %s\n", w, strings.Join(roles, " "))
	}
	return out.String()
}
