package notice_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/workday"
)

// full are facts that hold every part; owed keeps of them what a kind may say.
func full() notice.Facts {
	day := civil.MustParse("2026-11-23")
	limit := law.Running{
		Limit: law.Limit{Clock: law.ObjectionWholeOwn, Days: 3, Unit: law.WorkingDay},
		Due:   workday.Due{Start: day, On: day.AddDays(3)},
	}
	return notice.Facts{
		Matter: notice.Objection, Request: "2026-000123", ReceivedOn: day, Limits: []law.Running{limit},
		AskedBy: day.AddDays(2), ExpectedOn: day.AddDays(9), Papers: []string{"营业执照"},
		Overdue: notice.Overdue{Provider: "示例局", DueOn: day, Days: 1}, Cause: notice.Calendar,
		Moved: []notice.Moved{{Limit: law.ObjectionWholeOwn, From: day.AddDays(3), To: day.AddDays(2)}},
		Items: []notice.Item{{
			Label: "行政处罚", Provider: "示例局", Ground: "objection.ground.wrong", Fields: []string{"罚款金额"},
			Found:  []notice.Finding{{Source: notice.Platform, Text: "平台记载5000元"}},
			Result: "objection.outcome.rejected", Changes: []notice.Alteration{{Field: "罚款金额", Was: "5000", Now: "500"}},
			Reasons: []string{"与决定书一致"}, Annotation: notice.Lifted,
			Asking: &notice.Asking{Items: []string{"行政处罚"}, Purpose: "query.purpose.tender", Days: 7, Uses: 1},
		}},
		Basis: []law.Basis{{Book: law.Book{ID: "zhangdian-measure"}, Article: "第三十七条"}},
		Next:  []notice.Next{notice.Follow}, Instead: "示例法院", Review: "示例说明",
	}
}

// without empties one part.
func without(f notice.Facts, p notice.Part) notice.Facts {
	f.Items = slices.Clone(f.Items)
	it := &f.Items[0]
	switch p {
	case notice.PartReceived:
		f.ReceivedOn = civil.Date{}
	case notice.PartLimits:
		f.Limits = nil
	case notice.PartAsked:
		f.AskedBy = civil.Date{}
	case notice.PartExpected:
		f.ExpectedOn = civil.Date{}
	case notice.PartOverdue:
		f.Overdue = notice.Overdue{}
	case notice.PartCause:
		f.Cause = ""
	case notice.PartMoved:
		f.Moved = nil
	case notice.PartPapers:
		f.Papers = nil
	case notice.PartFields:
		it.Fields = nil
	case notice.PartFound:
		it.Found = nil
	case notice.PartBasis:
		f.Basis = nil
	case notice.PartResult:
		it.Result = ""
	case notice.PartChanges:
		it.Changes = nil
	case notice.PartReasons:
		it.Reasons = nil
	case notice.PartAnnotation:
		it.Annotation = ""
	case notice.PartNext:
		f.Next = nil
	case notice.PartInstead:
		f.Instead = ""
	case notice.PartReview:
		f.Review = ""
	case notice.PartAsking:
		it.Asking = nil
	}
	return f
}

func owed(k notice.Kind) notice.Owed {
	o := notice.Owed{
		Kind: k, Request: 1, Facts: full(),
		To: notice.Recipient{Side: actor.Subject, Account: 7, Subject: 9, Name: "张*"},
	}
	for _, p := range notice.Parts() {
		if !notice.MaySay(k, p) {
			o.Facts = without(o.Facts, p)
		}
	}
	return o
}

func TestEveryKindOfLetterIsRefusedWithoutAPartThatItNeeds(t *testing.T) {
	for _, k := range notice.Kinds() {
		o := owed(k)
		if err := o.Complete(); err != nil {
			t.Errorf("%s with all it may say: %v", k, err)
		}
		needed := 0
		for _, p := range notice.Parts() {
			less := o
			less.Facts = without(o.Facts, p)
			err := less.Complete()
			if notice.MustSay(k, p) {
				needed++
				var refusal *fault.Error
				if !errors.As(err, &refusal) || refusal.Key != "notice.lacking."+string(p) {
					t.Errorf("%s without %s: %v, want a refusal that names the part", k, p, err)
				}
			} else if err != nil {
				t.Errorf("%s without %s, which it may leave out: %v", k, p, err)
			}
		}
		if needed == 0 {
			t.Errorf("%s needs nothing at all", k)
		}
	}
}

func TestALetterSaysNothingThatItsKindHasNoPlaceFor(t *testing.T) {
	o := owed(notice.Receipt)
	o.Facts.Papers = []string{"营业执照"}
	if err := o.Complete(); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "papers") {
		t.Errorf("a receipt that asks for papers: %v, want a conflict that names them", err)
	}
	o = owed("reminder")
	if err := o.Complete(); !fault.Is(err, fault.Conflict) {
		t.Errorf("a kind that is none: %v, want a conflict", err)
	}
}

func TestALetterHasNoBlankWordsAndNobodyIsLeftOut(t *testing.T) {
	for name, spoil := range map[string]func(*notice.Owed){
		"recipient": func(o *notice.Owed) { o.To.Name = " " },
		"matter":    func(o *notice.Owed) { o.Facts.Matter = "lottery" },
		"request":   func(o *notice.Owed) { o.Facts.Request = "" },
		"items":     func(o *notice.Owed) { o.Facts.Items = nil },
		"words":     func(o *notice.Owed) { o.Facts.Items[0].Reasons = []string{"有理由", " "} },
		"reasons": func(o *notice.Owed) {
			o.Facts.Items = append(o.Facts.Items, notice.Item{Label: "行政许可", Result: "x"})
		},
	} {
		o := owed(notice.Result)
		spoil(&o)
		var refusal *fault.Error
		if err := o.Complete(); !errors.As(err, &refusal) || refusal.Key != "notice.lacking."+name {
			t.Errorf("a result with a spoiled %s: %v", name, err)
		}
	}
}

type echo struct{ err error }

func (e echo) Render(n notice.Notice) (notice.Rendering, error) {
	return notice.Rendering{Template: "v1", HTML: fmt.Append(nil, n.Number, n.Facts.Issuer)}, e.err
}

var at = time.Date(2026, 12, 31, 16, 30, 0, 0, time.UTC) // half an hour into 2027 in Zibo

func TestALetterBearsTheYearOfItsDayAndTheOfficeThatSignsIt(t *testing.T) {
	office := notice.Office{Issuer: "示例中心", Contact: notice.Contact{Telephone: "0533-0000000"}}
	press := notice.Press{Office: office, Renderer: echo{}}
	n, drawn, err := press.Issue(owed(notice.Result), 123, notice.ProofOf([10]byte{1}), at)
	if err != nil {
		t.Fatal(err)
	}
	if n.Number != "张信异告〔2027〕000123号" || n.IssuedOn() != civil.MustParse("2027-01-01") {
		t.Errorf("number %s of %s", n.Number, n.IssuedOn())
	}
	if string(drawn.HTML) != n.Number+"示例中心" || n.Facts.Contact.Telephone == "" || n.Template != "v1" {
		t.Errorf("drawn as %q by template %s", drawn.HTML, n.Template)
	}
	if n.ServedAt != at || n.Hash == (notice.Hash{}) {
		t.Error("an inbox does not have it at once, or what was drawn has no digest")
	}
	press.Office.Numbers = "{year}-{matter}-{number}"
	if got := press.Office.Number(notice.Objection, 2026, 7); got != "2026-异-000007" {
		t.Errorf("an office's own pattern gives %s", got)
	}
	want := notice.Certificate{Kind: notice.Result, Number: n.Number, Issuer: "示例中心", IssuedOn: n.IssuedOn()}
	if got := n.Certificate(); got != want {
		t.Errorf("certified as %+v, want %+v", got, want)
	}
}

func TestALetterOnPaperIsServedWhenItIsHandedOver(t *testing.T) {
	o := owed(notice.Result)
	o.To.Paper = true
	n, _, err := notice.Press{Renderer: echo{}}.Issue(o, 1, "", at)
	if err != nil || !n.ServedAt.IsZero() {
		t.Errorf("served at %s, %v; want not yet", n.ServedAt, err)
	}
	if diff := cmp.Diff([]notice.Errand{notice.Print}, n.Errands()); diff != "" {
		t.Errorf("errands (-want +got):\n%s", diff)
	}
}

func TestALetterThatCannotBeDrawnIsNotIssued(t *testing.T) {
	for name, press := range map[string]notice.Press{
		"fails": {Renderer: echo{errors.New("no ink")}}, "nobody": {},
	} {
		if n, _, err := press.Issue(owed(notice.Result), 1, "", at); err == nil {
			t.Errorf("%s: issued %s", name, n.Number)
		}
	}
	if _, _, err := (notice.Press{Renderer: echo{}}).Issue(notice.Owed{Kind: notice.Result}, 1, "", at); err == nil {
		t.Error("issued from no facts")
	}
}

func TestALetterIsForItsRecipientAndTheOfficersAlone(t *testing.T) {
	person := notice.Notice{Owed: notice.Owed{To: notice.Recipient{Side: actor.Subject, Account: 7, Subject: 9}}}
	plain := notice.Notice{Owed: notice.Owed{To: notice.Recipient{Side: actor.Subject, Account: 7}}}
	unit := notice.Notice{Owed: notice.Owed{
		To: notice.Recipient{Side: actor.Provider, Provider: "A"}, Facts: notice.Facts{Matter: notice.Objection},
	}}
	mended := unit
	mended.Facts.Matter = notice.Correcting
	of := func(unit string, roles ...actor.Role) actor.Actor {
		return actor.Actor{Side: actor.Provider, Unit: unit, Held: roles}
	}
	late := notice.Notice{Owed: notice.Owed{To: notice.Recipient{Side: actor.Authority}}}
	for _, c := range []struct {
		who  string
		n    notice.Notice
		by   actor.Actor
		want bool
	}{
		{"the subject", person, actor.Actor{Side: actor.Subject, Subject: 9}, true},
		{"another agent of the subject", person, actor.Actor{Side: actor.Subject, Subject: 9, Account: 8}, true},
		{"an agent whose mandate ended", person, actor.Actor{Side: actor.Subject, Account: 7}, false},
		{"another subject", person, actor.Actor{Side: actor.Subject, Subject: 10, Account: 8}, false},
		{"the account", plain, actor.Actor{Side: actor.Subject, Account: 7}, true},
		{"nobody's account", plain, actor.Actor{Side: actor.Subject}, false},
		{"a unit that has nothing to do with it", person, actor.Actor{Side: actor.Provider, Unit: "A", Subject: 9}, false},
		{"the unit's checker", unit, of("A", actor.ProviderReporter, actor.ProviderChecker), true},
		{"the unit's reviewer", unit, of("A", actor.ProviderReviewer), true},
		{"who reports for the unit, of an objection", unit, of("A", actor.ProviderReporter), false},
		{"who reports for the unit, of a correction", mended, of("A", actor.ProviderReporter), true},
		{"another unit", unit, of("B", actor.ProviderChecker), false},
		{"no unit", notice.Notice{Owed: notice.Owed{To: notice.Recipient{Side: actor.Provider}}}, actor.Actor{Side: actor.Provider}, false},
		{"an officer", person, actor.Officer("示例", actor.CaseOfficer), true},
		{"the authority", late, actor.Actor{Side: actor.Authority}, true},
		{"the authority that is not written to", person, actor.Actor{Side: actor.Authority}, false},
		{"the authority that reads over a unit's shoulder", unit, actor.Actor{Side: actor.Authority}, false},
		{"a visitor", person, actor.Public(), false},
	} {
		if got := c.n.For(c.by); got != c.want {
			t.Errorf("%s may read it: %t, want %t", c.who, got, c.want)
		}
	}
}

func TestAProofCodeIsReadAsPeopleTypeIt(t *testing.T) {
	code := notice.ProofOf([10]byte{0, 1, 2, 3, 250, 251, 252, 253, 254, 255})
	for _, typed := range []string{
		string(code), strings.ToLower(string(code)), strings.ReplaceAll(string(code), "-", ""),
		" " + strings.ReplaceAll(string(code), "-", " ") + " ", strings.ReplaceAll(string(code), "0", "o"),
		strings.ReplaceAll(string(code), "1", "l"),
	} {
		if got, err := notice.ParseProof(typed); err != nil || got != code {
			t.Errorf("%q is read as %q, %v; want %q", typed, got, err, code)
		}
	}
	if len(code) != 19 || notice.ProofOf([10]byte{1}).Digest() == code.Digest() {
		t.Errorf("the code %s has %d characters, or two have one digest", code, len(code))
	}
}

func TestACodeThatCannotBeIsAnsweredLikeOneThatNoLetterBears(t *testing.T) {
	for _, typed := range []string{
		"", "3F6K", strings.Repeat("U", 16), strings.Repeat("0", 17), "验真码", "3F6K-9TQ2-M0XD-7HW!",
	} {
		if _, err := notice.ParseProof(typed); err == nil || err.Error() != notice.Unproved().Error() {
			t.Errorf("%q: %v, want %v", typed, err, notice.Unproved())
		}
	}
}

func TestAReceiptLeavesAtOnceAndOtherWordInWorkingHours(t *testing.T) {
	year := workday.NewYearCalendar(2026, 1)
	c := workday.New(year)
	for _, row := range []struct{ kind, at, want string }{
		{"receipt", "2026-11-28T23:00:00+08:00", "2026-11-28T23:00:00+08:00"},
		{"result", "2026-11-27T10:00:00+08:00", "2026-11-27T10:00:00+08:00"},
		{"result", "2026-11-27T08:29:59+08:00", "2026-11-27T08:30:00+08:00"},
		{"result", "2026-11-27T18:00:00+08:00", "2026-11-30T08:30:00+08:00"},
		{"result", "2026-11-28T03:00:00+08:00", "2026-11-30T08:30:00+08:00"},
		{"result", "2026-11-29T12:00:00+08:00", "2026-11-30T08:30:00+08:00"},
		{"result", "2026-11-25T20:00:00+08:00", "2026-11-26T08:30:00+08:00"},
	} {
		from, err1 := time.Parse(time.RFC3339, row.at)
		want, err2 := time.Parse(time.RFC3339, row.want)
		if got := notice.LeavesAt(notice.Kind(row.kind), from, c); err1 != nil || err2 != nil || !got.Equal(want) {
			t.Errorf("word of a %s of %s leaves at %s, want %s", row.kind, row.at, got, row.want)
		}
	}
}

func TestAFailedErrandRestsTwiceAsLongEachTimeAndNoLongerThanAQuarterOfADay(t *testing.T) {
	var rests []time.Duration
	for _, failures := range []int{1, 2, 3, 10, 100} {
		rests = append(rests, notice.RestAfter(failures))
	}
	want := []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 256 * time.Minute, 6 * time.Hour}
	if diff := cmp.Diff(want, rests); diff != "" {
		t.Errorf("rests (-want +got):\n%s", diff)
	}
}
