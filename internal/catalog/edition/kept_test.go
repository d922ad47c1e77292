package edition_test

import (
	"testing"

	"creditportal/internal/catalog/edition"
)

func TestTheKeptStarterCatalogReadsAsTheShippedOne(t *testing.T) {
	have, err := edition.ReadKept("starter-1", edition.StarterSource())
	if err != nil {
		t.Fatal(err)
	}
	if want := edition.MustStarter(); have.Digest != want.Digest || len(have.Items) != len(want.Items) {
		t.Errorf("kept edition has digest %s and %d items, want %s and %d",
			have.Digest, len(have.Items), want.Digest, len(want.Items))
	}
}
