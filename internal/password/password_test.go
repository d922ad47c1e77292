package password_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/fault"
	"creditportal/internal/password"
)

// cheap is for tests alone.
func cheap() password.Cost { return password.Cost{Memory: 64, Passes: 1} }

// asWorker makes of the test's own program the worker's.
const asWorker = "PORTAL_TEST_WORKER"

func TestMain(m *testing.M) {
	if os.Getenv(asWorker) != "" {
		if err := password.Serve(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func hashers(t *testing.T) map[string]*password.Hasher {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(asWorker, "1")
	elsewhere, worker := password.NewWorker(cheap(), self)
	t.Cleanup(func() {
		if err := worker.Close(); err != nil {
			t.Error(err)
		}
	})
	return map[string]*password.Hasher{"here": password.New(cheap()), "in a process": elsewhere}
}

func TestAPasswordIsKnownAgainAndNotKept(t *testing.T) {
	for name, h := range hashers(t) {
		kept, err := h.Hash(t.Context(), "示例口令，很长")
		if err != nil || strings.Contains(kept, "示例") || !strings.HasPrefix(kept, "$argon2id$v=19$m=64,t=1,p=1$") {
			t.Fatalf("%s: %v, kept as %q", name, err, kept)
		}
		again, err := h.Hash(t.Context(), "示例口令，很长")
		if err != nil || again == kept {
			t.Errorf("%s: %v, the same password is kept alike twice", name, err)
		}
		for word, want := range map[string]bool{"示例口令，很长": true, "示例口令，很": false, "": false} {
			if right, err := h.Matches(t.Context(), word, kept); err != nil || right != want {
				t.Errorf("%s: %q is right: %v, %v", name, word, right, err)
			}
		}
		if _, err := h.Matches(t.Context(), "x", "no hash"); err == nil {
			t.Errorf("%s: compares with what is no hash", name)
		}
	}
}

func TestAWorkerThatEndsIsStartedAgain(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(asWorker, "1")
	h, worker := password.NewWorker(cheap(), self)
	for range 2 {
		if _, err := h.Hash(t.Context(), "x"); err != nil {
			t.Fatal(err)
		}
		if err := worker.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUnderAFloodThoseBeyondTheQueueAreAskedToComeAgain(t *testing.T) {
	h := password.New(password.Usual())
	var all sync.WaitGroup
	var mu sync.Mutex
	busy, served := 0, 0
	for range 40 {
		all.Go(func() {
			_, err := h.Hash(context.Background(), "x")
			mu.Lock()
			defer mu.Unlock()
			if fault.Is(err, fault.Busy) {
				busy++
			} else if err == nil {
				served++
			}
		})
	}
	all.Wait()
	if busy+served != 40 || served < 32 {
		t.Errorf("of 40 at once %d were served and %d asked to come again", served, busy)
	}
}
