package portal

import (
	"fmt"

	"creditportal/internal/catalog"
	"creditportal/internal/i18n"
	"creditportal/internal/pdf"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/templates/letter"
	"creditportal/templates/page"
)

// reports is where credit reports are made, about files of the desk.
func (p *Portal) reports(desk *query.Desk) (*report.Desk, error) {
	press, err := p.cfg.press()
	if err != nil {
		return nil, err
	}
	issuer := press.Office.Issuer
	return report.NewDesk(p.store, desk, report.Press{
		Issuer: issuer, Item: p.item,
		Current: func(code string) (catalog.Item, bool) { return p.edition().Item(code) },
		Draw:    func(r report.Report, c report.Content) ([]byte, error) { return p.drawReport(r, c, issuer) },
	}, p.clock.Now), nil
}

// drawReport draws a report for paper. It is drawn from what the report says and
// from nothing that passes: the same report is the same file tomorrow.
func (p *Portal) drawReport(r report.Report, c report.Content, issuer string) ([]byte, error) {
	scene := page.Scene{
		Words: i18n.Default().Printer(i18n.Chinese), Catalog: p.edition(), Providers: p.providerNames(),
	}
	seal, err := p.cfg.Letters.seal()
	if err != nil {
		return nil, err
	}
	in := page.OpenReport{Report: r, Content: c, Issuer: issuer}
	text := page.ReportText(scene, in, letter.Address(p.cfg.address(), r.Number))
	code, err := letter.Code(text.Address, r.Proof)
	if err != nil {
		return nil, err
	}
	body, err := pdf.NewTypesetter(p.paperWords()).Draw(pdf.Letter{
		Text: text, Code: code, IssuedAt: r.IssuedAt, Seal: seal, Asked: page.ReportMark(scene, r),
	})
	if err != nil {
		return nil, fmt.Errorf("drawing a report for paper: %w", err)
	}
	return body, nil
}
