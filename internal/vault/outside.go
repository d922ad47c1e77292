package vault

import (
	"crypto/hmac"
	"fmt"
)

// Outside makes marks under a key that is in no database: for what is to be believed
// before there is one.
type Outside struct{ key opened }

// NewOutside returns the marks of the class, the same for the same secret.
func NewOutside(w KeyWrapper, c Class) (Outside, error) {
	secret, err := w.First(c)
	if err != nil {
		return Outside{}, fmt.Errorf("making the key of class %s: %w", c, err)
	}
	return Outside{opened{class: c, id: suiteAES, suite: suites[suiteAES], secret: secret}}, nil
}

// Mark returns by what a message shows that it was written by who has the secret (a
// MAC).
func (o Outside) Mark(message []byte) []byte { return o.key.digest([]byte{o.key.id}, message) }

// Marked says whether the mark is one that Mark made of the message.
func (o Outside) Marked(message, mark []byte) bool { return hmac.Equal(mark, o.Mark(message)) }
