package intake_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// Demo data are kept out of a real portal.
func TestSyntheticRowsEnterNoRealPortal(t *testing.T) {
	w := newWorld(t)
	w.ref.Demo = false
	said := w.enter(table("A06", penalty(1), penalty(2).with("CF_XDR_MC", "宏远建材有限公司"),
		personal(3, "370399189103150014")))
	want := map[int]string{2: "synthetic", 3: "synthetic", 4: "synthetic"}
	if diff := cmp.Diff(want, said.rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

// Of a minor's row nothing is kept but its number and the rule.
func TestNothingOfAMinorIsKeptOrTold(t *testing.T) {
	w := newWorld(t)
	minor := personal(1, "370399201009010014").with("CF_XDR_MC", "某未成年人", "CF_JDRQ", "18/9/26")
	said := w.enter(table("A06", minor))
	for _, f := range said.faults {
		if f.Value != "" || f.Column != "" {
			t.Errorf("told of a minor: %+v", f)
		}
	}
	if said.Counts.Returned != 1 {
		t.Errorf("counts %+v", said.Counts)
	}
	rows, err := w.store.HeldRows(t.Context(), 0, 10)
	if err != nil || len(rows) > 0 {
		t.Errorf("%d rows wait, %v", len(rows), err)
	}
	w.absent("某未成年人", "370399201009010014")
}

// absent says that none of the texts stands in the files of the store.
func (w *world) absent(texts ...string) {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.dir, "portal.db*"))
	if err != nil || len(files) == 0 {
		w.t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, text := range texts {
			if bytes.Contains(content, []byte(text)) {
				w.t.Errorf("%s holds %q", filepath.Base(name), text)
			}
		}
	}
}

func TestNumbersOfPersonsAreToldMaskedAndKeptEncrypted(t *testing.T) {
	w := newWorld(t)
	const number, phone = "370399189103150014", "15400000001"
	said := w.enter(table("A06", personal(1, number),
		penalty(2).with("CF_SY", "联系"+phone+"，身份证"+number+"，电话"+phone+"。"),
		personal(3, "370399189103150015"), penalty(4).with("CF_XDR_SHXYM", number),
		penalty(5).with("CF_SY", "电话"+phone+"，患有传染病"), penalty(6).with("CF_WFXW", strings.Repeat("长", 1990)+number)))
	for _, f := range said.faults {
		for _, secret := range []string{number, phone, number[:5], number[6:14], phone[:5], phone[4:]} {
			if strings.Contains(f.Value, secret) {
				t.Errorf("row %d tells %q", f.Row, f.Value)
			}
		}
	}
	if diff := cmp.Diff(intake.Counts{Rows: 6, Entered: 1, Held: 2, Returned: 3}, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	w.absent(number, phone)
}

func TestALateRowKeepsItsMark(t *testing.T) {
	w := newWorld(t)
	said := w.enter(table("A06", penalty(1).with("CF_JDRQ", "2026-11-20"), penalty(2).with("CF_JDRQ", "2026-01-05")))
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if want := r.DecidedOn.String() == "2026-01-05"; r.Late != want {
			t.Errorf("decided on %s, reported on %s: late %v", r.DecidedOn, r.ReceivedOn, r.Late)
		}
	}
}

func TestMinorConductWithoutNeedAndWarningsOfTheMarketTrackStayFromThePublic(t *testing.T) {
	w := newWorld(t)
	alone := penalty(1).with("CF_CFLB", "警告", "CF_NR", "警告", "CF_NR_FK", "", "CF_SJLYDM", market)
	for want, c := range map[string]struct {
		row  values
		unit string
	}{
		"authorised minor":   {penalty(2).with("severity", "轻微"), enforcement},
		"public minor":       {penalty(3).with("severity", "轻微", "disclosure_reason", "事关公共安全"), enforcement},
		"authorised general": {alone, market},
		"public general":     {alone.with("CF_SJLYDM", enforcement, "CF_WSH", "示例罚〔2026〕9号"), enforcement},
	} {
		said := w.enter(table("A06", c.row), by(c.unit))
		records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
		if err != nil || len(records) != 1 {
			t.Fatalf("%s: %d records, %v, %v", want, len(records), err, said.faults)
		}
		if got := string(records[0].Channel) + " " + string(records[0].Severity); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestARowMayOnlyNarrowItsChannel(t *testing.T) {
	w := newWorld(t)
	person := personal(1, "370399189103150014").with("channel", "社会公开")
	firm := penalty(2).with("channel", "政务共享")
	said := w.enter(table("A06", person, firm))
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	want := map[string]string{"示例罚〔2026〕1号": "authorised", "示例罚〔2026〕2号": "shared"}
	got := map[string]string{}
	for _, r := range records {
		got[r.DocumentNumber] = string(r.Channel)
		if r.State != record.Active {
			t.Errorf("%s is %s", r.DocumentNumber, r.State)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("channels (-want +got):\n%s", diff)
	}
}
