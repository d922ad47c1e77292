// Command verifyledger checks a portal from outside: whether the logs in its
// database are what the portal signed for, by checkpoints that were kept
// elsewhere. It knows the ledger alone, and nothing of the portal. As a witness
// it signs checkpoints of a portal whose log only ever grew.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"

	"creditportal/internal/ledger"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2
)

const usage = `verifyledger checks the logs of a portal against its signed checkpoints.

  verifyledger --database sqlite:portal.db --key KEY [--checkpoint FILE …]
  verifyledger --database mysql://reader:password@host:3306/portal --key KEY [--checkpoint FILE …]
  verifyledger receipt --key KEY FILE …
  verifyledger witness --portal https://credit.example.cn --key KEY --name NAME --secret FILE --state DIR

KEY is what "portal audit key" prints; it is given to whoever checks, once.
A receipt is what the portal gives of one look or one credit report; it is checked without the portal.
Exit code: 0 everything is as it was signed, 1 findings, 2 the command or the database cannot be read.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// texts is a flag that may be given several times.
type texts []string

// String lists what was given.
func (t *texts) String() string { return fmt.Sprint(*t) }

// Set adds one.
func (t *texts) Set(text string) error { *t = append(*t, text); return nil }

func run(ctx context.Context, args []string, out, problems io.Writer) int {
	if len(args) > 0 && args[0] == "witness" {
		return runWitness(ctx, args[1:], out, problems)
	}
	if len(args) > 0 && args[0] == "receipt" {
		return runReceipt(args[1:], out, problems)
	}
	flags := flag.NewFlagSet("verifyledger", flag.ContinueOnError)
	flags.SetOutput(problems)
	flags.Usage = func() { fmt.Fprint(problems, usage) }
	database := flags.String("database", "", "")
	var keys, checkpoints texts
	flags.Var(&keys, "key", "")
	flags.Var(&checkpoints, "checkpoint", "")
	if flags.Parse(args) != nil {
		return exitUsage
	}
	if *database == "" || len(keys) == 0 || flags.NArg() > 0 {
		flags.Usage()
		return exitUsage
	}
	report, err := verify(ctx, *database, keys, checkpoints)
	if err != nil {
		fmt.Fprintln(problems, "verifyledger:", err)
		return exitUsage
	}
	return tell(out, report)
}

func verify(ctx context.Context, database string, keys, files []string) (ledger.Report, error) {
	known, err := ledger.ReadKeys(keys...)
	if err != nil {
		return ledger.Report{}, err
	}
	var kept [][]byte
	for _, name := range files {
		text, err := os.ReadFile(name) //nolint:gosec // named by whoever runs the program
		if err != nil {
			return ledger.Report{}, fmt.Errorf("reading a checkpoint: %w", err)
		}
		kept = append(kept, text)
	}
	db, err := open(database)
	if err != nil {
		return ledger.Report{}, err
	}
	defer db.Close()                                               //nolint:errcheck // nothing was written
	return ledger.Verify(ctx, source{db}, known, kept, time.Now()) //nolint:forbidigo // this program has its own clock
}

// tell prints what was found.
func tell(out io.Writer, r ledger.Report) int {
	for _, f := range r.Findings {
		fmt.Fprintln(out, f)
	}
	for _, g := range r.Gaps {
		by := "by no witness whose checkpoint and key were given"
		if len(g.Signed) > 0 {
			by = "by " + strings.Join(g.Signed, ", ")
		}
		for _, l := range g.Lost {
			fmt.Fprintf(out, "declared gap: leaves %d to %d of %s are lost, a backup was restored %s; signed %s\n",
				l.From, l.To-1, l.Origin, g.At.Format(time.RFC3339), by)
		}
	}
	fmt.Fprintf(out, "%d rows, %d leaves, %d checkpoints\n", r.Rows, r.Leaves, r.Checkpoints)
	if r.Newest.At.IsZero() {
		fmt.Fprintln(out, "no checkpoint: nothing is promised yet")
		return exitFindings
	}
	fmt.Fprintf(out, "up to leaf %d of %s, signed %s\n", r.Newest.Size, r.Newest.Origin, r.Newest.At.Format(time.RFC3339))
	if len(r.Findings) > 0 {
		fmt.Fprintf(out, "%d findings\n", len(r.Findings))
		return exitFindings
	}
	fmt.Fprintln(out, "everything is as it was signed")
	return exitClean
}
