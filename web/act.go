package web

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/audit"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showAct is the form of an act upon an item.
func (s *Server) showAct(c echo.Context) error {
	a, err := s.act(c)
	if err != nil {
		return err
	}
	if !a.Offered() {
		return s.late(c, a)
	}
	if a.Row.StepUp && !s.isFresh(c) {
		return s.askToStepUp(c)
	}
	a.Op = newOp()
	a.Begin(s.scene(c, nil), c.QueryParam(route.Model))
	if a.Letters, err = s.previews(c, a); err != nil {
		return err
	}
	return s.show(c, page.ActPage(page.NewActView(s.scene(c, nil), a)))
}

// late leads whoever opens an act that their role does, but that cannot be done now,
// to the request, which says how it stands.
func (s *Server) late(c echo.Context, a page.Act) error {
	row := named(s.serviceOf(a.Request).Table.Rows, c.Param("act"))
	if _, does := a.By.In(row.By...); !does {
		return echo.ErrNotFound
	}
	return s.leadToRequest(c, a.Request.PublicID)
}

// act is the act that the address names; its row is zero where the holder may
// not do it now.
func (s *Server) act(c echo.Context) (page.Act, error) {
	r, err := s.request(c)
	if err != nil {
		return page.Act{}, err
	}
	i := slices.IndexFunc(r.Items, func(it flow.Item) bool { return strconv.FormatInt(it.ID, 10) == c.Param("item") })
	if i < 0 {
		return page.Act{}, echo.ErrNotFound
	}
	a := page.Act{By: visitOf(c).Holder.by(), Request: r, Item: r.Items[i]}
	shown, err := s.shownItems(c, r, a.Item)
	if err != nil {
		return page.Act{}, err
	}
	a.Beside = shown[a.Item.ID]
	a.Row = named(a.Beside.Acts, c.Param("act"))
	err = s.aid(c, &a)
	return a, err
}

// aid adds what the form of an act lets its holder choose from.
func (s *Server) aid(c echo.Context, a *page.Act) error {
	var err error
	if a.Files, err = s.evidence(c, a.Request); err != nil {
		return err
	}
	a.Takers, err = s.deps.Takers(c.Request().Context())
	return err
}

// named is the row of the act that addresses name so; the zero Row for none.
func named(rows []flow.Row, act string) flow.Row {
	for _, row := range rows {
		if route.ActName(row.Do) == act {
			return row
		}
	}
	return flow.Row{}
}

// previews are the letters that a signature would issue, for the signer to read
// first. Where the act would be refused there is none.
func (s *Server) previews(c echo.Context, a page.Act) ([]string, error) {
	if a.Row.Do != objection.Sign {
		return nil, nil
	}
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	r, err := s.deps.Objections.Desk.Store.Request(ctx, a.Request.PublicID, by)
	if err != nil {
		return nil, err
	}
	change, err := s.serviceOf(r).Plan(ctx, r, a.Item, flow.Move{Do: a.Row.Do}, by)
	if err != nil {
		if faultOf(err) != nil {
			err = nil // it would be refused: there is nothing to preview
		}
		return nil, err
	}
	drawn, err := s.deps.Office.Preview(r, change)
	var letters []string
	for _, one := range drawn {
		letters = append(letters, string(one.HTML))
	}
	return letters, err
}

// takeAct does an act. Where somebody was quicker, or something is wrong, the
// form comes back with what was typed.
func (s *Server) takeAct(c echo.Context) error {
	m, err := s.move(c)
	if err != nil {
		return err
	}
	service, err := s.acted(c)
	if err != nil {
		return err
	}
	m.Do = audit.Act(string(service.Table.Kind) + "." + c.Param("act"))
	if service.Table.StepUp(m.Do) && !s.isFresh(c) {
		return s.askToStepUp(c)
	}
	return s.doAct(c, service, m)
}

func (s *Server) doAct(c echo.Context, service flow.Service, m flow.Move) error {
	by := visitOf(c).Holder.by()
	if refused := visitOf(c).Refused; len(refused) > 0 && by.Side != actor.Subject {
		return s.refuseAct(c, m, refused[0].Fault) // a subject's day of receipt stands, a decision waits for its papers
	}
	item, _ := strconv.ParseInt(c.Param("item"), 10, 64) // no number is no item
	_, err := service.Do(c.Request().Context(), c.Param("id"), item, m, by)
	if refusal := faultOf(err); refusal != nil {
		return s.refuseAct(c, m, refusal)
	}
	if err != nil {
		return err
	}
	return s.leadToRequest(c, c.Param("id"))
}

// acted is the procedure of the request that is acted upon. The authority is refused
// one that it has given no reason to open.
func (s *Server) acted(c echo.Context) (flow.Service, error) {
	by := visitOf(c).Holder.by()
	r, err := s.deps.Objections.Desk.Store.Request(c.Request().Context(), c.Param("id"), by)
	if err != nil {
		return flow.Service{}, err
	}
	if r.Kind == flow.Feedback {
		return flow.Service{}, echo.ErrNotFound // it has a page of its own
	}
	return s.serviceOf(r), errors.Join(inMatter(r, by), s.reasoned(c, r))
}

// refuseAct says what is wrong beside what was typed. Where somebody was
// quicker, it says what they did, and where the act is no longer to be done at
// all, why.
func (s *Server) refuseAct(c echo.Context, m flow.Move, refusal *fault.Error) error {
	a, err := s.act(c)
	if err != nil {
		return refusal
	}
	if !a.Offered() && refusal.Kind == fault.Invalid {
		barred := *refusal
		barred.Kind = fault.Conflict // with how the matter stands: no form could do better
		refusal = &barred
	}
	if a.Staged, err = s.filesOf(c); err != nil {
		return err
	}
	a.Refused = visitOf(c).Refused
	a.Op, a.Move, a.Fault = c.FormValue(route.Operation), m, refusal
	if !a.Offered() || refusal.Kind == fault.Stale || refusal.Kind == fault.Conflict {
		a.Op, a.Quicker = newOp(), true
	}
	return s.send(c, statusOf(refusal), page.ActPage(page.NewActView(s.scene(c, nil), a)))
}

// move reads what the form of an act says; which act it is, its procedure tells.
func (s *Server) move(c echo.Context) (flow.Move, error) {
	op, err := opOf(c)
	version, none := strconv.Atoi(c.FormValue(route.Version))
	if err != nil || none != nil {
		return flow.Move{}, fault.New(fault.Invalid, "account.fault.form", nil)
	}
	form := c.Request().PostForm
	m := flow.Move{
		Op: op, Version: version,
		As: flow.Outcome(c.FormValue(route.Outcome)), Reason: strings.TrimSpace(c.FormValue(route.Reason)),
		Document: strings.TrimSpace(c.FormValue(route.Document)), Remedy: flow.Remedy(c.FormValue(route.Remedy)),
		Provider: c.FormValue(route.Authority), Values: readValues(form), Fields: form[route.OfField],
		Public: strings.TrimSpace(c.FormValue(route.Explanation)), Evidence: readEvidence(form),
	}
	m.Dated, _ = civil.Parse(c.FormValue(route.DatedOn))              // the same
	m.Owner, _ = strconv.ParseInt(c.FormValue(route.Officer), 10, 64) // none is refused by the row that wants one
	m.Papers = strings.FieldsFunc(c.FormValue(route.Papers), func(r rune) bool { return r == '\n' || r == '\r' })
	m.Attachments, err = s.attached(c)
	return m, err
}

// attached are the files that the form of an act hands in.
func (s *Server) attached(c echo.Context) ([]attachment.ID, error) {
	files, err := s.filesOf(c)
	return idsOf(files), err
}

// readEvidence reads which files a provider is given.
func readEvidence(form url.Values) []attachment.ID {
	var ids []attachment.ID
	for _, id := range form[route.Evidence] {
		ids = append(ids, attachment.ID(id))
	}
	return ids
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
