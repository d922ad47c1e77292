package vault

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// markSuite is the first byte of a mark: HMAC-SHA-256. Key id and digest follow.
const (
	markSuite = 1
	markAt    = 5
)

// Mark returns by what a message shows that it was written by who has the keys
// of the class (a MAC), with the id of the key.
func (v *Vault) Mark(c Class, message []byte) []byte {
	keys := v.ring.Load()
	id := keys.current[c]
	out := binary.BigEndian.AppendUint32([]byte{markSuite}, id)
	return keys.opened[id].digest(out, message)
}

// Marked says whether the mark is one that Mark made of the message.
func (v *Vault) Marked(c Class, message, mark []byte) bool {
	if len(mark) != markAt+sha256.Size || mark[0] != markSuite {
		return false
	}
	id := binary.BigEndian.Uint32(mark[1:])
	key := v.ring.Load().opened[id]
	return key.class == c && hmac.Equal(mark, key.digest(mark[:markAt:markAt], message))
}

func (o opened) digest(head, message []byte) []byte {
	mac := hmac.New(sha256.New, o.secret)
	mac.Write(message)
	return mac.Sum(head)
}

// SigningKey is the key of the class, to sign with.
func (v *Vault) SigningKey(c Class) ed25519.PrivateKey {
	keys := v.ring.Load()
	return ed25519.NewKeyFromSeed(keys.opened[keys.current[c]].secret)
}
