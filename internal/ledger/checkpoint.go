package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Checkpoint says how large a tree is, and what its root is.
type Checkpoint struct {
	Origin string // HOST/log/YEAR: a tree for each year
	Size   int64
	Root   Hash
	At     time.Time // when it was signed, to the second
}

// ErrCheckpoint says that a text is no checkpoint, or is signed by nobody whose
// key is known.
var ErrCheckpoint = errors.New("not a checkpoint that is signed by a known key")

// timeLine begins the line of the time, which follows the three that others
// write too.
const timeLine = "time "

// checkpointLines are the lines of a checkpoint: origin, size, root, time.
const checkpointLines = 4

// mostCheckpoint is longer than any checkpoint with its signatures.
const mostCheckpoint = 16 << 10

// text is what is signed.
func (c Checkpoint) text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n" +
		timeLine + strconv.FormatInt(c.At.Unix(), 10) + "\n"
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != checkpointLines || lines[0] == "" {
		return Checkpoint{}, ErrCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, rootErr := parseHash(lines[2])
	seconds, timeErr := strconv.ParseInt(strings.TrimPrefix(lines[3], timeLine), 10, 64)
	if errors.Join(err, rootErr, timeErr) != nil || size < 0 {
		return Checkpoint{}, ErrCheckpoint
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root, At: time.Unix(seconds, 0).UTC()}
	if c.text() != text {
		return Checkpoint{}, ErrCheckpoint // there is one way to write it
	}
	return c, nil
}

// Signer signs checkpoints.
type Signer struct {
	signer note.Signer
	key    string
}

// NewSigner returns the signer of the name with the key; a name has no blanks
// and no plus sign.
func NewSigner(name string, key ed25519.PrivateKey) (Signer, error) {
	public, err := publicText(name, key, keyEd25519)
	if err != nil {
		return Signer{}, err
	}
	return Signer{signature{name: name, key: key, kind: keyEd25519}, public}, nil
}

// Key is the public key, as whoever checks is given it.
func (s Signer) Key() string { return s.key }

// Sign returns the checkpoint, signed.
func (s Signer) Sign(c Checkpoint) ([]byte, error) {
	signed, err := note.Sign(&note.Note{Text: c.text()}, s.signer)
	if err != nil {
		return nil, fmt.Errorf("signing a checkpoint: %w", err)
	}
	return signed, nil
}

// Keys are the public keys by which checkpoints are known.
type Keys struct{ known note.Verifiers }

// ReadKeys reads public keys, of the log and of witnesses.
func ReadKeys(texts ...string) (Keys, error) {
	var all []note.Verifier
	for _, text := range texts {
		v, err := readKey(text)
		if err != nil {
			return Keys{}, err
		}
		all = append(all, v)
	}
	return Keys{note.VerifierList(all...)}, nil
}

// Open reads a checkpoint that the log signed and names the witnesses who signed
// it too; ErrCheckpoint for any other text.
func (k Keys) Open(signed []byte) (Checkpoint, []string, error) {
	if len(signed) > mostCheckpoint || k.known == nil {
		return Checkpoint{}, nil, ErrCheckpoint
	}
	n, err := note.Open(signed, k.known)
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	var witnesses []string
	ours := false
	for _, sig := range n.Sigs {
		if host, _, _ := strings.Cut(c.Origin, "/"); sig.Name == host {
			ours = true
			continue
		}
		witnesses = append(witnesses, sig.Name)
	}
	if !ours {
		return Checkpoint{}, nil, fmt.Errorf("%w: the log itself did not sign it", ErrCheckpoint)
	}
	return c, witnesses, nil
}
