package ledger

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// GapLog is the kind of the leaf by which a tree begins that was opened after a
// restored backup: the text of the gap, instead of the last checkpoint of the tree
// before.
const GapLog Log = "G"

// Lost is a range of leaves that were signed for and are gone, since a backup from
// before them was restored.
type Lost struct {
	Origin   string // of their tree
	From, To int64  // the first, and the first that is not lost
}

// Gap declares what a restored log lacks. It is the first leaf of a tree of its own, so
// that whoever signed the log before signs that it was declared: a log that was rolled
// back without one is found.
type Gap struct {
	Origin string // of the tree that it begins
	At     time.Time
	Lost   []Lost
	Signed []string // the witnesses who signed the tree that it begins, in a report
}

// ErrGap says that a text declares no gap.
var ErrGap = errors.New("not the declaration of a gap")

// gapFormat is the first line of a declaration.
const gapFormat = "portal-gap/1"

// Text is the declaration, as the leaf commits to it.
func (g Gap) Text() []byte {
	lines := []string{gapFormat, g.Origin, timeLine + strconv.FormatInt(g.At.Unix(), 10)}
	for _, l := range g.Lost {
		lines = append(lines, strconv.FormatInt(l.From, 10)+" "+strconv.FormatInt(l.To, 10)+" "+l.Origin)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// gapHead is how many lines stand before the ranges.
const gapHead = 3

// ReadGap reads a declaration; ErrGap for any other text.
func ReadGap(text []byte) (Gap, error) {
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(lines) <= gapHead || lines[0] != gapFormat {
		return Gap{}, ErrGap
	}
	seconds, err := strconv.ParseInt(strings.TrimPrefix(lines[2], timeLine), 10, 64)
	g := Gap{Origin: lines[1], At: time.Unix(seconds, 0).UTC()}
	for _, line := range lines[gapHead:] {
		from, rest, _ := strings.Cut(line, " ")
		to, origin, _ := strings.Cut(rest, " ")
		first, fromErr := strconv.ParseInt(from, 10, 64)
		end, toErr := strconv.ParseInt(to, 10, 64)
		err = errors.Join(err, fromErr, toErr)
		g.Lost = append(g.Lost, Lost{origin, first, end})
	}
	if err != nil || string(g.Text()) != string(text) {
		return Gap{}, ErrGap // there is one way to write it
	}
	return g, nil
}

// Covers says whether the range of the tree is declared.
func (g Gap) Covers(origin string, from, to int64) bool {
	return slices.ContainsFunc(g.Lost, func(l Lost) bool { return l.Origin == origin && l.From <= from && to <= l.To })
}

// declared reads the gap by which the tree begins; false for a tree that begins
// otherwise, or whose first leaf is not signed for.
func (v *verification) declared(origin string, leaves []held, signed int64) (Gap, bool) {
	text, ok := v.gaps[origin]
	if !ok || len(leaves) == 0 || signed < 1 || leaves[0].Log != GapLog || leaves[0].Hash != HashOf(text) {
		return Gap{}, false
	}
	g, err := ReadGap(text)
	return g, err == nil && g.Origin == origin
}

// forgive takes from the findings what a declared gap explains: leaves that are gone.
// What else is not as it was signed stays.
func (v *verification) forgive() {
	v.report.Findings = slices.DeleteFunc(v.report.Findings, func(f Finding) bool {
		return f.Kind == RolledBack && slices.ContainsFunc(v.report.Gaps, func(g Gap) bool {
			return g.Covers(f.Origin, f.From, f.To)
		})
	})
}
