package page

import (
	"net/url"
	"slices"
	"strconv"

	"creditportal/internal/docket"
	"creditportal/internal/fault"
	"creditportal/internal/flow"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// BulkForm claims or gives the items that are ticked.
type BulkForm struct {
	ID      string // that the boxes name
	Action  string
	Hidden  []component.Pair
	Officer component.FieldView
}

// PickView is the box of one item; the zero value is none.
type PickView struct{ Form, Value, Label string }

// pickForm is the id of the form that boxes belong to.
const pickForm = "bulk"

func (s Scene) tick(e docket.Entry) PickView {
	return PickView{
		Form: pickForm, Value: e.PublicID + "." + strconv.FormatInt(e.ID, 10),
		Label: s.t("docket.bulk.pick", "Number", e.Number, "Matter", s.matterOf(e)),
	}
}

func (s Scene) bulkForm(d Docket) *BulkForm {
	to := component.FieldView{
		ID: "officer", Name: route.Officer, Kind: component.Select, Label: s.t("docket.bulk.officer"),
		Options: []component.OptionView{{Label: s.t("own.choose")}},
	}
	for _, id := range sortedIDs(d.Takers) {
		to.Options = append(to.Options, component.OptionView{Value: strconv.FormatInt(id, 10), Label: d.Takers[id]})
	}
	return &BulkForm{
		ID: pickForm, Action: s.href(route.DocketBulk), Officer: to,
		Hidden: append(s.token(), component.Pair{Name: route.Operation, Value: d.Op},
			component.Pair{Name: route.Back, Value: with(d.Query.Typed, "", "").Encode()}),
	}
}

// ownViews are the views that the reader saved, and the forms that save and
// forget one.
func (s Scene) ownViews(v *DocketView, d Docket) {
	now := with(d.Query.Typed, "", "").Encode()
	v.Saved.Label = s.t("docket.own_views")
	hidden := append(s.token(), component.Pair{Name: route.Operation, Value: d.Op})
	for i, view := range d.Views {
		query, _ := url.ParseQuery(view.Query) // as it was saved
		tab := component.TabView{Label: view.Name, Href: s.docketHref(query), Current: view.Query == now}
		if i < len(d.ViewCounts) {
			tab.Note = s.counted(d.ViewCounts[i])
		}
		v.Saved.Tabs = append(v.Saved.Tabs, tab)
		if tab.Current {
			v.Drop = &SentForm{
				Action: s.href(route.DocketDrop), Submit: s.t("docket.drop_view", "Name", view.Name), Quiet: true,
				Hidden: append(hidden, component.Pair{Name: route.ViewOf, Value: strconv.FormatInt(view.ID, 10)}),
			}
		}
	}
	if now == "" || v.Drop != nil || len(d.Query.Faults) > 0 {
		return
	}
	name := component.FieldView{
		ID: "view-name", Name: route.ViewName, Kind: component.Text, Label: s.t("docket.view_name"), Value: d.ViewName,
		Hint: s.t("docket.view_name_hint", "Most", docket.MostViewName), Fault: s.Words.Fault(d.ViewFault),
	}
	v.Save = &SentForm{
		Action: s.href(route.DocketViews), Submit: s.t("docket.save_view"), Quiet: true, Fields: []component.FieldView{name},
		Hidden: append(hidden, component.Pair{Name: route.Back, Value: now}),
	}
}

// Bulk is what came of acts upon several items.
type Bulk struct {
	Assign  bool // given to an officer; claimed otherwise
	Back    url.Values
	Done    int
	Refused []BulkRefusal
}

// BulkRefusal is an item that was refused.
type BulkRefusal struct {
	Kind     flow.Kind
	PublicID string
	Number   string // "" where there is none of that address
	Item     int64
	Fault    *fault.Error
}

// BulkView says what came of acts upon several items.
type BulkView struct {
	Frame layout.View
	Title string
	Lead  string
	Table component.TableView
	Rows  []BulkRow
	Back  component.LinkView
}

// BulkRow is an item that was refused, and why.
type BulkRow struct{ Number, Href, Why string }

// NewBulkView says what came of acts upon several items.
func NewBulkView(s Scene, b Bulk) BulkView {
	title := s.t("docket.bulk.title")
	v := BulkView{
		Title: title, Lead: s.t("docket.bulk.none"), Table: component.TableView{Caption: s.t("docket.bulk.refused")},
		Back: component.LinkView{Label: s.t("docket.bulk.back"), Href: s.docketHref(b.Back)},
		Frame: s.deskFrame(layout.NavDocket,
			layout.Link{Label: s.t("docket.title"), Href: route.Docket}, layout.Link{Label: title}),
	}
	if b.Done+len(b.Refused) > 0 {
		v.Lead = s.t("docket.bulk.lead", "Done", b.Done, "Refused", len(b.Refused))
	}
	for _, name := range []string{"number", "why"} {
		v.Table.Columns = append(v.Table.Columns, component.Column{
			Label: s.t("docket.bulk." + name), Narrow: name == "number",
		})
	}
	for _, r := range b.Refused {
		row := BulkRow{Number: s.t("docket.bulk.unknown"), Why: s.Words.Fault(r.Fault)}
		if r.Number != "" {
			row.Number, row.Href = r.Number, s.itemHref(r.Kind, r.PublicID, r.Item)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Frame.Failed = true
	return v
}

// KeysView says which keys lead where, and how they are turned off.
type KeysView struct {
	Title  string
	Rows   []component.FactView
	Switch component.LinkView
}

// keys are those of the pages of the office; none is needed, each only saves a
// way. On the docket they are turned on and off.
func (s Scene) keys() KeysView {
	v := KeysView{Title: s.t("docket.keys.title"), Rows: s.keyRows(s.deskNavigation())}
	setting, label := "off", s.t("docket.keys.turn_off")
	if s.Prefs.Keys != "" {
		setting, label = "", s.t("docket.keys.turn_on")
	}
	v.Switch = component.LinkView{Label: label, Href: s.keysHref(route.Docket, setting)}
	return v
}

// keyDialog says the keys on whatever page somebody asks for them.
func (s Scene) keyDialog(v layout.View) *layout.Keys {
	return &layout.Keys{
		Title: s.t("docket.keys.title"), Rows: s.keyRows(v.Nav), Close: s.t("docket.keys.close"),
		Off: layout.Link{Label: s.t("docket.keys.turn_off"), Href: s.keysHref(v.Path, "off")},
	}
}

func (s Scene) keysHref(path, setting string) string {
	return s.href(route.With(path, url.Values{route.Keys: {setting}}))
}

// keyRows says which keys there are where the navigation leads; those that lead
// to another page are left out where it is closed to the reader.
func (s Scene) keyRows(nav []layout.NavItem) []component.FactView {
	var rows []component.FactView
	for _, key := range []struct {
		keys, name string
		to         layout.NavKey
	}{
		{"j", "down", ""},
		{"k", "up", ""},
		{"o", "open", ""},
		{"x", "tick", ""},
		{"/", "filter", ""},
		{"g d", "desk", layout.NavDesk},
		{"g q", "docket", layout.NavDocket},
		{"?", "help", ""},
	} {
		leads := slices.ContainsFunc(nav, func(item layout.NavItem) bool { return item.Key == key.to })
		if key.to == "" || leads {
			rows = append(rows, component.FactView{Term: key.keys, Text: s.t("docket.keys." + key.name)})
		}
	}
	return rows
}
