package account

import (
	"time"
	"unicode"

	"creditportal/internal/fault"
)

// Policy is what is asked of the passwords of staff beside their length.
type Policy string

// The policies. GB/T 22239 asks for signs of several kinds and for a change
// from time to time; NIST SP 800-63B and ASVS ask for neither, since both make
// passwords worse. Citizens are asked for neither.
const (
	DJBH Policy = "djbh"
	NIST Policy = "nist"
)

// What the first policy asks for.
const (
	leastKinds    = 3
	passwordLasts = PasswordDays * 24 * time.Hour
)

// PasswordDays is after how many days the first policy wants another password.
const PasswordDays = 90

// SetPolicy sets what is asked of the passwords of staff, before anybody signs
// in.
func (d *Desk) SetPolicy(p Policy) { d.policy = p }

// LeastKinds is of how many kinds the signs of a password of staff must be; zero
// where the policy does not ask.
func (d *Desk) LeastKinds() int {
	if d.policy == DJBH {
		return leastKinds
	}
	return 0
}

// checkPassword refuses a new password that the policy or the rules for all
// refuse.
func (d *Desk) checkPassword(a Account, password string) error {
	if err := a.CheckPassword(password); err != nil {
		return err
	}
	if least := d.LeastKinds(); a.Staff() && Kinds(password) < least {
		return fault.New(fault.Invalid, "account.fault.password_kinds", fault.Args{"Least": least})
	}
	return nil
}

// Kinds counts the kinds of signs: capital and small letters, digits, any
// others.
func Kinds(password string) int {
	var upper, lower, digit, further int
	for _, r := range password {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			further = 1
		}
	}
	return upper + lower + digit + further
}

// Outlived says whether the policy wants another password before anything else
// is done.
func (d *Desk) Outlived(a Account) bool {
	return d.policy == DJBH && a.Staff() && !a.PasswordAt.IsZero() && !d.now().Before(a.PasswordAt.Add(passwordLasts))
}
