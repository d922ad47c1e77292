package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/fault"
	"creditportal/internal/record"
)

// undoing refuses what would say of a field of the record stands something else than a
// signed decision has put right in it (art. 37); nil where after undoes nothing.
func undoing(
	ctx context.Context, past Past, item catalog.Item, stands, after record.Record,
) (*fault.Error, error) {
	if stands.Version <= 1 {
		return nil, nil //nolint:nilnil // nothing to refuse, and nothing failed
	}
	before, err := past.HistoryOf(ctx, stands)
	if err != nil {
		return nil, fmt.Errorf("reading what decisions put right: %w", err)
	}
	var labels []string
	for _, f := range item.Fields {
		if Amendable(f) && stated(after, f) != stated(stands, f) && decidedOn(f, before, stands) {
			labels = append(labels, f.Label)
		}
	}
	if len(labels) == 0 {
		return nil, nil //nolint:nilnil // as above
	}
	return newFault("repeat_decided", fault.Args{
		"Number": string(stands.Number), "Fields": strings.Join(labels, "、"),
	}), nil
}

// decidedOn says whether what the record says of the field came by a decision, and not
// with a batch; before is what the record was, the oldest first.
func decidedOn(f catalog.Field, before []record.Superseded, stands record.Record) bool {
	next := stated(stands, f)
	for _, was := range slices.Backward(before) {
		if said := stated(was.Record, f); said != next {
			return !slices.Contains(takingIn, was.Did)
		}
	}
	return false
}

// stated is what the record says of the field: conduct that goes on has no end.
func stated(rec record.Record, f catalog.Field) string {
	if f.Spine == "conduct_ended_on" && rec.ConductContinuing {
		return ""
	}
	return Says(rec, f)
}
