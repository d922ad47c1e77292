package page

import (
	"creditportal/internal/actor"
	"creditportal/internal/query"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// lookFilter is what the query log can be asked.
func (s Scene) lookFilter(a Looks) component.FilterView {
	id := s.askedField(a.LogAsked, route.LookID, component.Text)
	id.NoSpelling, id.Autocomplete = true, "off"
	v := s.logFilter(looksLog, a.LogAsked, id,
		s.sidePick(a.LogAsked, route.LookSide, sidesOfLogs()),
		s.askedPick(a.LogAsked, route.LookBasis, each(query.Bases(), func(b query.Basis) component.OptionView {
			return component.OptionView{Value: string(b), Label: s.t(b.Key())}
		})),
		s.askedPick(a.LogAsked, route.LookPurpose, each(query.Purposes(), func(p query.Purpose) component.OptionView {
			return component.OptionView{Value: string(p), Label: s.t(p.Key())}
		})),
		s.askedPick(a.LogAsked, route.LookChannel, each(query.Channels(), func(c query.Channel) component.OptionView {
			return component.OptionView{Value: string(c), Label: s.t(c.Key())}
		})),
	)
	if account := a.Typed.Get(route.LookAccount); account != "" {
		v.Hidden = append(v.Hidden, component.Pair{Name: route.LookAccount, Value: account})
	}
	return v
}

// logFilter begins with the days, whichever log it is.
func (s Scene) logFilter(b auditLog, a LogAsked, fields ...component.FieldView) component.FilterView {
	days := []component.FieldView{
		s.askedField(a, route.LookFrom, component.Day), s.askedField(a, route.LookTo, component.Day),
	}
	v := component.FilterView{
		Action: s.href(b.page), Label: s.t("audit.filter.title"), Submit: s.t("docket.filter.submit"),
		Open: len(a.Faults) > 0, Fields: append(days, fields...),
	}
	if len(a.Typed) > 0 {
		v.Clear = s.href(b.page)
	}
	return v
}

// sidesOfLogs are the sides of those who look.
func sidesOfLogs() []actor.Side {
	return []actor.Side{actor.Operator, actor.Authority, actor.Provider, actor.Subject}
}

func (s Scene) sidePick(a LogAsked, name string, sides []actor.Side) component.FieldView {
	return s.askedPick(a, name, each(sides, func(side actor.Side) component.OptionView {
		return component.OptionView{Value: string(side), Label: s.t(side.Key())}
	}))
}

func (s Scene) askedField(a LogAsked, name string, kind component.Kind) component.FieldView {
	return s.filterField(s.t("audit.filter."+name), name, kind, a.Typed.Get(name), a.Faults[name])
}

func (s Scene) askedPick(a LogAsked, name string, options []component.OptionView) component.FieldView {
	return s.anyOf(s.askedField(a, name, component.Select), options)
}
