package page

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"creditportal/internal/i18n"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// Kept is a form that was sent when its session was over, or when it had to be
// proved again who sends it.
type Kept struct {
	Action string // complete with language; empty: none
	From   string // the page that it stood on, complete with language; "" where the browser did not say
	Values url.Values
	Owner  string // the mark of whose it was
	Proved bool   // no session ended: it was proved again that it is they
}

// pairs are the hidden fields that carry it on, each name with the beginning.
func (k Kept) pairs(beginning string) []component.Pair {
	var pairs []component.Pair
	for _, name := range slices.Sorted(maps.Keys(k.Values)) {
		for _, value := range k.Values[name] {
			pairs = append(pairs, component.Pair{Name: beginning + name, Value: value})
		}
	}
	return pairs
}

// carried are the hidden fields that carry the form through the pages where
// one signs in.
func (k Kept) carried() []component.Pair {
	if k.Action == "" {
		return nil
	}
	return append([]component.Pair{
		{Name: route.KeptAction, Value: k.Action},
		{Name: route.KeptFrom, Value: k.From},
		{Name: route.KeptOwner, Value: k.Owner},
	}, k.pairs(route.KeptValue)...)
}

// back says how somebody came back to what they had sent: its name, and first of
// all on the form of an act that nothing was done yet.
func (k Kept) back() (title, act string) {
	if k.Proved {
		return "account.proved", "account.proved_act"
	}
	return "account.resume", "account.resume_act"
}

// written are the fields in which people write: what is shown of a form that was
// kept. Numbers, passwords and files are not.
func written() []string {
	return []string{
		route.Reason, route.Claim, route.AskedWords, route.Remark, route.Explanation, route.Papers, route.Document,
	}
}

// keptWords are what is said of a form that was kept, and that its files were not.
func (s Scene) keptWords(k Kept, said string) string {
	if k.Values.Get(route.FilesLost) == "" {
		return said
	}
	return s.Words.Sentences(said, s.t("account.files_lost"))
}

// words are what was written in the form.
func (k Kept) words() string {
	var words []string
	for _, name := range written() {
		words = append(words, k.Values[name]...)
	}
	words = slices.DeleteFunc(words, func(text string) bool { return strings.TrimSpace(text) == "" })
	return strings.Join(words, "\n")
}

// buttons are the words on the buttons of forms that take effect at once, by where
// they are sent.
func buttons() map[string]string {
	return map[string]string{
		route.Remarks: "remark.submit", route.OpenPersonal: "personal.submit", route.Alert: "alert.submit",
		route.StaffNew: "staff.new.submit", route.StaffGrant: "staff.act.grant.submit",
		route.StaffRevoke: "staff.act.revoke.submit", route.StaffLink: "staff.act.link.submit",
		route.StaffSessions: "staff.act.session.submit", route.UnitAccounts: "staff.own.submit",
		route.StaffState: "account.resume_state", route.StaffAsks: "account.resume_ask",
		route.Calendar: "calendar.submit", route.CalendarConfirm: "calendar.confirm",
		route.CalendarDrop: "calendar.drop", route.OwnRecovery: "staff.recovery.renew",
		route.OwnPassword: "account.password_submit", route.OwnReports: "report.make",
		route.NewCorrection: "correction.form.submit", route.NewDeletion: "deletion.act.delete",
		route.Authorisations: "authorisation.form.submit", route.Drafts: "objection.form.on",
		route.DraftCheck: "objection.act.submit", route.RepairDrafts: "objection.form.on",
		route.RepairCheck: "repair.act.submit", route.WindowRepairs: "repair.act.submit",
		route.WindowFilings: "objection.act.submit", route.Mandates: "mandate.form.submit",
	}
}

// button is the key of what is on the button of the form; "" where it is not known.
func (k Kept) button() string {
	path := k.Action
	if within, ok := strings.CutPrefix(path, i18n.LangPath(i18n.English, "")); ok && strings.HasPrefix(within, "/") {
		path = within
	}
	for pattern, key := range buttons() {
		if route.Fits(pattern, path) {
			return key
		}
	}
	return ""
}

// NewResumeView builds the page that sends again what was typed before a
// session ended, or before it was proved again who sends it: it says what would
// be sent, and leads back to where it was typed.
func NewResumeView(s Scene, kept Kept) FormView {
	title, _ := kept.back()
	v := s.accountForm(s.t(title), s.keptWords(kept, s.t("account.resume_lead")), false, nil)
	v.Sent.Action, v.Sent.Submit = kept.Action, s.t("account.resume_submit")
	v.Sent.Hidden = append(kept.pairs(""), s.token()...)
	if key := kept.button(); key != "" {
		v.Facts = append(v.Facts, component.FactView{Term: s.t("account.resume_what"), Text: s.t(key)})
	}
	if words := kept.words(); words != "" {
		v.Facts = append(v.Facts, component.FactView{Term: s.t("request.quicker.typed"), Text: words, Lang: s.chinese()})
	}
	if kept.From != "" {
		v.Sent.Back = component.LinkView{Label: s.t("account.resume_from"), Href: kept.From}
	}
	return v
}

// NewDroppedView builds the page that tells who signed in that what somebody else
// had typed was not sent; from it they go on to where their own work is.
func NewDroppedView(s Scene, home string) FormView {
	v := s.accountForm(s.t("account.dropped"), s.t("account.dropped_lead"), true, nil)
	v.Sent.Back = s.link(s.t("account.dropped_on"), home)
	return v
}

// NewUnmandatedView builds the page that tells whose mandate ended before they came back
// that nothing was sent, with what they had written.
func NewUnmandatedView(s Scene, kept Kept) FormView {
	v := s.accountForm(s.t("account.dropped"), s.t("account.unmandated_lead"), true, nil)
	if words := kept.words(); words != "" {
		v.Facts = []component.FactView{{Term: s.t("request.quicker.typed"), Text: words, Lang: s.chinese()}}
	}
	v.Sent.Back = s.link(s.t("mandate.title"), route.Mandates)
	return v
}

// NewFileReadyView builds the page that leads to the file for which somebody signed
// in, or proved again that it is they, and on to where their work is.
func NewFileReadyView(s Scene, file, home string) FormView {
	v := s.accountForm(s.t("account.file"), s.t("account.file_lead"), false, nil)
	v.Sent.Back = component.LinkView{Label: s.t("account.file_take"), Href: file}
	v.More = []component.LinkView{s.link(s.t("account.dropped_on"), home)}
	return v
}
