package backup

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"filippo.io/age"
)

// fewest is how many recipients a backup has at least.
const fewest = 2

// Recipients are to whom a backup is encrypted.
type Recipients struct{ list []age.Recipient }

// ReadRecipients reads recipients; ErrRecipient for another text, ErrFew for less than
// two of them.
func ReadRecipients(texts []string) (Recipients, error) {
	var r Recipients
	var seen []string
	for _, text := range texts {
		text = strings.TrimSpace(text)
		if slices.Contains(seen, text) {
			continue
		}
		one, err := age.ParseX25519Recipient(text)
		if err != nil {
			return Recipients{}, ErrRecipient // what it says may be a key, typed in the wrong place
		}
		seen, r.list = append(seen, text), append(r.list, one)
	}
	if len(r.list) < fewest {
		return Recipients{}, ErrFew
	}
	return r, nil
}

// NewKey makes a key that opens backups, and the recipient to name for it.
func NewKey() (key, recipient string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", fmt.Errorf("making a key for backups: %w", err)
	}
	return id.String(), id.Recipient().String(), nil
}

// Keys open backups.
type Keys struct{ list []age.Identity }

// ReadKeys reads keys, a line each; ErrKey for a text that holds none.
func ReadKeys(text io.Reader) (Keys, error) {
	list, err := age.ParseIdentities(text)
	if err != nil || len(list) == 0 {
		return Keys{}, ErrKey // never what stands there
	}
	return Keys{list}, nil
}
