package intake

import (
	"slices"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// Part is what a column holds that is no field of the item but says what the row wants.
type Part string

// The parts of a row that corrects or annuls.
const (
	NoPart       Part = ""
	PartKind     Part = "kind"     // 报送类型
	PartOn       Part = "on"       // since when the error, or that the basis fell, is known
	PartDocument Part = "document" // on what it rests
	PartReason   Part = "reason"
	PartPublic   Part = "public" // what everybody is told
	PartNow      Part = "now"    // 更正后…: what a field must say
)

// Parts lists the parts that have one column each, in the order of the template.
func Parts() []Part { return []Part{PartKind, PartOn, PartDocument, PartReason, PartPublic} }

// Heading is how the template heads the part; of PartNow the beginning, which the name of
// a field follows.
func (p Part) Heading() string { return words()["part_"+string(p)][0] }

// RowKinds are the words for the kinds of rows, as the template tells them.
func RowKinds() []string {
	return []string{words()["row_add"][0], words()["row_correct"][0], words()["row_annul"][0]}
}

// partOf returns the part that the heading names, and with PartNow its field.
func partOf(heading string, names catalog.Headings) (Part, catalog.Field) {
	key := fold.Key(heading)
	for _, p := range Parts() {
		if slices.ContainsFunc(words()["part_"+string(p)], func(w string) bool { return fold.Key(w) == key }) {
			return p, catalog.Field{}
		}
	}
	for _, w := range words()["part_"+string(PartNow)] {
		rest, begins := strings.CutPrefix(heading, w)
		if f, ok := names.Match(rest); begins && ok {
			return PartNow, f
		}
	}
	return NoPart, catalog.Field{}
}

// corrects says whether rows of the file may correct what was reported.
func (l Layout) corrects() bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Part == PartKind })
}

// hasParts says whether a row of the file can say more than what an item holds.
func (l Layout) hasParts() bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Part != NoPart })
}

// kindOf returns what the row wants; a fault where it uses a word that there is not, or
// says why without saying what.
func (l Layout) kindOf(line Line) (RowKind, *fault.Error) {
	if !l.hasParts() {
		return Adding, nil
	}
	said := l.said(line, PartKind)
	for _, kind := range []RowKind{Adding, Correcting, Annulling} {
		if slices.ContainsFunc(words()["row_"+string(kind)], func(w string) bool { return fold.Key(w) == fold.Key(said) }) {
			return kind, nil
		}
	}
	if said != "" {
		return "", newFault("row_kind", fault.Args{"Kinds": strings.Join(RowKinds(), "、")})
	}
	for i, c := range l.Columns {
		if c.Part != NoPart && i < len(line.Cells) && !fold.Absent(line.Cells[i].Text) {
			return "", newFault("row_kind_missing", nil)
		}
	}
	return Adding, nil
}

// cell returns what the row holds for the part.
func (l Layout) cell(line Line, p Part) catalog.Cell {
	for i, c := range l.Columns {
		if c.Part == p && i < len(line.Cells) {
			return line.Cells[i]
		}
	}
	return catalog.Cell{}
}

// said is what the row says of the part; "" for nothing.
func (l Layout) said(line Line, p Part) string {
	text := strings.TrimSpace(l.cell(line, p).Text)
	if fold.Absent(text) {
		return ""
	}
	return text
}

// reported is what a row says that was reported, by field.
func (l Layout) reported(line Line) catalog.Sent {
	return l.sent(line, func(c Column) bool { return c.Known })
}

// amended is what a row says that must be said, by field.
func (l Layout) amended(line Line) catalog.Sent {
	return l.sent(line, func(c Column) bool { return c.Part == PartNow })
}

func (l Layout) sent(line Line, of func(Column) bool) catalog.Sent {
	sent := catalog.Sent{}
	for i, cell := range line.Cells {
		if i >= len(l.Columns) || !of(l.Columns[i]) || fold.Absent(cell.Text) {
			continue
		}
		f := l.Columns[i].Field
		if cell.Unit == "" {
			cell.Unit = f.Unit
		}
		sent[f.Code] = cell
	}
	return sent
}

// only is the item with those fields alone that were sent.
func (l Layout) only(sent catalog.Sent) catalog.Item {
	item := l.Item
	item.Fields = slices.DeleteFunc(slices.Clone(item.Fields), func(f catalog.Field) bool {
		_, ok := sent[f.Code]
		return !ok
	})
	return item
}

// headingOf returns the heading under which the part stands in the file, that of the
// template where it has no column.
func (l Layout) headingOf(p Part) string {
	for _, c := range l.Columns {
		if c.Part == p {
			return c.Heading
		}
	}
	return p.Heading()
}

// headingNow returns the heading under which it stands what the field must say.
func (l Layout) headingNow(f catalog.Field) string {
	for _, c := range l.Columns {
		if c.Part == PartNow && c.Field.Code == f.Code {
			return c.Heading
		}
	}
	return PartNow.Heading() + f.Label
}

// blamed is the heading of the column that a refusal of the procedure is about.
func (l Layout) blamed(refusal *fault.Error) string {
	about := map[string]Part{
		"day": PartOn, "too_early": PartOn, "document": PartDocument, "reason": PartReason,
		"explanation": PartPublic, "names": PartPublic, "values": PartNow,
	}
	if p, ok := about[refusal.Key[strings.LastIndexByte(refusal.Key, '.')+1:]]; ok {
		return l.headingOf(p)
	}
	return ""
}
