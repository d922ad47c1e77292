package account

import (
	"strings"
	"unicode/utf8"

	"creditportal/internal/fault"
)

// How long a password is, in characters. What a person keeps for themselves
// may be shorter than what opens the matters of others.
const (
	LeastPassword      = 8
	LeastStaffPassword = 12
	MostPassword       = 128
)

// common are the beginnings of what is tried first by whoever guesses.
func common() []string {
	return []string{
		"password", "passw0rd", "12345678", "123456789", "1234567890", "qwertyui", "qwerty123", "11111111", "00000000",
		"88888888", "66666666", "iloveyou", "abcd1234", "a1234567", "woaini1314", "5201314", "1qaz2wsx", "admin123",
	}
}

// CheckPassword refuses a new password that is too short, too long, the name of
// the account, or among those that are tried first. Nothing else is asked of
// it: rules on signs make passwords worse.
func (a Account) CheckPassword(password string) error {
	least := LeastPassword
	if a.Staff() {
		least = LeastStaffPassword
	}
	lower := strings.ToLower(password)
	switch n := utf8.RuneCountInString(password); {
	case n < least:
		return fault.New(fault.Invalid, "account.fault.password_short", fault.Args{"Least": least})
	case n > MostPassword:
		return fault.New(fault.Invalid, "account.fault.password_long", fault.Args{"Most": MostPassword})
	case a.Login != "" && strings.Contains(lower, a.Login), guessed(lower):
		return fault.New(fault.Invalid, "account.fault.password_common", nil)
	}
	return nil
}

// guessed says whether the password is one sign again and again, or little
// more than one that everybody knows.
func guessed(lower string) bool {
	if strings.Trim(lower, lower[:1]) == "" {
		return true
	}
	const more = 3
	for _, known := range common() {
		if strings.HasPrefix(lower, known) && len(lower) <= len(known)+more {
			return true
		}
	}
	return false
}
