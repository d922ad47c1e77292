package vault

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// markAt is where the digest of a mark begins: after the suite and the id of its
// key.
const markAt = 5

// Mark returns by what a message shows that it was written by who has the keys
// of the class (a MAC), with the id of the key.
func (v *Vault) Mark(c Class, message []byte) []byte {
	keys := v.ring.Load()
	id := keys.current[c]
	key := keys.opened[id]
	out := binary.BigEndian.AppendUint32([]byte{key.id}, id)
	return key.digest(out, message)
}

// Marked says whether the mark is one that Mark made of the message.
func (v *Vault) Marked(c Class, message, mark []byte) bool {
	if len(mark) != markAt+sha256.Size {
		return false
	}
	id := binary.BigEndian.Uint32(mark[1:])
	key, ok := v.ring.Load().opened[id]
	return ok && key.class == c && key.id == mark[0] && hmac.Equal(mark, key.digest(mark[:markAt:markAt], message))
}

// SigningKey is the key of the class, to sign with.
func (v *Vault) SigningKey(c Class) ed25519.PrivateKey {
	keys := v.ring.Load()
	return ed25519.NewKeyFromSeed(keys.opened[keys.current[c]].secret)
}
