package storybook

import (
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/audit"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/query"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/templates/page"
)

// archiveStories are the pages of who audits that look into the archive.
func (o office) archiveStories(at time.Time) []officeStory {
	archive := func(a page.ArchiveAsk) func(page.Scene) templ.Component {
		a.By, a.At = auditing.Name, at
		return func(s page.Scene) templ.Component { return page.ArchivePage(page.NewArchiveView(s, a)) }
	}
	refused := func(kind fault.Kind, key, reason string) func(page.Scene) templ.Component {
		return archive(page.ArchiveAsk{
			Number: "7QK4-M2XD", Reason: reason, Fault: fault.New(kind, key, fault.Args{"Most": query.MostWords}),
		})
	}
	repaired, expired := o.repaired(), query.Original{
		Entry: "q9", Shown: o.Rows["long"], State: record.Active, Since: storyDay, GovernedBy: string(disclosure.ByValidTo),
	}
	expired.DisclosedUntil = storyDay.AddDays(-1)
	return []officeStory{
		{"archive-usual", auditing, 200, true, archive(page.ArchiveAsk{})},
		{"archive-repaired", auditing, 200, true, archive(page.ArchiveAsk{Reason: "Example", Found: &repaired})},
		{"archive-expired", auditing, 200, false, archive(page.ArchiveAsk{Reason: "Example", Found: &expired})},
		{"archive-none", auditing, 404, false, refused(fault.NotFound, "archive.fault.none", "Example")},
		{"archive-several", auditing, 409, false, refused(fault.Conflict, "archive.fault.several", "Example")},
		{"archive-refused", auditing, 422, false, refused(fault.Invalid, "archive.fault.reason", "")},
	}
}

// repaired is a record that was hidden for a time, and then repaired.
func (o office) repaired() query.Original {
	one := query.Original{
		Entry: "q9", Shown: o.Rows["penalty"], State: record.Repaired, Since: storyDay,
		GovernedBy: string(disclosure.ByValidTo), Did: repair.ProviderSign,
		Acts: someActs(storyDay.Start().Add(9 * time.Hour))[:3],
	}
	for i, did := range []audit.Act{repair.ProviderSign, audit.RecordShown, audit.RecordHidden} {
		part := disclosure.PartHidden
		if did == audit.RecordShown {
			part = disclosure.PartShown
		}
		one.Earlier = append(one.Earlier, query.EarlierShown{
			Shown: one.Shown, Reason: "Example",
			Revision: disclosure.Revision{On: storyDay.AddDays(-i), Did: did, Parts: []disclosure.Part{part}},
		})
	}
	return one
}
