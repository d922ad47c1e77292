package web

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// breach is what a browser says about a breach of the policy, in the old form
// and in the new one.
type breach struct {
	Old struct {
		Directive string `json:"effective-directive"`
		Violated  string `json:"violated-directive"`
	} `json:"csp-report"`
	New struct {
		Directive string `json:"effectiveDirective"`
	} `json:"body"`
}

// takeReport notes which rule of the policy was broken, and nothing else of
// what the browser says: the rest is text from outside.
func (s *Server) takeReport(c echo.Context) error {
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	for _, directive := range broken(body) {
		s.deps.Log.LogAttrs(c.Request().Context(), slog.LevelWarn, "policy broken",
			slog.String("directive", directive), slog.String("request", visitOf(c).ID))
	}
	return c.NoContent(http.StatusNoContent)
}

// broken returns the rules that the reports name, of those that the policy has.
func broken(body []byte) []string {
	var reports []breach
	if json.Unmarshal(body, &reports) != nil {
		reports = make([]breach, 1)
		if json.Unmarshal(body, &reports[0]) != nil {
			return nil
		}
	}
	var found []string
	for _, r := range reports {
		named, _, _ := strings.Cut(r.Old.Directive+r.New.Directive+" "+r.Old.Violated, " ")
		for rule := range strings.SplitSeq(policy, ";") {
			if name, _, _ := strings.Cut(strings.TrimSpace(rule), " "); name == strings.TrimSuffix(named, "-elem") {
				found = append(found, name)
			}
		}
	}
	return found
}
