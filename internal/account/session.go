package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"time"
)

// Session is a browser in which somebody signed in. Its token is known to the
// browser alone; what is kept is the key.
type Session struct {
	Key     Key
	Account int64
	Half    bool // the password was right; the one-time code is still to come
	Device  string
	BeganAt time.Time
	SeenAt  time.Time
	EndsAt  time.Time // at the latest
	Mandate int64     // row id of the mandate under which the holder acts; zero: none

	ProvedAt time.Time // when the holder last proved that it is they
}

// Key is the digest of a token.
type Key [sha256.Size]byte

// Token is what a browser shows to be known again: 26 letters and digits of
// 128 bits or more.
type Token string

// NewToken returns a token that was never given before.
func NewToken() Token { return Token(rand.Text()) }

// Key returns what is kept of the token.
func (t Token) Key() Key { return sha256.Sum256([]byte(t)) }

// Form returns what a form of the session carries, so that no other site can
// send one.
func (t Token) Form() string { return t.FormOf("") }

// FormOf returns what a form carries that its holder sends in the name of the
// party: what was begun for one is never sent for another.
func (t Token) FormOf(party string) string {
	mac := hmac.New(sha256.New, []byte(t))
	mac.Write([]byte("form" + party))
	return hex.EncodeToString(mac.Sum(nil))
}

// Sent says whether a form that came back is one of the session's.
func (t Token) Sent(form string) bool { return t.SentOf("", form) }

// SentOf says the same of a form that is sent in the name of the party.
func (t Token) SentOf(party, form string) bool {
	return t != "" && subtle.ConstantTimeCompare([]byte(t.FormOf(party)), []byte(form)) == 1
}

// How long a session lasts: without a sign of life, and at all. Staff see what
// is not theirs, so theirs are shorter.
const (
	idle       = 30 * time.Minute
	idleStaff  = 15 * time.Minute
	whole      = 12 * time.Hour
	wholeStaff = 8 * time.Hour
	halfway    = 10 * time.Minute // for the one-time code
	seenEvery  = time.Minute
)

// Begin returns a session of the account and its token. Half is one that still
// waits for the one-time code.
func (a Account) Begin(half bool, device string, at time.Time) (Session, Token) {
	token := NewToken()
	lasts := whole
	switch {
	case half:
		lasts = halfway
	case a.Staff():
		lasts = wholeStaff
	}
	return Session{
		Key: token.Key(), Account: a.ID, Half: half, Device: device, BeganAt: at, SeenAt: at, EndsAt: at.Add(lasts),
		ProvedAt: at,
	}, token
}

// Idle is after how long without a sign of life a session of the account ends.
func (a Account) Idle() time.Duration {
	if a.Staff() {
		return idleStaff
	}
	return idle
}

// Lives says whether the session of the account lasts still.
func (a Account) Lives(s Session, at time.Time) bool {
	return a.State == Active && at.Before(s.EndsAt) && at.Before(s.SeenAt.Add(a.Idle()))
}

// Stale says whether a sign of life is worth keeping.
func (s Session) Stale(at time.Time) bool { return at.Sub(s.SeenAt) >= seenEvery }

// MostSessions is how many sessions of an account there are at one time: the
// next ends the oldest. Staff have one, so that an account lent is noticed.
func (a Account) MostSessions() int {
	const most = 5
	if a.Staff() {
		return 1
	}
	return most
}
