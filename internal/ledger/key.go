package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/mod/sumdb/note"
)

// The kinds of keys, by the byte that stands before them: of a log, and of a
// witness, who signs the time with the checkpoint (C2SP tlog-cosignature).
const (
	keyEd25519 = 1
	keyWitness = 4
)

// ErrKey says that a text is no key.
var ErrKey = errors.New("not a key")

// timeSize is how many bytes the time takes before a witness's signature.
const timeSize = 8

func keyID(name string, kind byte, public ed25519.PublicKey) uint32 {
	text := append(append([]byte(name+"\n"), kind), public...)
	sum := sha256.Sum256(text)
	return binary.BigEndian.Uint32(sum[:])
}

func validName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, unicode.IsSpace) && !strings.Contains(name, "+")
}

// publicText is NAME+ID+KEY, as golang.org/x/mod/sumdb/note writes keys.
func publicText(name string, key ed25519.PrivateKey, kind byte) (string, error) {
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok || !validName(name) {
		return "", ErrKey
	}
	var id [4]byte
	binary.BigEndian.PutUint32(id[:], keyID(name, kind, public))
	return name + "+" + hex.EncodeToString(id[:]) + "+" +
		base64.StdEncoding.EncodeToString(append([]byte{kind}, public...)), nil
}

// readKey reads a public key of either kind.
func readKey(text string) (note.Verifier, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(text), "+")
	id, key, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(key)
	if err != nil || !validName(name) || len(raw) != ed25519.PublicKeySize+1 ||
		raw[0] != keyEd25519 && raw[0] != keyWitness {
		return nil, ErrKey
	}
	v := check{name: name, kind: raw[0], public: raw[1:]}
	var want [4]byte
	binary.BigEndian.PutUint32(want[:], v.KeyHash())
	if id != hex.EncodeToString(want[:]) {
		return nil, ErrKey
	}
	return v, nil
}

// check tells the signatures of a key.
type check struct {
	name   string
	kind   byte
	public ed25519.PublicKey
}

// Name is whose key it is.
func (v check) Name() string { return v.name }

// KeyHash is the id of the key.
func (v check) KeyHash() uint32 { return keyID(v.name, v.kind, v.public) }

// Verify says whether the key made the signature of the message.
func (v check) Verify(msg, sig []byte) bool {
	if v.kind == keyEd25519 {
		return ed25519.Verify(v.public, msg, sig)
	}
	if len(sig) != timeSize+ed25519.SignatureSize {
		return false
	}
	seconds := binary.BigEndian.Uint64(sig)
	return ed25519.Verify(v.public, witnessed(msg, seconds), sig[timeSize:])
}

// witnessed is what a witness signs.
func witnessed(msg []byte, seconds uint64) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", seconds), msg...)
}

// signature signs with a key.
type signature struct {
	name string
	key  ed25519.PrivateKey
	kind byte
	at   time.Time // of a witness's
}

// Name is whose key it is.
func (s signature) Name() string { return s.name }

// KeyHash is the id of the key.
func (s signature) KeyHash() uint32 {
	public, _ := s.key.Public().(ed25519.PublicKey)
	return keyID(s.name, s.kind, public)
}

// Sign signs the message.
func (s signature) Sign(msg []byte) ([]byte, error) {
	if s.kind == keyEd25519 {
		return ed25519.Sign(s.key, msg), nil
	}
	seconds := uint64(s.at.Unix()) //nolint:gosec // after 1970
	return append(binary.BigEndian.AppendUint64(nil, seconds), ed25519.Sign(s.key, witnessed(msg, seconds))...), nil
}
