package report

import (
	"creditportal/internal/civil"
	"creditportal/internal/record"
)

// Tip is something that the subject may do for its credit (信用状况提升建议).
type Tip struct {
	Kind   TipKind
	Record record.Number // "" for one about the whole
	Matter string        // of the record
	From   civil.Date    // since when, or from when on, it may be done
}

// TipKind is what a tip is about.
type TipKind string

// The kinds of tips.
const (
	Repairable TipKind = "repairable" // repair may be applied for now (art. 34)
	RepairFrom TipKind = "repair_from"
	RepairAsk  TipKind = "repair_ask" // whether repair is open is for the provider to say
	Annotated  TipKind = "annotated"  // an objection is under way (art. 38)
	Nothing    TipKind = "nothing"    // no adverse information is recorded
	Object     TipKind = "object"     // what is wrong may be objected to (art. 36)
)

// TipKinds lists every kind.
func TipKinds() []TipKind {
	return []TipKind{Repairable, RepairFrom, RepairAsk, Annotated, Nothing, Object}
}

// Key returns the message key of the tip's sentence.
func (k TipKind) Key() string { return "report.tip." + string(k) }

// Tips lists what the subject may do on the day today. It follows from the
// records alone: nothing is judged.
func (c Content) Tips(today civil.Date) []Tip {
	var tips []Tip
	adverse := false
	for _, line := range c.Lines() {
		tip := Tip{Record: line.Number, Matter: line.Matter, From: line.RepairableFrom}
		if line.Class == record.Adverse {
			adverse = true
			tip.Kind = repairTip(line.RepairableFrom, today)
			tips = append(tips, tip)
		}
		if line.Annotation.Kind != record.NotAnnotated {
			tip.Kind, tip.From = Annotated, line.Annotation.On
			tips = append(tips, tip)
		}
	}
	if !adverse {
		tips = append(tips, Tip{Kind: Nothing})
	}
	return append(tips, Tip{Kind: Object})
}

// repairTip says what the first day for repair means on the day today.
func repairTip(from, today civil.Date) TipKind {
	switch {
	case from.IsZero():
		return RepairAsk
	case from.After(today):
		return RepairFrom
	}
	return Repairable
}
