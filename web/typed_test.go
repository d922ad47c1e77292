package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// send sends the bytes as a form.
func (w *world) send(address, kind string, content []byte) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, address, bytes.NewReader(content))
	r.Host = "credit.example"
	r.Header.Set("Content-Type", kind)
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return rec
}

func TestAFormThatCameBrokenIsRefusedPlainlyAndIsNoFailureOfTheSite(t *testing.T) {
	w := newWorld(t)
	many := url.Values{}
	for i := range 1001 {
		many.Set(fmt.Sprint(i), "1")
	}
	for name, sent := range map[string][]byte{
		"an escape that is none":   []byte("lines=%zz"),
		"bytes that are no text":   []byte("lines=\xff\xfe"),
		"escaped bytes, no text":   []byte("lines=%ff%fe"),
		"a name that is no text":   []byte("%ff=1"),
		"more fields than we have": []byte(many.Encode()),
	} {
		rec := w.send("/check", "application/x-www-form-urlencoded", sent)
		if text := body(t, rec); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(text, "没有完整收到") {
			t.Errorf("%s: %d", name, rec.Code)
		}
	}
}

func TestWhatNobodyCanTypeIsDroppedBeforeItIsRead(t *testing.T) {
	w := newWorld(t)
	firm := w.subjects[w.records[atPlain].Subject]
	code := firm.Code.String()
	rec := w.paste("/check", "\ufeff"+code[:4]+"\u200b"+code[4:]+"\x00\x07")
	text := body(t, rec)
	if rec.Code != http.StatusOK || !strings.Contains(text, firm.Name) || strings.Contains(text, "\u200b") {
		t.Errorf("%d: %s", rec.Code, text)
	}
}
