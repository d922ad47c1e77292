package report

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"creditportal/internal/catalog"
)

// Chapter is a part of the national shape of a report.
type Chapter string

// The chapters. The last one holds no records: it says what can be done.
const (
	Registration   Chapter = "registration"    // 登记注册基础信息
	Administration Chapter = "administration"  // 行政管理信息
	Honours        Chapter = "honours"         // 诚实守信相关荣誉信息
	SeriousDefault Chapter = "serious_default" // 严重失信主体名单信息
	Abnormal       Chapter = "abnormal"        // 经营（活动）异常名录（状态）信息
	Commitments    Chapter = "commitments"     // 信用承诺信息
	Evaluations    Chapter = "evaluations"     // 信用评价信息
	Judgments      Chapter = "judgments"       // 司法判决及执行信息
	Further        Chapter = "further"         // 其他信息
	Advice         Chapter = "advice"          // 信用状况提升建议
)

// Chapters lists every chapter in the order of a report.
func Chapters() []Chapter {
	return []Chapter{
		Registration, Administration, Honours, SeriousDefault, Abnormal, Commitments, Evaluations, Judgments, Further,
		Advice,
	}
}

// Counted lists the chapters that the summary counts: eight.
func Counted() []Chapter {
	return slices.DeleteFunc(Chapters(), func(c Chapter) bool { return c == Registration || c == Advice })
}

// Key returns the message key of the chapter's name.
func (c Chapter) Key() string { return "report.chapter." + string(c) }

//go:embed data/chapters.txt
var chapterData string

// places says in which chapter the records of a class of the national catalog
// stand.
var places = sync.OnceValue(func() map[string]Chapter {
	all := map[string]Chapter{}
	for line := range strings.Lines(chapterData) {
		if class, chapter, ok := strings.Cut(strings.TrimSpace(line), " "); ok && class != "#" {
			all[class] = Chapter(chapter)
		}
	}
	return all
})

// ChapterOf returns the chapter in which the item's records stand, and whether
// its class of the national catalog is known. What is not known stands under
// Further: nothing is left out of a report.
func ChapterOf(item catalog.Item) (Chapter, bool) {
	c, known := places()[item.MapsTo]
	if !known {
		return Further, false
	}
	return c, true
}
