//go:build browser

package browsertest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page and all that is asked about it may take.
const patience = 60 * time.Second

// closeBrowser ends the browser, if one was started, and removes its profile.
var closeBrowser = func() {}

// browser returns the context of the one Chromium that all tests share.
var browser = sync.OnceValues(func() (context.Context, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	alloc, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(alloc)
	closeBrowser = func() { leave(); end() }
	return ctx, chromedp.Do(ctx)
})

// tab is a page of the browser that is watched.
type tab struct {
	ctx  context.Context
	on   site // what it looks at
	left int  // how many pages it has left by what they lead to
	mu   sync.Mutex
	ill  []string // what the browser or the page complained of, and what it asked others for
}

func newTab(t *testing.T) *tab {
	t.Helper()
	return newTabOf(t, portal)
}

func newTabOf(t *testing.T, at site, options ...chromedp.ContextOption) *tab {
	t.Helper()
	parent, err := browser()
	if err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	ctx, cancel := chromedp.NewContext(parent, options...)
	t.Cleanup(cancel)
	b := &tab{ctx: ctx, on: at}
	if err := chromedp.Do(ctx); err != nil { // opens the tab, which lives as long as this context
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	call(t, b, network.Enable, network.EnableParams{})
	call(t, b, log.Enable, cdp.Empty{})
	focused := emulation.SetFocusEmulationEnabledParams{Enabled: true} // several tabs can have the focus at once
	call(t, b, emulation.SetFocusEmulationEnabled, focused)
	return b
}

// watch notes every complaint: breaches of the policy, exceptions, lines in
// the console, and requests to anybody else.
func (b *tab) watch(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.on.base+"/") {
			b.ill = append(b.ill, "a request to "+e.Request.URL)
		}
		if strings.HasSuffix(e.Request.URL, "/csp-report") {
			b.ill = append(b.ill, "a report of a broken policy")
		}
	case *log.EventEntryAdded:
		// that a page of an error has its status is no complaint
		answered := strings.Contains(e.Entry.Text, "the server responded with a status of")
		advice := e.Entry.Source == log.EntrySourceRecommendation // of the browser, which finds nothing wrong
		if !advice && (e.Entry.Source != log.EntrySourceNetwork || !answered) {
			b.ill = append(b.ill, fmt.Sprintf("%s: %s", e.Entry.Source, e.Entry.Text))
		}
	case *runtime.EventConsoleAPICalled:
		b.ill = append(b.ill, fmt.Sprintf("the console says %s", e.Type))
	case *runtime.EventExceptionThrown:
		b.ill = append(b.ill, e.ExceptionDetails.Text)
	}
}

// complaints returns what was noted since it was asked last.
func (b *tab) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	noted := b.ill
	b.ill = nil
	return noted
}

func (b *tab) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// open goes to an address and returns the status of the answer.
func (b *tab) open(t *testing.T, path string) int {
	t.Helper()
	b.leave(t)
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	res, err := chromedp.Run(ctx, chromedp.NavigateResponse(b.on.base+path))
	if err != nil {
		t.Fatalf("opening %s: %v", path, err)
	}
	b.arrive(t)
	return int(res.Status)
}

// follow does something that leads to another page, and waits for it.
func (b *tab) follow(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	b.leave(t)
	b.do(t, steps...)
	b.arrive(t)
}

// leave marks the page that is to be left.
func (b *tab) leave(t *testing.T) {
	t.Helper()
	b.left++
	ask[int](t, b, fmt.Sprintf("window.left = %d", b.left))
}

// arrive asks until a whole page without the mark is there: what the browser tells
// of a navigation comes in an order that a busy machine upsets.
func (b *tab) arrive(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		// while one page makes room for the next there is nobody to answer
		arrived, _ := chromedp.Run(ctx, chromedp.Evaluate[bool](
			fmt.Sprintf(`window.left !== %d && document.readyState === "complete"`, b.left)))
		if arrived {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("after %v this is still the page that was to be left: %s", patience, ask[string](t, b, "location.pathname"))
		case <-tick.C:
		}
	}
}

// size sets the width of the window, in CSS pixels.
func (b *tab) size(t *testing.T, width int64) {
	t.Helper()
	b.do(t, chromedp.EmulateViewport(width, 900))
}

// scheme asks for light or dark colours, as the system of a visitor does, and
// for nothing that moves.
func (b *tab) scheme(t *testing.T, scheme string) {
	t.Helper()
	call(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// call sends a command to the browser.
func call[P, R any](t *testing.T, b *tab, command cdp.Command[P, R], params P) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		t.Fatal(err)
	}
}

// ask has the page compute a value.
func ask[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
