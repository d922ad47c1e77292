package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// Signature finds one thing: the harmless file by which scanners are tried. It
// stands in where no scanner is configured, so that the way of a held file can
// be walked.
type Signature struct{}

// eicar is the text of that file, in two parts: a scanner on this machine is
// not to find it in the program.
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)

// Scan says whether the content holds no such text.
func (Signature) Scan(_ context.Context, content []byte) (bool, error) {
	return !bytes.Contains(content, eicar), nil
}

// Command asks a scanner that reads a file from its standard input and answers
// by its exit status: 0 for clean, 1 for something found, as clamdscan does.
type Command struct {
	Program   string
	Arguments []string
	Patience  time.Duration
}

const found = 1

// Scan asks the program. An error says that it could not look.
func (c Command) Scan(ctx context.Context, content []byte) (bool, error) {
	if c.Patience > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Patience)
		defer cancel()
	}
	run := exec.CommandContext(ctx, c.Program, c.Arguments...) //nolint:gosec // the operator's own setting
	run.Stdin = bytes.NewReader(content)
	run.WaitDelay = time.Second
	err := run.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == found {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("asking the scanner: %w", err)
	}
	return true, nil
}
