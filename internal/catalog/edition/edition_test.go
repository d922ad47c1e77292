package edition_test

import (
	"testing"

	"creditportal/internal/catalog/edition"
)

func TestTheStarterCatalogIsSound(t *testing.T) {
	e, err := edition.Starter()
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Items) != 30 {
		t.Errorf("%d items", len(e.Items))
	}
}
