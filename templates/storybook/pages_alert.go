package storybook

import (
	"github.com/a-h/templ"

	"creditportal/internal/fault"
	"creditportal/internal/monitor"
	"creditportal/templates/page"
)

// alertStories are the pages of what is unusual about looks of staff, and of looks
// that were drawn by chance.
func (o office) alertStories() []officeStory {
	alerts := func(list []monitor.Alert) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.AlertsPage(page.NewAlertsView(s, list)) }
	}
	sample := func(list []monitor.Alert) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.AlertsPage(page.NewSampleView(s, list)) }
	}
	wordless := fault.New(fault.Invalid, "alert.fault.words", fault.Args{"Most": monitor.MostWords})
	undecided := fault.New(fault.Invalid, "alert.fault.verdict", nil)
	answer := func(refused *fault.Error) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component {
			return page.Form(page.NewAlertView(s, page.Answered{Alert: o.Alerts[0], Op: "op", Fault: refused}))
		}
	}
	judge := func(refused *fault.Error) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component {
			look := someLooks(storyDay.Start())[0]
			return page.Form(page.NewSampledView(s, page.Answered{
				Alert: o.Drawn[0], Look: look, Op: "op", Fault: refused,
			}))
		}
	}
	return []officeStory{
		{"alerts-usual", watching, 200, true, alerts(o.Alerts)},
		{"alerts-empty", watching, 200, false, alerts(nil)},
		{"alert-usual", watching, 200, false, answer(nil)},
		{"alert-refused", watching, 422, false, answer(wordless)},
		{"sample-usual", auditing, 200, true, sample(o.Drawn)},
		{"sample-empty", auditing, 200, false, sample(nil)},
		{"sampled-usual", auditing, 200, false, judge(nil)},
		{"sampled-refused", auditing, 422, false, judge(undecided)},
	}
}
