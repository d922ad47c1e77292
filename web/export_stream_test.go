package web_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/web"
)

// long is the register with a list that goes on: its first records come again
// and again until so many have been read; for no number, as it is.
type long struct {
	web.Register
	rows int
	read func(before int) error // what happens before each stretch, if anything
	mu   sync.Mutex
	most int // the most that were asked for at once

	first search.Listing
}

// Stretch implements web.Register.
func (l *long) Stretch(
	ctx context.Context, f search.Filter, today civil.Date, after search.Cursor, size int,
) (search.Listing, error) {
	if err := ctx.Err(); err != nil {
		return search.Listing{}, err
	}
	before := int(after.ID)
	if l.read != nil {
		if err := l.read(before); err != nil {
			return search.Listing{}, err
		}
	}
	if l.rows == 0 {
		return l.Register.Stretch(ctx, f, today, after, size)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.most = max(l.most, size)
	if len(l.first.Rows) == 0 {
		var err error
		if l.first, err = l.Register.Stretch(ctx, f, today, search.Cursor{}, size); err != nil {
			return search.Listing{}, err
		}
	}
	found := l.first
	rows := make([]disclosure.Shown, 0, size)
	for len(rows) < min(size, l.rows-before) {
		rows = append(rows, found.Rows[:min(len(found.Rows), l.rows-before-len(rows), size-len(rows))]...)
	}
	found.Rows, found.Next = rows, search.Cursor{}
	if before+len(rows) < l.rows {
		found.Next = search.Cursor{On: today, ID: int64(before + len(rows)), Depth: 1}
	}
	return found, nil
}

// lengthen gives the lists of the world so many records.
func (w *world) lengthen(t *testing.T, rows int, read func(before int) error) *long {
	t.Helper()
	l := &long{Register: w.deps.Register, rows: rows, read: read}
	w.open(t, func(d *web.Deps) { d.Register, d.Limit = l, -1 })
	return l
}

// tally is a client that counts what it is sent and keeps nothing.
type tally struct {
	header http.Header
	status int
	bytes  int
}

func (c *tally) Header() http.Header { return c.header }

func (c *tally) WriteHeader(status int) { c.status = status }

func (c *tally) Write(b []byte) (int, error) {
	c.bytes += len(b)
	return len(b), nil
}

func TestATableTakesNoMoreMemoryTheLongerItIs(t *testing.T) {
	const rows, mebibyte = 100_000, 1 << 20
	for _, ending := range []string{"csv", "xlsx"} {
		for _, accepts := range map[string][]string{"csv": {"", "gzip"}, "xlsx": {""}}[ending] {
			w := newWorld(t)
			client := &tally{header: http.Header{}}
			var least, most uint64
			sent := 0
			l := w.lengthen(t, rows, func(before int) error {
				if before == 0 || before%10_000 != 0 {
					return nil
				}
				if client.bytes <= sent {
					t.Errorf("%s: nothing was sent before record %d was read", ending, before)
				}
				sent = client.bytes
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				if least == 0 {
					least = m.HeapAlloc
				}
				least, most = min(least, m.HeapAlloc), max(most, m.HeapAlloc)
				return nil
			})
			r := httptest.NewRequest(http.MethodGet, "/disclosures/adverse/records."+ending, nil)
			r.Host = "credit.example"
			r.Header.Set("Accept-Encoding", accepts)
			w.handler.ServeHTTP(client, r)
			if client.status != http.StatusOK || l.most > 500 || sent == 0 {
				t.Errorf("%s: %d, up to %d records read at once, %d bytes", ending, client.status, l.most, client.bytes)
			}
			if most-least > 2*mebibyte {
				t.Errorf("%s: memory grows by %d KB over %d records", ending, (most-least)>>10, rows)
			}
		}
	}
}

func TestATableStopsWhenItsClientGoes(t *testing.T) {
	for _, ending := range []string{"csv", "xlsx"} {
		w := newWorld(t)
		ctx, gone := context.WithCancel(context.Background())
		last := 0
		w.lengthen(t, 100_000, func(before int) error {
			if last = before; before >= 2000 {
				gone()
			}
			return nil
		})
		w.get("/disclosures/adverse/records."+ending, func(r *http.Request) { *r = *r.WithContext(ctx) })
		if last > 2500 {
			t.Errorf("%s: %d records were read for nobody", ending, last)
		}
	}
}

func TestATableThatBreaksOffIsSeenToBeCutOff(t *testing.T) {
	w := newWorld(t)
	w.lengthen(t, 100_000, func(before int) error {
		if before >= 2000 {
			return errors.New("the store is gone")
		}
		return nil
	})
	server := httptest.NewServer(w.handler)
	defer server.Close()
	for _, ending := range []string{"csv", "xlsx"} {
		address := server.URL + "/disclosures/adverse/records." + ending
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "credit.example"
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = io.Copy(io.Discard, answer.Body); err == nil {
			t.Errorf("%s: the client takes a part for the whole", ending)
		}
		_ = answer.Body.Close()
	}
	server.Close() // waits for what is still being answered
	if !strings.Contains(w.log.String(), "the store is gone") {
		t.Error("the log does not say why")
	}
}

func TestOneClientTakesAFewTablesAtOnceAndIsToldSoPlainly(t *testing.T) {
	w := newWorld(t)
	const each = 4
	inside, hold := make(chan struct{}, each), make(chan struct{})
	w.lengthen(t, 600, func(before int) error {
		if before == 0 {
			inside <- struct{}{}
			<-hold
		}
		return nil
	})
	const address = "/disclosures/adverse/records.csv"
	from := func(ip string) func(*http.Request) {
		return func(r *http.Request) { r.RemoteAddr = ip + ":1" }
	}
	var all sync.WaitGroup
	for range each {
		all.Go(func() {
			if rec := w.get(address, from("192.0.2.1")); rec.Code != http.StatusOK {
				t.Errorf("a table among a few: %d", rec.Code)
			}
		})
		<-inside
	}
	rec := w.get(address, from("192.0.2.77"))
	if rec.Code != http.StatusTooManyRequests || rec.Header().Get("Retry-After") != "10" ||
		!strings.Contains(body(t, rec), "同时进行的下载已达上限") {
		t.Errorf("one too many: %d, %q", rec.Code, rec.Header().Get("Retry-After"))
	}
	close(hold)
	all.Wait()
	if rec := w.get(address, from("192.0.2.77")); rec.Code != http.StatusOK {
		t.Errorf("when the others have finished: %d", rec.Code)
	}
}

func TestMidnightDuringATableEndsWhatItEnds(t *testing.T) {
	w := newWorld(t, manyRecords, func(w *world, t *testing.T) {
		today := civil.Of(now)
		w.add(t, "A06", 9999, 9, func(r *record.Record) {
			r.DecidedOn = today.AddYears(-1)
			r.DisclosedFrom, r.ConductEndedOn, r.DisclosedUntil = r.DecidedOn, r.DecidedOn, today
		})
	})
	last := string(w.records[len(w.records)-1].Number)
	if !strings.Contains(body(t, w.get("/disclosures/adverse/records.csv")), last) {
		t.Fatal("not there before midnight")
	}
	reads := 0
	w.lengthen(t, 0, func(int) error {
		if reads++; reads == 2 {
			w.now = w.now.AddDate(0, 0, 1)
		}
		return nil
	})
	if strings.Contains(body(t, w.get("/disclosures/adverse/records.csv")), last) || reads < 3 {
		t.Errorf("still in the table after midnight, in %d stretches", reads)
	}
}

func TestAHeadOfATableReadsNoMoreThanItsBeginning(t *testing.T) {
	w := newWorld(t)
	w.lengthen(t, 100_000, func(before int) error {
		if before > 0 {
			t.Errorf("record %d was read", before)
		}
		return nil
	})
	rec := w.ask(http.MethodHead, "/disclosures/adverse/records.csv")
	if rec.Code != http.StatusOK || rec.Header().Get("Content-Disposition") == "" || rec.Body.Len() > 0 {
		t.Errorf("%d with %d bytes: %v", rec.Code, rec.Body.Len(), rec.Header())
	}
}

func TestAPackedTableIsTheSame(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{
		"/disclosures/adverse/records.csv", "/disclosures/adverse/records.json", "/disclosures/adverse/records.atom",
	} {
		plain, packed := w.get(address), w.get(address, header("Accept-Encoding", "gzip"))
		if packed.Header().Get("Content-Encoding") != "gzip" || unpacked(t, packed) != body(t, plain) {
			t.Errorf("%s differs when it is packed", address)
		}
	}
}

func TestALongTableHasEveryRow(t *testing.T) {
	w := newWorld(t)
	w.lengthen(t, 12_345, nil)
	text := bytes.TrimPrefix(w.get("/disclosures/adverse/records.csv").Body.Bytes(), []byte("\ufeff"))
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	all, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows, said := 0, ""
	for _, row := range all {
		if len(row) > 2 {
			rows++
		} else if len(row) == 2 && row[0] == "条数" {
			said = row[1]
		}
	}
	if rows != 12_346 || said != "12345" {
		t.Errorf("%d lines, said to be %s", rows, said)
	}
}
