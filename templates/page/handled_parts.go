package page

import (
	"slices"

	"creditportal/internal/actor"
	"creditportal/internal/audit"
	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/correction"
	"creditportal/internal/deletion"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/intake"
	"creditportal/internal/objection"
	"creditportal/internal/repair"
	"creditportal/templates/component"
)

// seldom are the acts that are no usual next step; they stand folded away.
var seldom = []audit.Act{
	objection.HandOver, objection.AskPapers, objection.Refuse, objection.Overrule, objection.Reconsider, objection.Recall,
	objection.NotOurs, objection.Withdraw, objection.Settle, objection.Release, objection.Add,
	objection.AnswerOnPaper, objection.PutRight, objection.Join,
	repair.AgreeOnPaper, repair.DeclineOnPaper, repair.ReconsiderOnPaper, repair.RevokeOnPaper,
	repair.NotOurs, repair.AskPapers, repair.Extend, repair.Withdraw, repair.Add, deletion.Refuse, deletion.Withdraw,
}

// DiffView compares a record field by field: as the platform shows it, as its
// provider sent it, and as it is to become.
type DiffView struct {
	Title string
	Lead  string
	Table component.TableView
	Rows  []DiffRow // contested or different, then the others
	Same  []DiffRow
	Note  string // how many are alike
	Lang  string
	None  string // why there is nothing to compare
}

// DiffRow is one field.
type DiffRow struct {
	Label, Kept, Sent, Next string
	Slips                   []component.SlipView
}

// telling says whether the row has to be looked at.
func (r DiffRow) telling() bool { return len(r.Slips) > 0 || r.Next != "" }

// incomparable says why there is nothing to compare.
func (s Scene) incomparable(it flow.Item) string {
	if it.Record != 0 && s.Holder.By.Side == actor.Provider {
		return s.t("handled.diff.not_yours")
	}
	return s.t("handled.diff.none")
}

func (s Scene) diff(it flow.Item, b Beside) DiffView {
	v := DiffView{Title: s.t("handled.diff.title"), Lang: s.chinese()}
	if !b.Record.Visible {
		v.None = s.incomparable(it)
		return v
	}
	next := proposedValues(it)
	v.Table = s.diffTable(len(next) > 0)
	item, _ := s.Catalog.Item(b.Record.Item)
	differs := false
	for _, field := range item.Fields {
		row := DiffRow{Label: field.Name(), Kept: s.said(b.Record, field), Sent: s.said(b.Supplied, field)}
		if typed := next[field.Code]; typed != "" {
			row.Next = s.amended(field, typed)
		}
		if row.Kept == "" && row.Sent == "" && row.Next == "" || s.isNotTheirs(it, field.Code) {
			continue
		}
		if slices.Contains(it.Fields, field.Code) {
			row.Slips = append(row.Slips, component.SlipView{Tone: component.Caution, Text: s.t("handled.diff.contested")})
		}
		if row.Kept != row.Sent && b.Supplied.Visible {
			differs = true
			row.Slips = append(row.Slips, component.SlipView{Tone: component.Adverse, Text: s.t("handled.diff.differs")})
		}
		if row.telling() {
			v.Rows = append(v.Rows, row)
		} else {
			v.Same = append(v.Same, row)
		}
	}
	v.Lead = s.t("handled.diff.same")
	if differs {
		v.Lead = s.t("handled.diff.different")
	}
	v.Note = s.n("handled.diff.others", len(v.Same))
	return v
}

// isNotTheirs says whether the field is none that the reader has to look at: a
// provider sees the contested fields and no more, where some were named.
func (s Scene) isNotTheirs(it flow.Item, code string) bool {
	return s.Holder.By.Side == actor.Provider && len(it.Fields) > 0 && !slices.Contains(it.Fields, code)
}

func (s Scene) diffTable(becomes bool) component.TableView {
	t := component.TableView{Caption: s.t("handled.diff.title"), Quiet: true}
	names := []string{"field", "kept", "sent"}
	if becomes {
		names = append(names, "next")
	}
	for _, name := range names {
		t.Columns = append(t.Columns, component.Column{Label: s.t("handled.diff." + name)})
	}
	return t
}

// proposedValues are what the fields are to say: by what is proposed, else by
// what the provider answered.
func proposedValues(it flow.Item) map[string]string {
	values := it.Proposal.Values
	if len(values) == 0 {
		values = it.Answer.Values
	}
	next := make(map[string]string, len(values))
	for _, v := range values {
		next[v.Field] = v.Text
	}
	return next
}

// amended is what was typed for a field of the record as the record would show
// it; as it was typed where it cannot be read.
func (s Scene) amended(field catalog.Field, typed string) string {
	value, err := intake.Understood(field, typed, s.Today)
	if err != nil {
		return typed
	}
	return s.attribute(disclosure.ShownField{Kind: field.Kind, Value: value}, field).Text
}

// said is what a field of the record says; "" where that is not told.
func (s Scene) said(sh disclosure.Shown, field catalog.Field) string {
	if !sh.Visible {
		return ""
	}
	text := map[string]string{
		"document_number": sh.Document, "document_title": sh.DocumentTitle, "authority_name": sh.Authority,
		"decided_on": s.dayOf(sh.DecidedOn), "valid_from": s.dayOf(sh.ValidFrom), "valid_to": s.dayOf(sh.ValidTo),
	}[field.Spine]
	for _, f := range sh.Fields {
		if f.Code == field.Code {
			text = s.attribute(f, field).Text
		}
	}
	return text
}

func (s Scene) dayOf(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return s.Words.Date(d)
}

// ClocksView is every limit that runs or ran on an item.
type ClocksView struct {
	Table component.TableView
	Rows  []ClockRow
}

// ClockRow is one limit.
type ClockRow struct {
	Name, Basis, Start, Due string
	Governs                 string // whom it binds where it governs, "" where it does not
	State                   component.SlipView
	On                      string // when it stopped
}

// clocks lists every limit: the one that governs first, then those that run by
// due day, then those that have stopped.
func (s Scene) clocks(it flow.Item) ClocksView {
	v := ClocksView{Table: component.TableView{Caption: s.t("handled.clocks.title"), Quiet: true}}
	for _, name := range []string{"name", "start", "due", "state"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("handled.clocks." + name), Narrow: name == "start" || name == "due",
		})
	}
	governing, some := it.Governing()
	list := slices.Clone(it.Clocks)
	rank := func(c flow.Clock) int {
		switch {
		case some && c.ID == governing.ID && c.Runs():
			return 0
		case c.Runs():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(a, b flow.Clock) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return a.Due.On.Compare(b.Due.On)
	})
	for _, c := range list {
		row := ClockRow{
			Name: s.t(c.Limit.Clock.Key()), Basis: s.cite(c.Limit.Basis), Start: s.Words.Date(c.Due.Start),
			Due: s.Words.Date(c.Due.On), Governs: s.governs(it, rank(c) == 0), State: s.clockSlip(c),
		}
		if !c.Runs() {
			row.On = s.Words.Date(c.StoppedOn)
		}
		if c.Limit.Target {
			row.Basis = s.t("handled.clocks.target")
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// governs says whom the limit binds that governs: of what a provider puts right by itself
// nobody waits for an answer.
func (s Scene) governs(it flow.Item, does bool) string {
	switch {
	case !does:
		return ""
	case correction.Ground(it.Ground).Known():
		return s.t("handled.clocks.governs_unit")
	}
	return s.t("handled.clocks.governs")
}

// clockSlip says whether a limit runs, and whether it was kept.
func (s Scene) clockSlip(c flow.Clock) component.SlipView {
	switch {
	case c.Voided:
		return component.SlipView{Tone: component.Neutral, Text: s.t("handled.clocks.voided")}
	case c.Runs():
		return *s.dueSlip(c.Due.On)
	case c.Late(s.Today):
		return component.SlipView{Tone: component.Adverse, Text: s.t("handled.clocks.missed")}
	}
	return component.SlipView{Tone: component.Good, Text: s.t("handled.clocks.kept")}
}

// timed is the history of an item with the time of each step, newest first.
func (s Scene) timed(it flow.Item) component.TimelineView {
	past := s.past(it)
	for _, group := range past.Groups {
		for i := range group.Events {
			step := it.History[len(it.History)-1-i]
			group.Events[i].Day = s.Words.Instant(step.At)
		}
	}
	return past
}
