package notice

import (
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"creditportal/internal/actor"
)

//go:embed data/number.txt
var numberData string

// style is how letters are numbered unless an office has a way of its own: the
// first line is the pattern, each line after it the word of a matter.
func style() (string, map[string]string) {
	lines := strings.Split(strings.TrimSpace(numberData), "\n")
	words := map[string]string{}
	for _, line := range lines[1:] {
		matter, word, _ := strings.Cut(line, " ")
		words[matter] = word
	}
	return lines[0], words
}

// Office is what the operator puts on every letter.
type Office struct {
	Issuer  string // who signs
	Contact Contact
	Review  string // the operator's words on reconsideration and litigation; "" where there are none
	Numbers string // pattern with {matter}, {year}, {number}; "" for the usual one
}

// Number returns the number of a letter.
func (o Office) Number(m Matter, year int, serial int64) string {
	pattern, words := style()
	if o.Numbers != "" {
		pattern = o.Numbers
	}
	return strings.NewReplacer(
		"{matter}", words[string(m)], "{year}", fmt.Sprint(year), "{number}", fmt.Sprintf("%06d", serial),
	).Replace(pattern)
}

// Press turns facts into letters.
type Press struct {
	Office   Office
	Renderer Renderer
}

// Issue makes the letter on the moment at, under the serial number of its
// matter and year. It refuses facts that are not whole and what cannot be
// drawn.
func (p Press) Issue(o Owed, serial int64, proof Proof, at time.Time) (Notice, Rendering, error) {
	if MaySay(o.Kind, PartReview) && o.To.Side == actor.Subject && o.Facts.Review == "" {
		o.Facts.Review = p.Office.Review
	}
	if err := o.Complete(); err != nil {
		return Notice{}, Rendering{}, err
	}
	if p.Renderer == nil {
		return Notice{}, Rendering{}, errors.New("issuing a letter: nobody draws it")
	}
	n := Notice{Owed: o, Proof: proof, IssuedAt: at}
	n.Number = p.Office.Number(o.Facts.Matter, n.IssuedOn().Year(), serial)
	n.Facts.Issuer, n.Facts.Contact = p.Office.Issuer, p.Office.Contact
	if !o.To.Paper {
		n.ServedAt = at // an inbox receives it at once
	}
	drawn, err := p.Renderer.Render(n)
	if err != nil {
		return Notice{}, Rendering{}, fmt.Errorf("drawing a letter of kind %s: %w", o.Kind, err)
	}
	n.Template, n.Text, n.Hash = drawn.Template, drawn.Text, sha256.Sum256(drawn.HTML)
	return n, drawn, nil
}

// Draft draws the letter as it would be issued on the moment at, without
// number and proof code: for who decides whether it is.
func (p Press) Draft(o Owed, at time.Time) (Rendering, error) {
	if p.Renderer == nil {
		return Rendering{}, errors.New("drafting a letter: nobody draws it")
	}
	n := Notice{Owed: o, IssuedAt: at}
	n.Facts.Issuer, n.Facts.Contact = p.Office.Issuer, p.Office.Contact
	drawn, err := p.Renderer.Render(n)
	if err != nil {
		return Rendering{}, fmt.Errorf("drafting a letter of kind %s: %w", o.Kind, err)
	}
	return drawn, nil
}

// Errands lists what carries the letter to whom it is for, beside the inbox in
// which it lies already: its form for paper, and word of it to who does not
// look every day. Paper is handed over without word. That somebody is asked for their
// consent is an errand whoever they are, so that asking makes the same work; it ends
// where there is nobody to be told.
func (n Notice) Errands() []Errand {
	if n.To.Paper && n.Kind != Asked || n.To.Side == actor.Anonymous {
		return []Errand{Print}
	}
	return []Errand{Print, Announce}
}
