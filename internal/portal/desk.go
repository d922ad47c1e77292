package portal

import (
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/monitor"
	"creditportal/internal/notice"
	"creditportal/internal/remark"
	"creditportal/internal/workday"
	"creditportal/web"
)

// officeDeps is what those who work on requests are shown beside them.
func (p *Portal) officeDeps() web.Office {
	calendar := func() workday.Calendar { return p.objections().Desk.Law().Calendar }
	source := p.store.Docket()
	return web.Office{
		Docket: docket.NewDesk(calendar, source), Whom: source.Whom,
		Views:   docket.Views{Store: p.store, Now: p.clock.Now},
		Remarks: remark.NewDesk(p.store, p.clock.Now),
		Monitor: monitor.NewDesk(p.store, calendar, p.clock.Now), Watch: p.watch,
		Deeds: p.store.Deeds, Preview: p.preview,
	}
}

// preview draws the letters that a change would issue, and issues none.
func (p *Portal) preview(r flow.Request, c flow.Change) ([]notice.Rendering, error) {
	press, err := p.cfg.press()
	if err != nil {
		return nil, err
	}
	var drawn []notice.Rendering
	for _, o := range p.owes(r, []flow.Change{c}) {
		one, err := press.Draft(o, c.Event.At)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, one)
	}
	return drawn, nil
}
