package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// volume writes a file of n rows as CSV or XLSX, row by row.
func volume(t testing.TB, format Format, n, columns int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "volume."+string(format))
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	to := bufio.NewWriter(file)
	if format == XLSX {
		err = volumeSheet(to, n, columns)
	} else {
		err = volumeRows(to, n, columns, "", "示例内容", ",", "\n")
	}
	if err == nil {
		err = to.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// volumeRows writes rows of varied cells, each between open and shut.
func volumeRows(to io.Writer, n, columns int, begin, open, shut, end string) error {
	random := rand.New(rand.NewPCG(1, 2))
	var row []byte
	for range n {
		row = append(row[:0], begin...)
		for range columns {
			row = append(row, open...)
			row = strconv.AppendUint(row, uint64(random.Uint32()), 10)
			row = append(row, shut...)
		}
		row = append(bytes.TrimSuffix(row, []byte(",")), end...)
		if _, err := to.Write(row); err != nil {
			return err
		}
	}
	return nil
}

func volumeSheet(to io.Writer, n, columns int) error {
	z := zip.NewWriter(to)
	all := members("")
	delete(all, "xl/worksheets/sheet1.xml")
	for name, content := range all {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, content); err != nil {
			return err
		}
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		return err
	}
	begin := "<worksheet><sheetData><row>"
	if err := volumeRows(w, 1, columns, begin, `<c t="str" s="1"><v>示例内容`, "</v></c>", "</row>"); err != nil {
		return err
	}
	if err := volumeRows(w, n-1, columns, "<row>", `<c t="str" s="1"><v>示例内容`, "</v></c>", "</row>"); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "</sheetData></worksheet>"); err != nil {
		return err
	}
	return z.Close()
}

// peak reads a file of n rows and returns the most bytes in use at any
// twentieth of the way, above those before.
func peak(t *testing.T, format Format, n int) uint64 {
	t.Helper()
	const columns = 6
	path := volume(t, format, n, columns)
	used := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most, count := used(), uint64(0), 0
	b, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Rows(b.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		if len(rows.Row().Cells) != columns {
			t.Fatalf("row %d has %d cells", rows.Row().Number, len(rows.Row().Cells))
		}
		if count++; count%(n/20) == 0 {
			most = max(most, used())
		}
	}
	if rows.Err() != nil || count != n {
		t.Fatalf("read %d of %d rows: %v", count, n, rows.Err())
	}
	if err := rows.Close(); err != nil {
		t.Error(err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	return most - min(most, before)
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	const few, many, bound = 10_000, 200_000, 2 * mebi
	for _, format := range []Format{CSV, XLSX} {
		small, large := peak(t, format, few), peak(t, format, many)
		if large > small+bound || large > 2*bound {
			t.Errorf("%s: %d KiB for %d rows, %d KiB for %d", format, small/kibi, few, large/kibi, many)
		}
	}
}

func benchmark(b *testing.B, format Format) {
	const n, columns = 20_000, 30 // as many as a penalty has
	path := volume(b, format, n, columns)
	for b.Loop() {
		book, err := Open(path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := book.Rows(book.Sheets()[0])
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if len(rows.Row().Cells) != columns {
				b.Fatal("a row is not whole")
			}
		}
		if rows.Err() != nil {
			b.Fatal(rows.Err())
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
		if err := book.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadingSeparatedText(b *testing.B) { benchmark(b, CSV) }

func BenchmarkReadingAWorkbook(b *testing.B) { benchmark(b, XLSX) }
