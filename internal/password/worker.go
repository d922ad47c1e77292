package password

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"syscall"
)

// Worker is a process that hashes for this one.
type Worker struct {
	mu      sync.Mutex
	command []string
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// NewWorker returns a hasher that lets the command do the work: a program that
// calls Serve. It is started when it is first needed, and again when it ended.
func NewWorker(cost Cost, command ...string) (*Hasher, *Worker) {
	w := &Worker{command: command}
	return newHasher(cost, w.carry), w
}

// carry gives the task to the process; where it has ended, once more to
// another.
func (w *Worker) carry(_ context.Context, t task) (done, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	d, err := w.exchange(t)
	if err != nil {
		w.stop()
		d, err = w.exchange(t)
	}
	return d, err
}

func (w *Worker) exchange(t task) (done, error) {
	if w.process == nil {
		if err := w.start(); err != nil {
			return done{}, fmt.Errorf("starting the worker for passwords: %w", err)
		}
	}
	text, err := json.Marshal(t) //nolint:gosec // to a pipe of our own child
	if err != nil {
		return done{}, err
	}
	if _, err := w.in.Write(append(text, '\n')); err != nil {
		return done{}, err
	}
	line, err := w.out.ReadBytes('\n')
	if err != nil {
		return done{}, err
	}
	var d done
	return d, json.Unmarshal(line, &d)
}

func (w *Worker) start() error {
	p := exec.Command(w.command[0], w.command[1:]...) //nolint:gosec,noctx // our own program; it lives as long as we do
	in, err := p.StdinPipe()
	if err != nil {
		return err
	}
	out, err := p.StdoutPipe()
	if err != nil {
		return errors.Join(err, in.Close())
	}
	if err := p.Start(); err != nil {
		return errors.Join(err, in.Close(), out.Close())
	}
	w.process, w.in, w.out = p, in, bufio.NewReader(out)
	return nil
}

func (w *Worker) stop() {
	if w.process == nil {
		return
	}
	_ = w.in.Close()     // it ends when nothing more can come
	_ = w.process.Wait() // however it ended
	w.process = nil
}

// Close ends the process.
func (w *Worker) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stop()
	return nil
}

// lowest is the priority that gives way to everything else.
const lowest = 19

// Serve does the tasks that come on in, a line each, until it ends. It gives
// way to every other process of the machine.
func Serve(in io.Reader, out io.Writer) error {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, lowest) // where it may not, it works all the same
	lines := json.NewDecoder(in)
	for {
		var t task
		switch err := lines.Decode(&t); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("reading a task: %w", err)
		}
		if err := json.NewEncoder(out).Encode(t.do()); err != nil {
			return fmt.Errorf("answering a task: %w", err)
		}
	}
}
