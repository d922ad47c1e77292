// Package report holds the credit report (信用报告) in the national shape: a
// number, a summary of eight counts, ten chapters, no score. It is made from
// what the enquirer may see of a file and from nothing else. Of a report its
// fingerprint and the versions of its records are kept, and not what it says:
// it is shown again only as long as it would say the same (rulings 38).
package report

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math/big"
	"strings"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/internal/query"
)

// Version is a record as it stood in a report.
type Version struct {
	Record  int64 `json:"record"` // row id
	Version int   `json:"version"`
}

// Report is a report that was issued. It never changes.
type Report struct {
	ID       int64
	PublicID string // names it in addresses
	Number   string // readable, opens nothing
	Proof    notice.Proof
	Account  int64  // row id of the account that asked
	Subject  int64  // row id of the data subject
	Enquirer string // name of who asked: it stands across every page
	Purpose  query.Purpose
	Entry    string // public id of the entry of the query log under which it was made
	IssuedAt time.Time
	Content  notice.Hash // of what it says
	Paper    notice.Hash // of its form for paper
	Versions []Version

	Ground string   // public id of the authorisation by which it was made; "" for one about oneself
	Items  []string // codes of the items that it was limited to
}

// Consented says whether it was made for somebody else, by an authorisation.
func (r Report) Consented() bool { return r.Ground != "" }

// IssuedOn is the day of the report.
func (r Report) IssuedOn() civil.Date { return civil.Of(r.IssuedAt) }

// PublicIDOf names the report that is asked for under an operation: asking twice
// under one makes one report.
func PublicIDOf(account int64, op string) string {
	digest := sha256.Sum256(fmt.Appendf(nil, "report\x00%d\x00%s", account, op))
	const length = 26
	return strings.ToLower(base32.StdEncoding.EncodeToString(digest[:])[:length])
}

// numbers is how many reports a day has room for: so many that no number tells
// how many there were.
const numbers = 10_000_000_000

// newNumber draws a number for a report of the day, such as 20261123-0483720195.
// It is random: reports are drawn side by side, and nobody counts them by it.
func newNumber(on civil.Date) (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(numbers))
	if err != nil {
		return "", fmt.Errorf("drawing the number of a report: %w", err)
	}
	return fmt.Sprintf("%s-%010d", strings.ReplaceAll(on.String(), "-", ""), n), nil
}

// newProof draws the code by which a report is found genuine.
func newProof() (notice.Proof, error) {
	var random [notice.ProofBytes]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("drawing a proof code: %w", err)
	}
	return notice.ProofOf(random), nil
}

// Certificate is what anybody learns who knows the proof code of a report: that
// it was issued, and whether it would say the same today. Never what it says.
type Certificate struct {
	Number      string
	Issuer      string
	IssuedAt    time.Time
	Fingerprint notice.Hash // of its form for paper
	Consented   bool        // made for somebody else; of what came later nothing is told (art. 22)
	Changed     bool        // what is recorded is another thing today
	Entry       string      // public id of the entry of the query log under which it was made
}

// Unknown is the one answer for a report that is not there and for one of
// somebody else.
func Unknown() error { return fault.New(fault.NotFound, "report.fault.unknown", nil) }

// Outdated is the answer for a report that would say another thing today: it is
// not shown again, for what has left it has left (art. 33, 35).
func Outdated() error { return fault.New(fault.Gone, "report.fault.outdated", nil) }
