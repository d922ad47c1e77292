package portaltest

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/seed"
	"creditportal/internal/subject"
	"creditportal/web/route"
)

// presents uploads pictures of a document.
func (v *visitor) presents(name, number string) sight {
	v.Helper()
	return v.fillWith(v.get(route.Present), url.Values{"name": {name}, "id_number": {number}}, map[string][]byte{
		"正面.png": drawing(v.TB), "反面.jpg": photograph(v.TB),
	})
}

// presentedBy is what somebody new presents.
func (m *matter) presentedBy(login string, n int) string {
	m.Helper()
	who := seed.MakePerson(n)
	v := m.registers(login, fmt.Sprintf("1541234%04d", n))
	action, _ := v.presents(who.Name, who.Number).doc.Find(`form[action$="/take_back"]`).Attr("action")
	return strings.TrimSuffix(strings.TrimPrefix(action, route.Present+"/"), "/take_back")
}

// kept counts the contents of files on the disk.
func kept(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, "attachments"), func(_ string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhoCannotComePresentsTheirDocumentAndTwoOfficersProveWhoTheyAre(t *testing.T) {
	dir := t.TempDir()
	p := mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	o := mustOpenHallOf(t, p)
	who, v := seed.MakePerson(6_960), o.registers("newcomer", "newcomer@example.test")
	if page := v.presents("", who.Number); page.status != http.StatusUnprocessableEntity {
		t.Errorf("without a name: %d at %s", page.status, page.path)
	}
	waits := v.presents(who.Name, who.Number)
	if waits.path != route.Identity || !strings.Contains(main(waits), "正在核对") || kept(t, dir) != 2 {
		t.Fatalf("presented: %d at %s, %d files: %s", waits.status, waits.path, kept(t, dir), main(waits))
	}
	window, signer := o.signIn("window"), o.signIn("signer")
	href, _ := window.get(route.Presentations).doc.Find("main table a").First().Attr("href")
	if page := signer.get(href); page.doc.Find(`form[action$="/see"]`).Length() != 0 {
		t.Error("who confirms is offered to compare as well")
	}
	page := window.get(href)
	if !strings.Contains(main(page), who.Number) || page.doc.Find(`main a[href*="/files/"]`).Length() != 2 {
		t.Errorf("the officer compares %s", main(page))
	}
	window.sendsTo(page, "/see", nil)
	if v.get("/my").path == "/my" {
		t.Error("one officer alone makes somebody's data visible")
	}
	page = window.get(href)
	if page.doc.Find(`form[action$="/confirm"]`).Length() != 0 {
		t.Error("who compared is offered to confirm as well")
	}
	form := page.doc.Find(`form[action$="/refuse"]`)
	form.SetAttr("action", href+"/confirm")
	if own := window.sendsTo(page, "/confirm", nil); own.status != http.StatusConflict {
		t.Errorf("who compared confirms: %d", own.status)
	}
	signer.sendsTo(signer.get(href), "/confirm", nil)
	if text := main(v.get(route.Identity)); !strings.Contains(text, who.Name) || !strings.Contains(text, "证件材料核验") {
		t.Errorf("proved: %s", text)
	}
	if page := v.get("/my"); page.path != "/my" {
		t.Errorf("afterwards: %d at %s", page.status, page.path)
	}
	if n := kept(t, dir); n != 0 {
		t.Errorf("%d pictures are left after the decision", n)
	}
	if text := main(signer.get(href)); strings.Contains(text, who.Number) || !strings.Contains(text, "照片已销毁") {
		t.Errorf("after the decision: %s", text)
	}
	if err := p.DeliverPost(t.Context()); err != nil {
		t.Fatal(err)
	}
	if mail := main(o.visitor().get("/demo/mail")); !strings.Contains(mail, "身份核验已有结果") ||
		strings.Contains(mail, who.Name) || strings.Contains(mail, who.Number) {
		t.Errorf("the mail says %s", mail)
	}
}

func TestARefusedDocumentSaysWhyAndMayBePresentedAgain(t *testing.T) {
	o := mustOpenHall(t)
	who, v := seed.MakePerson(6_961), o.registers("newcomer", "newcomer@example.test")
	v.presents(who.Name, who.Number)
	window := o.signIn("window")
	href, _ := window.get(route.Presentations).doc.Find("main table a").First().Attr("href")
	if page := window.sendsTo(window.get(href), "/refuse", nil); page.status != http.StatusUnprocessableEntity {
		t.Errorf("without a reason: %d", page.status)
	}
	window.sendsTo(window.get(href), "/refuse", url.Values{"reason": {"照片看不清"}})
	if text := main(v.get(route.Identity)); !strings.Contains(text, "照片看不清") {
		t.Errorf("refused: %s", text)
	}
	again := v.presents(who.Name, who.Number)
	if !strings.Contains(main(again), "正在核对") {
		t.Fatalf("presented again: %d: %s", again.status, main(again))
	}
	if page := v.presents(who.Name, who.Number); page.status != http.StatusConflict {
		t.Errorf("a second one beside: %d", page.status)
	}
	if page := v.sendsTo(again, "/take_back", nil); strings.Contains(main(page), "正在核对") {
		t.Errorf("taken back: %s", main(page))
	}
	if text := main(window.get(route.Presentations)); !strings.Contains(text, "没有待核验的证件") {
		t.Errorf("the officer still sees %s", text)
	}
}

func TestAMinorIsToldToComeByAGuardian(t *testing.T) {
	o := mustOpenHall(t)
	v := o.registers("newcomer", "newcomer@example.test")
	for born, want := range map[string]int{"2015-01-01": http.StatusConflict, "1990-01-01": http.StatusOK} {
		number, err := subject.ComposeIDNumber("370399", civil.MustParse(born), 18, civil.MustParse(firstDay))
		if err != nil {
			t.Fatal(err)
		}
		page := v.presents("示例人", number.Reveal())
		if page.status != want || want != http.StatusOK && !strings.Contains(main(page), "18周岁") {
			t.Errorf("born %s: %d: %s", born, page.status, page.doc.Find(".c-errors").Text())
		}
	}
}
