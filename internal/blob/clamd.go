package blob

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Clamd asks the scanner of ClamAV, which listens on a socket, and hands it the
// content in pieces (INSTREAM). Nothing of the file touches its disk by our hand.
type Clamd struct {
	Network  string // "unix" or "tcp"
	Address  string // path of the socket, or host and port
	Patience time.Duration
}

// clamdPatience is how long an answer is waited for: longer than a file of the
// largest size takes on a small machine.
const clamdPatience = 20 * time.Second

// What is said to the scanner and how much is read of its answer.
const (
	clamdPiece  = 64 << 10
	clamdAnswer = 4 << 10
	clamdPrefix = 4 // bytes that say how long a piece is
)

// errClamdAddress says that a setting names no socket.
var errClamdAddress = errors.New("the address of the scanner is neither unix:PATH nor tcp:HOST:PORT")

// ParseClamd reads the setting unix:PATH or tcp:HOST:PORT.
func ParseClamd(setting string) (Clamd, error) {
	network, address, ok := strings.Cut(setting, ":")
	switch {
	case !ok || address == "" || network != "unix" && network != "tcp":
		return Clamd{}, errClamdAddress
	case network == "tcp":
		if host, port, err := net.SplitHostPort(address); err != nil || host == "" || port == "" {
			return Clamd{}, errClamdAddress
		}
	}
	return Clamd{Network: network, Address: address, Patience: clamdPatience}, nil
}

// Scan says whether the scanner finds nothing in the content. An error says that
// it could not look: it does not answer, or it takes no file of that size.
func (c Clamd) Scan(ctx context.Context, content []byte) (bool, error) {
	said, err := c.ask(ctx, "INSTREAM", func(w io.Writer) error { return inPieces(w, content) })
	if err != nil {
		return false, fmt.Errorf("asking the scanner: %w", err)
	}
	switch {
	case strings.HasSuffix(said, " FOUND"):
		return false, nil
	case said == "stream: OK":
		return true, nil
	}
	return false, fmt.Errorf("the scanner could not look: %q", said)
}

// Ping says whether the scanner answers.
func (c Clamd) Ping(ctx context.Context) error {
	said, err := c.ask(ctx, "PING", nil)
	if err == nil && said != "PONG" {
		err = fmt.Errorf("it says %q", said)
	}
	if err != nil {
		return fmt.Errorf("asking the scanner: %w", err)
	}
	return nil
}

// ask says one command, and perhaps more, and returns the answer.
func (c Clamd) ask(ctx context.Context, command string, more func(io.Writer) error) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Patience)
	defer cancel()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, c.Network, c.Address)
	if err != nil {
		return "", err
	}
	defer conn.Close() //nolint:errcheck // its answer was read, or there is none
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	_, sent := io.WriteString(conn, "z"+command+"\x00")
	if sent == nil && more != nil {
		sent = more(conn)
	}
	// who has heard enough closes its ear and says why: the answer comes first
	answer, err := io.ReadAll(io.LimitReader(conn, clamdAnswer))
	if len(answer) == 0 {
		return "", errors.Join(sent, err, io.ErrUnexpectedEOF)
	}
	return strings.TrimRight(string(answer), "\x00\n"), nil
}

// inPieces writes the content, each piece behind its length; a length of zero
// ends it.
func inPieces(w io.Writer, content []byte) error {
	head := make([]byte, clamdPrefix)
	for len(content) > 0 {
		n := min(len(content), clamdPiece)
		binary.BigEndian.PutUint32(head, uint32(n))
		if _, err := w.Write(head); err != nil {
			return err
		}
		if _, err := w.Write(content[:n]); err != nil {
			return err
		}
		content = content[n:]
	}
	clear(head)
	_, err := w.Write(head)
	return err
}
