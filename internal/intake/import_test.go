package intake_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/civil"
	"creditportal/internal/intake"
)

// standing returns what the records of a batch say, by document number.
func (w *world) standing(batch int64) map[string]string {
	w.t.Helper()
	records, err := w.store.BatchRecords(w.t.Context(), batch)
	if err != nil {
		w.t.Fatal(err)
	}
	all := map[string]string{}
	for _, r := range records {
		text, err := r.Attributes.MarshalJSON()
		if err != nil {
			w.t.Fatal(err)
		}
		all[r.DocumentNumber] = strings.Join([]string{
			string(r.Number), string(r.State), r.SubjectName, string(r.Severity), string(r.Channel),
			r.DecidedOn.String(), r.ConductEndedOn.String(), r.DisclosedUntil.String(), string(text),
		}, " ")
	}
	return all
}

func many(n int) []values {
	rows := make([]values, n)
	for i := range rows {
		rows[i] = penalty(i + 1)
	}
	return rows
}

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", many(3)...))
	again := w.enter(table("A06", many(3)...))
	if !again.Repeat || again.Batch.ID != first.Batch.ID {
		t.Errorf("the second receipt is of batch %d, repeat %v", again.Batch.ID, again.Repeat)
	}
	if diff := cmp.Diff(first.Counts, again.Counts); diff != "" {
		t.Errorf("counts (-first +again):\n%s", diff)
	}
}

func TestTheSameContentInAnotherFileIsCountedNotDoubled(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", many(3)...))
	before := w.standing(first.Batch.ID)
	for name, g := range map[string]*grid{
		"with Chinese headings": labelled("A06", many(3)...),
		"with other spellings": table("A06", penalty(1).with("CF_JDRQ", "2026年9月18日", "CF_NR_FK", "2000元"),
			penalty(2).number("CF_JDRQ", "46283").number("CF_NR_FK", "0.20000000000000001"),
			penalty(3).with("CF_XDR_LB", "企业", "CF_CFLB", "警告;罚款")),
	} {
		said := w.enter(g)
		if diff := cmp.Diff(intake.Counts{Rows: 3, Unchanged: 3}, said.Counts); diff != "" {
			t.Errorf("%s: counts (-want +got):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(before, w.standing(first.Batch.ID)); diff != "" {
		t.Errorf("records (-before +after):\n%s", diff)
	}
}

func TestOtherContentUnderAKnownNumberWaitsForAReason(t *testing.T) {
	w := newWorld(t)
	first := w.enter(table("A06", many(2)...))
	before := w.standing(first.Batch.ID)
	changed := table("A06", penalty(1), penalty(2).with("CF_NR", "警告，并处罚款3000元。", "CF_NR_FK", "0.3"))

	held := w.enter(changed)
	if diff := cmp.Diff(map[int]string{3: "repeat_changed"}, held.rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before, w.standing(first.Batch.ID)); diff != "" {
		t.Errorf("a row without a reason changed records (-before +after):\n%s", diff)
	}
	changed.at = 0
	said := w.enter(changed, because("更正笔误"))
	if diff := cmp.Diff(intake.Counts{Rows: 2, Unchanged: 1, NewVersions: 1}, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	records, err := w.store.BatchRecords(t.Context(), said.Batch.ID)
	if err != nil || len(records) != 1 || records[0].Version != 2 || records[0].Attributes.Get("CF_NR_FK") != "300000" {
		t.Errorf("the new version is %+v, %v", records, err)
	}
}

// mustStand returns the last day of the only record of the batch, and by what it is.
func (w *world) mustStand(said told, counts intake.Counts) (last, by string) {
	w.t.Helper()
	if diff := cmp.Diff(counts, said.Counts); diff != "" {
		w.t.Errorf("counts (-want +got):\n%s", diff)
	}
	records, err := w.store.BatchRecords(w.t.Context(), said.Batch.ID)
	if err != nil || len(records) != 1 {
		w.t.Fatalf("%d records, %v", len(records), err)
	}
	return records[0].DisclosedUntil.String(), records[0].GovernedBy
}

// Order 45 art. 13 counts from the day on which a penalty was first shown: who reports it
// anew, in other words or after taking it back, does not show it longer.
func TestWhatIsReportedAnewEndsAsCountedFromTheDayOnWhichItWasFirstShown(t *testing.T) {
	w := newWorld(t)
	fine := penalty(1).with("CF_SJLYDM", market, "fine_class", "较低")
	first := w.enter(table("A06", fine), by(market))
	const last, rule = "2027-02-23", "samr-45 第十三条第一款"
	if got, by := w.mustStand(first, intake.Counts{Rows: 1, Entered: 1}); got != last || by != rule {
		t.Fatalf("shown up to %s by %s", got, by)
	}
	w.now = w.now.AddDate(0, 2, 0)
	anew := w.enter(table("A06", fine.with("CF_SY", "经查，另有情形。")), by(market), because("更正笔误"))
	if got, by := w.mustStand(anew, intake.Counts{Rows: 1, NewVersions: 1}); got != last || by != rule {
		t.Errorf("reported anew it is shown up to %s by %s", got, by)
	}
	for _, b := range []told{anew, first} {
		if _, err := w.office().Withdraw(t.Context(), b.Batch.ID, w.mandate()); err != nil {
			t.Fatal(err)
		}
	}
	again := w.enter(table("A06", fine), by(market), because("再次报送"))
	if got, by := w.mustStand(again, intake.Counts{Rows: 1, Entered: 1}); got != last || by != rule {
		t.Errorf("taken back and reported again it is shown up to %s by %s", got, by)
	}
}

// Art. 35 ¶1: conduct that goes on has no end, and is shown while its provider confirms
// each year that it does; what counts from the document runs all the same, and ends it
// first when it is over.
func TestContinuingConductIsShownWhileItsProviderConfirmsItEachYear(t *testing.T) {
	w := newWorld(t)
	goesOn := arrears(1).with("conduct_ended_on", "", "conduct_continuing", "持续中", "severity", "严重")
	first := w.enter(table("A01", goesOn))
	if got, _ := w.mustStand(first, intake.Counts{Rows: 1, Entered: 1}); got != "2027-11-23" {
		t.Errorf("shown up to %s", got)
	}
	w.now = civil.MustParse("2027-11-01").Start()
	silent := labelled("A01", goesOn) // the same in another file
	if said := w.enter(silent); said.Counts.Unchanged != 1 || said.Counts.NewVersions != 0 {
		t.Errorf("sent again without a word: %+v", said.Counts)
	}
	confirmed := w.enter(table("A01", goesOn), because("年度确认：行为仍在持续"))
	if got, by := w.mustStand(confirmed, intake.Counts{Rows: 1, NewVersions: 1}); got != "2028-11-01" ||
		by != "house 持续中行为的年度确认" {
		t.Errorf("confirmed it is shown up to %s by %s", got, by)
	}
	ended := goesOn.with("conduct_continuing", "", "conduct_ended_on", "2027-10-31")
	w.now = w.now.AddDate(0, 0, 1)
	over := w.enter(table("A01", ended), because("行为已终止"))
	if got, by := w.mustStand(over, intake.Counts{Rows: 1, NewVersions: 1}); got != "2029-09-18" || by != "ndrc-36" {
		t.Errorf("ended it is shown up to %s by %s", got, by)
	}
}

func TestAnotherProvidersRecordIsNotOverwrittenByAReason(t *testing.T) {
	w := newWorld(t)
	w.enter(table("A06", penalty(1)))
	other := penalty(1).with("CF_SJLYDM", market, "CF_NR", "另行处理，罚款2000元")
	said := w.enter(table("A06", other), by(market), because("更正"))
	if diff := cmp.Diff(map[int]string{2: "repeat_foreign"}, said.rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

func TestRowsOfOneFileThatContradictEachOtherGoBack(t *testing.T) {
	other := penalty(1).with("CF_SY", "经查，当事人另有情形。")
	for name, change := range map[string]func(*intake.Order){"entered": func(*intake.Order) {}, "judged": dry} {
		said := newWorld(t).enter(table("A06", penalty(1), penalty(1), other), change)
		if diff := cmp.Diff(intake.Counts{Rows: 3, Entered: 1, Unchanged: 1, Returned: 1}, said.Counts); diff != "" {
			t.Errorf("%s: counts (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(map[int]string{4: "repeat_in_file"}, said.rules()); diff != "" {
			t.Errorf("%s: rules (-want +got):\n%s", name, diff)
		}
	}
}

func TestADryRunJudgesLikeAnImportAndEntersNothing(t *testing.T) {
	w := newWorld(t)
	rows := append(many(700), penalty(1), penalty(2).with("CF_JDRQ", "18/9/26"), penalty(3).with("CF_SY", "另有情形"))
	judged := w.enter(table("A06", rows...), dry)
	if list, err := w.store.Batches(t.Context(), 10); err != nil || len(list) > 0 {
		t.Fatalf("a dry run left %d batches, %v", len(list), err)
	}
	entered := w.enter(table("A06", rows...))
	if diff := cmp.Diff(entered.Counts, judged.Counts); diff != "" {
		t.Errorf("counts (-entered +judged):\n%s", diff)
	}
	if diff := cmp.Diff(entered.rules(), judged.rules()); diff != "" {
		t.Errorf("rules (-entered +judged):\n%s", diff)
	}
}

func TestAnInterruptedImportRunAgainGivesTheSameRecords(t *testing.T) {
	rows := many(1300)
	quiet := newWorld(t)
	want := quiet.standing(quiet.enter(table("A06", rows...)).Batch.ID)
	w := newWorld(t)
	digest := table("A06", rows...).digest()
	for _, broken := range []int{12, 501, 502, 1001, 1200} {
		g := table("A06", rows...)
		g.broken = broken
		_, err := w.try(g, order(func(o *intake.Order) { o.SHA256 = digest }))
		if !errors.Is(err, errKilled) {
			t.Fatalf("killed before row %d: %v", broken, err)
		}
	}
	said := w.enter(table("A06", rows...))
	if diff := cmp.Diff(intake.Counts{Rows: 1300, Entered: 1300}, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, w.standing(said.Batch.ID)); diff != "" {
		t.Errorf("records (-quiet +interrupted):\n%s", diff)
	}
}

func TestWhoReportsMustHaveHadTheFileReviewedByAnother(t *testing.T) {
	w := newWorld(t)
	for rule, change := range map[string]func(*intake.Order){
		"provider_unknown":   by("91370399MA3DEM019R"),
		"officer_missing":    func(o *intake.Order) { o.By.Name = " " },
		"review_missing":     func(o *intake.Order) { o.Review = intake.SecrecyReview{} },
		"review_same_person": func(o *intake.Order) { o.Review.By = " 示例 甲" },
		"review_failed":      func(o *intake.Order) { o.Review.Outcome = "不通过" },
		"review_future":      func(o *intake.Order) { o.Review.On = civil.MustParse("2026-11-24") },
	} {
		if _, err := w.try(table("A06", penalty(1)), order(change)); err == nil || ruleOf(t, err) != rule {
			t.Errorf("want %s, got %v", rule, err)
		}
	}
	if list, err := w.store.Batches(t.Context(), 10); err != nil || len(list) > 0 {
		t.Errorf("refused files left %d batches, %v", len(list), err)
	}
}

func TestAFileWithoutAnythingIsRefused(t *testing.T) {
	if _, err := newWorld(t).try(&grid{}, order()); err == nil || ruleOf(t, err) != "file_empty" {
		t.Errorf("got %v", err)
	}
}
