package storybook

import (
	"github.com/a-h/templ"

	"creditportal/internal/disclosure"
	"creditportal/internal/monitor"
	"creditportal/internal/statute"
	"creditportal/templates/page"
)

// endingStories are the page of what leaves display in the days to come.
func endingStories() []officeStory {
	books := statute.MustLoad().Rules
	span := monitor.Span{From: storyDay, To: storyDay.AddDays(monitor.EndsAhead)}
	shown := func(e monitor.Endings) func(page.Scene) templ.Component {
		e.Span = span
		return func(s page.Scene) templ.Component {
			s.Rules = books
			return page.EndingsPage(page.NewEndingsView(s, e))
		}
	}
	rule, own := books.AllPeriods()[0].Basis.Cite(), string(disclosure.ByValidTo)
	full := monitor.Endings{
		Soon: []monitor.Ending{
			{Last: storyDay, GovernedBy: rule, Count: 2}, {Last: storyDay.AddDays(7), GovernedBy: own, Count: 1},
		},
		Books: []monitor.Ending{{Last: storyDay.AddDays(128), GovernedBy: rule, Count: 1250}},
		Named: []monitor.Leaving{
			{Number: "7K3M-2XQ9", Item: "A06", Provider: checker.Unit, Public: true, Last: storyDay, GovernedBy: rule},
			{Number: "9Q2X-4TJC", Item: "A06", Provider: checker.Unit, Last: storyDay, GovernedBy: rule},
			{Number: "4TJC-7K3M", Item: "B02", Provider: checker.Unit, Public: true, Last: storyDay.AddDays(7), GovernedBy: own},
		},
	}
	return []officeStory{
		{"endings-usual", keeper, 200, true, shown(full)},
		{"endings-empty", keeper, 200, false, shown(monitor.Endings{})},
	}
}
