package page

import (
	"strings"

	"creditportal/internal/law"
	"creditportal/templates/component"
	"creditportal/templates/layout"
)

// RulesView is every line of every statute book in force (P14, 期限规则).
type RulesView struct {
	Frame  layout.View
	Title  string
	AsOf   string
	Notice *component.NoticeView
	Books  []BookView
}

// BookView is what one book states.
type BookView struct {
	ID    string
	Title string
	Lang  string
	State string
	Table component.TableView
	Lines []LineView
}

// LineView is one line: what it is about, how much, from when, for whom, by
// which article.
type LineView struct {
	Name, Value, Counts, Scope, Article, Days string
	Marks                                     []component.SlipView
	Lang                                      string
}

// NewRulesView builds the page of the statute lines in force on the day.
func NewRulesView(s Scene) RulesView {
	title := s.t("page.rules.title")
	v := RulesView{Title: title, AsOf: s.t("page.rules.as_of", "Day", s.Words.LongDate(s.Today))}
	if draft, ok := s.draft(); ok {
		v.Notice = &component.NoticeView{
			Tone: component.Neutral, Text: s.t("page.basis.draft", "Instrument", draft.Instrument),
		}
	}
	for _, stated := range s.Rules.InForce(s.Today).Stated() {
		if book := s.book(stated); len(book.Lines) > 0 {
			v.Books = append(v.Books, book)
		}
	}
	v.Frame = s.frame(place{
		Title: title, Description: s.t("page.rules.lead"), Crumbs: []layout.Link{{Label: title}},
		Meta: column(title, s.t("page.column.law")),
	})
	return v
}

func (s Scene) book(stated law.Stated) BookView {
	b := stated.Book
	v := BookView{
		ID: b.ID, Title: b.Instrument, Lang: s.chinese(), State: s.bookState(b),
		Table: component.TableView{Caption: b.Instrument, Quiet: true},
	}
	for _, name := range []string{"name", "value", "counts", "scope", "article", "days"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{Label: s.t("page.rules.column." + name)})
	}
	for _, l := range stated.Limits {
		line := s.line(s.t(l.Clock.Key()), l.Basis, l.Scope)
		line.Value, line.Counts = s.limit(l), s.t(l.Counts.Key())
		if l.Target {
			line.Marks = append(line.Marks, component.SlipView{Tone: component.Neutral, Text: s.t("law.mark.target")})
		}
		v.Lines = append(v.Lines, line)
	}
	for _, p := range stated.Periods {
		line := s.line(s.t(p.Name.Key()), p.Basis, p.Scope)
		line.Value, line.Counts = s.period(p), s.t(p.Counts.Key())
		v.Lines = append(v.Lines, line)
	}
	for _, a := range stated.Ages {
		line := s.line(s.t(a.Name.Key()), a.Basis, law.Scope{})
		line.Value, line.Counts = s.n("page.rules.age", a.Years), s.t(law.Born.Key())
		v.Lines = append(v.Lines, line)
	}
	for _, g := range stated.Grades {
		line := s.line(s.t("record.fact.severity"), g.Basis, g.Scope)
		line.Value = s.t("record.severity." + g.Severity)
		v.Lines = append(v.Lines, line)
	}
	return v
}

// bookState says what kind of instrument a book is and whether it is in force.
func (s Scene) bookState(b law.Book) string {
	from := ""
	if !b.From.IsZero() {
		from = s.t("page.rules.from", "From", b.From)
	}
	return joined(b.Number, s.t(b.Rank.Key()), s.t(b.Status.Key()), from)
}

func (s Scene) line(name string, b law.Basis, scope law.Scope) LineView {
	v := LineView{Name: name, Scope: s.scopeWords(scope), Article: b.Article, Lang: s.chinese()}
	switch {
	case !b.From.IsZero() && !b.Until.IsZero():
		v.Days = s.t("page.rules.between", "From", b.From, "Until", b.Until)
	case !b.From.IsZero():
		v.Days = s.t("page.rules.from", "From", b.From)
	}
	if b.Verify {
		v.Marks = append(v.Marks, component.SlipView{Tone: component.Caution, Text: s.t("law.mark.verify")})
	}
	return v
}

// limit says within how many days somebody must act.
func (s Scene) limit(l law.Limit) string {
	text := s.n("page.rules.unit."+string(l.Unit), l.Days)
	if l.Extension == 0 {
		return text
	}
	return s.t("page.rules.extension", "Limit", text, "More", s.n("page.rules.unit."+string(l.Unit), l.Extension))
}

// period says how long something is shown or kept at least and at most.
func (s Scene) period(p law.Period) string {
	var said []string
	if !p.Min.IsZero() {
		said = append(said, s.t("page.rules.least", "Length", s.span(p.Min)))
	}
	if !p.Max.IsZero() {
		said = append(said, s.t("page.rules.most", "Length", s.span(p.Max)))
	}
	return s.Words.List(said)
}

// scopeWords says what a line is narrowed to; all, where it is not.
func (s Scene) scopeWords(scope law.Scope) string {
	if scope.When.IsZero() && scope.Unless.IsZero() {
		return s.t("page.rules.all")
	}
	text := s.conditions(scope.When)
	if text == "" {
		text = s.t("page.rules.all")
	}
	if scope.Unless.IsZero() {
		return text
	}
	return s.t("page.rules.unless", "Scope", text, "Except", s.conditions(scope.Unless))
}

func (s Scene) conditions(w law.When) string {
	var said []string
	add := func(name string, values []string, word func(string) string) {
		if len(values) > 0 {
			said = append(said, s.t("page.rules.when."+name, "Values", s.Words.List(each(values, word))))
		}
	}
	under := func(prefix string) func(string) string { return func(v string) string { return s.t(prefix + v) } }
	add("item", w.Item, s.itemName)
	add("head", w.Head, s.headName)
	add("severity", w.Severity, under("record.severity."))
	add("subject", w.Subject, s.kindName)
	add("procedure", w.Procedure, under("page.rules.procedure."))
	add("track", w.Track, under("provider.track."))
	add("fine", w.Fine, under("page.rules.fine."))
	add("any", w.Any, under("page.rules.penalty."))
	add("only", w.Only, under("page.rules.penalty."))
	return strings.Join(said, s.t("page.rules.and"))
}

// headName says a place of the Measure, written 15.1.5: article, paragraph,
// number.
func (s Scene) headName(head string) string {
	parts := strings.Split(head, ".")
	if len(parts) != 3 {
		return head
	}
	return s.t("page.rules.head", "Article", parts[0], "Paragraph", parts[1], "Number", parts[2])
}
