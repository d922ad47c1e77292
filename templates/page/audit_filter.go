package page

import (
	"creditportal/internal/actor"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// lookFilter is the form above the query log.
func (s Scene) lookFilter(a Looks) component.FilterView {
	id := s.lookField(a, route.LookID, component.Text)
	id.NoSpelling, id.Autocomplete = true, "off"
	v := component.FilterView{
		Action: s.href(route.Audit), Label: s.t("audit.filter.title"), Submit: s.t("docket.filter.submit"),
		Open: len(a.Faults) > 0,
		Fields: []component.FieldView{
			s.lookField(a, route.LookFrom, component.Day), s.lookField(a, route.LookTo, component.Day), id,
			s.lookPick(a, route.LookSide, each(
				[]actor.Side{actor.Operator, actor.Authority, actor.Provider, actor.Subject},
				func(side actor.Side) component.OptionView {
					return component.OptionView{Value: string(side), Label: s.t(side.Key())}
				})),
			s.lookPick(a, route.LookBasis, each(query.Bases(), func(b query.Basis) component.OptionView {
				return component.OptionView{Value: string(b), Label: s.t(b.Key())}
			})),
			s.lookPick(a, route.LookPurpose, each(query.Purposes(), func(p query.Purpose) component.OptionView {
				return component.OptionView{Value: string(p), Label: s.t(p.Key())}
			})),
			s.lookPick(a, route.LookChannel, each(query.Channels(), func(c query.Channel) component.OptionView {
				return component.OptionView{Value: string(c), Label: s.t(c.Key())}
			})),
		},
	}
	if account := a.Typed.Get(route.LookAccount); account != "" {
		v.Hidden = append(v.Hidden, component.Pair{Name: route.LookAccount, Value: account})
	}
	if len(a.Typed) > 0 {
		v.Clear = s.href(route.Audit)
	}
	return v
}

func (s Scene) lookField(a Looks, name string, kind component.Kind) component.FieldView {
	return s.filterField(s.t("audit.filter."+name), name, kind, a.Typed.Get(name), a.Faults[name])
}

func (s Scene) lookPick(a Looks, name string, options []component.OptionView) component.FieldView {
	return s.anyOf(s.lookField(a, name, component.Select), options)
}
