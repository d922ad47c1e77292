package attachment_test

import (
	"errors"
	"strings"
	"testing"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
)

func keyOf(err error) string {
	var refusal *fault.Error
	if errors.As(err, &refusal) {
		return strings.TrimPrefix(refusal.Key, "attachment.fault.")
	}
	return ""
}

func TestAFileIsTakenForWhatItsNameAndItsTypeSayTogether(t *testing.T) {
	for _, c := range []struct {
		name, declared string
		want           attachment.Kind
		key            string
	}{
		{"证明.pdf", "application/pdf", attachment.PDF, ""},
		{"证明.PDF", "application/octet-stream", attachment.PDF, ""},
		{"证明.pdf", "", attachment.PDF, ""},
		{"照片.jpg", "image/jpeg", attachment.JPEG, ""},
		{"照片.JPEG", "image/pjpeg; name=x", attachment.JPEG, ""},
		{"扫描.png", "image/png", attachment.PNG, ""},
		{"证明.pdf", "image/png", "", "disguised"},
		{"证明.pdf", "text/html", "", "disguised"},
		{"证明.pdf", "application/zip", "", "disguised"},
		{"证明.pdf", ";;;", "", "disguised"},
		{"证明.pdf.exe", "application/pdf", "", "wrong_type"},
		{"证明.heic", "image/heic", "", "wrong_type"},
		{"证明.docx", "", "", "wrong_type"},
		{"pdf", "application/pdf", "", "wrong_type"},
		{"", "", "", "wrong_type"},
	} {
		got, err := attachment.Claimed(c.name, c.declared)
		if got != c.want || keyOf(err) != c.key {
			t.Errorf("%q as %q: %q, %q; want %q, %q", c.name, c.declared, got, keyOf(err), c.want, c.key)
		}
	}
}

func TestTheContentMustBeginAsItsKindDoes(t *testing.T) {
	beginnings := map[string]attachment.Kind{
		"%PDF-1.7": attachment.PDF, "\xff\xd8\xff\xe0": attachment.JPEG, "\x89PNG\r\n\x1a\n": attachment.PNG, "PK\x03\x04": "zip",
	}
	for content, is := range beginnings {
		for _, k := range attachment.Kinds() {
			want := map[bool]string{true: "", false: "disguised"}[k == is]
			if got := keyOf(attachment.Agree(k, []byte(content))); got != want {
				t.Errorf("%q as %s: %q, want %q", content, k, got, want)
			}
		}
	}
	if got := keyOf(attachment.Agree(attachment.PDF, nil)); got != "empty" {
		t.Errorf("nothing: %q", got)
	}
}

func TestTheNameOfAFileIsShownWithoutWhatCannotBeSeen(t *testing.T) {
	for sent, want := range map[string]string{
		"处罚决定书.pdf":                       "处罚决定书.pdf",
		`C:\Users\示例\证明 1.PDF`:            "证明 1.pdf",
		"../../etc/passwd.pdf":            "passwd.pdf",
		"a\u202egpj.pdf":                  "agpj.pdf",
		"a\x00b\r\nc.pdf":                 "abc.pdf",
		"  a   b  .pdf":                   "a b.pdf",
		`<script>"x".pdf`:                 "scriptx.pdf",
		".pdf":                            "pdf.pdf",
		"\u200b.pdf":                      "pdf.pdf",
		"con:.pdf":                        "con.pdf",
		"\xff\xfe.pdf":                    "pdf.pdf",
		strings.Repeat("长", 300):          "pdf",
		strings.Repeat("长", 300) + ".pdf": strings.Repeat("长", 80) + ".pdf",
	} {
		if want == "pdf" {
			want = strings.Repeat("长", 80) + ".pdf"
		}
		if got := attachment.ShownName(sent, attachment.PDF); got != want {
			t.Errorf("%q is shown as %q, want %q", sent, got, want)
		}
	}
}

func TestARandomIDIsReadAndNothingElseIs(t *testing.T) {
	id := attachment.NewID()
	if got, err := attachment.ParseID(string(id)); err != nil || got != id || id == attachment.NewID() {
		t.Errorf("%q, %v", got, err)
	}
	for _, s := range []string{
		"", "1", "../../../../../../../etc/p", strings.ToLower(string(id)), string(id) + "A", string(id)[:25],
	} {
		if _, err := attachment.ParseID(s); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q was read: %v", s, err)
		}
	}
}

func TestARequestTakesOnlyFreeFilesOfTheOneWhoFilesItWithinTheLimits(t *testing.T) {
	const owner = 7
	file := func(change func(*attachment.Attachment)) attachment.Attachment {
		a := attachment.Attachment{ID: attachment.NewID(), Owner: owner, State: attachment.Clean, Size: 10}
		change(&a)
		return a
	}
	as := func(change func(*attachment.Attachment)) []attachment.Attachment {
		return []attachment.Attachment{file(change)}
	}
	same := func(*attachment.Attachment) {}
	limits := attachment.Limits{Files: 2, Together: 25 << 20}
	large := func(a *attachment.Attachment) { a.Size = 13 << 20 }
	for name, c := range map[string]struct {
		joining, have []attachment.Attachment
		want          string
	}{
		"none":               {nil, nil, ""},
		"their own":          {as(same), nil, ""},
		"a held one":         {as(func(a *attachment.Attachment) { a.State = attachment.Held }), nil, ""},
		"one not yet judged": {as(func(a *attachment.Attachment) { a.State = attachment.Staged }), nil, ""},
		"a refused one":      {as(func(a *attachment.Attachment) { a.State = attachment.Refused }), nil, "missing"},
		"another's":          {as(func(a *attachment.Attachment) { a.Owner++ }), nil, "missing"},
		"one that was filed": {as(func(a *attachment.Attachment) { a.Request = 1 }), nil, "missing"},
		"one too many":       {as(same), append(as(same), as(same)...), "too_many"},
		"too much together":  {as(large), as(large), "too_large_together"},
	} {
		if got := keyOf(attachment.MayJoin(c.joining, c.have, owner, limits)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	nobodys := as(func(a *attachment.Attachment) { a.Owner = 0 })
	if got := keyOf(attachment.MayJoin(nobodys, nil, 0, limits)); got != "missing" {
		t.Errorf("a file of nobody joined: %q", got)
	}
}
