package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/fault"
)

// Purpose says what a link is for.
type Purpose string

// The purposes of links.
const (
	ForFirst Purpose = "first" // one of the first two administrators, who chooses the name too
	ForNew   Purpose = "new"   // somebody for whom an administrator made an account
	ForReset Purpose = "reset" // somebody who lost the password or the second factor
)

// linkLasts is how long a link is good: it is handed over at once.
const linkLasts = 30 * time.Minute

// Link opens, once, the page where the person whom an account is for sets what
// only that person knows. What is kept is the digest of its token.
type Link struct {
	Key     Key
	Account int64
	Purpose Purpose
	EndsAt  time.Time
}

// newLink returns a link for the account and its token.
func newLink(account int64, purpose Purpose, at time.Time) (Link, Token) {
	token := NewToken()
	return Link{Key: token.Key(), Account: account, Purpose: purpose, EndsAt: at.Add(linkLasts)}, token
}

// Enrolment is what somebody sets behind a link.
type Enrolment struct {
	Login    string // of a first administrator only
	Name     string // of a first administrator only
	Password string
	Again    string // the password, typed once more
	Secret   string // of the one-time codes, as the page gave it
	Code     string // made by it, in proof
}

// mostName is how long the name of a person may be.
const mostName = 60

// checkName refuses a name that is none.
func checkName(name string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(name)); n == 0 || n > mostName {
		return fault.New(fault.Invalid, "account.fault.person", fault.Args{"Most": mostName})
	}
	return nil
}
