package portal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"creditportal/internal/fault"
	"creditportal/web"
)

// The times a connection may take.
const (
	headerTimeout  = 5 * time.Second
	requestTimeout = 30 * time.Second
	idleTimeout    = 2 * time.Minute
	drainTimeout   = 20 * time.Second
	headerBytes    = 32 << 10
)

// listen opens the address; ":8080" is every IPv4 and IPv6 address. It refuses
// an address that is in use.
func listen(ctx context.Context, address string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, withCode(exitConfig, &fault.Error{
			Kind: fault.Unavailable, Key: "command.fault.listen", Args: fault.Args{"Address": address}, Err: err,
		})
	}
	return l, nil
}

// serveHTTP answers on l until ctx ends, then lets requests under way finish
// before it returns.
func serveHTTP(ctx context.Context, l net.Listener, handler http.Handler, log *slog.Logger, stopping func()) error {
	srv := &http.Server{
		Handler: handler, ConnContext: web.NoteConnection, ReadHeaderTimeout: headerTimeout, ReadTimeout: requestTimeout,
		WriteTimeout: requestTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(web.Whole(l)) }()
	select {
	case err := <-done:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	stopping()
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := srv.Shutdown(drain); err != nil {
		return fmt.Errorf("draining: %w", err)
	}
	if err := <-done; err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}
