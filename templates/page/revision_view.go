package page

import (
	"strings"

	"creditportal/internal/disclosure"
)

// RevisionView is a change of a record: when, what and why.
type RevisionView struct {
	Day, ISO string
	Acts     string // what was done with the whole of it; "" for nothing
	Changed  string // the parts that changed; "" for none
	Fields   string // the fields of the catalog that changed, in Lang; "" for none
	Lang     string
	Why      string
	Said     string // what its provider tells everybody, in Lang; "" for nothing
}

func (s Scene) revision(r disclosure.Revision) RevisionView {
	var acts, parts []string
	for _, p := range r.Parts {
		if key := "record.revision.act." + string(p); s.Words.Has(key) {
			acts = append(acts, s.t(key))
		} else {
			parts = append(parts, s.t("record.fact."+string(p)))
		}
	}
	v := RevisionView{
		Day: s.Words.Date(r.On), ISO: r.On.String(), Acts: joined(acts...), Why: s.revisionWhy(r),
		Fields: s.Words.List(r.Fields), Lang: s.chinese(), Said: r.Said,
	}
	if len(parts) > 0 {
		v.Changed = s.t("record.revision.changed", "What", s.Words.List(parts))
	}
	return v
}

// revisionWhy names the kind of act that changed a record. The reason that an
// officer wrote down is not public: it may repeat what was withdrawn.
func (s Scene) revisionWhy(r disclosure.Revision) string {
	if key := "record.revision.why." + strings.ReplaceAll(string(r.Did), ".", "_"); s.Words.Has(key) {
		return s.t(key)
	}
	return s.t("record.revision.why.further")
}

func (s Scene) revisionJSON(r disclosure.Revision) RevisionJSON {
	j := RevisionJSON{On: r.On, Parts: []string{}, Fields: append([]string{}, r.Fields...), Why: s.revisionWhy(r)}
	for _, p := range r.Parts {
		j.Parts = append(j.Parts, string(p))
	}
	return j
}
