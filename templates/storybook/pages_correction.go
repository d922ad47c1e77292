package storybook

import (
	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/correction"
	"creditportal/internal/fault"
	"creditportal/internal/record"
	"creditportal/templates/page"
)

// reporting is somebody who reports for a provider.
var reporting = actor.Actor{Account: 11, Side: actor.Provider, Role: actor.ProviderReporter, Unit: checker.Unit}

// correctionStories are the pages of what providers put right by themselves.
func (o office) correctionStories() []officeStory {
	begin := func(in page.Correcting) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.Form(page.NewCorrectionView(s, in)) }
	}
	annulled := func(list ...record.Explanation) func(page.Scene) templ.Component {
		return func(s page.Scene) templ.Component { return page.Annulled(page.NewAnnulledView(s, list)) }
	}
	return []officeStory{
		{"correction-usual", reporting, 200, true, begin(page.Correcting{Op: "op", On: storyDay.String()})},
		{"correction-refused", reporting, 422, false, begin(page.Correcting{
			Op: "op", On: storyDay.String(), Number: "7QK4-M2XD", Ground: correction.BasisFell,
			Fault: fault.New(fault.Invalid, "correction.fault.unknown", nil),
		})},
		{"annulled-usual", actor.Public(), 200, true, annulled(o.Explanations...)},
		{"annulled-none", actor.Public(), 200, false, annulled()},
	}
}
