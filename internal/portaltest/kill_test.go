package portaltest

import (
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/storetest"
)

// An import that is killed at any moment is simply run again.
func TestAnImportKilledTwentyTimesEndsAsOneQuietRun(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killTwentyTimes(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { killTwentyTimes(t, open) })
	}
}

func killTwentyTimes(t *testing.T, open storetest.Opener) {
	const n = 4000
	file := filepath.Join(t.TempDir(), "penalties.csv")
	mustWrite(t, file, csvOf(t, office.penalties(n, labels)))
	quiet := mustInstall(t, open)
	began := time.Now()
	mustImport(t, 0, quiet, file)
	whole := time.Since(began)
	want := recordsOf(t, quiet)
	chance := rand.New(rand.NewPCG(20, 26))
	kills := 0
	for kills < 20 { // an import that ends in spite of its kills makes room for the next
		in := mustInstall(t, open)
		for ; kills < 20 && len(recordsOf(t, in)) < n; kills++ {
			killWithin(t, in, file, whole/5+time.Duration(chance.Int64N(int64(whole/3))))
		}
		mustImport(t, 0, in, file)
		if diff := cmp.Diff(want, recordsOf(t, in)); diff != "" || len(want) != n {
			t.Fatalf("%d penalties; the quiet run's records and those after %d kills (-want +got):\n%s", n, kills, diff)
		}
	}
}

// killWithin starts an import and kills it once the time is over.
func killWithin(t *testing.T, in installation, file string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(mustBinary(t), in.unit.importing(file)...)
	cmd.Env = append(cmd.Environ(), in.env...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended already
	defer killer.Stop()
	_ = cmd.Wait() // killed, or ended before
}
