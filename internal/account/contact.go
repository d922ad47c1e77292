package account

import (
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Channel is a way by which word reaches somebody outside the portal.
type Channel string

// The channels.
const (
	Mail Channel = "mail" // e-mail
	Text Channel = "text" // a short message to a mobile telephone
)

// Key returns the message key of the channel's name.
func (c Channel) Key() string { return "account.channel." + string(c) }

// Contact is where word reaches somebody. It is personal.
type Contact struct {
	Channel  Channel   `json:"channel"`
	Address  string    `json:"address"`            // of e-mail, or the eleven digits of a mobile telephone
	ProvedAt time.Time `json:"proved_at,omitzero"` // when its holder typed a code that was sent there; zero: never
}

// The measures of contacts: RFC 5321 for e-mail, eleven digits for a mobile
// telephone of the mainland.
const (
	mostAddress   = 254
	mobileDigits  = 11
	shownHead     = 3
	shownTail     = 4
	hiddenByStars = "****"
)

// ParseContact reads a contact as people type it; fault.Invalid for what cannot
// be one.
func ParseContact(typed string) (Contact, error) {
	text := fold.Code(typed)
	number := strings.TrimPrefix(strings.TrimPrefix(text, "+86"), "86")
	if len(number) == mobileDigits && number[0] == '1' && strings.Trim(number, "0123456789") == "" {
		return Contact{Channel: Text, Address: number}, nil
	}
	address := strings.TrimSpace(typed)
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > mostAddress || !plain(address) {
		return Contact{}, fault.New(fault.Invalid, "account.fault.contact", nil)
	}
	local, domain, _ := strings.Cut(address, "@")
	if !strings.Contains(strings.Trim(domain, "."), ".") || strings.HasSuffix(domain, ".") {
		return Contact{}, fault.New(fault.Invalid, "account.fault.contact", nil)
	}
	return Contact{Channel: Mail, Address: local + "@" + strings.ToLower(domain)}, nil
}

// plain says whether an address is of signs that no mail system reads as
// anything else.
func plain(address string) bool {
	return !strings.ContainsFunc(address, func(r rune) bool {
		return r <= ' ' || r >= utf8.RuneSelf || strings.ContainsRune(`"(),:;<>[\]`, r)
	})
}

// Masked is the contact as its holder knows it again and nobody else:
// 154****0001, z****@example.cn.
func (c Contact) Masked() string {
	if c.Channel == Text && len(c.Address) == mobileDigits {
		return c.Address[:shownHead] + hiddenByStars + c.Address[mobileDigits-shownTail:]
	}
	local, domain, found := strings.Cut(c.Address, "@")
	if !found || local == "" {
		return hiddenByStars
	}
	return local[:1] + hiddenByStars + "@" + domain
}

// Same says whether it is the same place.
func (c Contact) Same(as Contact) bool { return c.Channel == as.Channel && c.Address == as.Address }
