package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/attachment"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/query"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// filingDoors lead through an objection that is begun: one form, one look at
// what it will become, and the receipt. What was typed is kept with every step.
func filingDoors() []door {
	return []door{
		{http.MethodGet, route.NewFiling, subjects, own, (*Server).showNewFiling},
		{http.MethodGet, route.Drafts, subjects, own, (*Server).showDraft},
		{http.MethodPost, route.Drafts, subjects, own, (*Server).takeDraft},
		{http.MethodGet, route.DraftCheck, subjects, own, (*Server).showDraftCheck},
		{http.MethodPost, route.DraftCheck, subjects, own, (*Server).takeFiling},
		{http.MethodPost, route.DraftDrop, subjects, own, (*Server).takeDraftDrop},
	}
}

// showNewFiling begins an objection under a name of its own, so that whoever
// goes back to its form finds there what they typed.
func (s *Server) showNewFiling(c echo.Context) error {
	begun := url.Values{}
	for _, name := range []string{route.OfRecord, route.Ground} {
		if chosen := c.QueryParam(name); chosen != "" {
			begun.Set(name, chosen)
		}
	}
	return s.lead(c, route.With(route.Draft(flow.NewDraftID()), begun))
}

// drafted opens the draft of the procedure at the address, an empty one where nothing
// is kept under it. What was filed already leads to its receipt: whoever goes back, or
// sends the same twice, files once.
func (s *Server) drafted(c echo.Context, kind flow.Kind, do func(flow.Draft) error) error {
	ctx, id, by := c.Request().Context(), c.Param("draft"), visitOf(c).Holder.by()
	if !flow.IsDraftID(id) {
		return echo.ErrNotFound
	}
	find := s.deps.Objections.Desk.Store.Done // a part alone may be filed of what is kept still
	d, err := s.deps.Drafts.One(ctx, kind, id, by)
	if fault.Is(err, fault.NotFound) {
		d, err = flow.Draft{PublicID: id, Kind: kind, Account: by.Account, Subject: by.Subject}, nil
		find = s.deps.Objections.Filed
	}
	if err != nil {
		return err
	}
	filed, done, err := find(ctx, d.Op(), by)
	if err != nil {
		return err
	}
	if done {
		return s.lead(c, receiptOf(filed))
	}
	return do(d)
}

// showDraft is the form of an objection, with what was typed before.
func (s *Server) showDraft(c echo.Context) error {
	return s.drafted(c, flow.Objection, func(d flow.Draft) error {
		file, err := s.ownFile(c)
		if err != nil {
			return err
		}
		typed, err := s.typedOf(c, d)
		if err != nil {
			return err
		}
		return s.show(c, page.Form(page.NewFilingView(s.scene(c, nil), file, typed)))
	})
}

// typedOf is what the form of the draft holds. One that is begun holds what is
// known already, and says what was begun before.
func (s *Server) typedOf(c echo.Context, d flow.Draft) (page.Filing, error) {
	ctx, h := c.Request().Context(), visitOf(c).Holder
	typed := page.Filing{Typed: d.Typed, Draft: d.PublicID, Refused: d.Refused}
	var err error
	if d.Version > 0 {
		typed.Files, err = s.filesNamed(c, d.Files)
		return typed, err
	}
	typed.Records, typed.Ground = []string{c.QueryParam(route.OfRecord)}, c.QueryParam(route.Ground)
	if contact, reached := h.account.Reached(); reached {
		typed.Contact = contact.Address
	}
	begun, err := s.deps.Drafts.Of(ctx, h.by())
	begun = slices.DeleteFunc(begun, func(o flow.Draft) bool { return o.Kind != flow.Objection })
	if len(begun) > 0 {
		typed.Begun = &begun[0]
	}
	for _, o := range begun {
		if slices.Contains(o.Typed.Records, typed.Records[0]) {
			typed.Begun = &o
		}
	}
	return typed, err
}

// filesNamed are those of the files that the holder may file still.
func (s *Server) filesNamed(c echo.Context, ids []attachment.ID) ([]attachment.Attachment, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return s.deps.Attachments.Mine(c.Request().Context(), ids, visitOf(c).Holder.by())
}

// takeDraft keeps what was typed, whatever is wrong with it, and leads on to
// what it would become.
func (s *Server) takeDraft(c echo.Context) error {
	return s.drafted(c, flow.Objection, func(d flow.Draft) error {
		file, err := s.ownFile(c)
		if err != nil {
			return err
		}
		typed := page.Filing{Typed: readTyped(c), Draft: d.PublicID, Refused: visitOf(c).Refused}
		if typed.Files, err = s.filesOf(c); err != nil {
			return err
		}
		next, err := s.keepDraft(c, file, d, typed)
		if typed.Fault = faultOf(err); typed.Fault != nil {
			return s.refuseDraft(c, file, typed)
		}
		if err != nil {
			return err
		}
		return s.lead(c, next)
	})
}

// keepDraft keeps what was typed and returns where it leads to: on, or back to
// one's own file where it is left for later. What keeps it from being filed is
// refused once it is kept.
func (s *Server) keepDraft(
	c echo.Context, file query.File, d flow.Draft, typed page.Filing,
) (string, error) {
	d.Typed, d.Files, d.Refused = typed.Typed, idsOf(typed.Files), typed.Refused
	kept, err := s.deps.Drafts.Keep(c.Request().Context(), d, visitOf(c).Holder.by())
	if err != nil {
		return "", err
	}
	if c.FormValue(route.Later) != "" {
		return route.Own + "?" + route.Later + "=1", nil
	}
	_, err = s.foreseen(c, file, kept, typed.Files)
	return route.CheckDraft(d.PublicID), err
}

// refuseDraft says what is wrong beside what was typed.
func (s *Server) refuseDraft(c echo.Context, file query.File, typed page.Filing) error {
	return s.send(c, statusOf(typed.Fault), page.Form(page.NewFilingView(s.scene(c, nil), file, typed)))
}

// readTyped reads the form; one that cannot be read is an empty one.
func readTyped(c echo.Context) flow.Typed {
	return flow.Typed{
		Ground: c.FormValue(route.Ground), Claim: c.FormValue(route.Claim), Provider: c.FormValue(route.Authority),
		Contact: c.FormValue(route.Contact), WantFinding: c.FormValue(route.WantFinding) != "",
		Records: recordsIn(c),
	}
}

// recordsIn are the numbers of the records that the form names, each once.
func recordsIn(c echo.Context) []string {
	var numbers []string
	for _, number := range c.Request().PostForm[route.OfRecord] {
		if !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// showDraftCheck shows what the draft would become: what is filed, by when it
// is answered, and what is open already.
func (s *Server) showDraftCheck(c echo.Context) error {
	return s.drafted(c, flow.Objection, func(d flow.Draft) error { return s.sendCheck(c, d, nil) })
}

// sendCheck shows it, with what keeps it from being filed.
func (s *Server) sendCheck(c echo.Context, d flow.Draft, stopped *fault.Error) error {
	if d.Version == 0 {
		return s.lead(c, route.Draft(d.PublicID))
	}
	file, err := s.ownFile(c)
	if err != nil {
		return err
	}
	files, err := s.filesNamed(c, d.Files)
	if err != nil {
		return err
	}
	seen, err := s.foreseen(c, file, d, files)
	if refusal := faultOf(err); refusal != nil {
		return s.refuseDraft(c, file, page.Filing{
			Typed: d.Typed, Draft: d.PublicID, Files: files, Refused: d.Refused, Fault: refusal,
		})
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if stopped != nil {
		status = statusOf(stopped)
	}
	v := page.Checked{Draft: d, File: file, Files: files, Outlook: seen, Fault: stopped}
	return s.send(c, status, page.FilingCheck(page.NewFilingCheckView(s.scene(c, nil), v)))
}

// takeFiling files the draft as it was shown. One that was changed in another
// window meanwhile is shown again.
func (s *Server) takeFiling(c echo.Context) error {
	return s.drafted(c, flow.Objection, func(d flow.Draft) error {
		if d.Version == 0 || c.FormValue(route.Version) != strconv.Itoa(d.Version) {
			return s.sendCheck(c, d, fault.New(fault.Conflict, "objection.fault.draft_changed", nil))
		}
		file, err := s.ownFile(c)
		if err != nil {
			return err
		}
		filed, err := s.file(c, file, d)
		if refusal := faultOf(err); refusal != nil {
			return s.sendCheck(c, d, refusal)
		}
		if err != nil {
			return err
		}
		return s.lead(c, receiptOf(filed))
	})
}

// takeDraftDrop forgets a draft.
func (s *Server) takeDraftDrop(c echo.Context) error { return s.dropDraft(c, flow.Objection) }

func (s *Server) dropDraft(c echo.Context, kind flow.Kind) error {
	if !flow.IsDraftID(c.Param("draft")) {
		return echo.ErrNotFound
	}
	if err := s.deps.Drafts.Drop(c.Request().Context(), kind, c.Param("draft"), visitOf(c).Holder.by()); err != nil {
		return err
	}
	return s.lead(c, route.Own)
}
