package portaltest

import (
	"net/http"
	"strings"
	"testing"
)

// Art. 35: those who keep records read thirty days ahead what leaves display, each
// provider of its own; the public reads no list of it.
func TestWhatLeavesInThirtyDaysIsToldToWhoKeepsIt(t *testing.T) {
	o := mustOpenHall(t)
	all := o.signIn("data").get("/desk/endings")
	if all.status != http.StatusOK || all.doc.Find("#named").Parent().Find("tbody tr").Length() == 0 {
		t.Fatalf("the office reads %d: %s", all.status, main(all))
	}
	own := o.signIn("checker").get("/desk/endings")
	theirs := own.doc.Find("#named").Parent().Find("tbody tr")
	for i := range theirs.Length() {
		if text := theirs.Eq(i).Text(); !strings.Contains(text, demoUnit.name) {
			t.Errorf("a provider reads of what is not its own: %s", text)
		}
	}
	if one, every := theirs.Length(), all.doc.Find("#named").Parent().Find("tbody tr").Length(); one >= every {
		t.Errorf("a provider reads %d lines, the office %d", one, every)
	}
	for _, name := range []string{"agent", "window"} {
		if page := o.signIn(name).get("/desk/endings"); page.status == http.StatusOK {
			t.Errorf("%s reads what leaves: %s", name, main(page))
		}
	}
}
