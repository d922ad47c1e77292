package portaltest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"creditportal/internal/search"
	"creditportal/internal/seed"
)

// benchSubjects names how many subjects are searched among.
const benchSubjects = "PORTAL_BENCH_SUBJECTS"

// BenchmarkSearch asks the register, as the search page does, from eight
// clients: the index finds, the store reads what is shown of what was found.
func BenchmarkSearch(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv(benchSubjects))
	if err != nil {
		n = 10_000
	}
	p := mustOpenDemo(b, mustFill(b, n), 50, firstDay+"T10:00:00+08:00")
	deps, err := p.Doors()
	if err != nil {
		b.Fatal(err)
	}
	today := deps.Today()
	for _, question := range []struct {
		name string
		of   func(name []rune, code string) string
	}{
		{"2 characters", func(name []rune, _ string) string { return string(name[4:6]) }},
		{"4 characters", func(name []rune, _ string) string { return string(name[2:6]) }},
		{"full name", func(name []rune, _ string) string { return string(name) }},
		{"code prefix", func(_ []rune, code string) string { return code[:12] }},
	} {
		b.Run(fmt.Sprintf("%s of %d", question.name, n), func(b *testing.B) {
			const clients, page = 8, 20
			crowd(b, clients, func(i int64) error {
				firm, err := seed.MakeFirm(int(i * 7919 % int64(n)))
				if err != nil {
					return err
				}
				q, err := search.Parse(question.of([]rune(firm.Name), firm.Code.String()))
				if err != nil {
					return err
				}
				found, err := deps.Register.Search(context.Background(), q, today, 0, page)
				if err == nil && found.SubjectTotal.N == 0 {
					err = fmt.Errorf("%s of firm %d is not found", question.name, i) //nolint:err113 // of a benchmark
				}
				return err
			})
		})
	}
}

// mustFill makes a demo in which each of n firms has a penalty, in files as
// large as providers send them.
func mustFill(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	demo := filepath.Join(dir, "demo")
	mustOpenDemo(b, demo, 50, firstDay+"T10:00:00+08:00")
	const each = 100_000
	for from := 0; from < n; from += each {
		sender := demoUnit
		sender.firm = func(i int) (string, string) {
			firm, err := seed.MakeFirm(from + i)
			if err != nil {
				b.Fatal(err)
			}
			return firm.Name, firm.Code.String()
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.csv", from))
		mustWrite(b, file, csvOf(b, sender.penalties(min(each, n-from), labels)))
		mustImport(b, 0, inDemo(demo), file)
	}
	return demo
}
