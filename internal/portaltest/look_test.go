package portaltest

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/storetest"
	"creditportal/web/route"
)

// Art. 25: no log, no answer. What anyone may read does not wait for the log.
func TestWhereTheQueryLogFailsNothingIsShownAndPublicPagesStay(t *testing.T) {
	dir := t.TempDir()
	p := mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	agent, officer := o.signIn("agent"), o.signIn("officer")
	filed, _ := agent.files("只在办件里的话")
	auditor := o.signIn("audit")
	asking := auditor.get(route.AuditArchive)
	own := strings.TrimSpace(agent.get("/my").doc.Find("main h1").Text())
	raw := storetest.Raw(t, storetest.Database{URL: "sqlite:" + filepath.Join(dir, "portal.db"), Dialect: "sqlite"})
	for _, bend := range []struct{ does, undoes string }{
		{"ALTER TABLE query_log RENAME TO query_log_gone", "ALTER TABLE query_log_gone RENAME TO query_log"},
		{"BEGIN IMMEDIATE", "ROLLBACK"},
	} {
		hand, err := raw.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := hand.ExecContext(t.Context(), bend.does); err != nil {
			t.Fatal(err)
		}
		for _, door := range []struct {
			by   *visitor
			path string
		}{{agent, "/my"}, {agent, filed.path}, {officer, filed.path}} {
			page := door.by.get(door.path)
			text := page.doc.Find("main").Text()
			if page.status != http.StatusServiceUnavailable || strings.Contains(text, "只在办件里的话") ||
				page.doc.Find("main .c-ruler, main table").Length() != 0 || !strings.Contains(text, "暂时不能提供服务") {
				t.Errorf("%s, then %s: %d %s", bend.does, door.path, page.status, text)
			}
		}
		sent := url.Values{route.ArchivedNumber: {"0000-0000"}, route.Reason: {"示例理由"}}
		if page := auditor.fill(asking, sent); page.status != http.StatusServiceUnavailable {
			t.Errorf("%s, then the archive: %d", bend.does, page.status)
		}
		for _, path := range []string{"/", "/disclosures/adverse", "/search?q=示例", "/catalog"} {
			if page := o.visitor().get(path); page.status != http.StatusOK {
				t.Errorf("%s, then %s: %d", bend.does, path, page.status)
			}
		}
		if _, err := hand.ExecContext(t.Context(), bend.undoes); err != nil {
			t.Fatal(err)
		}
		if err := hand.Close(); err != nil {
			t.Fatal(err)
		}
		if page := agent.get("/my"); page.status != http.StatusOK || own == "" {
			t.Errorf("mended: %d", page.status)
		}
	}
}
