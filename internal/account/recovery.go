package account

import (
	"context"
	"crypto/rand"
	"math/big"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
)

// Recovery is a code that stands in once for a one-time code, as it is kept.
// The first of its digits says which of the set it is, so that one is compared
// and not ten.
type Recovery struct {
	Nth    int
	Hash   string
	UsedAt time.Time // zero: it is still good
}

// A recovery code has digits alone, so that the keys of a telephone will do.
const (
	recoveryCodes  = 10
	recoveryDigits = 12
	recoveryGroup  = 4
	base           = 10
)

// newRecovery returns a set of codes, as they are shown.
func newRecovery() []string {
	most := new(big.Int).Exp(big.NewInt(base), big.NewInt(recoveryDigits-1), nil)
	codes := make([]string, recoveryCodes)
	for i := range codes {
		n, err := rand.Int(rand.Reader, most)
		if err != nil {
			panic(err) // the system's random source does not fail
		}
		text := n.String()
		codes[i] = strconv.Itoa(i) + strings.Repeat("0", recoveryDigits-1-len(text)) + text
	}
	return codes
}

// Grouped is a recovery code as it is shown: in groups.
func Grouped(code string) string {
	var groups []string
	for ; len(code) > recoveryGroup; code = code[recoveryGroup:] {
		groups = append(groups, code[:recoveryGroup])
	}
	return strings.Join(append(groups, code), " ")
}

// digits is what was typed without spaces and dashes.
func digits(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", "\u3000", "").Replace(strings.TrimSpace(typed))
}

// isRecovery says whether what was typed has the form of a recovery code.
func isRecovery(typed string) bool {
	return len(typed) == recoveryDigits && strings.Trim(typed, "0123456789") == ""
}

// hashedRecovery draws a set of codes, and returns them and what is kept of
// them.
func (d *Desk) hashedRecovery(ctx context.Context) ([]string, []string, error) {
	codes := newRecovery()
	hashes := make([]string, len(codes))
	for i, code := range codes {
		var err error
		if hashes[i], err = d.hasher.Hash(ctx, code); err != nil {
			return nil, nil, err
		}
	}
	return codes, hashes, nil
}

// recover uses up a recovery code of the account.
func (d *Desk) recover(ctx context.Context, a Account, typed string) error {
	kept, err := d.store.RecoveryCodes(ctx, a.ID)
	if err != nil {
		return err
	}
	nth := int(typed[0] - '0')
	for _, code := range kept {
		if code.Nth != nth || !code.UsedAt.IsZero() {
			continue
		}
		right, err := d.hasher.Matches(ctx, typed, code.Hash)
		if err != nil {
			return err
		}
		if right {
			return d.store.UseRecovery(ctx, a.ID, nth, d.event(audit.RecoveryUsed, a, "recovery/"+string(NewToken())))
		}
	}
	return fault.New(fault.Invalid, "account.fault.code", nil)
}

// RecoveryLeft is how many recovery codes of the account are still good.
func (d *Desk) RecoveryLeft(ctx context.Context, a Account) (int, error) {
	kept, err := d.store.RecoveryCodes(ctx, a.ID)
	left := 0
	for _, code := range kept {
		if code.UsedAt.IsZero() {
			left++
		}
	}
	return left, err
}

// RenewRecovery gives the account another set of recovery codes and returns
// them: they are shown once. Those before are good no longer.
func (d *Desk) RenewRecovery(ctx context.Context, a Account, op string) ([]string, error) {
	codes, hashes, err := d.hashedRecovery(ctx)
	if err != nil {
		return nil, err
	}
	return codes, d.store.RenewRecovery(ctx, a.ID, hashes, d.event(audit.RecoveryMade, a, op))
}
