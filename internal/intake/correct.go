package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/record"
)

// RowKind is what a row of a file is about (flows.md: row kinds).
type RowKind string

// The kinds of rows.
const (
	Adding     RowKind = "add"     // 新增: something new; what a row is that says nothing else
	Correcting RowKind = "correct" // 更正: a record that was reported before is wrong (art. 33)
	Annulling  RowKind = "annul"   // 撤下: the basis of such a record fell (条例 40)
)

// Correction is a row by which a provider puts right, or takes down, what it reported.
// It names the record by its business key, as it was first reported.
type Correction struct {
	Kind     RowKind
	Row      int // of the file
	Key      record.Digest
	On       civil.Date  // the error was found, or the basis fell, on this day
	Document string      // number of what it rests on
	Reason   string      // for the trail
	Public   string      // what everybody is told
	Now      []Amendment // what fields must say
	was      []wasSaid
}

// wasSaid is what a row says that a field of the record says, as it is kept.
type wasSaid struct {
	field catalog.Field
	text  string
}

// Correct is such a row on its way to the record that it names.
type Correct struct {
	Correction
	Op     string // idempotency key of the row
	Record record.Record
	Batch  Batch
	By     actor.Actor // who merges the batch
}

// Corrections is where such rows are carried out as the acts of two of the provider's
// people would be. Refusals that are for the row are fault.Invalid and fault.Conflict.
type Corrections interface {
	// Done says whether the operation was carried out before.
	Done(ctx context.Context, op string) (bool, error)
	// Try says how Enter would refuse the row.
	Try(ctx context.Context, c Correct) error
	// Enter makes the correction true in one transaction of its own.
	Enter(ctx context.Context, c Correct) error
}

// correction reads a row that corrects or annuls, and says all that is wrong with it.
func (m merger) correction(line Line, kind RowKind) merged {
	row := merged{number: line.Number}
	c := Correction{Kind: kind, Row: line.Number}
	m.words(&row, &c, line)
	said, now := m.layout.reported(line), m.layout.amended(line)
	reading, faults := m.layout.only(said).Read(said, m.today)
	for _, f := range faults {
		row.blame(m.layout.heading(f.Field), f.Value, f.Err, f.Held)
	}
	d := draft{merger: m, row: &row, spine: reading.Spine}
	rec := record.Record{
		DocumentNumber: d.spine.Get("document_number"), AuthorityName: fold.Name(d.spine.Get("authority_name")),
		DecidedOn: d.day("decided_on"), Attributes: reading.Attributes,
	}
	c.Key = Key(m.layout.Item, rec, d.subject(), m.keys)
	for _, f := range m.layout.only(said).Fields {
		if !m.isKey(f) && Amendable(f) {
			c.was = append(c.was, wasSaid{f, valueIn(reading, f)})
		}
	}
	m.amendments(&row, &c, now)
	row.back, row.correction = row.back || row.held, &c // nobody looks at such a row later: it is sent anew
	return row
}

// words reads the columns that say why, since when and on what the row rests.
func (m merger) words(row *merged, c *Correction, line Line) {
	c.Document, c.Reason = m.layout.said(line, PartDocument), m.layout.said(line, PartReason)
	c.Public = m.layout.said(line, PartPublic)
	for _, part := range []Part{PartDocument, PartReason, PartPublic} {
		if m.layout.said(line, part) == "" {
			row.blame(m.layout.headingOf(part), "", newFault("correction_"+string(part), nil), false)
		}
	}
	day := catalog.Field{Code: string(PartOn), Kind: catalog.Date, Past: true}
	sent := catalog.Sent{day.Code: m.layout.cell(line, PartOn)}
	reading, faults := catalog.Item{Fields: []catalog.Field{day}}.Read(sent, m.today)
	c.On, _ = civil.Parse(reading.Attributes.Get(day.Code)) // zero where it is missing or blamed
	switch {
	case len(faults) > 0:
		row.blame(m.layout.headingOf(PartOn), faults[0].Value, faults[0].Err, false)
	case c.On.IsZero():
		row.blame(m.layout.headingOf(PartOn), "", newFault("correction_on", nil), false)
	}
}

// amendments reads the columns of what shall be said.
func (m merger) amendments(row *merged, c *Correction, now catalog.Sent) {
	item := m.layout.only(now)
	if c.Kind == Annulling {
		for _, f := range item.Fields {
			row.blame(m.layout.headingNow(f), "", newFault("correction_kind", nil), false)
		}
		return
	}
	if len(now) == 0 {
		row.blame(m.layout.headingOf(PartNow), "", newFault("correction_empty", nil), false)
	}
	reading, faults := item.Read(now, m.today)
	for _, f := range faults {
		row.blame(m.layout.headingNow(f.Field), f.Value, f.Err, f.Held)
	}
	m.scan(row, reading)
	for _, f := range item.Fields {
		if f.Sensitivity != catalog.Open || !Amendable(f) {
			row.blame(m.layout.headingNow(f), "", newFault("not_amendable", fault.Args{"Field": f.Label}), false)
		}
		c.Now = append(c.Now, Amendment{Field: f.Code, Text: typed(f, valueIn(reading, f))})
	}
}

// valueIn is what a reading says in the field, as it is kept.
func valueIn(reading catalog.Reading, f catalog.Field) string {
	switch f.Spine {
	case "":
		return reading.Attributes.Get(f.Code)
	case "authority_name":
		return fold.Name(reading.Spine.Get(f.Spine))
	}
	return reading.Spine.Get(f.Spine)
}

// typed is a kept value as somebody would type it who amends: an amount in yuan.
func typed(f catalog.Field, kept string) string {
	fen, err := strconv.ParseInt(kept, 10, 64)
	if f.Kind != catalog.Money || err != nil {
		return kept
	}
	const fenOfYuan = 100
	return fmt.Sprintf("%d.%02d", fen/fenOfYuan, fen%fenOfYuan)
}

// isKey says whether the field is part of the item's business key.
func (m merger) isKey(f catalog.Field) bool {
	return slices.Contains(m.layout.Item.Key, f.Code) || f.Spine != "" && slices.Contains(m.layout.Item.Key, f.Spine)
}

// op is the operation key of a correcting row.
func (r *run) op(row int) string {
	return "batch/" + strconv.FormatInt(r.batch.ID, 36) + "/correction/" + strconv.Itoa(row)
}

// correct carries out a row that corrects, or says why it goes back. What is carried out
// stands, though the import be interrupted before the row has its outcome: it gets it
// when the import goes on.
func (r *run) correct(
	ctx context.Context, m *merged, known map[record.Digest]Known, inChunk map[glimpse]glimpse,
) (Row, error) {
	row := Row{Batch: r.batch.ID, Number: m.number, Outcome: Returned}
	done := false
	if !r.order.DryRun {
		var err error
		if done, err = r.corrections.Done(ctx, r.op(m.number)); err != nil {
			return row, fmt.Errorf("looking for what row %d did: %w", m.number, err)
		}
	}
	k, stands := known[m.correction.Key]
	if k.Record.ID != 0 {
		m.correction.Key = k.Record.Key // of the two by which it is known, where its number was put right
	}
	if !done {
		r.judged(m, k, stands, inChunk)
		if err := r.carried(ctx, m, k.Record); err != nil {
			return row, err
		}
	}
	if row.Faults = m.faults; m.back {
		return row, nil
	}
	r.remember(m, m.correction.Key, record.Digest{}, inChunk)
	row.Record, row.Outcome = k.Record.ID, Corrected
	if m.correction.Kind == Annulling {
		row.Outcome = Annulled
	}
	return row, nil
}

// judged sets a row against the record that it names. A record of another provider is
// answered as one that there is not.
func (r *run) judged(m *merged, k Known, stands bool, inChunk map[glimpse]glimpse) {
	if m.back {
		return
	}
	_, twice := r.before(m.correction.Key, inChunk)
	switch {
	case twice, stands && k.Record.Batch == r.batch.ID && r.batch.ID != 0:
		m.blame("", "", newFault("correction_twice", nil), false)
		return
	case !stands || k.Record.ID == 0 || k.Record.Provider != r.merger.provider.Code:
		m.blame(strings.Join(r.merger.keyHeadings(), "、"), "", newFault("correction_unknown", nil), false)
		return
	}
	for _, was := range m.correction.was {
		if was.text != "" && was.text != Says(k.Record, was.field) {
			m.blame(r.merger.layout.heading(was.field), "", newFault("not_as_reported", nil), false)
		}
	}
	if m.correction.Kind == Correcting && r.merger.changesNothing(*m.correction, k.Record) {
		m.blame(r.merger.layout.headingOf(PartNow), "", newFault("correction_nothing", nil), false)
	}
}

// changesNothing says whether the record says already what the row would have it say.
func (m merger) changesNothing(c Correction, rec record.Record) bool {
	return !slices.ContainsFunc(c.Now, func(a Amendment) bool {
		field, _ := m.layout.Item.Field(a.Field)
		kept, err := Understood(field, a.Text, m.today)
		return err != nil || kept != Says(rec, field)
	})
}

// carried makes the correction true, or says why not.
func (r *run) carried(ctx context.Context, m *merged, rec record.Record) error {
	if m.back {
		return nil
	}
	carry := r.corrections.Enter
	if r.order.DryRun {
		carry = r.corrections.Try
	}
	err := carry(ctx, Correct{
		Correction: *m.correction, Op: r.op(m.number), Record: rec, Batch: r.batch, By: r.order.By,
	})
	var refusal *fault.Error
	if errors.As(err, &refusal) && (refusal.Kind == fault.Invalid || refusal.Kind == fault.Conflict) {
		m.blame(r.merger.layout.blamed(refusal), "", refusal, false)
		return nil
	}
	if err != nil {
		return fmt.Errorf("correcting by row %d: %w", m.number, err)
	}
	return nil
}

// keyHeadings are the headings of the columns that name a record.
func (m merger) keyHeadings() []string {
	var headings []string
	for _, c := range m.layout.Columns {
		if c.Known && m.isKey(c.Field) {
			headings = append(headings, c.Heading)
		}
	}
	return headings
}
