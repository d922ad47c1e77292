package index

import (
	"testing"

	"creditportal/internal/civil"
	"creditportal/internal/search"
)

func TestManySmallChangesGatherInFewLayers(t *testing.T) {
	ix, today := New(), civil.MustParse("2026-11-23")
	const changes = 2000
	for i := range changes {
		ix.Apply(search.Changes{
			Subjects: []search.SubjectRow{{ID: int64(i), Name: "示例", LastDay: today}},
			Records:  []search.RecordRow{{ID: int64(i), ListOn: today, LastDay: today}},
		})
	}
	st := ix.state.Load()
	const levels = 4 // 8⁴ is more than the rows
	if s, r := len(st.subjects), len(st.records); s > levels*fan || r > levels*fan {
		t.Errorf("%d layers of subjects and %d of records after %d changes", s, r, changes)
	}
	for i := range changes / 2 {
		ix.Apply(search.Changes{GoneSubjects: []int64{int64(i)}, GoneRecords: []int64{int64(i)}})
	}
	kept := 0
	for _, l := range ix.state.Load().records {
		kept += l.seg.size()
	}
	if alive, _ := ix.Count(search.Filter{}, today); alive != changes/2 || kept > mostDead*alive {
		t.Errorf("%d rows are kept for %d that live", kept, alive)
	}
}
