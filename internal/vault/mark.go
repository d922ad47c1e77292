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
	id := v.current[c]
	out := binary.BigEndian.AppendUint32([]byte{markSuite}, id)
	return v.digest(out, id, message)
}

// Marked says whether the mark is one that Mark made of the message.
func (v *Vault) Marked(c Class, message, mark []byte) bool {
	if len(mark) != markAt+sha256.Size || mark[0] != markSuite {
		return false
	}
	id := binary.BigEndian.Uint32(mark[1:])
	if v.opened[id].class != c {
		return false
	}
	return hmac.Equal(mark, v.digest(mark[:markAt:markAt], id, message))
}

func (v *Vault) digest(head []byte, id uint32, message []byte) []byte {
	mac := hmac.New(sha256.New, v.opened[id].secret)
	mac.Write(message)
	return mac.Sum(head)
}

// SigningKey is the key of the class, to sign with.
func (v *Vault) SigningKey(c Class) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(v.opened[v.current[c]].secret)
}
