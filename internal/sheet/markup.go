package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// markup reads XML piece by piece in one buffer, without the allocations of
// encoding/xml: a workbook of a hundred thousand rows has millions of tags.
// Names lose their prefix; comments and instructions are passed over; a
// document type is refused, for entities can be made to explode.
type markup struct {
	from    io.Reader
	buf     []byte
	at, end int // what of buf is not used yet
	over    bool
	half    bool // an empty element was opened and has to be closed
	last    piece
}

// part is which part of a document a piece is.
type part int

const (
	opening part = iota + 1
	ending
	words
	literal // a CDATA section, wherein & and < are themselves
)

// piece is one tag or the text between two. Its bytes are good until the next
// piece is read.
type piece struct {
	part  part
	name  []byte // of a tag
	attrs []byte // of an opening tag
	text  []byte // between tags
}

// is says whether p is the given tag.
func (p *piece) is(part part, name string) bool { return p.part == part && string(p.name) == name }

// maxPiece bounds a tag or a text: a cell of 32,767 characters, each written
// as a numeric reference.
const maxPiece = 512 * kibi

var errMarkup = errors.New("malformed XML")

// next returns the next piece; io.EOF at the end of the document.
func (m *markup) next() (*piece, error) {
	if m.half {
		m.half = false
		m.last.part = ending
		return &m.last, nil
	}
	for {
		if m.at == m.end {
			if err := m.fill(); err != nil {
				return nil, err
			}
		}
		m.last = piece{}
		var err error
		if m.buf[m.at] == '<' {
			err = m.tag()
		} else {
			err = m.words()
		}
		if err != nil {
			return nil, err
		}
		if m.last.part != 0 {
			return &m.last, nil
		}
	}
}

func (m *markup) words() error {
	n, err := m.until("<", 0)
	if errors.Is(err, io.EOF) {
		n, err = m.end-m.at, nil
	}
	if err != nil {
		return err
	}
	m.last.part, m.last.text = words, m.buf[m.at:m.at+n]
	m.at += n
	return nil
}

// tag reads what begins with "<"; what is passed over makes no piece.
func (m *markup) tag() error {
	for m.end-m.at < len("<![CDATA[") && !m.over {
		if err := m.fill(); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	if m.end-m.at < len("<a>") {
		return damaged(errMarkup)
	}
	switch m.buf[m.at+1] {
	case '?':
		_, err := m.through("?>")
		return err
	case '!':
		return m.declaration()
	}
	return m.element()
}

func (m *markup) declaration() error {
	switch {
	case bytes.HasPrefix(m.buf[m.at:m.end], []byte("<!--")):
		_, err := m.through("-->")
		return err
	case bytes.HasPrefix(m.buf[m.at:m.end], []byte("<![CDATA[")):
		text, err := m.through("]]>")
		if err != nil {
			return err
		}
		m.last.part, m.last.text = literal, text[len("<![CDATA["):len(text)-len("]]>")]
		return nil
	}
	return damaged(errors.New("document type in XML"))
}

func (m *markup) element() error {
	inside, err := m.through(">")
	for err == nil && openQuote(inside) { // the ">" stood in a value
		m.at -= len(inside)
		var n int
		if n, err = m.until(">", len(inside)); err == nil {
			inside = m.buf[m.at : m.at+n+1]
			m.at += n + 1
		}
	}
	if errors.Is(err, io.EOF) {
		return damaged(errMarkup)
	}
	if err != nil {
		return err
	}
	return m.parts(inside[1 : len(inside)-1])
}

// parts takes a tag apart.
func (m *markup) parts(inside []byte) error {
	p := &m.last
	p.part = opening
	switch last := len(inside) - 1; {
	case last >= 0 && inside[0] == '/':
		p.part, inside = ending, inside[1:]
	case last >= 0 && inside[last] == '/':
		m.half, inside = true, inside[:last]
	}
	from, to := 0, 0
	for ; to < len(inside) && inside[to] > ' '; to++ {
		if inside[to] == ':' {
			from = to + 1
		}
	}
	if from == to {
		return damaged(errMarkup)
	}
	p.name, p.attrs = inside[from:to], inside[to:]
	return nil
}

func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// openQuote says whether tag ends within the value of an attribute.
func openQuote(tag []byte) bool {
	if bytes.IndexByte(tag, '=') < 0 {
		return false
	}
	var quote byte
	for _, b := range tag {
		switch {
		case quote == 0 && (b == '"' || b == '\''):
			quote = b
		case b == quote:
			quote = 0
		}
	}
	return quote != 0
}

// through uses up everything to the end of mark and returns it.
func (m *markup) through(mark string) ([]byte, error) {
	n, err := m.until(mark, 0)
	if errors.Is(err, io.EOF) {
		return nil, damaged(errMarkup)
	}
	if err != nil {
		return nil, err
	}
	all := m.buf[m.at : m.at+n+len(mark)]
	m.at += len(all)
	return all, nil
}

// until returns how far ahead mark is, looked for from skip on.
func (m *markup) until(mark string, skip int) (int, error) {
	for {
		if i := index(m.buf[m.at+skip:m.end], mark); i >= 0 {
			return skip + i, nil
		}
		skip = max(skip, m.end-m.at-len(mark)+1)
		if m.end-m.at > maxPiece {
			return 0, refuse(KeyBomb, nil)
		}
		if err := m.fill(); err != nil {
			return 0, err
		}
	}
}

// index finds mark; nearly all marks are one byte long.
func index(b []byte, mark string) int {
	if len(mark) == 1 {
		return bytes.IndexByte(b, mark[0])
	}
	return bytes.Index(b, []byte(mark))
}

// fill reads more behind what is not used yet; io.EOF when there is no more.
func (m *markup) fill() error {
	if m.over {
		return io.EOF
	}
	if m.at > 0 {
		m.end = copy(m.buf, m.buf[m.at:m.end])
		m.at = 0
	}
	if len(m.buf)-m.end < window/2 {
		larger := make([]byte, max(window, 2*len(m.buf)))
		copy(larger, m.buf[:m.end])
		m.buf = larger
	}
	n, err := m.from.Read(m.buf[m.end:])
	m.end += n
	m.over = errors.Is(err, io.EOF)
	switch {
	case m.over && n == 0:
		return io.EOF
	case err != nil && !m.over:
		return reading(err)
	case n == 0:
		return m.fill()
	}
	return nil
}

// reading says that an archive gave way; refusals are passed on.
func reading(err error) error {
	if isRefusal(err) {
		return err
	}
	return damaged(fmt.Errorf("reading workbook: %w", err))
}
