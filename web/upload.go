package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/actor"
	"creditportal/internal/attachment"
	"creditportal/internal/flow"
	"creditportal/web/route"
)

// What a form with files may carry: all files of a request, and room for words.
const (
	uploadLimit = 56 << 20
	fieldLimit  = formLimit
	uploadTime  = 10 * time.Minute // for a slow line
)

// withFiles says whether the request is a form that may carry files.
func withFiles(r *http.Request) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	return err == nil && media == "multipart/form-data"
}

// readFiles reads a form with files. Each file is staged as it comes, so that
// none lies anywhere in clear; what is wrong with one is kept beside the others,
// for a bad file costs nobody the day of receipt. Only a form of the session may
// bring files.
func (s *Server) readFiles(c echo.Context) error {
	r := c.Request()
	if !withFiles(r) {
		return wholly(r)
	}
	// by the machine's clock, which may be another than the portal's
	until := time.Now().Add(uploadTime)
	_ = http.NewResponseController(c.Response()).SetReadDeadline(until) // where it can be set
	parts, err := r.MultipartReader()
	if err != nil {
		return unreadable(err)
	}
	r.PostForm = url.Values{}
	if err := s.readParts(c, parts); err != nil {
		return err
	}
	r.Form, r.MultipartForm = r.PostForm, &multipart.Form{Value: r.PostForm}
	return nil
}

func (s *Server) readParts(c echo.Context, parts *multipart.Reader) error {
	for range mostFields {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		if err := s.readPart(c, part); err != nil {
			return err
		}
	}
	return unreadable(nil)
}

func (s *Server) readPart(c echo.Context, part *multipart.Part) error {
	form, v := c.Request().PostForm, visitOf(c)
	if part.FileName() == "" || part.FormName() == route.SourceFile {
		return readWords(form, part)
	}
	if !v.Holder.in() || !v.Holder.sent(form.Get(route.FormToken)) {
		form.Set(route.FilesLost, "1")
		return nil // not read: the form is refused for it
	}
	staged, err := s.deps.Attachments.Stage(c.Request().Context(), attachment.Sent{
		Name: part.FileName(), Declared: part.Header.Get(echo.HeaderContentType), Content: part,
	}, v.Holder.by(), s.deps.Now())
	if err != nil {
		return v.refuse(part, err)
	}
	if name := part.FormName(); name == route.Performance || name == route.Commitment { // it is told apart from the other
		form.Set(name, string(staged.ID))
		return nil
	}
	form.Add(route.File, string(staged.ID))
	return nil
}

// refuse keeps why a file was not taken; what is no refusal is an error still.
func (v *visit) refuse(part *multipart.Part, err error) error {
	refusal := faultOf(err)
	if refusal == nil {
		return err
	}
	v.Refused = append(v.Refused, attachment.Refusal{
		Name: attachment.SentName(part.FileName()), Field: part.FormName(), Fault: refusal,
	})
	return nil
}

// filesOf are the files that the form holds, of those that the holder may file.
func (s *Server) filesOf(c echo.Context) ([]attachment.Attachment, error) {
	var ids []attachment.ID
	for _, text := range c.Request().PostForm[route.File] {
		if id, err := attachment.ParseID(text); err == nil {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return s.deps.Attachments.Mine(c.Request().Context(), ids, visitOf(c).Holder.by())
}

func idsOf(files []attachment.Attachment) []attachment.ID {
	ids := make([]attachment.ID, len(files))
	for i, file := range files {
		ids[i] = file.ID
	}
	return ids
}

// leadToRequest leads to the request, which says how many files were not taken.
func (s *Server) leadToRequest(c echo.Context, publicID string) error {
	path := route.Request(publicID)
	if n := len(visitOf(c).Refused); n > 0 {
		path = route.With(path, url.Values{route.RefusedFiles: {strconv.Itoa(n)}})
	}
	return s.lead(c, path)
}

// sendFile gives a file of a request to whoever may see the request's evidence.
// It is never opened in the browser's own window.
func (s *Server) sendFile(c echo.Context) error {
	id := attachment.ID(c.Param("file"))
	r, err := s.givenWith(c, id)
	if err != nil {
		return err
	}
	return s.sendProof(c, r.ID)
}

// givenWith returns the request that the file is part of. A file that is not
// there and one that is not for the holder are refused alike; evidence is for
// those who decide, and never for the authority.
func (s *Server) givenWith(c echo.Context, id attachment.ID) (flow.Request, error) {
	if visitOf(c).Holder.by().Side == actor.Authority {
		return flow.Request{}, attachment.Unknown()
	}
	r, err := s.request(c)
	if err != nil {
		return r, err
	}
	files, err := s.evidence(c, r)
	if err == nil && !slices.ContainsFunc(files, func(file attachment.Attachment) bool { return file.ID == id }) {
		err = attachment.Unknown()
	}
	return r, err
}
