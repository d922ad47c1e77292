package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/fold"
)

// mostFields is how many values a form may carry: far more than any of ours
// has, and too few to keep the portal busy.
const mostFields = 1000

// typed lets those forms through that can be read.
func typed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := wholly(c.Request()); err != nil {
			return err
		}
		return next(c)
	}
}

// wholly reads a form without files; one that is too long is refused for that,
// not for the token that was not read.
func wholly(r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	if err := r.ParseForm(); err != nil {
		return unreadable(err)
	}
	if err := tidy(r.PostForm); err != nil {
		return err
	}
	r.Form = r.PostForm // what stands in the address was typed by nobody
	return nil
}

// tidy leaves of a form what people can type.
func tidy(form url.Values) error {
	n := 0
	for name, values := range form {
		if n += len(values); n > mostFields || !utf8.ValidString(name) {
			return unreadable(nil)
		}
		for i, text := range values {
			if !utf8.ValidString(text) {
				return unreadable(nil)
			}
			values[i] = fold.Typed(text)
		}
	}
	return nil
}

// readWords reads a field of a form with files.
func readWords(form url.Values, part *multipart.Part) error {
	text, err := io.ReadAll(io.LimitReader(part, fieldLimit+1))
	if err != nil {
		return unreadable(err)
	}
	if len(text) > fieldLimit {
		return &http.MaxBytesError{Limit: fieldLimit}
	}
	form.Add(part.FormName(), string(text))
	return tidy(url.Values{part.FormName(): form[part.FormName()]})
}

// unreadable is the refusal of a form that came broken: whoever sent it can send
// it again, and nobody has to look for a failure here.
func unreadable(err error) error {
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		return fmt.Errorf("reading a form: %w", err)
	}
	return &fault.Error{Kind: fault.Invalid, Key: "error.fault.form", Err: err}
}
