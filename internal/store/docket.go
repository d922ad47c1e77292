package store

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
	"creditportal/internal/record"
	"creditportal/internal/repair"
	"creditportal/internal/subject"
)

// Docket lists what is open of the requests of all procedures.
type Docket struct{ *Store }

// Docket returns the requests as a source of the docket.
func (s *Store) Docket() Docket { return Docket{s} }

var _ docket.Source = Docket{}

// docketRow is what of an item stands in a line: nothing that is encrypted.
type docketRow struct {
	ID        int64
	RequestID int64
	Kind      string
	Number    string
	Provider  string
	Ground    string
	State     string
	Outcome   string
	Owner     int64
	DueOn     day
	BindingOn day
}

const docketColumns = "i.id, i.request_id, i.kind, i.number, i.provider, i.ground, i.state, i.outcome, i.owner, " +
	"i.due_on, i.binding_on"

// Entries returns at most limit entries that the filter wants, by due day and
// row id, after its place. It walks one range of one index.
func (d Docket) Entries(ctx context.Context, f docket.Filter, limit int) ([]docket.Entry, error) {
	var found []docket.Entry
	err := Flows(d).snapshot(ctx, func(db *gorm.DB) error {
		var rows []docketRow
		order := "i.open_due, i.id"
		if f.Whole() {
			order = "i.id DESC"
		}
		if err := d.wanted(db, f).Select(docketColumns).Order(order).Limit(limit).Find(&rows).Error; err != nil {
			return fmt.Errorf("reading the docket: %w", err)
		}
		var err error
		found, err = d.entries(db, rows)
		return err
	})
	return found, err
}

// Counts counts what each of the filters wants, and stops at most; all in one
// statement, since an officer's page counts for a dozen views.
func (d Docket) Counts(ctx context.Context, filters []docket.Filter, most int) ([]int, error) {
	counts := make([]int, len(filters))
	if len(filters) == 0 {
		return counts, nil
	}
	var parts []string
	var wanted []any
	db := d.private.WithContext(ctx)
	for i, f := range filters {
		parts = append(parts, fmt.Sprintf("SELECT %d AS place, COUNT(*) AS n FROM (?) AS wanted%d", i, i))
		wanted = append(wanted, d.wanted(db, f).Select("i.id").Limit(most))
	}
	var rows []struct{ Place, N int }
	if err := db.Raw(strings.Join(parts, " UNION ALL "), wanted...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("counting the docket: %w", err)
	}
	for _, row := range rows {
		counts[row.Place] = row.N
	}
	return counts, nil
}

// wanted asks by the index that the most telling equality leads; each of them
// goes on with the due day.
func (d Docket) wanted(db *gorm.DB, f docket.Filter) *gorm.DB {
	db = opened(db, f)
	switch {
	case f.Number != "":
		return db.Table("items i").
			Where("i.request_id IN (SELECT id FROM requests WHERE kind IN ? AND number = ?)", flow.Kinds(), f.Number)
	case f.Subject != 0:
		return db.Table("items i").Where("i.request_id IN (SELECT id FROM requests WHERE subject_id = ?)", f.Subject)
	case f.Record != 0:
		return db.Table("items i").Where("i.record_id = ?", f.Record)
	}
	from, index := "items i", "items_docket"
	same := func(column, value, by string) {
		if value != "" {
			db, index = db.Where("i."+column+" = ?", value), by
		}
	}
	same("kind", string(f.Kind), "items_kind")
	same("ground", f.Ground, "items_ground")
	same("state", string(f.State), "items_state")
	same("provider", f.Provider, "items_unit")
	if f.Raised {
		db, index = db.Where("i.raised_on IS NOT NULL"), "items_raised"
	}
	if f.Free || f.Owner != 0 {
		db = db.Where("i.owner = ?", f.Owner)
		if f.Owner != 0 || f.State == "" { // what nobody has claimed is much; of one state it is little
			index = "items_owner"
		}
	}
	if f.Ours {
		db = db.Where("i.theirs_due IS NULL")
	}
	if d.dialect == mysqlDialect {
		from += " FORCE INDEX (" + index + ")" // an equality leads: MariaDB would walk all of it
	}
	return within(db.Table(from), f)
}

// opened leaves out what the reader may not open.
func opened(db *gorm.DB, f docket.Filter) *gorm.DB {
	switch len(f.Closed) {
	case 0:
		return db
	case len(flow.Kinds()):
		return db.Where("1 = 0") // known before a row is read
	}
	return db.Where("i.kind NOT IN ?", f.Closed)
}

// within bounds the range of due days.
func within(db *gorm.DB, f docket.Filter) *gorm.DB {
	from, to := f.Window()
	if f.After.Due.After(from) {
		from = f.After.Due
	}
	if from.IsZero() {
		db = db.Where("i.open_due IS NOT NULL")
	} else {
		db = db.Where("i.open_due >= ?", day{from})
	}
	if !to.IsZero() {
		db = db.Where("i.open_due <= ?", day{to})
	}
	if !f.After.IsZero() {
		db = db.Where("(i.open_due > ? OR i.id > ?)", day{f.After.Due}, f.After.ID)
	}
	return db
}

// entries adds to the rows what hangs on them, in three statements however many
// there are.
func (d Docket) entries(db *gorm.DB, rows []docketRow) ([]docket.Entry, error) {
	ids, owners := make([]int64, len(rows)), make([]int64, len(rows))
	for i, row := range rows {
		ids[i], owners[i] = row.ID, row.RequestID
	}
	heads, subjects, err := d.heads(db, owners)
	if err != nil {
		return nil, err
	}
	moved, err := d.moved(db, ids)
	if err != nil {
		return nil, err
	}
	list := make([]docket.Entry, len(rows))
	for i, row := range rows {
		head := heads[row.RequestID]
		list[i] = docket.Entry{
			ID: row.ID, Kind: flow.Kind(row.Kind), PublicID: head.PublicID, Number: head.Number,
			Subject: named(subjects[head.SubjectID]), Ground: row.Ground, Record: record.Number(row.Number),
			Provider: row.Provider, State: flow.State(row.State), Outcome: flow.Outcome(row.Outcome), Owner: row.Owner,
			Due: row.DueOn.Date, Binding: row.BindingOn.Date, ReceivedOn: head.ReceivedOn.Date,
			UpdatedAt: moved[row.ID].At.Time, Reminded: moved[row.ID].Reminded,
		}
	}
	return list, nil
}

// movedRow is what of the history of an item stands in a line.
type movedRow struct {
	ItemID   int64
	At       instant
	Reminded int
}

func (d Docket) moved(db *gorm.DB, ids []int64) (map[int64]movedRow, error) {
	var rows []movedRow
	err := db.Table(steps.name).
		Select("item_id, MAX(at) AS at, SUM(CASE WHEN did IN ? THEN 1 ELSE 0 END) AS reminded",
			[]string{
				string(objection.ProviderLate), string(objection.WholeLate), string(objection.Chase), string(repair.ProviderLate),
				string(repair.Chase),
			}).
		Where("item_id IN ?", ids).Group("item_id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading when items moved: %w", err)
	}
	byItem := make(map[int64]movedRow, len(rows))
	for _, row := range rows {
		byItem[row.ItemID] = row
	}
	return byItem, nil
}

// headRow is what of a request stands in a line.
type headRow struct {
	ID         int64
	PublicID   string
	Number     string
	SubjectID  int64
	ReceivedOn day
}

func (d Docket) heads(db *gorm.DB, ids []int64) (map[int64]headRow, map[int64]subject.Subject, error) {
	var rows []headRow
	err := db.Table(requests.name).Select("id, public_id, number, subject_id, received_on").
		Where("id IN ?", ids).Find(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("reading requests: %w", err)
	}
	byID, whom := map[int64]headRow{}, make([]int64, 0, len(rows))
	for _, row := range rows {
		byID[row.ID], whom = row, append(whom, row.SubjectID)
	}
	subjects, err := d.subjectsOf(db, whom)
	return byID, subjects, err
}

// named is the name of a subject in a list: a person's is masked.
func named(subj subject.Subject) string {
	if subj.Kind == subject.Person {
		return disclosure.MaskName(subj.Name)
	}
	return subj.Name
}

// Figures sums up what is open on the day today, by state and by the provider
// that has it.
func (d Docket) Figures(ctx context.Context, today civil.Date) (docket.Figures, error) {
	states, err := d.sums(ctx, "state", "open_due", today)
	if err != nil {
		return docket.Figures{}, err
	}
	providers, err := d.sums(ctx, "provider", "theirs_due", today)
	found := docket.Figures{States: map[flow.State]docket.Tally{}, Providers: providers}
	for state, t := range states {
		found.States[flow.State(state)] = t
	}
	return found, err
}

func (d Docket) sums(ctx context.Context, by, due string, today civil.Date) (map[string]docket.Tally, error) {
	var rows []struct {
		Name string
		Open int
		Late int
	}
	err := d.private.WithContext(ctx).Table(items.name).
		Select(by+" AS name, COUNT(*) AS open, SUM(CASE WHEN "+due+" < ? THEN 1 ELSE 0 END) AS late", day{today}).
		Where(due + " IS NOT NULL").Group(by).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("summing up the docket by %s: %w", by, err)
	}
	found := map[string]docket.Tally{}
	for _, row := range rows {
		found[row.Name] = docket.Tally{Open: row.Open, Late: row.Late}
	}
	return found, nil
}

// Whom returns the row id of the subject that has the code; zero for none.
func (d Docket) Whom(ctx context.Context, code subject.Code) (int64, error) {
	var ids []int64
	err := d.private.WithContext(ctx).Table("subjects").Where("code = ?", code.String()).Limit(1).Pluck("id", &ids).Error
	if err != nil {
		return 0, fmt.Errorf("looking for a subject: %w", err)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	return ids[0], nil
}
