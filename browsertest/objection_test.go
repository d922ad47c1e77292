//go:build browser

package browsertest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// files files an objection to the last record of one's own, with files where
// some are named, and returns where it is followed.
func (r *reader) files(ground, claim string, files ...string) string {
	r.Helper()
	r.begins(ground, claim)
	if len(files) > 0 {
		r.tab.do(r.T, chromedp.SetUploadFiles(chromedp.CSS(`main input[type=file]`), files))
	}
	r.send() // to the page that shows what it would become
	r.send()
	if !strings.HasPrefix(r.path(), "/requests/") {
		r.Fatalf("filed, and at %s: %s", r.path(), r.text())
	}
	if request, ok := strings.CutSuffix(r.path(), "/receipt"); ok {
		r.open(request)
	}
	return r.path()
}

// begins fills in the form of an objection to the last record of one's own.
func (r *reader) begins(ground, claim string) {
	r.Helper()
	r.open("/my")
	r.tab.press(r.T, `main tbody tr:last-child a[href*="record="]`)
	r.chooses("ground", ground)
	r.writes("claim", claim)
	r.writes("contact", "15400000001")
}

// picture is a picture in a file, as a telephone takes it.
func picture(t *testing.T, name string, width int) string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), name))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, image.NewGray(image.Rect(0, 0, width, 8))); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Name()
}

var reason = map[string]string{"reason": "示例理由"}

func TestACitizenFilesWithTwoFilesAndFollowsTheMatterOverAReturnedDraftToTheDecision(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		person, officer, signer := h.signIn("person"), h.signIn("officer"), h.signIn("signer")
		request := person.files("not_public", "依法不应公开", picture(t, "决定书.png", 8), picture(t, "身份证明.png", 9))
		if n := ask[int](t, person.tab, `document.querySelectorAll('main a[href*="/files/"]').length`); n != 2 {
			t.Errorf("%d files are with the request: %s", n, person.text())
		}
		officer.open("/docket")
		officer.tab.press(t, `main tbody a[href*="/requests/"]`)
		officer.does(request, "take", nil, nil)
		officer.does(request, "find_own", map[string]string{"outcome": "rejected"}, reason)
		signer.does(request, "send_back", nil, map[string]string{"reason": "请补充依据"})
		officer.does(request, "find_own", map[string]string{"outcome": "removed"}, reason)
		signer.does(request, "sign", nil, nil)
		want := []string{person.phrase("notice.kind.receipt"), person.phrase("notice.kind.corrected")}
		if got := person.letters(request); !slices.Equal(got, want) {
			t.Errorf("the letters are %v, want %v", got, want)
		}
		person.tab.press(t, `main a[href*="/letters/"]`)
		if person.ask(heading) == "" {
			t.Error("the letter has no heading")
		}
		for _, r := range []*reader{person, officer, signer} {
			r.left()
		}
	})
}

// asks leads a request to its provider.
func (h *hall) asks(request string) {
	h.Helper()
	officer := h.signIn("officer")
	officer.does(request, "take", nil, nil)
	officer.does(request, "find_same", nil, reason)
	officer.does(request, "forward", nil, nil)
	officer.left()
}

// answers has the provider answer that its record is right, and the office
// decide so.
func (h *hall) answers(request string) {
	h.Helper()
	checker := h.signIn("checker")
	checker.open("/docket")
	checker.tab.press(h.T, `main tbody a[href*="/requests/"]`)
	checker.does(request, "answer", map[string]string{"outcome": "rejected", "remedy": "maintain"}, map[string]string{
		"reason": "决定书如此", "document": "示例函〔2026〕1号",
	})
	reviewer, officer, signer := h.signIn("reviewer"), h.signIn("officer"), h.signIn("signer")
	reviewer.does(request, "provider_sign", nil, nil)
	officer.does(request, "propose", map[string]string{"outcome": "rejected"}, reason)
	signer.does(request, "sign", nil, nil)
	for _, r := range []*reader{checker, reviewer, officer, signer} {
		r.left()
	}
}

func TestAnAgentContestsTheRefusalOfAProviderThatAnsweredOnItsFifthDay(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		agent := h.signIn("agent")
		request := agent.files("wrong", "处罚金额与决定书不符")
		h.asks(request)
		h.later(7) // five working days
		h.answers(request)
		agent = h.signIn("agent")
		want := []string{"notice.kind.receipt", "notice.kind.forwarded", "notice.kind.result"}
		for i, key := range want {
			want[i] = agent.phrase(key)
		}
		if got := agent.letters(request); !slices.Equal(got, want) {
			t.Errorf("the letters are %v, want %v", got, want)
		}
		agent.does(request, "contest", nil, map[string]string{"reason": "仍然不同意"})
		public := h.reader()
		public.open("/disclosures/adverse?status=annotated&rows=100")
		if !public.shows("record.annotation.contested") {
			t.Errorf("the public reads: %s", public.text())
		}
		agent.left()
		public.left()
	})
}

func TestTheAuthoritySeesAProviderThatAnswersOnItsSixthDay(t *testing.T) {
	inEveryHall(t, func(t *testing.T, h *hall) {
		request := h.signIn("agent").files("wrong", "处罚金额与决定书不符")
		h.asks(request)
		h.later(8) // six working days
		authority := h.signIn("authority")
		authority.open("/authority/overdue")
		authority.tab.press(t, `main tbody a[href*="/requests/"]`)
		authority.writes("reason", "示例：逾期督办")
		authority.send()
		if authority.path() != request {
			t.Errorf("the authority is led to %s, not %s", authority.path(), request)
		}
		h.answers(request)
		agent := h.signIn("agent")
		if got := agent.letters(request); !slices.Contains(got, agent.phrase("notice.kind.late")) {
			t.Errorf("the letters are %v", got)
		}
		authority.left()
		agent.left()
	})
}
