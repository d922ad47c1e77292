package web

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"sync"
)

// Whole returns a listener whose connections can send an answer in one piece.
// The server writes one that is longer than its buffer in two, and sending costs
// more than anything else that a kept page takes. NoteConnection belongs to it.
func Whole(l net.Listener) net.Listener { return wholeListener{l} }

// NoteConnection lets the answers on a connection of Whole know it; it is made
// for http.Server.ConnContext.
func NoteConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, c)
}

type connectionKey struct{}

type wholeListener struct{ net.Listener }

// Accept implements net.Listener.
func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &connection{Conn: c}, nil
}

// connection holds back what is written while it sends a whole answer. The
// server writes to a connection from one goroutine at a time.
type connection struct {
	net.Conn
	held  *[]byte // nil: nothing is held back
	lines []byte  // of the header, which the server does not know of
}

// pieces are kept, for every answer wants one.
var pieces = sync.Pool{New: func() any { return new([]byte) }}

// Write implements net.Conn. The prepared lines come behind the first that the
// server writes, which is the status.
func (c *connection) Write(b []byte) (int, error) {
	if c.held == nil {
		return c.Conn.Write(b)
	}
	rest := b
	if end := bytes.IndexByte(b, '\n') + 1; len(c.lines) > 0 && end > 0 {
		*c.held = append(append(*c.held, b[:end]...), c.lines...)
		c.lines, rest = nil, b[end:]
	}
	*c.held = append(*c.held, rest...)
	return len(b), nil
}

// whole is the connection of a request that can be answered in one piece, nil
// for none: the answer to HEAD has no body to send.
func whole(r *http.Request) *connection {
	if r.Method == http.MethodHead {
		return nil
	}
	c, _ := r.Context().Value(connectionKey{}).(*connection)
	return c
}

// send answers with prepared lines of the header and a body, at once. It returns
// how much of the body it wrote.
func (c *connection) send(w http.ResponseWriter, lines, body []byte) int64 {
	c.held, _ = pieces.Get().(*[]byte) // the pool holds nothing else
	c.lines = lines
	n, err := w.Write(body)
	if err == nil {
		_ = http.NewResponseController(w).Flush() // the last of it waits in the server
	}
	held := c.held
	c.held, c.lines = nil, nil
	_, _ = c.Conn.Write(*held) // a visitor who has gone misses nothing
	*held = (*held)[:0]
	pieces.Put(held)
	return int64(n)
}
