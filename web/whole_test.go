package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/web"
)

// listening serves the world as the portal does, over connections that send an
// answer in one piece.
func listening(t *testing.T, w *world) string {
	t.Helper()
	server := httptest.NewUnstartedServer(w.handler)
	server.Listener = web.Whole(server.Listener)
	server.Config.ConnContext = web.NoteConnection
	server.Start()
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

// spoken sends requests as they stand over one connection and reads an answer
// to each.
func spoken(t *testing.T, address string, requests ...string) (answers []*http.Response, texts []string) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // everything was read
	if _, err := io.WriteString(conn, strings.Join(requests, "")); err != nil {
		t.Fatal(err)
	}
	read := bufio.NewReader(conn)
	for _, request := range requests {
		method, _, _ := strings.Cut(request, " ")
		answer, err := http.ReadResponse(read, &http.Request{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		answers, texts = append(answers, answer), append(texts, string(text))
	}
	return answers, texts
}

func request(method, path string, lines ...string) string {
	return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: credit.example\r\n%s\r\n", method, path, strings.Join(lines, "\r\n")+
		strings.Repeat("\r\n", min(1, len(lines))))
}

func TestAPageGivenInOnePieceIsTheOneThatWasDrawn(t *testing.T) {
	w := newWorld(t)
	address := listening(t, w)
	for _, page := range append(w.everyPage(), "/en/disclosures/adverse") {
		for _, accepts := range []string{"gzip", "br", "identity"} {
			ask := request(http.MethodGet, page, "Accept-Encoding: "+accepts)
			answers, texts := spoken(t, address, ask, ask, ask)
			drawn, kept := answers[1], answers[2]
			if drawn.Header.Get("X-Request-Id") == kept.Header.Get("X-Request-Id") {
				t.Errorf("%s: two answers have the number %q", page, kept.Header.Get("X-Request-Id"))
			}
			want := w.get(page, header("Accept-Encoding", accepts)).Header()
			for _, h := range []http.Header{want, kept.Header} {
				h.Del("X-Request-Id")
				h.Del("Date")
			}
			if diff := cmp.Diff(want, kept.Header); diff != "" {
				t.Errorf("%s accepting %s: -through the router +in one piece:\n%s", page, accepts, diff)
			}
			if texts[1] != texts[2] || texts[2] == "" || kept.StatusCode != http.StatusOK {
				t.Errorf("%s accepting %s: %d, %d bytes, %d before", page, accepts, kept.StatusCode, len(texts[2]), len(texts[1]))
			}
		}
	}
}

func TestAConnectionGoesOnAfterAnAnswerInOnePiece(t *testing.T) {
	w := newWorld(t)
	address := listening(t, w)
	home := request(http.MethodGet, "/")
	first, _ := spoken(t, address, home)
	tag := first[0].Header.Get("ETag")
	answers, texts := spoken(t, address,
		home, home, request(http.MethodHead, "/"), request(http.MethodGet, "/", "If-None-Match: "+tag), home,
		request(http.MethodGet, "/nowhere"), home)
	want := []int{200, 200, 200, http.StatusNotModified, 200, http.StatusNotFound, 200}
	for i, answer := range answers {
		if answer.StatusCode != want[i] || len(answer.Header.Values("Content-Security-Policy")) != 1 ||
			len(answer.Header.Values("X-Request-Id")) != 1 {
			t.Errorf("answer %d: %d %v", i, answer.StatusCode, answer.Header)
		}
		if whole := want[i] == 200 && i != 2; whole != strings.Contains(texts[i], "</html>") && want[i] == 200 {
			t.Errorf("answer %d has %d bytes", i, len(texts[i]))
		}
	}
}

func TestAVisitorOfTheOldProtocolIsAnsweredAndLetGo(t *testing.T) {
	w := newWorld(t)
	address := listening(t, w)
	spoken(t, address, request(http.MethodGet, "/"))
	answers, texts := spoken(t, address, "GET / HTTP/1.0\r\nHost: credit.example\r\n\r\n")
	if answers[0].StatusCode != http.StatusOK || !answers[0].Close || !strings.Contains(texts[0], "</html>") {
		t.Errorf("%d, close %v, %d bytes", answers[0].StatusCode, answers[0].Close, len(texts[0]))
	}
}
