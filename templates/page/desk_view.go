package page

import (
	"maps"
	"slices"
	"strconv"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/docket"
	"creditportal/internal/feedback"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// deskDoor is a page of the office and the roles that open it.
type deskDoor struct {
	layout.NavItem

	roles []actor.Role
}

// deskDoors are the pages that the work of somebody begins at.
func deskDoors() []deskDoor {
	operators := []actor.Role{actor.IntakeOfficer, actor.CaseOfficer, actor.Signer, actor.DataAdmin}
	return []deskDoor{
		{layout.NavItem{Key: layout.NavDesk, Href: route.Desk}, operators},
		{layout.NavItem{Key: layout.NavDocket, Href: route.Docket}, operators},
		{layout.NavItem{Key: layout.NavWindow, Href: route.Window}, []actor.Role{actor.IntakeOfficer}},
		{
			layout.NavItem{Key: layout.NavPapers, Href: route.PaperAuthorisations},
			[]actor.Role{actor.IntakeOfficer, actor.CaseOfficer},
		},
		{layout.NavItem{Key: layout.NavActivation, Href: route.OfficeActivation}, []actor.Role{actor.IntakeOfficer}},
		{
			layout.NavItem{Key: layout.NavPresented, Href: route.Presentations},
			[]actor.Role{actor.IntakeOfficer, actor.Signer},
		},
		{layout.NavItem{Key: layout.NavMandates, Href: route.AskedMandates}, []actor.Role{actor.IntakeOfficer}},
		{
			layout.NavItem{Key: layout.NavMessages, Href: route.Messages},
			[]actor.Role{actor.IntakeOfficer, actor.CaseOfficer},
		},
		{layout.NavItem{Key: layout.NavCalendar, Href: route.Calendar}, []actor.Role{actor.DataAdmin, actor.Signer}},
		{
			layout.NavItem{Key: layout.NavProvider, Href: route.ProviderDesk},
			[]actor.Role{actor.ProviderReporter, actor.ProviderChecker, actor.ProviderReviewer},
		},
		{layout.NavItem{Key: layout.NavUnit, Href: route.UnitAccounts}, []actor.Role{actor.ProviderAdmin}},
		{layout.NavItem{Key: layout.NavAuthority, Href: route.AuthorityDesk}, []actor.Role{actor.AuthorityOfficer}},
		{layout.NavItem{Key: layout.NavOverdue, Href: route.OverdueItems}, []actor.Role{actor.AuthorityOfficer}},
		{layout.NavItem{Key: layout.NavEndings, Href: route.Endings}, []actor.Role{
			actor.DataAdmin, actor.CaseOfficer, actor.ProviderChecker, actor.ProviderReviewer, actor.AuthorityOfficer,
		}},
		{layout.NavItem{Key: layout.NavAlerts, Href: route.Alerts}, []actor.Role{actor.AuthorityOfficer}},
		{layout.NavItem{Key: layout.NavLooks, Href: route.Audit}, []actor.Role{actor.AuditAdmin}},
		{layout.NavItem{Key: layout.NavTrail, Href: route.AuditActs}, []actor.Role{actor.AuditAdmin}},
		{layout.NavItem{Key: layout.NavArchive, Href: route.AuditArchive}, []actor.Role{actor.AuditAdmin}},
		{layout.NavItem{Key: layout.NavLedger, Href: route.AuditCheckpoint}, []actor.Role{actor.AuditAdmin}},
		{layout.NavItem{Key: layout.NavSample, Href: route.AuditSample}, []actor.Role{actor.AuditAdmin}},
		{layout.NavItem{Key: layout.NavStaff, Href: route.Staff}, []actor.Role{actor.SystemAdmin, actor.SecurityAdmin}},
	}
}

// deskNavigation leads those who work for others to the pages that their roles
// open, and to what they did.
func (s Scene) deskNavigation() []layout.NavItem {
	var list []layout.NavItem
	for _, d := range deskDoors() {
		if _, opens := s.Holder.By.In(d.roles...); opens {
			list = append(list, d.NavItem)
		}
	}
	if len(list) == 0 && !s.Holder.Staff {
		return nil
	}
	return append(list, layout.NavItem{Key: layout.NavActs, Href: route.OwnActs})
}

// deskFrame is the frame of a page of the office, below the pages that lead to
// it.
func (s Scene) deskFrame(section layout.NavKey, crumbs ...layout.Link) layout.View {
	title := crumbs[len(crumbs)-1].Label
	return s.frame(place{Title: title, Desk: true, Section: section, Crumbs: crumbs})
}

// deskHome is the page that the holder's work begins at.
func (s Scene) deskHome() (layout.NavKey, layout.Link) {
	switch s.Holder.By.Side {
	case actor.Provider:
		return layout.NavProvider, layout.Link{Label: s.t("provider_desk.title"), Href: route.ProviderDesk}
	case actor.Authority:
		return layout.NavAuthority, layout.Link{Label: s.t("authority_desk.title"), Href: route.AuthorityDesk}
	case actor.Operator, actor.Anonymous, actor.Engine, actor.Subject:
	}
	return layout.NavDocket, layout.Link{Label: s.t("docket.title"), Href: route.Docket}
}

// dueSlip says how near the day is that something is due on; none for no day.
func (s Scene) dueSlip(due civil.Date) *component.SlipView {
	switch {
	case due.IsZero():
		return nil
	case s.Today.After(due):
		return &component.SlipView{Tone: component.Adverse, Text: s.n("docket.late", s.late(due))}
	case due == s.Today:
		return &component.SlipView{Tone: component.Caution, Text: s.t("docket.due.today")}
	}
	return &component.SlipView{Tone: component.Neutral, Text: s.n("docket.left", s.Calendar.Between(s.Today, due))}
}

// late is by how many working days it is over what was due on the day: one at least from
// the day after, be it one of rest; 0 until then.
func (s Scene) late(due civil.Date) int {
	if !s.Today.After(due) {
		return 0
	}
	return max(s.Calendar.Between(due, s.Today), 1)
}

// stateSlip says where an item stands, or what came of it.
func (s Scene) stateSlip(kind flow.Kind, state flow.State, outcome flow.Outcome) component.SlipView {
	table := flow.Table{Kind: kind}
	switch state {
	case flow.Closed:
		return component.SlipView{Tone: component.Neutral, Text: s.t(table.OutcomeKey(outcome))}
	case flow.Signing:
		return component.SlipView{Tone: component.Caution, Text: s.t(table.StateKey(state))}
	default:
		return component.SlipView{Tone: component.Info, Text: s.t(table.StateKey(state))}
	}
}

// itemHref is the address of an item on the page of its request.
func (s Scene) itemHref(kind flow.Kind, publicID string, item int64) string {
	if kind == flow.Feedback {
		return s.href(route.Message(publicID))
	}
	return s.href(route.Request(publicID)) + "?" + route.OfItem + "=" + strconv.FormatInt(item, 10)
}

// matterOf says what an entry is about.
func (s Scene) matterOf(e docket.Entry) string { return s.matterIn(e.Kind, e.Ground) }

// matterIn says why somebody files in a procedure, or that they do.
func (s Scene) matterIn(kind flow.Kind, ground string) string {
	switch kind {
	case flow.Feedback:
		return s.t(feedback.Topic(ground).Key())
	case flow.Repair:
		return s.t("request.kind.repair")
	case flow.Deletion:
		return s.t("request.kind.deletion")
	case flow.Correction:
		return joined(s.t("request.kind.correction"), s.t(correction.Ground(ground).Key()))
	default:
		return s.t(objection.Ground(ground).Key())
	}
}

// openStates are the states in which something about a record is worked on, each
// with its name.
func (s Scene) openStates() []component.OptionView {
	options := each(objection.Open(), func(state flow.State) component.OptionView {
		return component.OptionView{Value: string(state), Label: s.t(objection.Table().StateKey(state))}
	})
	for _, state := range []flow.State{repair.Routed, repair.Reviewing} {
		options = append(options, component.OptionView{Value: string(state), Label: s.t(repair.Table().StateKey(state))})
	}
	return options
}

// officer names whoever has claimed something.
func (s Scene) officer(names map[int64]string, account int64) string {
	switch {
	case account == 0:
		return s.t("docket.unclaimed")
	case account == s.Holder.By.Account:
		return s.t("docket.me")
	case names[account] == "":
		return s.t("docket.someone")
	}
	return names[account]
}

// counted is a number that may be more than was counted.
func (s Scene) counted(n int) string {
	if n >= docket.MostCounted {
		return s.Words.Count(docket.MostCounted) + "+"
	}
	return s.Words.Count(n)
}

func sortedIDs(m map[int64]string) []int64 { return slices.Sorted(maps.Keys(m)) }
