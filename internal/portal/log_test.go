package portal

import (
	"log/slog"
	"strings"
	"sync"
	"testing"
)

// paper is where a log is written; it tells of every time.
type paper struct {
	mu      sync.Mutex
	text    strings.Builder
	times   int
	written chan struct{}
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.times++
	p.text.Write(b)
	if p.written != nil && len(b) > 0 {
		p.written <- struct{}{}
	}
	return len(b), nil
}

// said is what was written so far, and at how many times.
func (p *paper) said() (string, int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String(), p.times
}

func TestLinesOfTheLogAreWrittenTogetherAndAllOfThem(t *testing.T) {
	out := &paper{}
	log, write := newLog(out, nil)
	for i := range 5000 {
		log.Info("answered", "number", i)
	}
	write()
	text, times := out.said()
	if got := strings.Count(text, "\n"); got != 5000 || times > 50 {
		t.Errorf("%d lines at %d times", got, times)
	}
}

func TestAWarningIsWrittenAtOnceAfterWhatWaited(t *testing.T) {
	out := &paper{}
	log, _ := newLog(out, &slog.HandlerOptions{})
	log = log.With("part", "x").WithGroup("g")
	log.Info("first")
	log.Warn("second")
	text, _ := out.said()
	first, second := strings.Index(text, "first"), strings.Index(text, "second")
	if first < 0 || second < first {
		t.Errorf("written so far: %q", text)
	}
}

func TestALineAloneDoesNotWaitForOthers(t *testing.T) {
	out := &paper{written: make(chan struct{}, 1)}
	log, _ := newLog(out, nil)
	log.Info("alone")
	<-out.written
	if text, _ := out.said(); !strings.Contains(text, "alone") {
		t.Error("something else was written")
	}
}
