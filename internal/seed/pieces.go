package seed

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"creditportal/internal/civil"
	"creditportal/internal/content"
)

//go:embed pieces/*.md
var pieceFiles embed.FS

// The officers who write and publish the demo's pieces.
const (
	Writer    = "示例编辑甲"
	Publisher = "示例编辑乙"
)

// Piece is a piece of the demo and the day on which it came out.
type Piece struct {
	File content.File
	On   civil.Date
}

// pieceEvery is how many days lie between two pieces.
const pieceEvery = 4

// Pieces returns the pieces of the demo, the oldest first: the names of their
// files begin with numbers, the newest being the first.
func Pieces(today civil.Date) ([]Piece, error) {
	names, err := fs.Glob(pieceFiles, "pieces/*.md")
	if err != nil {
		return nil, fmt.Errorf("listing the pieces: %w", err)
	}
	var list []Piece
	for i, name := range names {
		text, err := pieceFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		f, err := content.ReadFile(string(text))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		list = append(list, Piece{File: f, On: today.AddDays(-1 - i*pieceEvery)})
	}
	slices.Reverse(list)
	return list, nil
}
