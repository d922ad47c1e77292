package flowtest

import (
	"fmt"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
)

// Draw writes a procedure as a page: its states as a diagram and its rows as a
// table, in Chinese with the English names.
func Draw(t flow.Table, zh, en *i18n.Printer) string {
	var b strings.Builder
	p := drawing{&b, t, zh, en}
	fmt.Fprintf(&b, "# %s\n\nDrawn from the table in `internal/%s/table.go` by its test; nobody edits this page.\n\n",
		t.Kind, t.Kind)
	p.states()
	p.diagram()
	p.rows()
	return b.String()
}

type drawing struct {
	*strings.Builder
	table  flow.Table
	zh, en *i18n.Printer
}

func (d drawing) states() {
	d.line("| State | | |", "|---|---|---|")
	for _, s := range d.table.States() {
		d.line(fmt.Sprintf("| `%s` | %s | %s |", s, d.zh.T(d.table.StateKey(s)), d.en.T(d.table.StateKey(s))))
	}
	d.line("")
}

func (d drawing) diagram() {
	d.line("```mermaid", "stateDiagram-v2")
	for _, r := range d.table.Rows {
		if r.To == flow.Same || r.To == flow.Back {
			continue
		}
		for _, from := range r.From {
			begin := string(from)
			if from == flow.NoState {
				begin = "[*]"
			}
			d.line(fmt.Sprintf("    %s --> %s: %s", begin, r.To, name(r)))
		}
	}
	d.line("```", "")
}

func name(r flow.Row) string { return strings.SplitN(string(r.Do), ".", 2)[1] }

func (d drawing) rows() {
	d.line("| Act | By | From | To | If | Clocks | Then | Letters |", "|---|---|---|---|---|---|---|---|")
	for _, r := range d.table.Rows {
		d.line("| " + strings.Join([]string{
			d.zh.T(flow.ActKey(r.Do)) + "<br>`" + name(r) + "`", d.by(r), d.from(r), d.to(r),
			list(r.If, func(g flow.Guard) string { return "not: " + d.en.Fault(g.Refusal()) }),
			list(r.Clock, func(c flow.ClockOp) string { return string(c.Turn) + " `" + string(c.Clock) + "`" }),
			list(r.Then, func(e flow.Effect) string { return d.en.T(e.Key) }),
			list(r.Tell, func(l flow.Letter) string {
				return l.Kind + " → " + string(l.To) + named(" on ", l.On) + named(" from ", l.From)
			}),
		}, " | ") + " |")
	}
}

func (d drawing) by(r flow.Row) string {
	if r.Engine() {
		return "the portal"
	}
	roles := make([]string, len(r.By))
	for i, role := range r.By {
		roles[i] = "anybody"
		if role != actor.NoRole {
			roles[i] = d.en.T(role.Key())
		}
	}
	return strings.Join(roles, "<br>")
}

func (d drawing) from(r flow.Row) string {
	return list(r.From, func(s flow.State) string {
		if s == flow.NoState {
			return "–"
		}
		return "`" + string(s) + "`"
	})
}

func (d drawing) to(r flow.Row) string { return "`" + string(r.To) + "`" + named("<br>as ", r.As) }

func named[S ~string](before string, list []S) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return before + strings.Join(names, ", ")
}

func (d drawing) line(lines ...string) {
	for _, l := range lines {
		d.WriteString(l + "\n")
	}
}

func list[V any](values []V, say func(V) string) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = say(v)
	}
	return strings.Join(texts, "<br>")
}
