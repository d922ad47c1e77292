package intake_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/internal/intake"
)

// planted are seventeen different faults, by the row of the file that has it.
var planted = map[int]struct {
	spoil   func(values) values
	outcome intake.Outcome
	rule    string
}{
	17:   {set("CF_WFXW", "/"), intake.Returned, "required"},
	59:   {number("CF_XDR_SHXYM", "9.13704E+17"), intake.Returned, "code_damaged"},
	101:  {set("CF_XDR_SHXYM", "91370399MA3DEM019T"), intake.Returned, "code_check"},
	160:  {set("CF_XDR_SHXYM", "10370399MA3DEM019R"), intake.Returned, "code_structure"},
	222:  {number("CF_XDR_ZZJG", "49990189"), intake.Returned, "code_leading_zero"},
	283:  {set("CF_NR_FK", "贰仟元整"), intake.Returned, "money_unreadable"},
	341:  {set("CF_NR_FK", "2000"), intake.Held, "money_unit_suspect"},
	402:  {set("CF_JDRQ", "18/9/2026"), intake.Returned, "date_unreadable"},
	463:  {set("CF_JDRQ", "2026-11-24", "CF_YXQ", "2027-11-24"), intake.Returned, "date_future"},
	499:  {set("CF_YXQ", "2026-09-17"), intake.Returned, "date_order"},
	501:  {set("CF_CFLB", "口头教育", "CF_NR_FK", ""), intake.Returned, "choice"},
	502:  {set("procedure", "简易程序"), intake.Returned, "procedure_summary"},
	640:  {set("mentions_others", "是"), intake.Held, "mentions_others"},
	703:  {set("CF_SJLYDM", market), intake.Returned, "provider"},
	777:  {set("CF_SY", "当事人电话15400000001。"), intake.Held, "personal_data"},
	888:  {set("CF_SY", "当事人的宗教信仰不详。"), intake.Held, "prohibited_words"},
	1001: {func(values) values { return personal(1000, "370399201009010014") }, intake.Returned, "age"},
}

func set(pairs ...string) func(values) values {
	return func(v values) values { return v.with(pairs...) }
}

func number(field, literal string) func(values) values {
	return func(v values) values { return v.number(field, literal) }
}

func TestAThousandRowsWithSeventeenFaultsGiveBackExactlyThose(t *testing.T) {
	rows := many(1000)
	want := map[int]string{}
	outcomes := map[int]intake.Outcome{}
	counts := intake.Counts{Rows: 1000, Entered: 1000 - len(planted)}
	for at, p := range planted {
		rows[at-2] = p.spoil(rows[at-2])
		want[at], outcomes[at] = p.rule, p.outcome
		if p.outcome == intake.Held {
			counts.Held++
		} else {
			counts.Returned++
		}
	}
	w := newWorld(t)
	said := w.enter(labelled("A06", rows...))
	if diff := cmp.Diff(want, said.rules()); diff != "" {
		t.Errorf("rules by row (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(outcomes, said.outcomes); diff != "" {
		t.Errorf("outcomes by row (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(counts, said.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if entered := w.standing(said.Batch.ID); len(entered) != counts.Entered {
		t.Errorf("%d records entered, want %d", len(entered), counts.Entered)
	}
}
