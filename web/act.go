package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showAct is the form of an act upon an item.
func (s *Server) showAct(c echo.Context) error {
	a, err := s.act(c)
	if err != nil {
		return err
	}
	a.Op = newOp()
	return s.show(c, page.Form(page.NewActView(s.scene(c, nil), a)))
}

// act is the act that the address names, if the holder may do it now.
func (s *Server) act(c echo.Context) (page.Act, error) {
	r, err := s.request(c)
	if err != nil {
		return page.Act{}, err
	}
	i := slices.IndexFunc(r.Items, func(it flow.Item) bool { return strconv.FormatInt(it.ID, 10) == c.Param("item") })
	if i < 0 {
		return page.Act{}, echo.ErrNotFound
	}
	beside, err := s.shownItem(c, r, r.Items[i])
	if err != nil {
		return page.Act{}, err
	}
	k := slices.IndexFunc(beside.Acts, func(row flow.Row) bool { return route.ActName(row.Do) == c.Param("act") })
	if k < 0 {
		return page.Act{}, echo.ErrNotFound
	}
	officers, err := s.deps.Officers(c.Request().Context())
	return page.Act{Request: r, Item: r.Items[i], Record: beside.Record, Row: beside.Acts[k], Officers: officers}, err
}

// takeAct does an act. Where somebody was quicker, or something is wrong, the
// form comes back with what was typed.
func (s *Server) takeAct(c echo.Context) error {
	item, err := strconv.ParseInt(c.Param("item"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	m, err := s.move(c)
	if err != nil {
		return err
	}
	_, err = s.deps.Objections.Do(c.Request().Context(), c.Param("id"), item, m, visitOf(c).Holder.by())
	if refusal := faultOf(err); refusal != nil {
		return s.refuseAct(c, m, refusal)
	}
	if err != nil {
		return err
	}
	return s.leadToRequest(c, c.Param("id"))
}

func (s *Server) refuseAct(c echo.Context, m flow.Move, refusal *fault.Error) error {
	a, err := s.act(c)
	if err != nil {
		return refusal // the item stands elsewhere: the refusal says so
	}
	a.Op, a.Move, a.Fault = c.FormValue(route.Operation), m, refusal
	return s.send(c, statusOf(refusal), page.Form(page.NewActView(s.scene(c, nil), a)))
}

// move reads what the form of an act says.
func (s *Server) move(c echo.Context) (flow.Move, error) {
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return flow.Move{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	m := flow.Move{
		Do: audit.Act(string(s.deps.Objections.Table.Kind) + "." + c.Param("act")), Op: op, Version: version,
		As: flow.Outcome(c.FormValue(route.Outcome)), Reason: strings.TrimSpace(c.FormValue(route.Reason)),
		Document: strings.TrimSpace(c.FormValue(route.Document)), Remedy: flow.Remedy(c.FormValue(route.Remedy)),
		Provider: c.FormValue(route.Authority), Values: readValues(c.Request().PostForm),
	}
	m.Owner, _ = strconv.ParseInt(c.FormValue(route.Officer), 10, 64) // none is refused by the row that wants one
	m.Papers = strings.FieldsFunc(c.FormValue(route.Papers), func(r rune) bool { return r == '\n' || r == '\r' })
	files, err := s.filesOf(c)
	m.Attachments = idsOf(files)
	return m, err
}

// readValues reads what fields of the record must say; what was left empty stays
// as it is.
func readValues(form url.Values) []flow.Value {
	var list []flow.Value
	for _, name := range slices.Sorted(maps.Keys(form)) {
		code, ok := strings.CutPrefix(name, route.FieldValue)
		if text := strings.TrimSpace(form.Get(name)); ok && text != "" {
			list = append(list, flow.Value{Field: code, Text: text})
		}
	}
	return list
}
