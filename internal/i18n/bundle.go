// Package i18n turns message keys, days, instants, counts and money into the
// words of a language. It is total: whatever is asked for, some text comes
// back, and a page is never lost for want of a word.
package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"github.com/BurntSushi/toml"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"creditportal/locales"
)

// Lang is a language the portal speaks, written as on <html lang>.
type Lang string

// The languages of the portal; Chinese is the default and the fall-back.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{Chinese, English} }

// Bundle holds the messages of all languages.
type Bundle struct {
	messages *goi18n.Bundle
	phrases  map[Lang]map[string]phrase
	known    map[Lang]map[string]*goi18n.Message
	printers map[Lang]*Printer
}

// Load reads every *.toml at the root of fsys, named <noun>.<language>.toml.
// It refuses a language it does not know, a key given twice in a language,
// and an empty message.
func Load(fsys fs.FS) (*Bundle, error) {
	b := &Bundle{
		messages: goi18n.NewBundle(language.MustParse(string(Chinese))),
		phrases:  map[Lang]map[string]phrase{},
		known:    map[Lang]map[string]*goi18n.Message{},
		printers: map[Lang]*Printer{},
	}
	b.messages.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, lang := range Langs() {
		b.phrases[lang] = map[string]phrase{}
		b.known[lang] = map[string]*goi18n.Message{}
	}
	files, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("listing message files: %w", err)
	}
	for _, name := range files {
		if err := b.add(fsys, name); err != nil {
			return nil, fmt.Errorf("reading message file %s: %w", name, err)
		}
	}
	for _, lang := range Langs() {
		b.printers[lang] = newPrinter(b, lang)
	}
	return b, nil
}

func (b *Bundle) add(fsys fs.FS, name string) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	file, err := b.messages.ParseMessageFileBytes(text, name)
	if err != nil {
		return err
	}
	lang := Lang(file.Tag.String())
	if b.known[lang] == nil {
		return fmt.Errorf("no such language: %q", lang)
	}
	for _, m := range file.Messages {
		if b.known[lang][m.ID] != nil {
			return fmt.Errorf("the key %s is given twice", m.ID)
		}
		if m.Other == "" {
			return fmt.Errorf("the message %s is empty", m.ID)
		}
		b.known[lang][m.ID] = m
		if ph := phraseOf(m); ph != nil {
			b.phrases[lang][m.ID] = ph
		}
	}
	return nil
}

// Printer returns what speaks the language, and the Chinese one for a
// language the portal does not know.
func (b *Bundle) Printer(lang Lang) *Printer {
	if p := b.printers[lang]; p != nil {
		return p
	}
	return b.printers[Chinese]
}

// Keys returns every key that has a Chinese message, sorted.
func (b *Bundle) Keys() []string { return slices.Sorted(maps.Keys(b.known[Chinese])) }

// Default returns the bundle of the messages built into the program. It is
// read once; the tests prove that it can be read.
func Default() *Bundle { return builtIn() }

var builtIn = sync.OnceValue(func() *Bundle {
	b, err := Load(locales.Files)
	if err != nil {
		panic(err) // a program whose own words do not parse cannot say anything
	}
	return b
})
