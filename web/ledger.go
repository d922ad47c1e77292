package web

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"creditportal/internal/ledger"
	"creditportal/web/route"
)

// Ledger is where whoever checks the logs finds what was signed.
type Ledger interface {
	// Key is the public key by which checkpoints are known.
	Key() string
	// Checkpoint returns the newest checkpoint; fault.NotFound before the first.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Standing returns where the ledger stands; the zero Standing before its first row.
	Standing(ctx context.Context) (ledger.Standing, error)
	// History returns checkpoints that were given away, the newest first.
	History(ctx context.Context, limit int) ([]ledger.Given, error)
	// Growth proves that the tree of the size now begins with that of then.
	Growth(ctx context.Context, origin string, now, then int64) ([]ledger.Hash, error)
	// ReceiptOf proves that the look with the public id is in the log.
	ReceiptOf(ctx context.Context, publicID string) (ledger.Receipt, error)
}

// ledgerDoors lead whoever checks the logs to what was signed. There is no row
// of a log behind them, and nothing by which to guess one.
func ledgerDoors() []door {
	return []door{
		{http.MethodGet, route.LogCheckpoint, anyone, never, (*Server).sendCheckpoint},
		{http.MethodGet, route.LogHistory, anyone, never, (*Server).sendHistory},
		{http.MethodGet, route.LogGrowth, anyone, never, (*Server).sendGrowth},
		{http.MethodGet, route.LogKey, anyone, never, (*Server).sendLogKey},
	}
}

// mostHistory is how many checkpoints the history shows.
const mostHistory = 1000

func (s *Server) sendCheckpoint(c echo.Context) error {
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	signed, err := s.deps.Ledger.Checkpoint(c.Request().Context())
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, echo.MIMETextPlainCharsetUTF8, signed)
}

// sendHistory lists origin, size, time and root of checkpoints, one a line.
func (s *Server) sendHistory(c echo.Context) error {
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	list, err := s.deps.Ledger.History(c.Request().Context(), mostHistory)
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, given := range list {
		lines := strings.SplitN(string(given.Note), "\n", 4) //nolint:mnd // origin, size, root, the rest
		fmt.Fprintf(&out, "%s %d %s %s\n", given.Origin, given.Size, given.At.UTC().Format(time.RFC3339), lines[2])
	}
	return c.String(http.StatusOK, out.String())
}

// sendGrowth proves that the log only grew, as hashes one a line.
func (s *Server) sendGrowth(c echo.Context) error {
	now, err := strconv.ParseInt(c.QueryParam(route.LogNow), 10, 64)
	then, thenErr := strconv.ParseInt(c.QueryParam(route.LogThen), 10, 64)
	if s.deps.Ledger == nil || err != nil || thenErr != nil {
		return echo.ErrNotFound
	}
	proof, err := s.deps.Ledger.Growth(c.Request().Context(), c.QueryParam(route.LogOrigin), now, then)
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, hash := range proof {
		out.WriteString(base64.StdEncoding.EncodeToString(hash[:]) + "\n")
	}
	return c.String(http.StatusOK, out.String())
}

func (s *Server) sendLogKey(c echo.Context) error {
	if s.deps.Ledger == nil {
		return echo.ErrNotFound
	}
	return c.String(http.StatusOK, s.deps.Ledger.Key()+"\n")
}
