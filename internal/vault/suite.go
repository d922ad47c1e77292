package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"hash"
)

// suite is a way to encrypt and to digest. Values of several live side by side in
// one column, since each says by which it was made: a site changes over by rotating
// its keys.
type suite struct {
	// seal returns the cipher of a key of 32 bytes, with a nonce of 12 bytes and a tag
	// of 16.
	seal func(key []byte) (cipher.AEAD, error)
	// hash makes digests of 32 bytes, for blind indexes, marks and derived keys.
	hash func() hash.Hash
}

// suiteAES is AES-256-GCM with HMAC-SHA-256.
const suiteAES = 1

// suites are the ways, by the first byte of what was made; SM4-GCM with HMAC-SM3 has
// a place here when an installation must have it.
var suites = map[byte]suite{
	suiteAES: {seal: newGCM, hash: sha256.New},
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// digest appends the keyed digest of the message to the head.
func (o opened) digest(head, message []byte) []byte {
	mac := hmac.New(o.suite.hash, o.secret)
	mac.Write(message)
	return mac.Sum(head)
}
