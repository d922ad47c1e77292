package portal

import (
	"context"
	"strings"

	"creditportal/internal/account"
	"creditportal/internal/i18n"
	"creditportal/internal/post"
	"creditportal/templates/letter"
)

// codes carries the codes of those who register or come in again.
type codes struct{ p *Portal }

// Carry implements account.Courier. It returns at once, whoever the message is
// for; a demo has it at once.
func (c codes) Carry(ctx context.Context, m account.Message) error {
	args := []any{"Code", m.Code, "Minutes", m.Minutes}
	sent := post.Message{To: m.To, Subject: c.p.siteName(), Body: letter.InBoth(m.Key(), args...)}
	if m.To.Channel == account.Text {
		sent.Body = i18n.Default().Printer(i18n.Chinese).T(m.Key(), args...)
	}
	err := c.p.mail.window.Send(sent)
	if c.p.mail.sink != nil {
		c.p.mail.window.Empty(ctx)
	}
	return err
}

// overheard is what a demo sent to the contact last.
func (p *Portal) overheard(to account.Contact) string {
	for _, m := range p.mail.sink.Kept() {
		if m.To.Same(to) {
			said, _, _ := strings.Cut(m.Body, "\n")
			return said
		}
	}
	return ""
}
