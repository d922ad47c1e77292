package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// lookRows is how many lines a page of the query log has; lookTableRows is how
// many are taken away at once.
const (
	lookRows      = 50
	lookTableRows = 10_000
)

// auditDoors lead who audits the logs to them. Each look there is in them.
func auditDoors() []door {
	return []door{
		{http.MethodGet, route.Audit, auditors, own, (*Server).showLooks},
		{http.MethodPost, route.AuditTable, auditors.steppedUp(), own, (*Server).takeLooks},
		{http.MethodGet, route.AuditActs, auditors, own, (*Server).showActs},
		{http.MethodPost, route.AuditActsTable, auditors.steppedUp(), own, (*Server).takeActs},
		{http.MethodGet, route.AuditArchive, auditors, own, (*Server).showArchive},
		{http.MethodPost, route.AuditArchive, auditors.steppedUp(), own, (*Server).takeOriginal},
		{http.MethodGet, route.AuditCheckpoint, auditors, own, (*Server).showStanding},
		{http.MethodPost, route.AuditCheckpoint, auditors, own, (*Server).takeReceipt},
	}
}

// showLooks lists who looked at what, the newest first.
func (s *Server) showLooks(c echo.Context) error {
	a := readLooks(c.QueryParams())
	if len(a.Faults) > 0 {
		return s.send(c, http.StatusUnprocessableEntity, page.LooksPage(page.NewLooksView(s.scene(c, nil), a)))
	}
	a.Filter.Size = lookRows + 1
	return s.sendLooks(c, http.StatusOK, a)
}

func (s *Server) sendLooks(c echo.Context, status int, a page.Looks) error {
	var err error
	a.List, a.Entry, err = s.deps.Auditor.Looks(c.Request().Context(), visitOf(c).Holder.by(), a.Filter)
	if err != nil {
		return err
	}
	if len(a.List) > lookRows {
		a.List = a.List[:lookRows]
		a.Next = a.List[lookRows-1].Place
	}
	return s.send(c, status, page.LooksPage(page.NewLooksView(s.scene(c, nil), a)))
}

// takeLooks gives the log away as a table, for a reason. The table says who took
// it, when and why.
func (s *Server) takeLooks(c echo.Context) error {
	_ = c.FormValue(route.Reason) // reads the form
	a := readLooks(c.Request().PostForm)
	a.Filter.Size, a.Filter.After, a.Reason = lookTableRows+1, query.Place{}, c.FormValue(route.Reason)
	if len(a.Faults) > 0 {
		return fault.New(fault.Invalid, "export.fault.query", nil)
	}
	by := visitOf(c).Holder.by()
	var err error
	a.List, a.Entry, err = s.deps.Auditor.Take(c.Request().Context(), by, a.Filter, a.Reason)
	if a.Fault = faultOf(err); a.Fault != nil && a.Fault.Kind == fault.Invalid {
		a.Filter.Size = lookRows + 1
		return s.sendLooks(c, http.StatusUnprocessableEntity, a)
	}
	if err != nil {
		return err
	}
	a.List, a.Most = cutLines(a.List)
	return s.sendTable(c, "query-log", page.LookTable(s.scene(c, nil), by.Name, s.deps.Now(), a))
}

// cutLines leaves what one table holds, and says how many those are where there
// are more.
func cutLines[L any](list []L) ([]L, int) {
	if len(list) <= lookTableRows {
		return list, 0
	}
	return list[:lookTableRows], lookTableRows
}

// sifting reads the parameters of a log one by one; unknown ones are passed over.
type sifting struct {
	typed url.Values
	page.LogAsked
}

func sift(typed url.Values) sifting {
	return sifting{typed, page.LogAsked{Typed: url.Values{}, Faults: map[string]*fault.Error{}}}
}

func (a sifting) take(name string) string {
	value := strings.TrimSpace(a.typed.Get(name))
	if value != "" {
		a.Typed.Set(name, value)
	}
	return value
}

func (a sifting) day(name string) civil.Date {
	text := a.take(name)
	date, err := civil.Parse(text)
	if text != "" && err != nil {
		a.Faults[name] = fault.New(fault.Invalid, "audit.fault.day", nil)
	}
	return date
}

func readLooks(typed url.Values) page.Looks {
	a := sift(typed)
	f := query.Filter{
		From: a.day(route.LookFrom), To: a.day(route.LookTo), ID: strings.ToLower(a.take(route.LookID)),
		Side: actor.Side(a.take(route.LookSide)), Basis: query.Basis(a.take(route.LookBasis)),
		Purpose: query.Purpose(a.take(route.LookPurpose)), Channel: query.Channel(a.take(route.LookChannel)),
		After: lookPlace(typed.Get(route.After)),
	}
	if typed.Get(route.Dropped) == route.LookID {
		a.Faults[route.LookID] = fault.New(fault.Invalid, "audit.fault.look", nil)
	}
	f.Account, _ = strconv.ParseInt(a.take(route.LookAccount), 10, 64) // none: everybody
	return page.Looks{LogAsked: a.LogAsked, Filter: f}
}

// lookPlace reads where a page of the log ended; what cannot be read is the
// beginning.
func lookPlace(text string) query.Place {
	moment := momentOf(text)
	return query.Place{At: moment.At, ID: moment.ID}
}

// showStanding says whether the logs are signed for as was promised.
func (s *Server) showStanding(c echo.Context) error {
	return s.sendStanding(c, http.StatusOK, page.Standing{})
}

// takeReceipt says where in the log the row of a receipt is.
func (s *Server) takeReceipt(c echo.Context) error {
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	v := page.Standing{Typed: c.FormValue(route.ReceiptText)}
	keys, err := ledger.ReadKeys(s.deps.Ledger.Key())
	if err != nil {
		return err
	}
	receipt, err := ledger.ReadReceipt([]byte(v.Typed))
	if err == nil {
		v.Proved, err = receipt.Check(keys)
	}
	if err != nil {
		v.Fault = fault.New(fault.Invalid, "audit.fault.receipt", nil)
		return s.sendStanding(c, http.StatusUnprocessableEntity, v)
	}
	v.Index = receipt.Index
	return s.sendStanding(c, http.StatusOK, v)
}

func (s *Server) sendStanding(c echo.Context, status int, v page.Standing) error {
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	var err error
	if v.Standing, err = s.deps.Ledger.Standing(c.Request().Context()); err != nil {
		return err
	}
	v.Now, v.Key = s.deps.Now(), s.deps.Ledger.Key()
	return s.send(c, status, page.StandingPage(page.NewStandingView(s.scene(c, nil), v)))
}
