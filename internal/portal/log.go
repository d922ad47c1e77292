package portal

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

// The lines of the log wait together for the disk, but not for long.
const (
	logWait = 200 * time.Millisecond
	logMost = 64 << 10
)

// newLog returns a log of JSON lines and what writes those that still wait. Only
// lines about what went well wait: they are written with the next warning, after
// logWait, or when there are many. What has to be proved stands in the trail.
func newLog(out io.Writer, options *slog.HandlerOptions) (*slog.Logger, func()) {
	waiting := &lines{out: out}
	return slog.New(patient{slog.NewJSONHandler(waiting, options), waiting}), waiting.write
}

// patient lets the lines of a handler wait.
type patient struct {
	slog.Handler
	waiting *lines
}

// Handle implements slog.Handler.
func (p patient) Handle(ctx context.Context, r slog.Record) error {
	err := p.Handler.Handle(ctx, r)
	if r.Level > slog.LevelInfo {
		p.waiting.write()
	}
	return err
}

// WithAttrs implements slog.Handler.
func (p patient) WithAttrs(attrs []slog.Attr) slog.Handler {
	return patient{p.Handler.WithAttrs(attrs), p.waiting}
}

// WithGroup implements slog.Handler.
func (p patient) WithGroup(name string) slog.Handler {
	return patient{p.Handler.WithGroup(name), p.waiting}
}

// lines are written together.
type lines struct {
	mu    sync.Mutex
	out   io.Writer
	text  []byte
	timed bool // somebody will write them
}

// Write implements io.Writer.
func (l *lines) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, line...)
	switch {
	case len(l.text) >= logMost:
		l.flush()
	case !l.timed:
		l.timed = true
		time.AfterFunc(logWait, l.write)
	}
	return len(line), nil
}

func (l *lines) write() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.timed = false
	l.flush()
}

func (l *lines) flush() {
	if len(l.text) == 0 {
		return
	}
	_, _ = l.out.Write(l.text) // where the log cannot be written there is nobody to tell
	l.text = l.text[:0]
}
