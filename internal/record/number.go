package record

import (
	"errors"
	"strings"

	"creditportal/internal/fold"
)

// Number is the permanent public number of a record, such as 7QK4-M2XD: seven
// characters drawn from the business key and one check character, without
// serial or meaning.
type Number string

// numberAlphabet is Crockford's base 32: no I, L, O, U.
const numberAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	numberLength = 8
	numberHalf   = numberLength / 2
)

// ErrNumber says that a text is not a record number: wrong length, wrong
// character or wrong check character.
var ErrNumber = errors.New("not a record number")

// NumberOf draws a number from 40 bits of a digest; attempt moves to other
// bits when a number is taken. It depends on nothing else, so the same file
// imported again gives the same numbers.
func NumberOf(d Digest, attempt int) Number {
	const bits = 5
	var body [numberLength - 1]byte
	var acc uint64
	start := attempt % (len(d) - bits)
	for _, b := range d[start : start+bits] {
		acc = acc<<8 | uint64(b)
	}
	for i := range body {
		body[i] = numberAlphabet[acc&31]
		acc >>= bits
	}
	text := string(body[:]) + string(checkOf(string(body[:])))
	return Number(text[:numberHalf] + "-" + text[numberHalf:])
}

// ParseNumber reads a number as people type it: any case, with or without the
// hyphen, with the letters O, I, L for 0, 1, 1. It returns ErrNumber when the
// text is none.
func ParseNumber(s string) (Number, error) {
	text := strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(fold.Code(s))
	if len(text) != numberLength {
		return "", ErrNumber
	}
	for _, r := range text {
		if !strings.ContainsRune(numberAlphabet, r) {
			return "", ErrNumber
		}
	}
	if checkOf(text[:numberLength-1]) != text[numberLength-1] {
		return "", ErrNumber
	}
	return Number(text[:numberHalf] + "-" + text[numberHalf:]), nil
}

// checkOf sums the characters with rising odd weights modulo 32: any single
// wrong character changes it, since an odd weight has an inverse there.
func checkOf(body string) byte {
	sum := 0
	for i := range len(body) {
		sum += strings.IndexByte(numberAlphabet, body[i]) * (2*i + 3)
	}
	return numberAlphabet[sum%len(numberAlphabet)]
}
