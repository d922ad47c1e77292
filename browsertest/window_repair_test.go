//go:build browser

package browsertest

import (
	"fmt"
	"strings"

	"creditportal/internal/seed"
)

// takesRepair registers an application on paper for the repair of the records of the firm
// that rest on the papers, and returns the receipt and their numbers.
func (r *reader) takesRepair(code string, papers []string) (receipt, []string) {
	r.Helper()
	r.open("/window")
	r.writes("subject_number", code)
	r.chooses("matter", "repair")
	r.send()
	var numbers []string
	for _, paper := range papers {
		number := r.ask(fmt.Sprintf(`[...document.querySelectorAll('main input[name="record"]')]`+
			`.find(e => e.closest("label").textContent.includes(%q)).value`, paper))
		r.ticks("record", number)
		numbers = append(numbers, number)
	}
	r.chooses("channel", "counter")
	r.writes("applicant", "示例来访人")
	r.writes("contact", "15400000002")
	r.writes("claim", "示例罚款均已缴清")
	r.uploads("performance", picture(r.T, "缴款凭证.png", 21))
	r.uploads("commitment", picture(r.T, "承诺书.png", 22))
	r.send()
	return r.received(), numbers
}

// areRepaired has two records of one firm, each of another unit, repaired by one
// application that comes on paper: one unit answers online, the other one on paper.
func (h *hall) areRepaired(clerk, signer *reader) {
	h.Helper()
	units, err := seed.Units()
	if err != nil {
		h.Fatal(err)
	}
	public, home, officer := h.reader(), h.reader(), h.signIn("officer")
	name, code := h.signIn("agent").itself()
	papers := []string{"示例罚〔2026〕9101号", "示例罚〔2026〕9102号"}
	for i, paper := range papers {
		if b := h.penalisedBy(units[i], name, code, paper, "销售的商品未标明价格。"); b.Entered != 1 {
			h.Fatalf("%+v", b)
		}
	}
	paper, numbers := clerk.takesRepair(code, papers)
	found := func() (n int) {
		for i, number := range numbers {
			n += len(public.finds(number, papers[i]))
		}
		return n
	}
	for _, number := range numbers {
		public.waitsFor(number)
	}
	if n := found(); n != 6 {
		h.Errorf("applied for, and found on %d pages", n)
	}
	home.follows(paper)
	home.says("repair.state.routed")
	h.isRepaired(paper.request)
	if n := found(); n != 3 {
		h.Errorf("of two records one is repaired, and they are found on %d pages", n)
	}
	officer.registers(paper.request, "agree_on_paper")
	if n := found(); n != 3 {
		h.Errorf("what one officer registered leaves them on %d pages", n)
	}
	signer.does(paper.request, "confirm_paper", nil, nil)
	if n := found(); n != 0 {
		h.Errorf("both are repaired, and found on %d pages", n)
	}
	home.send() // closes what it read before
	home.follows(paper)
	home.says("repair.status.repaired")
	officer.registers(paper.request, "revoke_on_paper")
	officer.says("repair.state.signing")
	if n := found(); n != 0 {
		h.Errorf("before anybody was heard they are found on %d pages", n)
	}
	for _, r := range []*reader{public, home, officer} {
		r.left()
	}
	if strings.Contains(home.text(), "15400000002") {
		h.Error("whoever has the receipt reads how to reach who brought the paper")
	}
}
