package portal

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // a seal may be one
	_ "image/png"  // a seal may be one
	"os"
	"path/filepath"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/internal/post"
	"creditportal/templates/letter"
)

// Letterhead is what the operator puts on its letters. Everything may be empty.
type Letterhead struct {
	Issuer     string // who signs; "" for the operator
	Numbers    string // pattern with {matter}, {year}, {number}
	SealFile   string // picture of the seal for paper, PNG or JPEG
	ReviewFile string // the operator's words on reconsideration and litigation
}

// Mail is the server that mail is handed over to; no host: none is sent.
type Mail struct {
	Host         string
	Port         int
	Security     string // starttls, tls or none
	User         string
	Password     string
	PasswordFile string // holds the password instead
	From         string
}

// press is what letters are made by, in the name of the operator.
func (c Config) press() (notice.Press, error) {
	review, err := c.Letters.review()
	if err != nil {
		return notice.Press{}, err
	}
	office := notice.Office{
		Issuer: c.Site.Operator, Numbers: c.Letters.Numbers, Review: review,
		Contact: notice.Contact{Telephone: c.Site.Telephone, Address: c.Site.Address, Hours: c.Site.Hours},
	}
	if c.Letters.Issuer != "" {
		office.Issuer = c.Letters.Issuer
	}
	return notice.Press{Office: office, Renderer: letter.New(c.address())}, nil
}

// address is where visitors find the site; "" where it is not known.
func (c Config) address() string {
	if c.BaseURL != "" {
		return strings.TrimSuffix(c.BaseURL, "/")
	}
	return c.DemoAddress
}

// mostWords is how long the operator's own paragraph may be, in bytes.
const mostWords = 4000

func (l Letterhead) review() (string, error) {
	if l.ReviewFile == "" {
		return "", nil
	}
	text, err := os.ReadFile(filepath.Clean(l.ReviewFile))
	if err != nil || len(text) > mostWords {
		return "", refuse(exitConfig, "command.fault.review_file", fault.Args{"File": l.ReviewFile})
	}
	return strings.Join(strings.Fields(string(text)), ""), nil
}

// mostSeal is how large a picture of a seal may be, in bytes and in pixels a
// side.
const (
	mostSeal  = 2 << 20
	mostPixel = 4000
)

func (l Letterhead) seal() ([]byte, error) {
	if l.SealFile == "" {
		return nil, nil
	}
	refused := refuse(exitConfig, "command.fault.seal_file", fault.Args{"File": l.SealFile})
	picture, err := os.ReadFile(filepath.Clean(l.SealFile))
	if err != nil || len(picture) > mostSeal {
		return nil, refused
	}
	seen, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || seen.Width > mostPixel || seen.Height > mostPixel {
		return nil, refused
	}
	return picture, nil
}

// check refuses a letterhead from which no letter can be made.
func (l Letterhead) check() error {
	if _, err := l.review(); err != nil {
		return err
	}
	if l.Numbers != "" && (!strings.Contains(l.Numbers, "{year}") || !strings.Contains(l.Numbers, "{number}")) {
		return refuse(exitConfig, "command.fault.letter_numbers", nil)
	}
	_, err := l.seal()
	return err
}

// carrier is who hands mail over to the server.
func (m Mail) carrier() (*post.SMTP, error) {
	password := m.Password
	if m.PasswordFile != "" {
		text, err := os.ReadFile(filepath.Clean(m.PasswordFile))
		if err != nil {
			return nil, refuse(exitConfig, "command.fault.mail_password_file", fault.Args{"File": m.PasswordFile})
		}
		password = strings.TrimSpace(string(text))
	}
	carrier, err := post.NewSMTP(post.SMTPConfig{
		Host: m.Host, Port: m.Port, Security: post.Security(m.Security), User: m.User, Password: password, From: m.From,
	})
	if err != nil {
		return nil, withCode(exitConfig, &fault.Error{
			Kind: fault.Invalid, Key: "command.fault.mail", Err: fmt.Errorf("reading the mail settings: %w", err),
		})
	}
	return carrier, nil
}

func (m Mail) check() error {
	if m.Host == "" {
		return nil
	}
	_, err := m.carrier()
	return err
}
