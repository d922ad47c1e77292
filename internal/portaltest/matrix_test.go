package portaltest

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/web"
	"creditportal/web/route"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everybody are those who come to each door: one for each role, two where what
// is one's own is foreign to another.
func everybody() []string {
	return []string{
		"person", "agent", "agent2", "checker", "checker2", "reviewer", "unit-admin", "window", "officer", "signer", "data",
		"editor", "authority", "catalog", "system", "security", "audit",
	}
}

// objects are, for a door that names one, three addresses: of an object that
// stands near to agent, checker and their like, of one that stands near to
// agent2 and checker2, and of one that was never there. A door that names an
// object and is not here makes the test fail: say what its objects are.
func (m *matter) objects() map[string][3]string {
	const none = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
	under := func(end string) [3]string {
		return [3]string{m.near.path + end, m.far.path + end, route.Request(none) + end}
	}
	act := "/" + m.near.item + "/add"
	acts := [3]string{m.near.path + act, m.far.path + "/" + m.far.item + "/add", route.Request(none) + act}
	letters := [3]string{m.near.letter, m.far.letter, route.LetterOf(none)}
	account := func(pattern string) [3]string {
		end := strings.TrimPrefix(pattern, route.StaffAccount)
		return [3]string{m.account + end, m.account2 + end, route.AccountOf(none) + end}
	}
	all := map[string][3]string{
		route.Requests: under(""), route.Acts: acts, route.LetterPage: letters,
		route.Receipts: under("/receipt"), route.ReceiptDates: under("/receipt.ics"), route.Remarks: under("/remarks"),
		route.OpenPersonal:  personalOf(m.near.path, m.far.path, none),
		route.RequestFile:   {m.near.file, m.far.file, route.FileOf(none, none)},
		route.LetterPaper:   paper(letters),
		route.Welcome:       {m.link, m.link, route.WelcomeOf(none)},
		route.MandateRuling: ruled(route.Mandates, m.mandate, m.mandate2, none),
		route.AskedMandate:  {route.MandateOf(m.mandate), route.MandateOf(m.mandate2), route.MandateOf(none)},
		route.OfficeRuling:  ruled(route.AskedMandates, m.mandate, m.mandate2, none),
		route.MandateFile: {
			route.MandateFileOf(m.mandate, none), route.MandateFileOf(m.mandate2, none), route.MandateFileOf(none, none),
		},
		route.MessagePage: {m.message, m.message, route.Message(none)},
		route.MessageActs: {m.message + "/take", m.message + "/take", route.Message(none) + "/take"},
	}
	all[route.Alert] = [3]string{
		m.alert, strings.Replace(m.sampled, route.AuditSample, route.Alerts, 1), route.AlertOf(none),
	}
	all[route.AuditSampled] = [3]string{
		m.sampled, strings.Replace(m.alert, route.Alerts, route.AuditSample, 1), route.SampledOf(none),
	}
	all[route.ReportPage] = [3]string{m.report, m.report2, route.Report(none)}
	all[route.ReportPaper] = [3]string{m.report + "/report.pdf", m.report2 + "/report.pdf", route.ReportPaperOf(none)}
	for _, pattern := range []string{route.Drafts, route.DraftCheck, route.DraftDrop} {
		end := strings.TrimPrefix(pattern, route.Drafts)
		all[pattern] = [3]string{m.draft + end, m.draft2 + end, route.Draft(strings.ToUpper(none)) + end}
	}
	for _, pattern := range []string{route.RepairDrafts, route.RepairCheck, route.RepairDrop} { // of another procedure
		end := strings.TrimPrefix(pattern, route.RepairDrafts)
		all[pattern] = [3]string{
			route.RepairDraft(path.Base(m.draft)) + end, route.RepairDraft(path.Base(m.draft2)) + end,
			route.RepairDraft(strings.ToUpper(none)) + end,
		}
	}
	for _, pattern := range []string{route.Presentation, route.PresentationRuling, route.PresentationFile} {
		filled := strings.NewReplacer(":ruling", route.SeeRuling, ":file", none)
		end := filled.Replace(strings.TrimPrefix(pattern, route.Presentation))
		for i, id := range []string{m.presented, m.presented2, none} {
			path := all[pattern]
			path[i] = route.PresentationOf(id) + end
			all[pattern] = path
		}
	}
	for _, pattern := range []string{
		route.AuthorisationPage, route.ConsentAct, route.ViewAct, route.AuthorisationAct, route.ConsentReport,
		route.ConsentReportPaper,
	} {
		end := strings.Replace(strings.TrimPrefix(pattern, route.AuthorisationPage), ":act", "withdraw", 1)
		all[pattern] = [3]string{m.ask + end, m.ask2 + end, route.Authorisation(none) + end}
	}
	for _, pattern := range []string{
		route.PaperAuthorisationPage, route.PaperAuthorisationFile, route.PaperConfirmAct, route.PaperViewAct,
		route.PaperAuthorisationAct, route.PaperReport, route.PaperReportPaper,
	} {
		filled := strings.NewReplacer(":act", "object", ":file", none)
		end := filled.Replace(strings.TrimPrefix(pattern, route.PaperAuthorisationPage))
		all[pattern] = [3]string{m.paper + end, m.paper + end, route.PaperAuthorisation(none) + end}
	}
	// a proof waits for the ledger to be signed: when is not for this table
	all[route.LookReceipt] = [3]string{route.LookReceiptOf(none), route.LookReceiptOf(none), route.LookReceiptOf(none)}
	all[route.TakeBack] = [3]string{
		route.TakeBackOf(m.presented), route.TakeBackOf(m.presented2), route.TakeBackOf(none),
	}
	for _, pattern := range []string{
		route.StaffAccount, route.StaffLink, route.StaffState, route.StaffGrant, route.StaffRevoke, route.StaffSessions,
	} {
		all[pattern] = account(pattern)
	}
	return all
}

// ruled are the addresses at which mandates are ended.
func ruled(under string, ids ...string) [3]string {
	var all [3]string
	for i, publicID := range ids {
		all[i] = under + "/" + publicID + "/end"
	}
	return all
}

// personalOf are the pages where the authority says why it opens a request.
func personalOf(near, far, none string) [3]string {
	all := [3]string{near, far, route.Request(none)}
	for i := range all {
		all[i] = strings.Replace(route.OpenPersonal, ":id", all[i][strings.LastIndexByte(all[i], '/')+1:], 1)
	}
	return all
}

// knows says whether the request is no secret to whom it is closed: the
// authority has every request on its boards, and gives a reason before it reads
// one.
func knows(name, pattern string) bool {
	return name == "authority" && strings.HasPrefix(pattern, "/requests/")
}

func paper(letters [3]string) [3]string {
	for i := range letters {
		letters[i] += strings.TrimPrefix(route.LetterPaper, route.LetterPage)
	}
	return letters
}

// matter is a demo in which something of everything is there.
type matter struct {
	*hall
	near, far         filing
	account, account2 string
	link, message     string
	mandate, mandate2 string
	draft, draft2     string
	report, report2   string
	alert, sampled    string
	ask, ask2, paper  string // about somebody else, in the portal and on paper

	presented, presented2 string
	asked                 map[string]*visitor
}

// filing is a request with a file and a letter.
type filing struct{ path, item, letter, file string }

func mustOpenMatter(t *testing.T) *matter {
	t.Helper()
	m := &matter{hall: mustOpenHall(t), asked: map[string]*visitor{}}
	for _, name := range everybody() {
		m.asked[name] = m.signIn(name)
	}
	m.asked["nobody"] = m.visitor()
	m.near, m.far = m.filedBy("agent"), m.filedBy("agent2")
	officer := m.asked["officer"]
	for _, filed := range []filing{m.near, m.far} {
		officer.done(filed.path, "take", nil)
		officer.done(filed.path, "find_same", url.Values{"reason": {"与报送的一致"}})
		officer.done(filed.path, "forward", nil)
	}
	system := m.asked["system"]
	m.account, m.account2 = system.at("officer").path, system.at("checker").path
	made := system.fill(system.get(route.StaffNew), with(reason, "login", "invited", "name", "示例人"))
	link := made.doc.Find(".c-once__line").Text()
	m.link = link[strings.Index(link, "/welcome/"):]
	m.message = m.wrote()
	m.draft, m.draft2 = m.begunBy("agent"), m.begunBy("agent2")
	m.presented, m.presented2 = m.presentedBy("newcomer", 6_970), m.presentedBy("newcomer2", 6_971)
	m.mandate, m.mandate2 = m.mandateOf("agent"), m.mandateOf("agent2")
	m.report, m.report2 = m.asked["agent"].asksAboutOneself().path, m.asked["agent2"].asksAboutOneself().path
	m.alert, m.sampled = m.alerted()
	m.ask, m.ask2 = m.asked["agent"].asksAbout("示例乙", unknownNumber), m.asked["agent2"].asksAbout("示例乙", unknownNumber)
	m.paper = m.brought("示例乙", unknownNumber)
	return m
}

// filedBy files an objection with a file.
func (m *matter) filedBy(name string) filing {
	m.Helper()
	v := m.asked[name]
	href, _ := v.get(route.Own).doc.Find(`a[href*="record="]`).First().Attr("href")
	typed := url.Values{"ground": {"wrong"}, "claim": {"见附件"}, "contact": {"15400000001"}}
	check := v.fillWith(v.get(href), typed, map[string][]byte{"决定书.png": drawing(m.TB)})
	receipt := v.submits(check)
	f := filing{path: strings.TrimSuffix(receipt.path, "/receipt")}
	filed := v.get(f.path)
	f.file, _ = filed.doc.Find(`a[href*="/files/"]`).First().Attr("href")
	f.letter, _ = filed.doc.Find(`a[href^="/letters/"]`).First().Attr("href")
	act, _ := filed.doc.Find(`a[href$="/add"]`).First().Attr("href")
	if f.file == "" || f.letter == "" || act == "" {
		m.Fatalf("%s: %+v, %q: %s", name, f, act, filed.doc.Find("main").Text())
	}
	f.item = strings.Split(strings.TrimPrefix(act, f.path+"/"), "/")[0]
	return f
}

// begunBy begins an objection and leaves it.
func (m *matter) begunBy(name string) string {
	m.Helper()
	form := m.asked[name].get(route.NewFiling)
	m.asked[name].fill(form, url.Values{"claim": {"以后再写"}, route.Later: {"1"}})
	return form.path
}

// mandateOf is the mandate under which somebody acts.
func (m *matter) mandateOf(name string) string {
	m.Helper()
	page := m.asked[name].get(route.Mandates)
	held, ok := page.doc.Find(`main h2[id^="held-"]`).First().Attr("id")
	if !ok {
		m.Fatalf("%s acts under no mandate: %s", name, page.doc.Find("main").Text())
	}
	return strings.TrimPrefix(held, "held-")
}

// wrote is the address on the desk of a message that somebody wrote.
func (m *matter) wrote() string {
	m.Helper()
	v := m.visitor()
	v.fill(v.get(route.Consultation), url.Values{
		"claim": {"示例咨询的内容，请问如何办理。"}, "contact": {"15400000001"},
	})
	desk := m.asked["officer"].get(route.Messages)
	href, ok := desk.doc.Find(`main a[href^="` + route.Messages + `/"]`).First().Attr("href")
	if !ok {
		m.Fatalf("no message is on the desk: %d %s", desk.status, desk.doc.Find("main").Text())
	}
	return href
}

// door is a row of the table.
type door struct{ method, pattern, who, nature string }

// personal lists the doors behind which an answer may depend on who asks. Any
// other cannot read a session.
func personal() []door {
	var list []door
	for line := range strings.Lines(web.Doors()) {
		f := strings.Fields(line)
		if d := (door{f[0], f[1], f[2], f[3]}); d.nature == "own" && !strings.HasPrefix(d.pattern, "/en") {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b door) int { // who signs out comes to no door afterwards
		return boolOf(a.pattern == route.SignOut) - boolOf(b.pattern == route.SignOut)
	})
	return list
}

func boolOf(is bool) int {
	if is {
		return 1
	}
	return 0
}

// answered is an answer without what differs from one to the next.
type answered struct {
	status int
	body   string
}

// refused says whether the answer is that of a closed door, and not of a form
// that was left empty.
func (a answered) refused() bool {
	return a.status >= 400 && a.status != http.StatusUnprocessableEntity
}

var (
	hidden  = regexp.MustCompile(`(?:name="(?:form|op|secret|kept_action)" value|data-idle|content)="[^"]*"`)
	moments = regexp.MustCompile(`\d{1,2}:\d{2}|[A-Z2-7]{10,}`)
	address = regexp.MustCompile(`(?:next|href|action)="?[^">\s]*`)
)

// asks comes to the address and follows nothing.
func (v *visitor) asks(method, path, token string) answered {
	v.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(url.Values{route.FormToken: {token}}.Encode())
	}
	request, err := http.NewRequest(method, v.base+path, body)
	if err != nil {
		v.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	still := *v.client
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer, err := still.Do(request)
	if err != nil {
		v.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		v.Fatal(err)
	}
	text = hidden.ReplaceAll(text, nil)
	text = moments.ReplaceAll(address.ReplaceAll(text, nil), nil)
	return answered{answer.StatusCode, string(bytes.TrimSpace(text))}
}

// token is what a form of the visitor's session carries.
func (v *visitor) token() string {
	value, _ := v.get(route.OwnAccount).doc.Find(`form[action="/signout"] input[name="form"]`).First().Attr("value")
	return value
}

// Every door, everybody, and three objects: one's own, another's, and none. What
// somebody may not see answers exactly like what was never there.
func TestWhoeverMayNotSeeSomethingIsAnsweredAsIfItWereNotThere(t *testing.T) {
	m := mustOpenMatter(t)
	objects := m.objects()
	tokens := map[string]string{}
	names := append([]string{"nobody"}, everybody()...)
	for _, name := range names[1:] {
		tokens[name] = m.asked[name].token()
	}
	var out strings.Builder
	out.WriteString("# near/far/none where a door names an object; near is of agent and checker, far of agent2\n")
	for _, d := range personal() {
		addresses, named := objects[d.pattern]
		if strings.Contains(d.pattern, ":") != named {
			t.Errorf("%s names an object; objects() does not say which", d.pattern)
			continue
		}
		met := met{}
		for _, name := range names {
			v := m.asked[name]
			if !named {
				met.note(name, strconv.Itoa(v.asks(d.method, d.pattern, tokens[name]).status))
				continue
			}
			var said [3]answered
			for i, path := range addresses {
				said[i] = v.asks(d.method, path, tokens[name])
			}
			met.note(name, fmt.Sprintf("%d/%d/%d", said[0].status, said[1].status, said[2].status))
			for i := range 2 {
				if said[i].refused() && said[i] != said[2] && !knows(name, d.pattern) {
					t.Errorf("%s %s, %s: %s", d.method, addresses[i], name, cmp.Diff(said[2].body, said[i].body))
				}
			}
		}
		fmt.Fprintf(&out, "%s %s (%s)\n%s", d.method, d.pattern, d.who, met)
	}
	golden(t, "testdata/matrix.golden", out.String())
}

// met is who is answered how at a door.
type met map[string][]string

func (m met) note(name, status string) { m[status] = append(m[status], name) }

// String has a line for each way to be answered.
func (m met) String() string {
	var out strings.Builder
	for _, status := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&out, "  %-11s %s\n", status, strings.Join(m[status], " "))
	}
	return out.String()
}

func golden(t *testing.T, name, text string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
