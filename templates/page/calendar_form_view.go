package page

import (
	"strconv"
	"strings"

	"creditportal/internal/calendar"
	"creditportal/templates/component"
	"creditportal/web/route"
)

// YearForm asks for a year, festival by festival.
type YearForm struct {
	SentForm

	Title     string
	Lead      string
	Festivals []FestivalView
	File      component.LinkView // for who has the year as a file
}

// FestivalView asks for the days of a festival.
type FestivalView struct {
	Name   string
	Fields []component.FieldView
}

// yearForm asks for the year as the notice tells it.
func (s Scene) yearForm(in YearCalendar) *YearForm {
	typed := in.Typed
	v := &YearForm{
		Title: s.t("calendar.enter", "Year", strconv.Itoa(typed.Year)), Lead: s.t("calendar.enter_lead"),
		File: s.link(s.t("calendar.file.title"), route.CalendarFile),
	}
	if in.Torn {
		v.Lead = s.t("calendar.enter_torn")
	}
	v.Action, v.Submit = s.href(route.Calendar), s.t("calendar.submit")
	v.Hidden = append(s.token(),
		component.Pair{Name: route.Operation, Value: in.Op},
		component.Pair{Name: route.OfYear, Value: strconv.Itoa(typed.Year)})
	v.Fields = []component.FieldView{
		{
			ID: "notice", Name: route.NoticeOf, Kind: component.Text, Label: s.t("calendar.notice"),
			Hint: s.t("calendar.notice_hint"), Value: typed.Notice, NoSpelling: true,
		},
		{
			ID: "dated", Name: route.DatedOn, Kind: component.Day, Label: s.t("calendar.dated"), Value: typed.Dated,
			Hint: s.t("calendar.day_hint", "Today", s.Today),
		},
	}
	for i := range v.Fields {
		v.Fields[i].Fault = s.wrong(in, calendar.Part{Name: v.Fields[i].Name})
	}
	v.Festivals = each(typed.Holidays, func(h calendar.Holiday) FestivalView { return s.festival(in, h) })
	return v
}

func (s Scene) wrong(in YearCalendar, part calendar.Part) string {
	if why := in.Wrong[part]; why != nil {
		return s.Words.Fault(why)
	}
	return ""
}

func (s Scene) festival(in YearCalendar, h calendar.Holiday) FestivalView {
	v := FestivalView{Name: s.t(h.Festival.Key())}
	for _, part := range []struct{ prefix, value string }{
		{route.FirstOff, h.From}, {route.LastOff, h.Until}, {route.MakeUp, h.MakeUp},
	} {
		name := strings.TrimSuffix(part.prefix, ".")
		v.Fields = append(v.Fields, component.FieldView{
			ID: name + "-" + string(h.Festival), Name: part.prefix + string(h.Festival), Kind: component.Day,
			Label: s.t("calendar.part." + name), Value: part.value, NoSpelling: true,
			Fault: s.wrong(in, calendar.Part{Name: name, Festival: h.Festival}),
		})
	}
	return v
}
