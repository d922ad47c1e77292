// Package letter draws the letters of the office (告知、文书): facts become words,
// words become a page for screen and paper. A letter is drawn once; what this
// package draws tomorrow changes none that was drawn today.
package letter

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strings"

	"creditportal/internal/i18n"
	"creditportal/internal/notice"
	"creditportal/internal/qr"
	"creditportal/web/route"
)

// Version is kept with every letter that is drawn by it. Letters are in
// Chinese, with one English sentence.
const Version = "v1"

// Drawer draws letters.
type Drawer struct {
	baseURL string // scheme and host of the site; "" for a letter that names no address
	words   *i18n.Printer
	english *i18n.Printer
}

// New returns a drawer of letters that lead to the site at the base address.
func New(baseURL string) Drawer {
	bundle := i18n.Default()
	return Drawer{baseURL, bundle.Printer(i18n.Chinese), bundle.Printer(i18n.English)}
}

// Render draws the letter.
func (d Drawer) Render(n notice.Notice) (notice.Rendering, error) {
	text := d.Compose(n)
	code, err := Code(text.Address, n.Proof)
	if err != nil {
		return notice.Rendering{}, err
	}
	var page bytes.Buffer
	ctx := i18n.With(context.Background(), d.words)
	if err := Letter(View{text, code}).Render(ctx, &page); err != nil {
		return notice.Rendering{}, fmt.Errorf("drawing a letter: %w", err)
	}
	return notice.Rendering{Template: Version, Text: text, HTML: page.Bytes()}, nil
}

// View is a letter in words, with the code that leads to where it is found
// genuine.
type View struct {
	notice.Text
	Code qr.Code // none where the address of the site is not set
}

// Code is the picture that leads to where the letter is found genuine; none
// leads nowhere. The proof code stands behind a number sign: a browser keeps that
// part to itself, so that it reaches no server and no log in an address.
func Code(address string, proof notice.Proof) (qr.Code, error) {
	if address == "" {
		return qr.Code{}, nil
	}
	code, err := qr.Encode(wired(address) + "#" + string(proof))
	if err != nil {
		return qr.Code{}, fmt.Errorf("drawing the code of a letter: %w", err)
	}
	return code, nil
}

// address is the page that says whether a letter is genuine. It names the
// number alone: the proof code stands on the letter, never in an address.
func (d Drawer) address(number string) string { return Address(d.baseURL, number) }

// Address is the page of the site at the base address that says whether what
// bears the number is genuine, as people read it and type it; "" where the site
// has no address.
func Address(baseURL, number string) string {
	if baseURL == "" {
		return ""
	}
	return baseURL + route.Verify + "?" + route.Letter + "=" + number
}

// wired is an address as a machine sends it.
func wired(address string) string {
	page, number, found := strings.Cut(address, "?"+route.Letter+"=")
	if !found {
		return address
	}
	if plain, err := url.QueryUnescape(number); err == nil { // of an older letter, which was written so
		number = plain
	}
	return page + "?" + url.Values{route.Letter: {number}}.Encode()
}
