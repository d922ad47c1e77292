package intake_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/intake"
	"creditportal/internal/record"
)

// waiting returns the rows of the batch that wait for a person.
func (w *world) waiting(batch int64) []intake.Row {
	w.t.Helper()
	rows, err := w.store.HeldRows(w.t.Context(), batch, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

// counted returns the counts of the batch as they stand.
func (w *world) counted(batch int64) intake.Counts {
	w.t.Helper()
	list, err := w.store.Batches(w.t.Context(), 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, b := range list {
		if b.ID == batch {
			return b.Counts
		}
	}
	w.t.Fatalf("no batch %d", batch)
	return intake.Counts{}
}

func TestAHeldRowEntersWhenAPersonHasReadIt(t *testing.T) {
	w := newWorld(t)
	said := w.enter(table("A06", penalty(1).with("mentions_others", "是"), penalty(2)))
	rows := w.waiting(said.Batch.ID)
	if len(rows) != 1 || rows[0].Draft == nil {
		t.Fatalf("%d rows wait: %+v", len(rows), rows)
	}
	w.now = w.now.AddDate(0, 0, 3)
	if err := w.office().Release(t.Context(), rows[0].ID, w.mandate()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(intake.Counts{Rows: 2, Entered: 2}, w.counted(said.Batch.ID)); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for _, r := range records {
		want := map[string]string{"示例罚〔2026〕1号": "2026-11-26", "示例罚〔2026〕2号": "2026-11-23"}[r.DocumentNumber]
		if r.DisclosedFrom.String() != want {
			t.Errorf("%s is shown from %s, want %s", r.DocumentNumber, r.DisclosedFrom, want)
		}
	}
	if err := w.office().Release(t.Context(), rows[0].ID, w.mandate()); !fault.Is(err, fault.NotFound) {
		t.Errorf("released twice: %v", err)
	}
}

func TestARowThatLacksSomethingCannotBeReleased(t *testing.T) {
	w := newWorld(t)
	said := w.enter(table("A06", penalty(1).with("procedure", "", "mentions_others", "是")))
	rows := w.waiting(said.Batch.ID)
	if err := w.office().Release(t.Context(), rows[0].ID, w.mandate()); !fault.Is(err, fault.Conflict) {
		t.Errorf("released without its procedure: %v", err)
	}
	if err := w.office().Return(t.Context(), rows[0].ID, w.mandate()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(intake.Counts{Rows: 1, Returned: 1}, w.counted(said.Batch.ID)); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if left := w.waiting(0); len(left) > 0 {
		t.Errorf("%d rows wait still", len(left))
	}
}

func TestAReleasedCorrectionIsANewVersionOfWhatStandsNow(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	said := w.enter(table("A06", penalty(1).with("CF_NR", "警告，并处罚款3000元。", "CF_NR_FK", "0.3")))
	rows := w.waiting(said.Batch.ID)
	if len(rows) != 1 {
		t.Fatalf("%d rows wait", len(rows))
	}
	w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	if err := w.office().Release(t.Context(), rows[0].ID, w.mandate()); err != nil {
		t.Fatal(err)
	}
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil || len(records) != 1 || records[0].Version != 3 || records[0].Attributes.Get("CF_NR_FK") != "300000" {
		t.Errorf("got %+v, %v", records, err)
	}
	if diff := cmp.Diff(map[string]string{}, w.standing(first.Batch.ID)); diff != "" {
		t.Errorf("the first batch still holds (-want +got):\n%s", diff)
	}
}

func TestAWithdrawnBatchLeavesWithItsHeldRowsAndMayComeAgain(t *testing.T) {
	w := newWorld(t)
	file := table("A06", penalty(1), penalty(2), penalty(3).with("mentions_others", "是"))
	said := w.enter(file)
	left, err := w.office().Withdraw(t.Context(), said.Batch.ID, w.mandate())
	if err != nil || left != (intake.Undone{Removed: 2}) {
		t.Fatalf("undone %+v, %v", left, err)
	}
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if r.State != record.Withdrawn {
			t.Errorf("%s is %s", r.DocumentNumber, r.State)
		}
	}
	if rows := w.waiting(0); len(rows) > 0 {
		t.Errorf("%d rows of it wait still", len(rows))
	}
	if diff := cmp.Diff(intake.Counts{Rows: 3, Entered: 2, Returned: 1}, w.counted(said.Batch.ID)); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if _, err := w.office().Withdraw(t.Context(), said.Batch.ID, w.mandate()); !fault.Is(err, fault.Conflict) {
		t.Errorf("withdrawn twice: %v", err)
	}
	file.at = 0
	w.now = w.now.Add(time.Hour)
	again := w.enter(file)
	if diff := cmp.Diff(intake.Counts{Rows: 3, Entered: 2, Held: 1}, again.Counts); diff != "" {
		t.Errorf("counts of the second time (-want +got):\n%s", diff)
	}
}

func TestNobodyActsWithoutANameAndAReason(t *testing.T) {
	w := newWorld(t)
	said := w.enter(table("A06", penalty(1).with("mentions_others", "是")))
	row := w.waiting(said.Batch.ID)[0].ID
	nameless, silent := w.mandate(), w.mandate()
	nameless.By.Name, silent.Reason = " ", " "
	for rule, m := range map[string]intake.Mandate{"officer_missing": nameless, "reason_missing": silent} {
		_, withdrawn := w.office().Withdraw(t.Context(), said.Batch.ID, m)
		for what, err := range map[string]error{
			"release":  w.office().Release(t.Context(), row, m),
			"return":   w.office().Return(t.Context(), row, m),
			"withdraw": withdrawn,
		} {
			if err == nil || ruleOf(t, err) != rule {
				t.Errorf("%s: want %s, got %v", what, rule, err)
			}
		}
	}
	if _, err := w.office().Withdraw(t.Context(), 1, w.mandate()); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown batch: %v", err)
	}
}

// stand gives the records of a batch another state, as procedures do.
func (w *world) stand(batch int64, state record.State) {
	w.t.Helper()
	w.turn(batch, "stand/"+string(state), func(r *record.Record) { r.State = state })
}

// turn changes the records of a batch as procedures do.
func (w *world) turn(batch int64, op string, turn func(*record.Record)) {
	w.t.Helper()
	w.decide(batch, audit.BatchEntered, op, turn)
}

// decide changes the records of a batch by the act.
func (w *world) decide(batch int64, did audit.Act, op string, turn func(*record.Record)) {
	w.t.Helper()
	records, err := w.store.BatchRecords(w.t.Context(), batch)
	if err != nil || len(records) == 0 {
		w.t.Fatalf("%d records, %v", len(records), err)
	}
	list, err := w.store.Batches(w.t.Context(), 1)
	if err != nil {
		w.t.Fatal(err)
	}
	c := intake.Change{Batch: list[0], WasCursor: list[0].Cursor, WasState: list[0].State, Event: audit.Event{
		Did: did, On: "batch", By: w.mandate().By, At: w.now, Op: op, Reason: "测试",
	}}
	for _, r := range records {
		turn(&r)
		c.Records = append(c.Records, &record.Change{WasVersion: r.Version, After: r, Reason: "测试"})
	}
	if err := w.store.Commit(w.t.Context(), c); err != nil {
		w.t.Fatal(err)
	}
}

// Art. 35: an honour that its subject had deleted does not come back.
func TestADeletedHonourIsNotTakenInAgain(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("F01", honour(1)))
	w.stand(first.Batch.ID, record.Deleted)
	renumbered := honour(1).with("JD_WH", "示例表（2026）一号").with("BZ_MC", "示例诚信单位")
	later := honour(1).with("JD_WH", "示例表〔2026〕9号", "JD_RQ", "2026-05-07")
	said := w.enter(table("F01", honour(1), honour(2), renumbered, later))
	if diff := cmp.Diff(map[int]string{2: "suppressed", 4: "suppressed_alike"}, said.rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	for _, f := range said.faults {
		if f.Value != "" || f.Column != "" || len(f.Args) > 0 {
			t.Errorf("the refusal repeats what was deleted: %+v", f)
		}
	}
}

func TestARepairedRecordIsNotBroughtBackByAnotherFile(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	w.stand(first.Batch.ID, record.Repaired)
	same := w.enter(labelled("A06", penalty(1)))
	if diff := cmp.Diff(intake.Counts{Rows: 1, Unchanged: 1}, same.Counts); diff != "" {
		t.Errorf("the same content: counts (-want +got):\n%s", diff)
	}
	said := w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	if diff := cmp.Diff(map[int]string{2: "repaired"}, said.rules()); diff != "" {
		t.Errorf("other content: rules (-want +got):\n%s", diff)
	}
	if said.Counts.Returned != 1 {
		t.Errorf("other content: counts %+v", said.Counts)
	}
	records, err := w.store.BatchRecords(t.Context(), first.Batch.ID)
	if err != nil || len(records) != 1 || records[0].State != record.Repaired || records[0].Version != 2 {
		t.Errorf("the repaired one is %+v, %v", records, err)
	}
}

// Art. 36, 38: what an objection took down stays down, whatever its provider sends and
// whoever releases a row that waits.
func TestARecordThatADecisionRemovedIsNotBroughtBackByAnotherFile(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	waits := w.enter(table("A06", penalty(1).with("CF_SY", "经查，情形属实。")))
	w.stand(first.Batch.ID, record.Removed)
	same := w.enter(labelled("A06", penalty(1)))
	if diff := cmp.Diff(intake.Counts{Rows: 1, Unchanged: 1}, same.Counts); diff != "" {
		t.Errorf("the same content: counts (-want +got):\n%s", diff)
	}
	said := w.enter(table("A06", penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	if diff := cmp.Diff(map[int]string{2: "repeat_ended"}, said.rules()); diff != "" {
		t.Errorf("other content: rules (-want +got):\n%s", diff)
	}
	for _, batch := range []int64{waits.Batch.ID, said.Batch.ID} {
		for _, row := range w.waiting(batch) {
			if err := w.office().Release(t.Context(), row.ID, w.mandate()); ruleOf(t, err) != "repeat_ended" {
				t.Errorf("released: %v", err)
			}
		}
	}
	if is := w.only(first.Batch.ID); is.State != record.Removed || is.Version != 2 {
		t.Errorf("it is %s in version %d", is.State, is.Version)
	}
}

// Art. 33, 37: what was put right is sent so from then on, and is no other record.
func TestARecordThatWasPutRightIsTheSameByItsOldNumberAndByItsNewOne(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", penalty(1)))
	right := penalty(1).with("CF_WSH", "示例罚〔2026〕9号")
	w.turn(first.Batch.ID, "correct", func(r *record.Record) { r.DocumentNumber = "示例罚〔2026〕9号" })
	if old := w.enter(labelled("A06", penalty(1))); old.Counts.Unchanged != 1 {
		t.Errorf("by its old number: counts %+v", old.Counts)
	}
	held := w.enter(table("A06", right))
	if diff := cmp.Diff(map[int]string{2: "repeat_changed"}, held.rules()); diff != "" {
		t.Errorf("by its new number: rules (-want +got):\n%s", diff)
	}
	twice := w.enter(table("A06", right, penalty(1).with("CF_SY", "经查，另有情形。")), because("更正"))
	if diff := cmp.Diff(intake.Counts{Rows: 2, NewVersions: 1, Returned: 1}, twice.Counts); diff != "" {
		t.Errorf("by both in one file: counts (-want +got):\n%s", diff)
	}
	w.stand(twice.Batch.ID, record.Repaired)
	gone := w.enter(table("A06", right.with("CF_SY", "经查，情形属实。")), because("再报"))
	if diff := cmp.Diff(map[int]string{2: "repaired"}, gone.rules()); diff != "" {
		t.Errorf("repaired: rules (-want +got):\n%s", diff)
	}
}
