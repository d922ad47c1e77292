//go:build browser

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"creditportal/internal/i18n"
)

const (
	keysShown = `document.querySelector("#keys")?.open ?? false`
	keyFocus  = `document.activeElement.closest(".c-table__row")?.rowIndex ?? 0`
)

// Whoever works through lists all day asks for the keys where they are, and who
// wants none has none.
func TestTheKeysAreSaidOnEveryPageThatHearsThemUntilTheyAreTurnedOff(t *testing.T) {
	t.Parallel()
	h := openHall(t, few, i18n.Chinese, true)
	h.signIn("agent").files("wrong", "处罚金额与决定书不符")
	h.signIn("person").files("not_public", "依法不应公开")
	officer := h.signIn("officer")
	for _, path := range []string{"/desk", "/desk/docket", "/desk/feedback", "/account"} {
		officer.open(path)
		officer.types("?")
		said := officer.ask(`document.querySelector("#keys").innerText`)
		if !ask[bool](t, officer.tab, keysShown) || !strings.Contains(said, officer.phrase("docket.keys.down")) {
			t.Errorf("%s does not say its keys", path)
		}
		officer.types(kb.Escape)
		if ask[bool](t, officer.tab, keysShown) {
			t.Errorf("%s goes on saying its keys", path)
		}
	}
	officer.open("/desk/docket")
	officer.types("jj")
	if row := ask[int](t, officer.tab, keyFocus); row != 2 {
		t.Errorf("after two steps down the row is %d", row)
	}
	officer.types("k")
	if row := ask[int](t, officer.tab, keyFocus); row != 1 {
		t.Errorf("after a step back up the row is %d", row)
	}
	officer.types("?")
	officer.tab.press(t, `#keys a[href*="keys=off"]`)
	officer.types("?")
	if officer.path() != "/desk/docket" || ask[bool](t, officer.tab, `document.querySelector("#keys") !== null`) {
		t.Errorf("turned off, %s still hears keys", officer.path())
	}
	officer.left()
}

// types presses keys, one after the other.
func (r *reader) types(keys string) {
	r.Helper()
	r.tab.do(r.T, chromedp.KeyEvent(keys))
}
