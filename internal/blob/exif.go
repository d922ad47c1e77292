package blob

import (
	"bytes"
	"encoding/binary"
)

// Where a JPEG keeps how the camera was held.
const (
	markerStart    = 0xff
	markerExif     = 0xe1
	markerScan     = 0xda
	tagOrientation = 0x0112
	entrySize      = 12
	valueAt        = 8
	offsetAt       = 4
)

// orientation returns how the camera was held, 1 to 8; 0 where it does not
// say. What is out of shape says nothing.
func orientation(content []byte) int {
	rest := content[2:]
	for len(rest) >= 4 && rest[0] == markerStart && rest[1] != markerScan {
		length := int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 || len(rest) < 2+length {
			return 0
		}
		if body, ok := bytes.CutPrefix(rest[4:2+length], []byte("Exif\x00\x00")); ok && rest[1] == markerExif {
			return held(body)
		}
		rest = rest[2+length:]
	}
	return 0
}

// held reads the first directory of a TIFF block.
func held(block []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case bytes.HasPrefix(block, []byte("II*\x00")):
		order = binary.LittleEndian
	case !bytes.HasPrefix(block, []byte("MM\x00*")):
		return 0
	}
	if len(block) < valueAt {
		return 0
	}
	at := uint64(order.Uint32(block[offsetAt:]))
	if at+2 > uint64(len(block)) {
		return 0
	}
	entries := block[at+2:]
	for range order.Uint16(block[at:]) {
		if len(entries) < entrySize {
			return 0
		}
		if order.Uint16(entries) == tagOrientation {
			return int(order.Uint16(entries[valueAt:]))
		}
		entries = entries[entrySize:]
	}
	return 0
}
