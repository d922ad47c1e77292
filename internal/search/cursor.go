package search

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"time"

	"creditportal/internal/civil"
	"creditportal/internal/fault"
)

// MaxDepth is how many rows of one list are shown before the visitor is asked
// to narrow it.
const MaxDepth = 1000

// Cursor is the place after which a list goes on: the last row shown. The zero
// Cursor is the beginning.
type Cursor struct {
	On    civil.Date // the row's day in the list
	ID    int64      // the row's id
	Depth int        // rows shown so far, 1 to MaxDepth
}

// The layout of an encoded cursor, in bytes.
const (
	cursorDay   = 0
	cursorID    = 4
	cursorDepth = 12
	cursorSum   = 14
	cursorSize  = 18
)

// IsZero says whether c is the beginning of the list.
func (c Cursor) IsZero() bool { return c == Cursor{} }

// Encode returns c as text for a URL; "" for the zero Cursor.
func (c Cursor) Encode() string {
	if c.IsZero() {
		return ""
	}
	var b [cursorSize]byte
	day := c.On.Year()*10000 + int(c.On.Month())*100 + c.On.Day()
	binary.BigEndian.PutUint32(b[cursorDay:], uint32(day))       //nolint:gosec // at most 99991231
	binary.BigEndian.PutUint64(b[cursorID:], uint64(c.ID))       //nolint:gosec // the bits are kept
	binary.BigEndian.PutUint16(b[cursorDepth:], uint16(c.Depth)) //nolint:gosec // at most MaxDepth
	binary.BigEndian.PutUint32(b[cursorSum:], crc32.ChecksumIEEE(b[:cursorSum]))
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// ParseCursor reads what Encode wrote; "" is the beginning. A damaged cursor
// and one that has reached MaxDepth are fault.Invalid, with the keys
// search.fault.cursor and search.fault.deep. The checksum finds accidents; it
// protects nothing, for a cursor opens nothing.
func ParseCursor(text string) (Cursor, error) {
	if text == "" {
		return Cursor{}, nil
	}
	bad := fault.New(fault.Invalid, "search.fault.cursor", nil)
	encoding := base64.RawURLEncoding.Strict()
	b, err := encoding.DecodeString(text) // which passes over line breaks
	if err != nil || len(b) != cursorSize || len(text) != encoding.EncodedLen(cursorSize) {
		return Cursor{}, bad
	}
	if crc32.ChecksumIEEE(b[:cursorSum]) != binary.BigEndian.Uint32(b[cursorSum:]) {
		return Cursor{}, bad
	}
	day := int(binary.BigEndian.Uint32(b[cursorDay:]))
	on, err := civil.New(day/10000, monthOf(day), day%100)
	if err != nil {
		return Cursor{}, bad
	}
	c := Cursor{
		On:    on,
		ID:    int64(binary.BigEndian.Uint64(b[cursorID:])), //nolint:gosec // the bits are kept
		Depth: int(binary.BigEndian.Uint16(b[cursorDepth:])),
	}
	switch {
	case c.Depth >= MaxDepth:
		return Cursor{}, fault.New(fault.Invalid, "search.fault.deep", fault.Args{"Limit": MaxDepth})
	case c.Depth == 0:
		return Cursor{}, bad
	}
	return c, nil
}

func monthOf(day int) time.Month { return time.Month(day / 100 % 100) }
