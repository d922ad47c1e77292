package vault

import (
	"bufio"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The layout of an encrypted stream in bytes: suite 1, key id 4, salt 16, then
// chunks of 64 KiB, each with its tag. Every stream has a key of its own, so
// the nonce is the number of the chunk and whether it is the last: a chunk
// that is missing, moved or added does not open.
const (
	saltAt     = 5
	streamAt   = saltAt + 16
	chunkSize  = 64 << 10
	tagSize    = 16
	numberAt   = 7
	lastAt     = 11
	nonceSize  = 12
	streamInfo = "creditportal stream"
)

// SealStream returns where the content of the cell is written to; it goes to w
// encrypted, chunk by chunk. The stream ends with Close, which leaves w open.
func (v *Vault) SealStream(c Class, cell Cell, w io.Writer) (io.WriteCloser, error) {
	keys := v.ring.Load()
	id := keys.current[c]
	key, ok := keys.opened[id]
	if !ok {
		return nil, fmt.Errorf("encrypting %s.%s: no key of class %s", cell.Table, cell.Column, c)
	}
	head := make([]byte, streamAt)
	head[0] = key.id
	binary.BigEndian.PutUint32(head[keyAt:], id)
	if _, err := rand.Read(head[saltAt:]); err != nil {
		return nil, fmt.Errorf("encrypting %s.%s: %w", cell.Table, cell.Column, err)
	}
	aead, err := key.stream(head[saltAt:])
	if err != nil {
		return nil, fmt.Errorf("encrypting %s.%s: %w", cell.Table, cell.Column, err)
	}
	if _, err := w.Write(head); err != nil {
		return nil, err
	}
	return &sealer{chunks: chunks{aead: aead, about: cell.bytes(id)}, to: w}, nil
}

// OpenStream returns the content that SealStream encrypted for the same class
// and cell. Reading returns ErrSealed where the stream was damaged, cut off or
// belongs elsewhere; what was read before is to be thrown away then.
func (v *Vault) OpenStream(c Class, cell Cell, r io.Reader) (io.Reader, error) {
	head := make([]byte, streamAt)
	if _, err := io.ReadFull(r, head); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = ErrSealed
		}
		return nil, fmt.Errorf("%s.%s: %w", cell.Table, cell.Column, err)
	}
	id := binary.BigEndian.Uint32(head[keyAt:])
	key, ok := v.ring.Load().opened[id]
	if !ok || key.class != c || key.id != head[0] {
		return nil, fmt.Errorf("%s.%s under key %d: %w", cell.Table, cell.Column, id, ErrSealed)
	}
	aead, err := key.stream(head[saltAt:])
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", cell.Table, cell.Column, err)
	}
	from := bufio.NewReaderSize(r, chunkSize+tagSize)
	return &unsealer{chunks: chunks{aead: aead, about: cell.bytes(id)}, from: from}, nil
}

func (o opened) stream(salt []byte) (cipher.AEAD, error) {
	secret, err := hkdf.Key(o.suite.hash, o.secret, salt, streamInfo, keySize)
	if err != nil {
		return nil, err
	}
	return o.suite.seal(secret)
}

// chunks counts the chunks of a stream.
type chunks struct {
	aead  cipher.AEAD
	about []byte
	next  uint32
}

func (c *chunks) nonce(last bool) []byte {
	nonce := make([]byte, nonceSize)
	binary.BigEndian.PutUint32(nonce[numberAt:], c.next)
	c.next++
	if last {
		nonce[lastAt] = 1
	}
	return nonce
}

type sealer struct {
	chunks
	to   io.Writer
	held []byte // less than is known not to be the last chunk
}

func (s *sealer) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if len(s.held) == chunkSize {
			if err := s.seal(false); err != nil {
				return 0, err
			}
		}
		take := min(chunkSize-len(s.held), len(p))
		s.held, p = append(s.held, p[:take]...), p[take:]
	}
	return n, nil
}

// Close seals the last chunk, which may be empty.
func (s *sealer) Close() error { return s.seal(true) }

func (s *sealer) seal(last bool) error {
	_, err := s.to.Write(s.aead.Seal(nil, s.nonce(last), s.held, s.about))
	s.held = s.held[:0]
	return err
}

type unsealer struct {
	chunks
	from *bufio.Reader
	open []byte // opened and not yet read
	done bool
}

func (u *unsealer) Read(p []byte) (int, error) {
	for len(u.open) == 0 {
		if u.done {
			return 0, io.EOF
		}
		if err := u.chunk(); err != nil {
			return 0, err
		}
	}
	n := copy(p, u.open)
	u.open = u.open[n:]
	return n, nil
}

func (u *unsealer) chunk() error {
	sealed := make([]byte, chunkSize+tagSize)
	n, err := io.ReadFull(u.from, sealed)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if err == nil {
		if _, err = u.from.Peek(1); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	u.done = err != nil
	if u.open, err = u.aead.Open(sealed[:0], u.nonce(u.done), sealed[:n], u.about); err != nil {
		return ErrSealed
	}
	return nil
}
