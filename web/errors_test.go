package web

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"creditportal/internal/fault"
	"creditportal/internal/i18n"
)

func TestEveryKindOfRefusalHasItsStatus(t *testing.T) {
	want := map[fault.Kind]int{
		fault.Invalid: 422, fault.Forbidden: 403, fault.NotFound: 404, fault.Gone: 410,
		fault.Conflict: 409, fault.Stale: 409, fault.Busy: 429, fault.Unavailable: 503,
	}
	for _, kind := range fault.Kinds() {
		err := fmt.Errorf("doing something: %w", fault.New(kind, "error.fault.busy", nil))
		if got := statusOf(err); got != want[kind] {
			t.Errorf("%s: %d, want %d", kind, got, want[kind])
		}
	}
	if len(statuses) != len(fault.Kinds()) {
		t.Errorf("%d kinds have a status, there are %d", len(statuses), len(fault.Kinds()))
	}
}

func TestWhatIsNoRefusalIsOurOwnFault(t *testing.T) {
	tests := map[string]struct {
		err  error
		want int
	}{
		"an error":         {errors.New("broken"), 500},
		"no such route":    {echo.ErrNotFound, 404},
		"a teapot":         {echo.NewHTTPError(http.StatusTeapot), 500},
		"too large a body": {fmt.Errorf("reading: %w", &http.MaxBytesError{Limit: 1}), 413},
	}
	for name, tt := range tests {
		if got := statusOf(tt.err); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

func TestEveryErrorPageHasItsWords(t *testing.T) {
	for _, lang := range i18n.Langs() {
		p := i18n.Default().Printer(lang)
		for _, status := range errorPages() {
			for _, part := range []string{"title", "text"} {
				if key := fmt.Sprintf("error.s%d.%s", status, part); !p.Has(key) {
					t.Errorf("%s: %s is missing", lang, key)
				}
			}
		}
	}
	for kind, status := range statuses {
		found := false
		for _, shown := range errorPages() {
			found = found || shown == status
		}
		if !found {
			t.Errorf("%s: status %d has no page", kind, status)
		}
	}
}
