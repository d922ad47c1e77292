package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"creditportal/internal/subject"
)

// admission says whom a head admits.
type admission string

const (
	organisations admission = "organisations" // and individual businesses, which follow their heads
	persons       admission = "persons"
	everybody     admission = "everybody"
)

var heads = sync.OnceValue(func() map[Head]admission {
	matrix := map[Head]admission{}
	for _, line := range mustLines("heads") {
		for _, number := range line[3:] {
			matrix[Head{Article: line[0], Paragraph: int(mustInt(line[1])), Number: number}] = admission(line[2])
		}
	}
	return matrix
})

// ParseHead reads a head written as article/paragraph/number, e.g. "15/1/5";
// it returns an error for a head that the law does not have.
func ParseHead(s string) (Head, error) {
	parts := strings.Split(s, "/")
	if len(parts) != 3 {
		return Head{}, fmt.Errorf("not a head of the form 15/1/5: %q", s)
	}
	paragraph, err := strconv.Atoi(parts[1])
	if err != nil {
		return Head{}, fmt.Errorf("not a head of the form 15/1/5: %q", s)
	}
	h := Head{Article: parts[0], Paragraph: paragraph, Number: parts[2]}
	if _, ok := heads()[h]; !ok {
		return Head{}, fmt.Errorf("no such head: %q", s)
	}
	return h, nil
}

// Admits says whether information about subjects of kind k may stand under the
// head (the matrix of art. 14 to 16).
func (h Head) Admits(k subject.Kind) bool {
	switch heads()[h] {
	case everybody:
		return k.Valid()
	case persons:
		return k == subject.Person
	case organisations:
		return k.Valid() && k != subject.Person
	}
	return false
}

// Class returns the class of information that the head belongs to.
func (h Head) Class() Class {
	switch h.Article {
	case "14":
		return Basic
	case "15":
		return Adverse
	}
	return Further
}

// String returns what ParseHead reads.
func (h Head) String() string { return fmt.Sprintf("%s/%d/%s", h.Article, h.Paragraph, h.Number) }
