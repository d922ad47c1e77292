package storetest

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"creditportal/internal/record"
	"creditportal/internal/store"
)

// walks kills the office at work, again and again.
func walks(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestAnOfficeThatIsKilledAHundredTimesHasDoneNothingByHalves": tryAnOfficeThatIsKilledAHundredTimes,
	})
}

func tryAnOfficeThatIsKilledAHundredTimes(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	served := Guarded(t, db)
	chance := rand.New(rand.NewPCG(36, 38))
	kills := 100 * Times(t)
	var acknowledged []string
	for stride := range kills {
		if stride%100 == 0 {
			mustReport(t, s, stride)
		}
		acknowledged = append(acknowledged, killed(t, chance.IntN(24),
			Walking+"="+served, fmt.Sprintf("%s=%d", Stride, stride))...)
		if stride%(kills/4) == 0 {
			mustBeWhole(t, db, s, acknowledged)
		}
	}
	mustBeWhole(t, db, s, acknowledged)
	if len(acknowledged) < 10*kills {
		t.Errorf("%d kills interrupted %d acts only", kills, len(acknowledged))
	}
}

// mustReport enters records: what is found wrong is taken down, and some day none
// would be left to object to.
func mustReport(t *testing.T, s *store.Store, from int) {
	t.Helper()
	changes := make([]*record.Change, 60)
	for n := range changes {
		changes[n] = penalty(t, firm(t, from+n), from+n, 10)
	}
	mustEnter(t, s, fmt.Sprintf("the records from %d on", from), changes...)
}

// killed lets a process of this program do what the environment says until so many
// acts were acknowledged, kills it as it goes on, and returns what it was told of all
// acts that were.
func killed(t *testing.T, after int, env ...string) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = t.Output()
	told, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var ops []string
	lines := bufio.NewScanner(told)
	for lines.Scan() {
		if ops = append(ops, lines.Text()); len(ops) == after+1 {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || len(ops) <= after {
		t.Fatalf("the walk ended by itself after %d acts: %v", len(ops), err)
	}
	return ops
}
