package i18n

import (
	"fmt"
	"strings"
	"time"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// Printer speaks one language. It is safe for use by many goroutines.
type Printer struct {
	lang      Lang
	bundle    *Bundle
	localizer *goi18n.Localizer
}

func newPrinter(b *Bundle, lang Lang) *Printer {
	return &Printer{lang: lang, bundle: b, localizer: goi18n.NewLocalizer(b.messages, string(lang))}
}

// Lang returns the language spoken.
func (p *Printer) Lang() Lang { return p.lang }

// Has says whether the key has a message in the printer's language or in
// Chinese.
func (p *Printer) Has(key string) bool {
	return p.bundle.known[p.lang][key] != nil || p.bundle.known[Chinese][key] != nil
}

// T returns the message of the key. The arguments are pairs of a placeholder's
// name and its value: a day named Due is written in full, every other day as
// 2026-09-18, an instant to the minute, a number named Count with thousands. A
// message missing in English is said in Chinese; an unknown key comes back in
// angle brackets.
func (p *Printer) T(key string, args ...any) string {
	if ph := p.phrase(key); ph != nil {
		return p.fill(ph, args)
	}
	return p.say(key, nil, args)
}

// N returns the message of the key in the plural form for count, which is also
// its placeholder Count.
func (p *Printer) N(key string, count int, args ...any) string {
	args = append(args[:len(args):len(args)], "Count", count) // never into the caller's array
	if ph := p.phrase(key); ph != nil {
		return p.fill(ph, args)
	}
	return p.say(key, count, args)
}

// Fault returns the sentence for a refusal, in the plural form for its Count
// where it has one.
func (p *Printer) Fault(f *fault.Error) string {
	if f == nil {
		return ""
	}
	args := make([]any, 0, 2*len(f.Args))
	for name, value := range f.Args {
		args = append(args, name, value)
	}
	if count, ok := f.Args["Count"].(int); ok {
		return p.N(f.Key, count, args...)
	}
	return p.T(f.Key, args...)
}

// say drops the library's error on purpose: with it comes the Chinese text
// when the English is missing, and no text at all when the key is unknown.
func (p *Printer) say(key string, count any, args []any) string {
	text, _ := p.localizer.Localize(&goi18n.LocalizeConfig{
		MessageID: key, TemplateData: p.named(args), PluralCount: count,
	})
	if text == "" {
		return "⟨" + key + "⟩"
	}
	return text
}

func (p *Printer) named(args []any) map[string]any {
	values := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		name := fmt.Sprint(args[i])
		values[name] = p.value(name, args[i+1])
	}
	return values
}

func (p *Printer) value(name string, v any) any {
	switch v := v.(type) {
	case civil.Date:
		if name == "Due" {
			return p.DueDate(v)
		}
		return p.Date(v)
	case time.Time:
		return p.Instant(v)
	case int:
		if name == "Count" {
			return p.Count(v)
		}
	case []string:
		return p.List(v)
	}
	return v
}

// Sentences puts complete sentences one after the other: English ones with a
// blank between them.
func (p *Printer) Sentences(said ...string) string {
	if p.lang == Chinese {
		return strings.Join(said, "")
	}
	return strings.Join(said, " ")
}

// List joins words with the comma of enumerations.
func (p *Printer) List(words []string) string { return strings.Join(words, p.T("format.list_comma")) }
