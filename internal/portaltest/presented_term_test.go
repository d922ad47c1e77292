package portaltest

import (
	"context"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"creditportal/internal/portal"
	"creditportal/internal/seed"
	"creditportal/web/route"
)

// mustOpenFolderHall is a demo whose folder is looked into.
func mustOpenFolderHall(t *testing.T) (*hall, *portal.Portal, string) {
	t.Helper()
	dir := t.TempDir()
	p := mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	return mustOpenHallOf(t, p), p, dir
}

// grown lets the contents on the disk be of a day ago: who sweeps spares what was
// written just now, whose file may be entered yet.
func grown(t *testing.T, dir string) {
	t.Helper()
	long := time.Now().Add(-24 * time.Hour)
	err := filepath.WalkDir(filepath.Join(dir, "attachments"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return os.Chtimes(path, long, long)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestADocumentThatNobodyDecidesOnInTimeIsDestroyedAndItsHolderTold(t *testing.T) {
	o, p, dir := mustOpenFolderHall(t)
	who, v := seed.MakePerson(6_962), o.registers("newcomer", "newcomer@example.test")
	v.presents(who.Name, who.Number)
	window := o.signIn("window")
	list := window.get(route.Presentations)
	href, _ := list.doc.Find("main table a").First().Attr("href")
	if !strings.Contains(main(list), "后仍未决定的，照片自动销毁") {
		t.Errorf("the officer is not told until when: %s", main(list))
	}
	grown(t, dir)
	const day = 24 * time.Hour
	for _, step := range []struct {
		by           time.Duration
		ended, files int
	}{{15 * day, 0, 2}, {day, 1, 0}, {day, 0, 0}} {
		o.pass(step.by)
		ended, err := o.deps.Identities.Lapse(context.Background())
		if err == nil {
			_, err = o.deps.Attachments.Sweep(context.Background(), o.deps.Now())
		}
		if err != nil || ended != step.ended || kept(t, dir) != step.files {
			t.Errorf("%v later: %d ended, %d pictures, %v", step.by, ended, kept(t, dir), err)
		}
	}
	if text := main(o.signIn("window").get(href)); strings.Contains(text, who.Number) ||
		!strings.Contains(text, "没有在期限内决定，照片已销毁") {
		t.Errorf("the officer reads afterwards: %s", text)
	}
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	if mail := main(o.visitor().get("/demo/mail")); !strings.Contains(mail, "身份核验已有结果") ||
		strings.Contains(mail, who.Name) || strings.Contains(mail, who.Number) {
		t.Errorf("the mail says %s", mail)
	}
	again := o.visitor()
	again.fill(again.get(route.SignIn), url.Values{"login": {"newcomer"}, "password": {wish("", "").Get("password_next")}})
	if text := main(again.get(route.Identity)); !strings.Contains(text, "没有在期限内核对完成") {
		t.Errorf("whoever presented it reads: %s", text)
	}
	if page := again.presents(who.Name, who.Number); !strings.Contains(main(page), "正在核对") {
		t.Errorf("presented again: %d: %s", page.status, main(page))
	}
}

func TestWhoClosesAnAccountLeavesNothingBegunBehind(t *testing.T) {
	o, _, dir := mustOpenFolderHall(t)
	agent := o.signIn("agent")
	typed := typedOf("写到一半")
	typed.Set(route.Later, "1")
	agent.fillWith(agent.begins(), typed, map[string][]byte{"决定书.png": drawing(t)})
	newcomer, who := o.registers("newcomer", "newcomer@example.test"), seed.MakePerson(6_963)
	newcomer.presents(who.Name, who.Number)
	window := o.signIn("window")
	href, _ := window.get(route.Presentations).doc.Find("main table a").First().Attr("href")
	if n := kept(t, dir); n != 3 {
		t.Fatalf("%d files are kept before", n)
	}
	for v, word := range map[*visitor]string{agent: demoWord, newcomer: wish("", "").Get("password_next")} {
		if page := v.fill(v.get(route.CloseAccount), url.Values{"password": {word}}); page.path != route.SignIn {
			t.Fatalf("closed: %d at %s: %s", page.status, page.path, main(page))
		}
	}
	if n := kept(t, dir); n != 0 {
		t.Errorf("%d files are kept of closed accounts", n)
	}
	if text := main(window.get(route.Presentations)); !strings.Contains(text, "没有待核验的证件") {
		t.Errorf("a document of a closed account waits still: %s", text)
	}
	if text := main(window.get(href)); strings.Contains(text, who.Number) || !strings.Contains(text, "本人已撤回") {
		t.Errorf("what was presented from a closed account: %s", text)
	}
}
