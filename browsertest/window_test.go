//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"creditportal/internal/civil"
	"creditportal/internal/i18n"
	"creditportal/internal/seed"
)

// receipt is what somebody takes home from the window.
type receipt struct{ request, number, code string }

// takes registers the paper of a citizen who has no account, with what else the
// clerk writes, and returns the receipt.
func (r *reader) takes(who seed.Person, written map[string]string) receipt {
	r.Helper()
	r.open("/window")
	r.writes("subject_number", who.Number)
	r.send()
	r.chooses("channel", "counter")
	r.writes("applicant", who.Name)
	r.tab.do(r.T, chromedp.Click(chromedp.CSS(`main [name="record"]`)))
	r.chooses("ground", "not_public")
	r.writes("claim", "依法不应公开")
	r.writes("contact", who.Phone)
	for name, text := range written {
		r.writes(name, text)
	}
	r.send()
	return r.received()
}

// received is what stands on the receipt that is looked at.
func (r *reader) received() receipt {
	r.Helper()
	request, ok := strings.CutSuffix(r.path(), "/receipt")
	if !ok {
		r.Fatalf("taken, and at %s: %s", r.path(), r.text())
	}
	const codes = `[...document.querySelectorAll("main .c-code__value")].map(e => e.textContent.trim())`
	got := ask[[]string](r.T, r.tab, codes)
	if len(got) != 2 {
		r.Fatalf("the receipt says %v: %s", got, r.text())
	}
	return receipt{request, got[0], got[1]}
}

// follows opens a request with what stands on its receipt, without an account.
func (r *reader) follows(paper receipt) {
	r.Helper()
	r.open("/status")
	r.writes("number", paper.number)
	r.writes("lookup", paper.code)
	r.send()
	if !strings.Contains(r.text(), paper.number) {
		r.Fatalf("%s is not opened by its receipt: %s", paper.number, r.text())
	}
}

// prints fails unless what comes out of the printer is the receipt alone.
func (r *reader) prints(paper receipt) {
	r.Helper()
	call(r.T, r.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	for _, text := range []string{paper.number, paper.code} {
		if !strings.Contains(r.text(), text) {
			r.Errorf("the printed receipt lacks %s: %s", text, r.text())
		}
	}
	const left = `[...document.querySelectorAll("nav, button, form, .c-button")].filter(e => e.checkVisibility())
		.map(e => e.outerHTML.slice(0, 100))`
	if more := ask[[]string](r.T, r.tab, left); len(more) > 0 {
		r.Errorf("printed with the receipt: %s", strings.Join(more, ", "))
	}
	call(r.T, r.tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
}

func TestAClerkTakesAPaperAtTheWindowAndWhoBroughtItReadsOnWithTheReceiptAlone(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		citizens := seed.Planted()
		clerk := h.signIn("window")
		paper := clerk.takes(citizens[7], nil)
		clerk.prints(paper)

		home := h.reader()
		home.follows(paper)
		for _, key := range []string{"objection.state.received", "objection.ground.not_public", "request.channel.counter"} {
			if !home.shows(key) {
				t.Errorf("who brought the paper does not read %s: %s", home.phrase(key), home.text())
			}
		}
		if text := home.text(); strings.Contains(text, citizens[7].Phone) || strings.Contains(text, citizens[7].Name) {
			t.Errorf("whoever has the receipt reads who brought the paper: %s", text)
		}

		late := clerk.takes(citizens[8], map[string]string{"came_on": "2026-07-29", "proof": "示例收文〔2026〕7号"})
		signer := h.signIn("signer")
		signer.does(late.request, "confirm_day", nil, nil)
		home.send() // closes the first
		home.follows(late)
		// three working days from the day on which it came
		answer := i18n.Default().Printer(h.lang).DueDate(civil.MustParse("2026-08-03"))
		if text := home.text(); !strings.Contains(text, "2026-07-29") || !strings.Contains(text, answer) {
			t.Errorf("the limit does not run from the day on which the paper came: %s", text)
		}
		h.areRepaired(clerk, signer)
		for _, r := range []*reader{clerk, home, signer} {
			r.left()
		}
	})
}
