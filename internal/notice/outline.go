package notice

import (
	"fmt"
	"slices"
	"strings"

	"creditportal/internal/fault"
)

// Part is a part of a letter that only some kinds have. Title, number,
// recipient, matter, what it is about, contact and signature stand in all.
type Part string

// The parts in the order of a letter.
const (
	PartReceived   Part = "received"   // 收到日
	PartLimits     Part = "limits"     // 期限，附推算
	PartAsked      Part = "asked"      // 请于某日前
	PartExpected   Part = "expected"   // 预计答复日
	PartOverdue    Part = "overdue"    // 逾期
	PartCause      Part = "cause"      // 期限变更的原因
	PartMoved      Part = "moved"      // 原定日期、现定日期
	PartPapers     Part = "papers"     // 需补正的材料
	PartFields     Part = "fields"     // 请核查的字段
	PartFound      Part = "found"      // 查明事实
	PartBasis      Part = "basis"      // 依据
	PartResult     Part = "result"     // 逐项结果
	PartChanges    Part = "changes"    // 原载、更正为
	PartReasons    Part = "reasons"    // 理由
	PartAnnotation Part = "annotation" // 标注状态
	PartNext       Part = "next"       // 下一步
	PartInstead    Part = "instead"    // 可向何处提出
	PartReview     Part = "review"     // 复议、诉讼
	PartAsking     Part = "asking"     // 谁请求查询什么
)

// outline says which parts a kind must have and which it may have.
type outline struct{ must, may []Part }

func parts(p ...Part) []Part { return p }

// outlines is what each kind of letter says.
var outlines = map[Kind]outline{
	Receipt: {
		must: parts(PartReceived, PartLimits, PartBasis, PartNext),
		may:  parts(PartAnnotation, PartFields),
	},
	Papers: {
		must: parts(PartAsked, PartPapers, PartNext),
		may:  parts(PartReceived, PartLimits, PartBasis),
	},
	NotAccepted: {
		must: parts(PartResult, PartReasons, PartInstead),
		may:  parts(PartReceived, PartBasis, PartNext, PartAnnotation, PartReview),
	},
	Corrected: {
		must: parts(PartResult),
		may: parts(PartReceived, PartFound, PartBasis, PartChanges, PartReasons, PartAnnotation, PartNext,
			PartReview),
	},
	Forwarded: {
		must: parts(PartLimits, PartNext),
		may:  parts(PartReceived, PartBasis, PartFound, PartFields, PartReasons, PartAnnotation),
	},
	Assist: {
		must: parts(PartLimits, PartAsked, PartNext),
		may:  parts(PartReceived, PartFields, PartFound, PartBasis, PartReasons, PartPapers),
	},
	Late: {
		must: parts(PartOverdue),
		may:  parts(PartReceived, PartLimits, PartExpected, PartBasis, PartAnnotation, PartNext),
	},
	Result: {
		must: parts(PartResult, PartReasons, PartBasis, PartNext),
		may:  parts(PartReceived, PartFound, PartChanges, PartAnnotation, PartReview),
	},
	Ended: {
		must: parts(PartResult),
		may:  parts(PartReceived, PartBasis, PartReasons, PartAnnotation, PartNext),
	},
	Extended: {
		must: parts(PartLimits, PartCause),
		may:  parts(PartReceived, PartExpected, PartMoved, PartBasis, PartReasons, PartAnnotation, PartNext),
	},
	Told: {
		must: parts(PartResult, PartNext),
		may:  parts(PartBasis, PartChanges, PartReasons),
	},
	Asked:      {must: parts(PartAsking, PartLimits, PartNext), may: parts(PartReceived, PartBasis)},
	PaperAsked: {must: parts(PartAsking, PartLimits, PartNext), may: parts(PartReceived, PartBasis)},
	PaperReceived: {
		must: parts(PartReceived, PartAsking, PartLimits, PartNext), may: parts(PartBasis),
	},
	PaperRefused: {must: parts(PartResult, PartReasons, PartNext), may: parts(PartReceived, PartBasis)},
	Agreed:       {must: parts(PartAsking, PartNext), may: parts(PartReceived, PartBasis)},
	Unanswered:   {must: parts(PartResult, PartNext), may: parts(PartReceived, PartBasis)},
	Referral:     {must: parts(PartLimits, PartNext), may: parts(PartReceived, PartBasis)},
	RepairResult: {must: parts(PartResult, PartReasons), may: parts(PartReceived, PartBasis, PartNext, PartReview)},
	Deletion:     {must: parts(PartResult, PartBasis, PartNext), may: parts(PartReceived)},
	Hearing:      {must: parts(PartLimits, PartReasons, PartNext), may: parts(PartReceived, PartBasis)},
	Amended:      {must: parts(PartResult, PartReasons, PartNext), may: parts(PartBasis, PartChanges, PartReview)},
}

// Has says whether the facts hold the part. A part of items is there when each
// of them has it; some having it is enough for one that a kind may have.
func (f Facts) Has(p Part) bool { return f.holds(p, every) }

func (f Facts) holds(p Part, of func([]Item, func(Item) bool) bool) bool {
	switch p {
	case PartReceived:
		return !f.ReceivedOn.IsZero()
	case PartLimits:
		return len(f.Limits) > 0
	case PartAsked:
		return !f.AskedBy.IsZero()
	case PartExpected:
		return !f.ExpectedOn.IsZero()
	case PartOverdue:
		return f.Overdue != Overdue{}
	case PartCause:
		return f.Cause != ""
	case PartMoved:
		return len(f.Moved) > 0
	case PartPapers:
		return len(f.Papers) > 0
	case PartBasis:
		return len(f.Basis) > 0
	case PartNext:
		return len(f.Next) > 0
	case PartInstead:
		return f.Instead != ""
	case PartReview:
		return f.Review != ""
	case PartFields, PartFound, PartResult, PartChanges, PartReasons, PartAnnotation, PartAsking:
		return of(f.Items, func(it Item) bool { return it.has(p) })
	}
	return false
}

func every(items []Item, is func(Item) bool) bool {
	return !slices.ContainsFunc(items, func(it Item) bool { return !is(it) })
}

func some(items []Item, is func(Item) bool) bool { return slices.ContainsFunc(items, is) }

func (it Item) has(p Part) bool {
	switch p {
	case PartFields:
		return len(it.Fields) > 0
	case PartFound:
		return len(it.Found) > 0
	case PartResult:
		return it.Result != ""
	case PartChanges:
		return len(it.Changes) > 0
	case PartReasons:
		return len(it.Reasons) > 0
	case PartAnnotation:
		return it.Annotation != ""
	case PartAsking:
		return it.Asking != nil && len(it.Asking.Items) > 0
	default:
		return false
	}
}

// MustSay says whether a letter of the kind cannot be without the part.
func MustSay(k Kind, p Part) bool { return slices.Contains(outlines[k].must, p) }

// MaySay says whether a letter of the kind has a place for the part.
func MaySay(k Kind, p Part) bool { return MustSay(k, p) || slices.Contains(outlines[k].may, p) }

// Parts lists every part in the order of a letter.
func Parts() []Part {
	return parts(PartReceived, PartLimits, PartAsked, PartExpected, PartOverdue, PartCause, PartMoved, PartPapers,
		PartFields, PartFound, PartBasis, PartResult, PartChanges, PartReasons, PartAnnotation, PartNext,
		PartInstead, PartReview, PartAsking)
}

// Complete refuses facts from which no letter of the kind can be made: a part
// is missing, one is there that the kind does not have, or one is blank. The
// refusal names the part.
func (o Owed) Complete() error {
	if _, known := outlines[o.Kind]; !known {
		return superfluous(o.Kind, "")
	}
	lacking := func(part string) error { return fault.New(fault.Conflict, "notice.lacking."+part, nil) }
	if missing := o.head(); len(missing) > 0 {
		return lacking(missing[0])
	}
	for _, p := range Parts() {
		switch {
		case MustSay(o.Kind, p) && !o.Facts.holds(p, every):
			return lacking(string(p))
		case !MaySay(o.Kind, p) && o.Facts.holds(p, some):
			return superfluous(o.Kind, p)
		}
	}
	if o.Facts.blank() {
		return lacking("words")
	}
	return nil
}

// superfluous refuses a part that the kind has no place for, or a kind that is
// none: a mistake of the procedure, not of whoever acts.
func superfluous(k Kind, p Part) error {
	return &fault.Error{
		Kind: fault.Conflict, Key: "notice.fault.superfluous", Err: fmt.Errorf("a letter of kind %q has no part %q", k, p),
	}
}

// head names what every letter needs and this one lacks.
func (o Owed) head() []string {
	var missing []string
	need := func(there bool, name string) {
		if !there {
			missing = append(missing, name)
		}
	}
	need(o.To.Side != "" && strings.TrimSpace(o.To.Name) != "", "recipient")
	need(slices.Contains(Matters(), o.Facts.Matter), "matter")
	need(o.Facts.Request != "", "request")
	need(len(o.Facts.Items) > 0 && every(o.Facts.Items, func(it Item) bool { return it.Label != "" }), "items")
	return missing
}

// blank says whether somewhere words are announced and none stand there.
func (f Facts) blank() bool {
	words := slices.Clone(f.Papers)
	for _, it := range f.Items {
		words = append(append(words, it.Reasons...), it.Fields...)
		for _, found := range it.Found {
			words = append(words, found.Text, string(found.Source))
		}
		for _, c := range it.Changes {
			words = append(words, c.Field)
		}
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.TrimSpace(w) == "" })
}
