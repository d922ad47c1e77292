package post

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/wneessen/go-mail"
)

// Security is how the way to a mail server is kept from others.
type Security string

// The ways.
const (
	StartTLS Security = "starttls" // asked of the server, and required
	TLS      Security = "tls"      // from the first byte
	Plain    Security = "none"     // only for a server on the same machine or network
)

// Securities lists every way.
func Securities() []Security { return []Security{StartTLS, TLS, Plain} }

// SMTPConfig is where mail is handed over.
type SMTPConfig struct {
	Host     string
	Port     int // zero for the usual one of the way
	Security Security
	User     string // "" where the server asks for none
	Password string
	From     string // address of the sender
	Name     string // of the sender
}

// SMTP hands mail to a server.
type SMTP struct {
	cfg    SMTPConfig
	client *mail.Client
}

const handOver = 30 * time.Second

// NewSMTP returns the carrier; it refuses settings from which none can be made.
// The server is not asked yet.
func NewSMTP(cfg SMTPConfig) (*SMTP, error) {
	options := []mail.Option{mail.WithTimeout(handOver)}
	switch cfg.Security {
	case TLS:
		options = append(options, mail.WithSSLPort(false))
	case Plain:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	case StartTLS:
		options = append(options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	default:
		return nil, fmt.Errorf("preparing mail: no way is called %q", cfg.Security)
	}
	if cfg.Port != 0 {
		options = append(options, mail.WithPort(cfg.Port))
	}
	if cfg.User != "" {
		auth := mail.SMTPAuthAutoDiscover
		if cfg.Security == Plain {
			auth = mail.SMTPAuthPlainNoEnc // whoever sets no TLS and a password wants it sent
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(cfg.User), mail.WithPassword(cfg.Password))
	}
	client, err := mail.NewClient(cfg.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("preparing mail: %w", err)
	}
	return &SMTP{cfg, client}, (&SMTP{cfg: cfg}).try()
}

// try says whether the sender's address can be written.
func (s *SMTP) try() error {
	if err := mail.NewMsg().FromFormat(s.cfg.Name, s.cfg.From); err != nil {
		return fmt.Errorf("preparing mail: %w", err)
	}
	return nil
}

// Carry implements Carrier.
func (s *SMTP) Carry(ctx context.Context, m Message) error {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(s.cfg.Name, s.cfg.From); err != nil {
		return fmt.Errorf("writing mail: %w", err)
	}
	if err := msg.To(m.To.Address); err != nil {
		return fmt.Errorf("%w: its address cannot be written", ErrRefused)
	}
	msg.Subject(m.Subject)
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	msg.SetDate()
	if m.ID == "" {
		msg.SetMessageID()
	} else {
		msg.SetMessageIDWithValue(m.ID + "@" + s.cfg.Host)
	}
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday message answers
	if err := s.client.DialAndSendWithContext(ctx, msg); err != nil {
		var failed *mail.SendError
		if errors.As(err, &failed) && !failed.IsTemp() && failed.Reason == mail.ErrSMTPRcptTo {
			return fmt.Errorf("%w: the server refuses it", ErrRefused)
		}
		return errors.New("handing mail over failed: " + reasonOf(err))
	}
	return nil
}

// reasonOf says why without the address that a server may repeat.
func reasonOf(err error) string {
	var failed *mail.SendError
	if errors.As(err, &failed) {
		return fmt.Sprintf("%s, code %d", failed.Reason, failed.ErrorCode())
	}
	return "no connection"
}
