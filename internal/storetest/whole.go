package storetest

import (
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"creditportal/internal/actor"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/store"
)

// mustBeWhole looks at everything that acts have left: each is there with all
// that belongs to it or not at all, and none that was acknowledged is missing.
func mustBeWhole(t *testing.T, db Database, s *store.Store, acknowledged []string) {
	t.Helper()
	raw := Raw(t, db)
	for what, question := range map[string]string{
		"acts without their event":     "acts a WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.act_id = a.id)",
		"events without their act":     "events e WHERE NOT EXISTS (SELECT 1 FROM acts a WHERE a.id = e.act_id)",
		"steps without their act":      "steps x WHERE NOT EXISTS (SELECT 1 FROM acts a WHERE a.id = x.act_id)",
		"items without their request":  "items i WHERE NOT EXISTS (SELECT 1 FROM requests r WHERE r.id = i.request_id)",
		"requests without an item":     "requests r WHERE NOT EXISTS (SELECT 1 FROM items i WHERE r.id = i.request_id)",
		"clocks without their item":    "clocks c WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.id = c.item_id)",
		"letters without their text":   "notices n WHERE NOT EXISTS (SELECT 1 FROM notice_forms f WHERE f.notice_id = n.id)",
		"letters that nobody is told":  "notices n WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.notice_id = n.id)",
		"texts without their letter":   "notice_forms f WHERE NOT EXISTS (SELECT 1 FROM notices n WHERE f.notice_id = n.id)",
		"versions that nobody wrote":   "record_versions v WHERE NOT EXISTS (SELECT 1 FROM acts a WHERE a.id = v.act_id)",
		"records with a version amiss": "records r WHERE r.state <> 'deleted' AND r.version <> 1 + (SELECT COUNT(*) FROM record_versions v WHERE v.record_id = r.id)",
		"records held or not by halves": "records r WHERE r.held <> (SELECT COUNT(*) > 0 FROM record_holds h " +
			"WHERE h.record_id = r.id AND h.field = '' AND h.to_at IS NULL)",
		"records held in part or not by halves": "records r WHERE (r.held_parts <> '') <> (SELECT COUNT(*) > 0 " +
			"FROM record_holds h WHERE h.record_id = r.id AND h.field <> '' AND h.to_at IS NULL)",
		"numbers of requests that are missing": "serials s WHERE s.kind = 'objection' AND (SELECT SUM(y.last) " +
			"FROM serials y WHERE y.kind = s.kind) <> (SELECT COUNT(*) FROM requests)", // numbers begin anew each year
		"numbers of letters that are missing": "serials s WHERE s.kind = 'notice.objection' AND (SELECT SUM(y.last) " +
			"FROM serials y WHERE y.kind = s.kind) <> (SELECT COUNT(*) FROM notices)",
	} {
		if n := count(t, db, question); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	done := column[string](t, raw, "SELECT op FROM acts")
	for _, op := range acknowledged {
		// a filing of what is open already joins the older request, under a part of its key
		if !slices.Contains(done, op) && !slices.Contains(done, op+"/0") {
			t.Errorf("act %s was acknowledged and is lost", op)
		}
	}
	for _, id := range column[string](t, raw, "SELECT public_id FROM requests") {
		r, err := s.Flows().Request(ctx(), id, actor.System())
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range r.Items {
			for _, found := range amiss(t, raw, r, it) {
				t.Errorf("%s, %s after %d acts: %s", r.Number, it.State, len(it.History), found)
			}
		}
	}
	for _, id := range column[int64](t, raw, "SELECT DISTINCT record_id FROM annotations") {
		rec, err := s.Flows().RecordOf(ctx(), id)
		if err != nil {
			t.Fatal(err)
		}
		if want := markOf(t, raw, id); rec.Annotation.Kind != want {
			t.Errorf("record %s is annotated %q, want %q", rec.Number, rec.Annotation.Kind, want)
		}
	}
}

// column reads one column.
func column[T any](t *testing.T, raw *sql.DB, question string, args ...any) []T {
	t.Helper()
	rows, err := raw.Query(question, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what matters
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// amiss says what of an item does not fit the rest of it.
func amiss(t *testing.T, raw *sql.DB, r flow.Request, it flow.Item) []string {
	t.Helper()
	var found []string
	add := func(bad bool, format string, args ...any) {
		if bad {
			found = append(found, fmt.Sprintf(format, args...))
		}
	}
	at := flow.NoState
	for i, step := range it.History {
		_, known := tableOf(r.Kind).Row(step.From, step.Did)
		add(step.Version != i+1 || step.From != at || !known, "step %d is %s from %s", step.Version, step.Did, step.From)
		at = step.To
	}
	add(it.Version != len(it.History) || it.State != at, "version %d, the last step leads to %s", it.Version, at)
	standing := column[int64](t, raw, "SELECT id FROM annotations WHERE item_id = ? AND to_on IS NULL", it.ID)
	// who withdrew objects no longer: what is put right after that is held, not annotated
	objects := r.Kind == flow.Objection && it.Open() && it.Times(objection.PutRight) == 0
	annotated := it.Record != 0 && (objects || it.State == objection.Contested)
	add(annotated != (len(standing) == 1) || len(standing) > 1, "%d annotations stand", len(standing))
	runs := map[string]bool{}
	for _, c := range it.Clocks {
		line := fmt.Sprint(c.Limit.Clock, c.Limit.Basis.Cite(), c.Limit.Target)
		add(c.Runs() && (runs[line] || it.State == objection.Closed), "%s runs", c.Limit.Clock)
		runs[line] = runs[line] || c.Runs()
	}
	next, _ := it.Next()
	governing, _ := it.Governing()
	add(it.Due != next.Due.On || it.Binding != governing.Due.On, "due on %s and by %s, its clocks say %s and %s",
		it.Due, it.Binding, next.Due.On, governing.Due.On)
	issued := column[string](t, raw, "SELECT kind FROM notices WHERE request_id = ? AND side = 'subject'", r.ID)
	owed := owedTo(tableOf(r.Kind), it)
	slices.Sort(issued)
	slices.Sort(owed)
	add(!slices.Equal(issued, owed), "the applicant has the letters %v, the steps owe %v", issued, owed)
	return found
}

// tableOf is the procedure of the kind.
func tableOf(kind flow.Kind) flow.Table {
	switch kind {
	case flow.Deletion:
		return deletion.Table()
	case flow.Correction:
		return correction.Table()
	default:
		return objection.Table()
	}
}

// owedTo lists the letters that the steps of an item owe its applicant, or the subject
// where nobody applied.
func owedTo(table flow.Table, it flow.Item) []string {
	var owed []string
	for _, step := range it.History {
		row, _ := table.Row(step.From, step.Did)
		for _, letter := range row.Tell {
			theirs := letter.To == flow.ToApplicant || letter.To == flow.ToSubject
			if theirs && (len(letter.On) == 0 || slices.Contains(letter.On, step.Outcome)) {
				owed = append(owed, letter.Kind)
			}
		}
	}
	return owed
}

// markOf is what the marks that stand on a record come to.
func markOf(t *testing.T, raw *sql.DB, id int64) record.AnnotationKind {
	t.Helper()
	kinds := column[string](t, raw, "SELECT kind FROM annotations WHERE record_id = ? AND to_on IS NULL", id)
	switch {
	case slices.Contains(kinds, string(record.Disputed)):
		return record.Disputed
	case len(kinds) > 0:
		return record.Contested
	}
	return record.NotAnnotated
}
