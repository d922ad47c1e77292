package portaltest

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestWhoFindsALookImproperAsksAboutItByItsNumberAlone(t *testing.T) {
	o := mustOpenHall(t)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("金丝雀")
	officer.get(filed.path)
	link, _ := agent.get("/my/looks").doc.Find(`main a[href*="/consultation"]`).First().Attr("href")
	if !regexp.MustCompile(`^/services/consultation\?look=[a-z2-7]{26}$`).MatchString(link) {
		t.Fatalf("beside a look stands the link %q", link)
	}
	form := agent.get(link)
	_, id, _ := strings.Cut(link, "=")
	if text := form.doc.Find("textarea").Text(); form.status != http.StatusOK || !strings.Contains(text, id) {
		t.Errorf("the form begins with %q", text)
	}
	if own := agent.get("/my/looks?own=1").doc.Find(`main a[href*="/consultation"]`).Length(); own != 1 {
		t.Errorf("%d looks can be asked about, want that of the officer alone", own)
	}
	table := agent.get("/my/looks.csv").doc.Text()
	if !strings.Contains(table, id) || strings.Contains(table, "金丝雀") {
		t.Errorf("taken home: %s", table)
	}
	if page := agent.get("/my/looks?own=1"); !strings.Contains(main(page), "谁查过我") {
		t.Errorf("taking it home is not in it: %s", main(page))
	}
	if page := agent.get("/my/looks?from=x"); page.status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", page.status)
	}
	if none := main(agent.get("/my/looks?to=2020-01-01")); strings.Contains(none, id) {
		t.Error("a look stands among those of other days")
	}
	forged := agent.get("/services/consultation?look=%E9%87%91%E4%B8%9D%E9%9B%80")
	if text := forged.doc.Find("textarea").Text(); text != "" {
		t.Errorf("a link of somebody else's making put %q into the form", text)
	}
}
