package portal

import (
	"context"
	"fmt"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
	"creditportal/internal/content"
	"creditportal/internal/fault"
	"creditportal/internal/seed"
)

// seedPieces enters the demo's pieces as an office does: one officer writes,
// another publishes. What an interrupted start has done stays done.
func (p *Portal) seedPieces(ctx context.Context, today civil.Date) error {
	list, err := seed.Pieces(today)
	if err != nil {
		return fmt.Errorf("reading the demo's pieces: %w", err)
	}
	for _, piece := range list {
		const opens = 9 * time.Hour
		hand := func(name, did string) content.Mandate {
			return content.Mandate{
				By: actor.Officer(name, actor.Editor), Reason: "demo", At: piece.On.Start().Add(opens),
				Op: "demo/piece/" + piece.File.Slug + "/" + did,
			}
		}
		err := p.desk().Add(ctx, piece.File.Slug, piece.File.Wording, hand(seed.Writer, "add"))
		if err == nil || fault.Is(err, fault.Conflict) {
			_, err = p.desk().Publish(ctx, piece.File.Slug, civil.Date{}, hand(seed.Publisher, "publish"))
		}
		if err != nil && !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("entering the piece %s: %w", piece.File.Slug, err)
		}
	}
	return nil
}
