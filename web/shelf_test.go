package web_test

import (
	"context"
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fault"
	"creditportal/internal/index"
	"creditportal/internal/law"
	"creditportal/internal/record"
	"creditportal/internal/search"
	"creditportal/internal/subject"
)

// shelf is a register of records in memory. What it gives is what is visible on
// the day, as the store's filter says it.
type shelf struct {
	edition  catalog.Edition
	rules    law.Rules
	records  []record.Record
	subjects map[int64]subject.Subject
	before   map[int64][]record.Superseded // what records were, by row id
	breaks   func() error                  // nil: it answers
}

var _ search.Shelf = (*shelf)(nil)

func (s *shelf) found(keep func(record.Record) bool, today civil.Date) []search.Found {
	var list []search.Found
	for _, r := range s.records {
		item, _ := s.edition.Item(r.Item)
		f := search.Found{Record: r, Subject: s.subjects[r.Subject]}
		if keep(r) && disclosure.Show(r, item, f.Subject, disclosure.Anyone, today).Visible {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b search.Found) int {
		if c := b.Record.ListedOn().Compare(a.Record.ListedOn()); c != 0 {
			return c
		}
		return int(b.Record.ID - a.Record.ID)
	})
	return list
}

func (s *shelf) Listed(
	_ context.Context, list search.List, today civil.Date, after search.Cursor, limit int,
) ([]search.Found, error) {
	if s.breaks != nil {
		return nil, s.breaks()
	}
	all := s.found(func(r record.Record) bool { return list.Holds(s.row(r)) }, today)
	all = beyond(all, after)
	return all[:min(limit, len(all))], nil
}

// beyond drops the records up to the cursor.
func beyond(all []search.Found, after search.Cursor) []search.Found {
	if after.IsZero() {
		return all
	}
	return slices.DeleteFunc(all, func(f search.Found) bool {
		c := f.Record.ListedOn().Compare(after.On)
		return c > 0 || c == 0 && f.Record.ID >= after.ID
	})
}

func (s *shelf) RecordsByID(_ context.Context, ids []int64, today civil.Date) ([]search.Found, error) {
	if s.breaks != nil {
		return nil, s.breaks()
	}
	all := s.found(func(r record.Record) bool { return slices.Contains(ids, r.ID) }, today)
	slices.SortFunc(all, func(a, b search.Found) int {
		return slices.Index(ids, a.Record.ID) - slices.Index(ids, b.Record.ID)
	})
	return all, nil
}

func (s *shelf) RecordByNumber(_ context.Context, number record.Number, today civil.Date) (search.Found, error) {
	if s.breaks != nil {
		return search.Found{}, s.breaks()
	}
	all := s.found(func(r record.Record) bool { return r.Number == number }, today)
	if len(all) == 0 {
		return search.Found{}, fault.New(fault.Gone, "record.fault.gone", nil)
	}
	all[0].Superseded = s.before[all[0].Record.ID]
	return all[0], nil
}

func (s *shelf) SubjectByCode(_ context.Context, code subject.Code, today civil.Date) (subject.Subject, error) {
	if s.breaks != nil {
		return subject.Subject{}, s.breaks()
	}
	all := s.found(func(r record.Record) bool {
		sub := s.subjects[r.Subject]
		return sub.Code == code || !sub.Recoded.IsZero() && sub.Recoded == code
	}, today)
	if len(all) == 0 {
		return subject.Subject{}, fault.New(fault.NotFound, "subject.fault.not_found", nil)
	}
	return all[0].Subject, nil
}

func (s *shelf) SubjectsByID(_ context.Context, ids []int64, today civil.Date) (map[int64]subject.Subject, error) {
	subjects := map[int64]subject.Subject{}
	for _, f := range s.found(func(r record.Record) bool { return slices.Contains(ids, r.Subject) }, today) {
		subjects[f.Subject.ID] = f.Subject
	}
	return subjects, nil
}

func (s *shelf) OfSubject(
	_ context.Context, id int64, today civil.Date, after search.Cursor, limit int,
) ([]search.Found, map[record.Class]int, error) {
	all := s.found(func(r record.Record) bool { return r.Subject == id }, today)
	counts := map[record.Class]int{}
	for _, f := range all {
		counts[f.Record.Class]++
	}
	all = beyond(all, after)
	return all[:min(limit, len(all))], counts, nil
}

func (s *shelf) row(r record.Record) search.RecordRow {
	return search.RecordRow{
		ID: r.ID, Subject: r.Subject, ListOn: r.ListedOn(), ShownOn: r.DisclosedFrom, LastDay: r.DisclosedUntil,
		Adverse: r.Class == record.Adverse, Favourable: r.Honour, Dual: r.Dual,
		Annotated: r.Annotation.Kind != record.NotAnnotated, Item: r.Item, Authority: r.AuthorityName,
		Provider: r.Provider, SubjectKind: string(r.SubjectKind), List: r.List, Document: r.DocumentNumber,
	}
}

// fill puts into the index what may be shown on some day.
func (s *shelf) fill(ix *index.Index) error {
	return ix.Build(func(sub func(search.SubjectRow), rec func(search.RecordRow)) error {
		last := map[int64]civil.Date{}
		for _, r := range s.records {
			if r.SubjectKind != subject.Person && r.Publishable() {
				rec(s.row(r))
				if r.DisclosedUntil.After(last[r.Subject]) {
					last[r.Subject] = r.DisclosedUntil
				}
			}
		}
		for id, day := range last {
			who := s.subjects[id]
			row := search.SubjectRow{ID: id, Name: who.Name, Code: who.Code.String(), Kind: string(who.Kind), LastDay: day}
			for _, former := range who.Former {
				row.Former = append(row.Former, former.Name)
			}
			sub(row)
		}
		return nil
	})
}
