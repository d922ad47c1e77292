package i18n

import (
	"context"
	"time"

	"creditportal/internal/civil"
)

type printerKey struct{}

// With returns a context in which pages speak as p does.
func With(ctx context.Context, p *Printer) context.Context {
	return context.WithValue(ctx, printerKey{}, p)
}

// From returns the printer of the context, and the Chinese one when it has
// none.
func From(ctx context.Context) *Printer {
	if p, ok := ctx.Value(printerKey{}).(*Printer); ok && p != nil {
		return p
	}
	return Default().Printer(Chinese)
}

// T is Printer.T in the language of the context.
func T(ctx context.Context, key string, args ...any) string { return From(ctx).T(key, args...) }

// N is Printer.N in the language of the context.
func N(ctx context.Context, key string, count int, args ...any) string {
	return From(ctx).N(key, count, args...)
}

// Date is Printer.Date in the language of the context.
func Date(ctx context.Context, d civil.Date) string { return From(ctx).Date(d) }

// LongDate is Printer.LongDate in the language of the context.
func LongDate(ctx context.Context, d civil.Date) string { return From(ctx).LongDate(d) }

// Instant is Printer.Instant in the language of the context.
func Instant(ctx context.Context, t time.Time) string { return From(ctx).Instant(t) }

// Money is Printer.Money in the language of the context.
func Money(ctx context.Context, fen int64) string { return From(ctx).Money(fen) }

// Count is Printer.Count in the language of the context.
func Count(ctx context.Context, n int) string { return From(ctx).Count(n) }

// Path is Printer.Path in the language of the context.
func Path(ctx context.Context, path string) string { return From(ctx).Path(path) }
