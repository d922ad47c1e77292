package page

import (
	"maps"
	"net/url"
	"slices"

	"creditportal/templates/component"
	"creditportal/web/route"
)

// Kept is a form that was sent when its session was over.
type Kept struct {
	Action string // complete with language; empty: none
	Values url.Values
	Owner  string // the mark of whose it was
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
	about := []component.Pair{{Name: route.KeptAction, Value: k.Action}, {Name: route.KeptOwner, Value: k.Owner}}
	return append(about, k.pairs(route.KeptValue)...)
}

// NewResumeView builds the page that sends again what was typed before a
// session ended.
func NewResumeView(s Scene, kept Kept) FormView {
	v := s.accountForm(s.t("account.resume"), s.t("account.resume_lead"), false, nil)
	v.Sent.Action, v.Sent.Submit = kept.Action, s.t("account.resume_submit")
	v.Sent.Hidden = append(kept.pairs(""), s.token()...)
	return v
}

// NewDroppedView builds the page that tells who signed in that what somebody else
// had typed was not sent; from it they go on to where their own work is.
func NewDroppedView(s Scene, home string) FormView {
	v := s.accountForm(s.t("account.dropped"), s.t("account.dropped_lead"), true, nil)
	v.Sent.Back = s.link(s.t("account.dropped_on"), home)
	return v
}
