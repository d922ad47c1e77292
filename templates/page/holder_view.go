package page

import (
	"slices"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// token is what every form of a session carries.
func (s Scene) token() []component.Pair {
	pairs := []component.Pair{{Name: route.FormToken, Value: s.Holder.Form}}
	if s.Holder.Party != "" {
		pairs = append(pairs, component.Pair{Name: route.PartyID, Value: s.Holder.Party})
	}
	return pairs
}

// accountLinks lead to what belongs to an account beside its password: who the
// holder is and for whom they act, or what they do at the window.
func (s Scene) accountLinks(a account.Account) []component.LinkView {
	switch {
	case !a.Staff():
		return []component.LinkView{
			s.link(s.t("identity.title"), route.Identity), s.link(s.t("mandate.title"), route.Mandates),
			s.link(s.t("identity.close"), route.CloseAccount),
		}
	case slices.Contains(a.Roles, actor.IntakeOfficer):
		return []component.LinkView{
			s.link(s.t("mandate.office.title"), route.AskedMandates),
			s.link(s.t("identity.office.title"), route.OfficeActivation),
			s.link(s.t("identity.presented.title"), route.Presentations),
		}
	case slices.Contains(a.Roles, actor.Signer):
		return []component.LinkView{s.link(s.t("identity.presented.title"), route.Presentations)}
	}
	return nil
}
