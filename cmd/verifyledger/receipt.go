package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"creditportal/internal/ledger"
)

// runReceipt says of each file whether it proves that its row is in the log. It
// asks nobody: the key was given once, the rest is in the file.
func runReceipt(args []string, out, problems io.Writer) int {
	flags := flag.NewFlagSet("verifyledger receipt", flag.ContinueOnError)
	flags.SetOutput(problems)
	flags.Usage = func() { fmt.Fprint(problems, usage) }
	var keys texts
	flags.Var(&keys, "key", "")
	if flags.Parse(args) != nil {
		return exitUsage
	}
	if len(keys) == 0 || flags.NArg() == 0 {
		flags.Usage()
		return exitUsage
	}
	known, err := ledger.ReadKeys(keys...)
	if err != nil {
		fmt.Fprintln(problems, "verifyledger:", err)
		return exitUsage
	}
	end := exitClean
	for _, name := range flags.Args() {
		text, err := os.ReadFile(name) //nolint:gosec // named by whoever runs the program
		if err != nil {
			fmt.Fprintln(problems, "verifyledger: reading a receipt:", err)
			return exitUsage
		}
		var signed ledger.Checkpoint
		receipt, err := ledger.ReadReceipt(text)
		if err == nil {
			signed, err = receipt.Check(known)
		}
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", name, err)
			end = exitFindings
			continue
		}
		fmt.Fprintf(out, "%s: look %s is leaf %d of %s, signed %s\n",
			name, receipt.Number.Value, receipt.Index, signed.Origin, signed.At.Format(time.RFC3339))
	}
	return end
}
