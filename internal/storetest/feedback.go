package storetest

import (
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
)

func feedbacks(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestANumberOpensARequestWithItsOwnCodeAlone": tryANumberOpensARequestWithItsOwnCodeAlone,
	})
}

func tryANumberOpensARequestWithItsOwnCodeAlone(t *testing.T, open Opener) {
	c := mustConvene(t, open)
	mine, _ := c.filed(1, objection.Wrong)
	others, _ := c.filed(2, objection.Wrong)
	flows := c.store.Flows()
	code := flows.LookupOf(mine.PublicID)
	found, err := flows.ByLookup(ctx(), " "+mine.Number, code)
	if err != nil || found.PublicID != mine.PublicID {
		t.Errorf("its own code opens %q, %v", found.PublicID, err)
	}
	for _, pair := range []struct {
		number string
		code   flow.Lookup
	}{
		{mine.Number, flows.LookupOf(others.PublicID)}, {others.Number, code}, {"2026-999999", code}, {"", code},
		{"2026-999999", flows.LookupOf("")}, {mine.Number, ""},
	} {
		_, err := flows.ByLookup(ctx(), pair.number, pair.code)
		if !fault.Is(err, fault.NotFound) || err.Error() != flow.Unknown().Error() {
			t.Errorf("%s with %s: %v", pair.number, pair.code, err)
		}
	}
}
