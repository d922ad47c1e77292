package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // what every authenticator computes with
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// One-time codes by time (RFC 6238), as every authenticator makes them.
const (
	codeStep   = 30 * time.Second
	codeDigits = 6
	codeModulo = 1_000_000
	secretSize = 20
)

// NewSecret returns a secret for one-time codes.
func NewSecret() []byte {
	secret := make([]byte, secretSize)
	rand.Read(secret)
	return secret
}

// Code returns the one-time code of the secret at the instant: six digits.
func Code(secret []byte, at time.Time) string { return code(secret, stepOf(at)) }

func stepOf(at time.Time) int64 { return at.Unix() / int64(codeStep/time.Second) }

func code(secret []byte, step int64) string {
	mac := hmac.New(sha1.New, secret)
	var count [8]byte
	binary.BigEndian.PutUint64(count[:], uint64(step)) //nolint:gosec // since 1970
	mac.Write(count[:])
	sum := mac.Sum(nil)
	const low, positive = 0x0f, 0x7fffffff
	at := sum[len(sum)-1] & low
	n := binary.BigEndian.Uint32(sum[at:]) & positive
	return fmt.Sprintf("%0*d", codeDigits, n%codeModulo)
}

// Match says whether the code is the account's at the instant, and returns the
// step to be remembered. A clock may be one step behind; no code works twice.
func (a Account) Match(typed string, at time.Time) (int64, bool) {
	now := stepOf(at)
	for _, step := range []int64{now, now - 1} {
		if step > a.Step && subtle.ConstantTimeCompare([]byte(code(a.Secret, step)), []byte(typed)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// KeyText is the secret as it is typed into an authenticator.
func KeyText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// KeyAddress is the secret as an authenticator reads it from a picture.
func KeyAddress(issuer, login string, secret []byte) string {
	return KeyAddressOf(issuer, login, KeyText(secret))
}

// KeyAddressOf is the same of a secret as it is typed.
func KeyAddressOf(issuer, login, text string) string {
	query := url.Values{"secret": {text}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+login) + "?" + query.Encode()
}
