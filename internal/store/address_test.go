package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/store"
)

func TestAWrongAddressIsRefusedAndItsPasswordNotRepeated(t *testing.T) {
	for _, address := range []string{
		"", "sqlite:", "portal.db", "postgres://a:secret@host/portal", "mysql://host:3306/portal",
		"mysql://a:secret@host:3306/", "mysql://a:secret@host:3306/portal/x", "mysql://a:secret@/portal",
		"mysql://a:secret@host:x/portal", "mysql://a:secret@host:3306/portal?tls=false",
	} {
		_, err := store.Open(context.Background(), store.Config{URL: address})
		if !errors.Is(err, store.ErrAddress) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v, want ErrAddress without the password", address, err)
		}
	}
}

func TestADatabaseThatDoesNotAnswerIsUnreachable(t *testing.T) {
	for _, address := range []string{
		"sqlite:" + filepath.Join(t.TempDir(), "no such folder", "portal.db"),
		"mysql://a:secret@127.0.0.1:1/portal",
	} {
		_, err := store.Open(context.Background(), store.Config{URL: address})
		away := errors.Is(err, store.ErrUnreachable) && fault.Is(err, fault.Unavailable)
		if !away || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v, want it unreachable, unavailable and without the password", address, err)
		}
	}
}

func TestAFileNameWithSignsOfAnAddressIsAFileName(t *testing.T) {
	name := filepath.Join(t.TempDir(), "数据 50%?#.db")
	schema, err := store.OpenSchema(context.Background(), store.Config{URL: "sqlite:" + name})
	if err != nil {
		t.Fatal(err)
	}
	defer schema.Close() //nolint:errcheck // nothing was written
	found, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*.db"))
	if err != nil || len(found) != 1 || found[0] != name {
		t.Errorf("the file is called %q, %v", found, err)
	}
}
