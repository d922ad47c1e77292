package letter_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/law"
	"creditportal/internal/notice"
	"creditportal/internal/statute"
	"creditportal/templates/letter"
)

var update = flag.Bool("update", false, "write the golden file anew")

const golden = "testdata/texts.json"

var (
	received = civil.MustParse("2026-09-23") // the days of 国庆节 and a make-up workday follow
	office   = notice.Office{
		Issuer:  "张店区社会信用中心（示例）",
		Contact: notice.Contact{Telephone: "0533-0000000", Address: "示例路1号", Hours: "工作日9:00至17:00"},
	}
	applicant = notice.Recipient{Side: actor.Subject, Account: 7, Subject: 9, Name: "张*", Document: "3703**********0014"}
	unit      = notice.Recipient{Side: actor.Provider, Provider: "11370399004999018A", Name: "示例区市场监督管理局"}
)

// running starts the lines of a clock on the day, as the books state them.
func running(clock law.Clock, on civil.Date) []law.Running {
	s := statute.MustLoad()
	return law.RunAll(s.Rules.InForce(on).Limits(clock, law.Facts{}), on, s.Calendar)
}

func bases(list []law.Running) []law.Basis {
	var all []law.Basis
	for _, r := range list {
		all = append(all, r.Limit.Basis)
	}
	return all
}

// plain is the record that the letters are about.
func plain() notice.Item {
	return notice.Item{
		Number: "7QK4-M2XD", Label: "行政处罚", Provider: unit.Name, Document: "示例罚〔2026〕1号", Ground: "objection.ground.wrong",
	}
}

func facts(items ...notice.Item) notice.Facts {
	return notice.Facts{Matter: notice.Objection, Request: "2026-000123", ReceivedOn: received, Items: items}
}

// owed is a letter of each kind, as the procedure would owe it.
func owed(k notice.Kind) notice.Owed {
	own, assisted := running(law.ObjectionWholeOwn, received), running(law.ObjectionWholeAssisted, received)
	it := plain()
	o := notice.Owed{Kind: k, To: applicant}
	differs := []notice.Finding{
		{Source: notice.Platform, Field: "罚款金额", Text: "5,000.00元"},
		{Source: notice.Provider, Field: "罚款金额", Text: "500.00元"},
		{Source: notice.Evidence, Text: "行政处罚决定书载明罚款五百元"},
	}
	switch k {
	case notice.Receipt:
		it.Fields, it.Annotation = []string{"罚款金额", "处罚事由"}, notice.Disputed
		o.Facts = facts(it)
		o.Facts.Limits, o.Facts.Basis = append(own, assisted...), bases(append(own, assisted...))
		o.Facts.Next = []notice.Next{notice.Follow, notice.AddPapers, notice.Withdraw}
	case notice.Papers:
		o.Facts = facts(it)
		o.Facts.Papers, o.Facts.AskedBy = []string{"行政处罚决定书的完整复印件", "缴纳罚款的票据"}, received.AddDays(7)
		o.Facts.Next = []notice.Next{notice.Supply}
	case notice.NotAccepted:
		it.Result, it.Reasons = "objection.outcome.not_accepted", []string{"您要求改变行政处罚决定本身，不属于信用信息记载有误。"}
		o.Facts = facts(it)
		o.Facts.Instead = "作出处罚决定的机关的上一级机关申请行政复议"
	case notice.Corrected:
		it.Found, it.Result, it.At, it.Own = differs, "objection.outcome.corrected", received.AddDays(2), true
		it.Changes = []notice.Alteration{{Field: "罚款金额", Was: "5,000.00元", Now: "500.00元"}, {Field: "备注", Was: "示例", Now: ""}}
		it.Annotation = notice.Lifted
		o.Facts = facts(it)
		o.Facts.Basis = bases(running(law.ObjectionCorrect, received))
	case notice.Forwarded:
		it.Annotation = notice.Kept
		o.Facts = facts(it)
		o.Facts.Limits, o.Facts.Next = assisted, []notice.Next{notice.Follow, notice.AddPapers, notice.Withdraw}
	case notice.Assist:
		o.To = unit
		it.Fields, it.Claim = []string{"罚款金额"}, "决定书写的是五百元。"
		o.Facts = facts(it)
		o.Facts.ReceivedOn = civil.Date{}
		o.Facts.Limits, o.Facts.AskedBy = running(law.ObjectionProvider, received.AddDays(1)), received.AddDays(8)
		o.Facts.Next = []notice.Next{notice.Answer, notice.NotOurs}
	case notice.Late:
		it.Annotation = notice.Kept
		o.Facts = facts(it)
		o.Facts.Overdue = notice.Overdue{Provider: unit.Name, DueOn: received.AddDays(8), Days: 1}
	case notice.Result:
		other := plain()
		other.Number, other.Label, other.Document = "M2XD-7QK4", "行政许可", ""
		it.Found, it.Result, it.Reasons = differs[:2], "objection.outcome.partly_upheld", []string{"罚款金额有误，已更正；处罚事由与决定书一致。"}
		it.Changes, it.Annotation = []notice.Alteration{{Field: "罚款金额", Was: "5,000.00元", Now: "500.00元"}}, notice.Lifted
		other.Result, other.Reasons = "objection.outcome.rejected", []string{"许可决定书载明的有效期与展示一致。"}
		o.Facts = facts(it, other)
		o.Facts.Basis, o.Facts.Next = bases(own), []notice.Next{notice.Contest, notice.Refile}
	case notice.Ended:
		it.Result, it.Reasons, it.Annotation = "objection.outcome.withdrawn", []string{"您于办结前撤回。"}, notice.Lifted
		o.Facts = facts(it)
	case notice.Extended:
		o.Facts = facts(it)
		o.Facts.Limits, o.Facts.ExpectedOn, o.Facts.Cause = assisted, received.AddDays(14), notice.Awaiting
	case notice.Told:
		it.Ground, it.Result = "", "objection.outcome.corrected"
		it.Changes = []notice.Alteration{{Field: "罚款金额", Was: "5,000.00元", Now: "500.00元"}}
		o.Facts = facts(it)
		o.Facts.ReceivedOn, o.Facts.Next = civil.Date{}, []notice.Next{notice.Discard}
	case notice.Asked, notice.PaperAsked, notice.PaperReceived, notice.PaperRefused, notice.Agreed, notice.Unanswered:
		return consented(o)
	case notice.Deletion:
		it.Ground, it.Document, it.Result, it.At = "", "", "deletion.outcome.deleted", received
		o.Facts = facts(it)
		o.Facts.Matter, o.Facts.Next = notice.Deleting, []notice.Next{notice.CollectAgain}
		o.Facts.Basis = bases(running(law.DeletionExecute, received))
	case notice.Referral, notice.RepairResult, notice.Hearing:
		return repaired(o)
	case notice.Amended:
		it.Ground, it.Result, it.Reasons = "", "correction.outcome.annulled", []string{"处罚决定已被依法撤销。"}
		it.At = received
		o.Facts = facts(it)
		o.Facts.ReceivedOn = civil.Date{}
		o.Facts.Matter, o.Facts.Next = notice.Correcting, []notice.Next{notice.Dispute}
		o.Facts.Basis = bases(running(law.IntakeAnnulled, received))
	}
	return o
}

// repaired is a letter about an application for repair.
func repaired(o notice.Owed) notice.Owed {
	it := plain()
	it.Ground = ""
	accept, whole := running(law.RepairAccept, received), running(law.RepairWhole, received)
	next := []notice.Next{notice.Review, notice.NotOurs}
	limits := append(accept, whole...)
	switch o.Kind {
	case notice.Referral:
		o.To, it.Claim = unit, "罚款已缴清，已开展整改。"
	case notice.Hearing:
		it.Reasons, limits = []string{"缴款凭证系伪造。"}, running(law.RepairHearing, received)
		next = []notice.Next{notice.Respond}
	default:
		it.Result, it.Reasons, it.At = "repair.outcome.repaired", []string{"义务已履行，失信行为已纠正。"}, received.AddDays(6)
		it.Confirmed = &notice.Confirmation{Number: "示例修〔2026〕1号", On: received.AddDays(6)}
		limits, next = nil, nil
	}
	o.Facts = facts(it)
	o.Facts.Matter, o.Facts.Limits, o.Facts.Next = notice.Repair, limits, next
	if o.Kind == notice.Referral {
		o.Facts.ReceivedOn = civil.Date{}
	}
	return o
}

// consented is a letter about a query of somebody else.
func consented(o notice.Owed) notice.Owed {
	it := notice.Item{Label: "授权查询", Asking: &notice.Asking{
		Enquirer: "示例贸易有限公司", Items: []string{"行政处罚", "行政许可"}, Purpose: "query.purpose.business",
		Words: "签订供货合同前了解履约情况", Days: 7, Uses: 1,
	}}
	switch o.Kind {
	case notice.Asked:
		o.Facts.Limits, o.Facts.Next = running(law.QueryConsent, received), []notice.Next{notice.Consent, notice.Decline}
	case notice.PaperAsked:
		o.Facts.Limits, o.Facts.Next = running(law.QueryPaperWait, received), []notice.Next{notice.ObjectPaper}
	case notice.PaperReceived:
		it.Asking.Enquirer = ""
		o.Facts.Limits, o.Facts.Next = running(law.QueryCheck, received), []notice.Next{notice.ComeBack}
	case notice.PaperRefused:
		it.Asking, it.Result, it.Reasons = nil, "authorisation.outcome.not_accepted", []string{"授权书没有写明期限。"}
		o.Facts.Next = []notice.Next{notice.AskAgain}
	case notice.Agreed:
		it.Asking.Enquirer, it.Asking.Until = "", received.AddDays(9)
		o.Facts.Next = []notice.Next{notice.Look}
	default:
		it.Asking, it.Result, o.Facts.Next = nil, "authorisation.outcome.lapsed", []notice.Next{notice.AskAgain}
	}
	limits, next := o.Facts.Limits, o.Facts.Next
	o.Facts = facts(it)
	o.Facts.Matter, o.Facts.Limits, o.Facts.Next = notice.Authorisation, limits, next
	return o
}

// flows.md 3.1 and N14: whose date moved is told the old one and the new one, and
// nobody is told that a limit was missed that was not.
func TestALetterOfAMovedDateSaysBothDatesToEachInTheirOwnWords(t *testing.T) {
	o := owed(notice.Extended)
	o.Facts.ExpectedOn, o.Facts.Cause = civil.Date{}, notice.Calendar
	o.Facts.Moved = []notice.Moved{{
		Limit: law.ObjectionWholeAssisted, From: civil.MustParse("2027-01-04"), To: civil.MustParse("2027-01-03"),
	}}
	press := notice.Press{Office: office, Renderer: letter.New("https://credit.example.cn")}
	for to, opening := range map[notice.Recipient]string{
		applicant: "您提出的公共信用信息异议申请", unit: "请贵单位反馈的最后一日",
	} {
		o.To = to
		n, drawn, err := press.Issue(o, 1, notice.ProofOf([notice.ProofBytes]byte{1}), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		for _, said := range []string{opening, "原为2027-01-04，现为2027-01-03", "国务院公布了放假安排"} {
			if !strings.Contains(string(drawn.HTML), said) {
				t.Errorf("to %s the letter does not say %q: %s", to.Side, said, drawn.HTML)
			}
		}
		if strings.Contains(n.Text.Opening, "未能在期限内") {
			t.Errorf("a moved date is told as a missed one: %s", n.Text.Opening)
		}
	}
}

// Where the answer was given before, what is late is the correction of it.
func TestALetterAboutALateCorrectionSaysThatTheMatterIsDealtWithAnew(t *testing.T) {
	o := owed(notice.Extended)
	o.Facts.Limits, o.Facts.Cause = running(law.ObjectionCorrect, civil.MustParse("2026-09-07")), notice.Signing
	press := notice.Press{Office: office, Renderer: letter.New("https://credit.example.cn")}
	for _, to := range []notice.Recipient{applicant, unit} {
		o.To = to
		n, _, err := press.Issue(o, 1, notice.ProofOf([notice.ProofBytes]byte{1}), time.Now())
		if err != nil || !strings.Contains(n.Text.Opening, "正在重新处理，未能在期限内办结") {
			t.Errorf("to %s: %v: %s", to.Side, err, n.Text.Opening)
		}
	}
}

func mustIssue(t *testing.T, k notice.Kind) (notice.Notice, notice.Rendering) {
	t.Helper()
	press := notice.Press{Office: office, Renderer: letter.New("https://credit.example.cn")}
	at := time.Date(2026, 9, 25, 3, 0, 0, 0, time.UTC)
	n, drawn, err := press.Issue(owed(k), 123, notice.ProofOf([notice.ProofBytes]byte{1, 2, 3}), at)
	if err != nil {
		t.Fatalf("%s: %v", k, err)
	}
	return n, drawn
}

func TestEveryKindOfLetterSaysWhatItDid(t *testing.T) {
	now := map[notice.Kind]notice.Text{}
	for _, k := range notice.Kinds() {
		_, drawn := mustIssue(t, k)
		now[k] = drawn.Text
	}
	if *update {
		text, err := json.MarshalIndent(now, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var was map[notice.Kind]notice.Text
	if err := json.Unmarshal(text, &was); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(was, now); diff != "" {
		t.Errorf("letters (-golden +now):\n%s", diff)
	}
	if strings.ContainsAny(string(text), "⟨⟩") {
		t.Error("a letter lacks words")
	}
}

func TestTheBindingDayOfALetterIsReckonedDayByDay(t *testing.T) {
	_, drawn := mustIssue(t, notice.Receipt)
	var all strings.Builder
	for _, s := range drawn.Text.Sections {
		for _, row := range s.Rows {
			all.WriteString(strings.Join(row.Says, "\n") + "\n")
		}
	}
	// 中秋节 is a Friday of 2026, 国庆节 the first seven days of October, made up for on a Saturday
	for _, want := range []string{
		"最迟2026年9月29日", "最迟2026年10月10日", "2026-09-23为起算之日，不计入。", "2026-09-24（第1日）",
		"2026-10-10（第7日，调休上班）", "2026-09-25至2026-09-27（中秋节放假，国办发明电", "2026-10-01至2026-10-07（国庆节放假",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("the receipt does not say %q:\n%s", want, all.String())
		}
	}
}

func TestTheDrawnLetterSaysEveryWordOfItsTextAndNothingIsEmpty(t *testing.T) {
	for _, k := range notice.Kinds() {
		_, drawn := mustIssue(t, k)
		page, err := goquery.NewDocumentFromReader(strings.NewReader(string(drawn.HTML)))
		if err != nil {
			t.Fatal(err)
		}
		said := page.Text()
		for _, want := range wordsOf(drawn.Text) {
			if want == "" || !strings.Contains(said, want) {
				t.Errorf("%s does not say %q", k, want)
			}
		}
		page.Find("p, dt, dd, li, td, th, h1, h2, dl, ul").Each(func(_ int, s *goquery.Selection) {
			if strings.TrimSpace(s.Text()) == "" {
				t.Errorf("%s has an empty %s", k, goquery.NodeName(s))
			}
		})
		if page.Find("svg path").Length() != 1 || page.Find("[lang=en]").Length() != 1 {
			t.Errorf("%s lacks its code or its English sentence", k)
		}
	}
}

func wordsOf(t notice.Text) []string {
	words := []string{t.Title, t.English, t.Number, t.Opening, t.Issuer, t.Date, t.Secret, t.Check, t.Address}
	words = append(words, t.To...)
	for _, s := range t.Sections {
		words = append(append(words, s.Title), s.Points...)
		for _, row := range s.Rows {
			words = append(append(words, row.Term), row.Says...)
		}
		for _, table := range s.Tables {
			words = append(words, table.Heads...)
			for _, cells := range table.Rows {
				words = append(words, cells...)
			}
		}
	}
	return words
}

func TestTheAddressOnALetterHoldsItsNumberAndNeverItsProofCode(t *testing.T) {
	n, drawn := mustIssue(t, notice.Result)
	if !strings.HasPrefix(drawn.Text.Address, "https://credit.example.cn/verify?letter=") ||
		strings.Contains(drawn.Text.Address, string(n.Proof)) || !strings.Contains(drawn.Text.Secret, string(n.Proof)) {
		t.Errorf("address %s, code %s", drawn.Text.Address, drawn.Text.Secret)
	}
	bare, err := letter.New("").Render(n)
	if err != nil || bare.Text.Address != "" || strings.Contains(string(bare.HTML), "<svg") {
		t.Errorf("a site without an address leads to %q, %v", bare.Text.Address, err)
	}
}

func TestWhatAnApplicantWroteStaysText(t *testing.T) {
	o := owed(notice.Assist)
	o.Facts.Items[0].Claim = `<img src=x onerror="alert(1)">`
	drawn, err := letter.New("").Render(notice.Notice{Owed: o})
	if err != nil || strings.Contains(string(drawn.HTML), "<img") {
		t.Errorf("a claim became markup: %v", err)
	}
}
