package blob

import (
	"context"
	"fmt"

	"creditportal/internal/attachment"
)

// Checker looks into files. It decodes one picture at a time: two large ones
// fill a small machine.
type Checker struct{ turn chan struct{} }

// NewChecker returns a checker with nobody waiting.
func NewChecker() *Checker { return &Checker{turn: make(chan struct{}, 1)} }

// Check returns the content as it is kept: a picture encoded anew, without
// what the camera wrote about place and person, a document as it came. It
// returns a fault for what cannot be read or must not be opened.
func (c *Checker) Check(
	ctx context.Context, k attachment.Kind, content []byte, l attachment.Limits,
) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("checking a file: %w", err)
	}
	switch k {
	case attachment.PDF:
		if err := checkPDF(content); err != nil {
			return nil, err
		}
		return content, nil
	case attachment.JPEG, attachment.PNG:
		select {
		case c.turn <- struct{}{}:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting to decode a picture: %w", ctx.Err())
		}
		defer func() { <-c.turn }()
		return picture(k, content, l)
	}
	return nil, attachment.Disguised()
}
