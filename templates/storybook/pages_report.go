package storybook

import (
	"time"

	"github.com/a-h/templ"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/catalog/edition"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// reportStories are the pages of the query about oneself, and of the proof that
// a report is genuine.
func (o office) reportStories() []officeStory {
	full := []string{"penalty", "annotated", "licence", "honour", "long"}
	return []officeStory{
		{"reports-usual", citizen, 200, true, func(s page.Scene) templ.Component {
			return page.ReportList(page.NewReportsView(s, o.reports(o.issued())))
		}},
		{"reports-none", citizen, 200, false, func(s page.Scene) templ.Component {
			return page.ReportList(page.NewReportsView(s, o.reports()))
		}},
		{"report-usual", citizen, 200, true, o.report(full)},
		{"report-empty", citizen, 200, false, o.report(nil)},
		{"report-outdated", citizen, 410, false, func(s page.Scene) templ.Component {
			return page.Plain(page.NewOutdatedView(s, o.issued()))
		}},
		{"verify-usual", actor.Public(), 200, false, o.verify(page.Verify{})},
		{"verify-report", actor.Public(), 200, true, o.verify(page.Verify{Report: o.certificate(false), Proof: logged()})},
		{"verify-consented", actor.Public(), 200, false, o.verify(page.Verify{Report: o.forOthers(), Proof: logged()})},
		{"verify-changed", actor.Public(), 200, false, o.verify(page.Verify{Report: o.certificate(true)})},
		{"verify-unknown", actor.Public(), 422, false, o.verify(page.Verify{
			Code: "3F6K", Fault: fault.New(fault.NotFound, "notice.fault.unproved", nil),
		})},
	}
}

// issued is a report as it was issued.
func (o office) issued() report.Report {
	return report.Report{
		PublicID: "abcdefghijklmnopqrstuvwxyz", Entry: "abcdefghijklmnopqrstuvwxyz",
		Number: "20261123-0483720195", Proof: "3F6K-9TQ2-M0XD-7HWV", Subject: 1,
		Enquirer: o.Subjects["usual"].Name, Purpose: query.Own, Paper: notice.Hash{1, 2, 3},
		IssuedAt: storyDay.Start().Add(9*time.Hour + 26*time.Minute),
	}
}

func (o office) reports(list ...report.Report) page.Reports {
	return page.Reports{Name: o.Subjects["usual"].Name, List: list, Op: "op"}
}

// report shows a report of the records of the names.
func (o office) report(names []string) func(page.Scene) templ.Component {
	content := o.content(names)
	return func(s page.Scene) templ.Component {
		s.Path = route.OwnReports
		return page.Report(page.NewReportView(s, page.OpenReport{
			Report: o.issued(), Content: content, Issuer: o.Site.Operator, Made: len(names) > 0,
			Proved: true,
		}))
	}
}

// content is what a report of the records of the names says.
func (o office) content(names []string) report.Content {
	file := query.File{Subject: o.Subjects["usual"]}
	for i, name := range names {
		if row, ok := o.Rows[name]; ok {
			line := query.Line{ID: int64(i + 1), Shown: row}
			if i == 0 {
				changed := []string{row.Fields[0].Label}
				line.Revisions = []disclosure.Revision{{On: storyDay.AddDays(-1), Did: audit.BatchEntered, Fields: changed}}
			}
			file.Lines = append(file.Lines, line)
		}
	}
	items := edition.MustStarter()
	return report.Compose(file, func(_, code string) (catalog.Item, bool) { return items.Item(code) })
}

func (o office) certificate(changed bool) report.Certificate {
	r := o.issued()
	return report.Certificate{
		Number: r.Number, Issuer: o.Site.Operator, IssuedAt: r.IssuedAt, Fingerprint: r.Paper, Changed: changed,
		Entry: r.Entry,
	}
}

// forOthers is what is told of a report that was made for somebody else.
func (o office) forOthers() report.Certificate {
	c := o.certificate(false)
	c.Consented = true
	return c
}

// logged is the proof of the look under which a report was made.
func logged() page.LookProof {
	return page.LookProof{Receipt: []byte("receipt"), Index: 324, Signed: ledger.Checkpoint{
		Origin: "credit.example.cn/log/2026", At: storyDay.Start().Add(9*time.Hour + 27*time.Minute),
	}}
}

func (o office) verify(in page.Verify) func(page.Scene) templ.Component {
	return func(s page.Scene) templ.Component {
		s.Holder, s.Path = page.Holder{}, route.Verify
		return page.Form(page.NewVerifyView(s, in))
	}
}
