package portal

import (
	"context"
	"fmt"

	"creditportal/web"
)

// Storybook shows every part and page in every state until ctx ends. It reads
// no settings and no data.
func Storybook(ctx context.Context, out *Console, address string) error {
	log, written := newLog(out.Err, nil)
	defer written()
	handler, err := web.NewStorybook()
	if err != nil {
		return fmt.Errorf("opening the storybook: %w", err)
	}
	l, err := listen(ctx, address)
	if err != nil {
		return err
	}
	out.Say("command.serve_line.ready", "Address", "http://"+l.Addr().String())
	out.Say("command.serve_line.demo")
	return serveHTTP(ctx, l, handler, log, func() {})
}
