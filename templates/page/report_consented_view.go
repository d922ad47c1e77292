package page

import (
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// consented says on the page of a report by consent how long it is open, and
// leads back to the authorisation and to the proof of the look.
func (s Scene) consented(v *ReportView, in OpenReport) {
	v.Notice = &component.NoticeView{
		Tone: component.Info, Text: s.t("report.open_until", "Until", s.Words.Instant(in.Until)),
	}
	v.Paper = s.link(s.t("report.paper"), in.Back+"/report.pdf")
	v.Acts = []component.LinkView{
		s.link(s.t("report.back_query"), in.Back), s.link(s.t("report.receipt"), route.LookReceiptOf(in.Report.Entry)),
	}
	v.Frame.Crumbs = []layout.Link{{Label: s.t("report.back_query"), Href: in.Back}, {Label: in.Report.Number}}
}
