package web

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// showLetters shows what lies in the holder's inbox.
func (s *Server) showLetters(c echo.Context) error {
	by := visitOf(c).Holder.by()
	before, err := strconv.ParseInt(c.QueryParam(route.Before), 36, 64)
	if err != nil || before < 0 {
		before = 0
	}
	list, err := s.deps.Inbox(c.Request().Context(), by, before)
	if err != nil {
		return err
	}
	if err := s.noteLook(c, query.OfLetters, by.Subject, len(list)); err != nil {
		return err
	}
	return s.show(c, page.Letters(page.NewLettersView(s.scene(c, nil), list)))
}

// letter is a letter that the holder may read; the look is entered before
// anything of it is given, and the first one of its recipient is kept.
func (s *Server) letter(c echo.Context) (notice.Notice, error) {
	ctx, by := c.Request().Context(), visitOf(c).Holder.by()
	n, err := s.deps.Letters.Notice(ctx, c.Param("id"), by)
	if err != nil {
		return notice.Notice{}, err
	}
	if err := s.noteLook(c, query.OfLetter+"/"+n.PublicID, n.Concerned, 1); err != nil {
		return notice.Notice{}, err
	}
	return n, s.deps.Letters.ReadNotice(ctx, n, by, s.deps.Now())
}

// showLetter shows a letter as it was drawn, to whom it is for and to those who
// work on the matter.
func (s *Server) showLetter(c echo.Context) error {
	n, err := s.letter(c)
	if err != nil {
		return err
	}
	text, err := s.deps.Letters.Letter(c.Request().Context(), n)
	if err != nil {
		return err
	}
	return s.show(c, page.Letter(page.NewLetterView(s.scene(c, nil), n, text)))
}

// sendPaper gives the letter as it goes to paper.
func (s *Server) sendPaper(c echo.Context) error {
	n, err := s.letter(c)
	if err != nil {
		return err
	}
	body, err := s.deps.Letters.Paper(c.Request().Context(), n)
	if err != nil {
		return err
	}
	name := map[string]string{"filename": n.Number + ".pdf"}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", name))
	h.Set(echo.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	return c.Blob(http.StatusOK, "application/pdf", body)
}

// showVerify asks for the number and the proof code of a letter.
func (s *Server) showVerify(c echo.Context) error {
	v := page.NewVerifyView(s.scene(c, nil), page.Verify{Letter: legible(c.QueryParam(route.Letter))})
	return s.show(c, page.Form(v))
}

// certify finds what bears the code: a letter, or a credit report with the proof of
// its query.
func (s *Server) certify(c echo.Context, typed *page.Verify) error {
	ctx := c.Request().Context()
	proof, err := notice.ParseProof(typed.Code)
	if err != nil {
		return err
	}
	typed.Found, err = s.deps.Letters.Certify(ctx, proof)
	if fault.Is(err, fault.NotFound) {
		typed.Report, err = s.deps.Reports.Certify(ctx, proof)
	}
	if err == nil && typed.Letter != "" && typed.Letter != typed.Number() {
		err = notice.Unproved()
	}
	if err == nil && typed.Report.Entry != "" && s.deps.Ledger != nil {
		typed.Proof, err = s.proofOf(ctx, typed.Report.Entry)
	}
	return err
}

// takeVerify says whether a letter was issued, and nothing of what it says. The
// code comes by a form that is sent, so that it stands in no address.
func (s *Server) takeVerify(c echo.Context) error {
	typed := page.Verify{Letter: c.FormValue(route.Letter), Code: c.FormValue(route.ProofCode)}
	err := s.certify(c, &typed)
	if err == nil && c.FormValue(route.As) == string(page.ReceiptForm) && len(typed.Proof.Receipt) > 0 {
		return sendReceipt(c, typed.Proof.Receipt)
	}
	status := http.StatusOK
	if typed.Fault = faultOf(err); typed.Fault != nil {
		typed.Found, typed.Report, status = notice.Certificate{}, report.Certificate{}, http.StatusUnprocessableEntity
	} else if err != nil {
		return err
	}
	return s.send(c, status, page.Form(page.NewVerifyView(s.scene(c, nil), typed)))
}

// proofOf is what the ledger says of the look under which a report was made: the
// receipt, checked by the key that is public, or that it is not signed for yet.
func (s *Server) proofOf(ctx context.Context, entry string) (page.LookProof, error) {
	receipt, err := s.deps.Ledger.ReceiptOf(ctx, entry)
	if fault.Is(err, fault.Busy) {
		return page.LookProof{Pending: true}, nil
	}
	if fault.Is(err, fault.NotFound) {
		return page.LookProof{}, nil // the report tells; verifyledger names what is missing
	}
	if err != nil {
		return page.LookProof{}, err
	}
	keys, err := ledger.ReadKeys(s.deps.Ledger.Key())
	if err != nil {
		return page.LookProof{}, fmt.Errorf("reading the key of the log: %w", err)
	}
	signed, err := receipt.Check(keys)
	if err != nil {
		return page.LookProof{}, fmt.Errorf("checking a receipt before it is given: %w", err)
	}
	return page.LookProof{Receipt: receipt.Text(), Index: receipt.Index, Signed: signed}, nil
}

// sendReceipt gives a receipt to be kept.
func sendReceipt(c echo.Context, text []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="query-receipt.txt"`)
	return c.Blob(http.StatusOK, echo.MIMETextPlainCharsetUTF8, text)
}
