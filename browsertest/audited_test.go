//go:build browser

package browsertest

import (
	"regexp"
	"strings"
)

// requestNumber is the readable number of a request.
var requestNumber = regexp.MustCompile(`\d{4}-\d{6}`)

// finds fails unless whoever audits finds one line in the log, as the address asks
// for it, that has all the words.
func (h *hall) finds(address string, words ...string) {
	h.Helper()
	lines := h.audited(address)
	for _, line := range lines {
		if hasAll(line, words) {
			return
		}
	}
	h.Errorf("at %s who audits finds no line of %q, but %d others: %q", address, words, len(lines), lines)
}

// findsNone fails unless whoever audits is told that the log has nothing of what
// the address asks for.
func (h *hall) findsNone(address string) {
	h.Helper()
	if lines := h.audited(address); len(lines) != 0 {
		h.Errorf("at %s who audits finds what never was: %q", address, lines)
	}
	h.seats["audit"].says("audit.looks.none")
}

// audited are the lines of a log that whoever audits reads at the address.
func (h *hall) audited(address string) []string {
	h.Helper()
	auditor := h.signIn("audit")
	auditor.open(address)
	auditor.left()
	const lines = wholly + `[...document.querySelectorAll("main tbody tr")].map(e => e.innerText)`
	return ask[[]string](h.T, auditor.tab, lines)
}

func hasAll(line string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(line, word) {
			return false
		}
	}
	return true
}
