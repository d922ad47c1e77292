package web

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/fault"
	"creditportal/internal/fold"
	"creditportal/internal/search"
	"creditportal/internal/subject"
	"creditportal/templates/page"
	"creditportal/web/route"
)

// listReader reads the parameters of a list one by one. Unknown ones are
// passed over, of doubled ones the first counts, empty ones are not there.
type listReader struct {
	q     page.ListQuery
	items catalog.Edition
}

func readList(list search.List, query url.Values, items catalog.Edition) page.ListQuery {
	r := listReader{items: items, q: page.ListQuery{
		List: list, Typed: url.Values{}, Faults: map[string]*fault.Error{},
		Filter: search.Filter{List: list}, Rows: route.Sizes()[0],
	}}
	read := map[string]func(string) error{
		route.Keyword: r.keyword, route.ItemCode: r.item, route.Authority: r.authority,
		route.From: r.from, route.To: r.to, route.Status: r.status, route.Kind: r.kind,
		route.Sort: r.sort, route.Rows: r.rows, route.After: r.after,
	}
	for name, take := range read {
		value := legible(query.Get(name))
		if value == "" {
			continue
		}
		r.q.Typed.Set(name, value)
		if err := take(value); err != nil {
			r.q.Faults[name] = refusal(err)
		}
	}
	if f := r.q.Filter; !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		r.q.Faults[route.To] = fault.New(fault.Invalid, "disclosure.fault.day_order", nil)
	}
	return r.q
}

// legible is what was typed as it can stand on a page again: in good letters,
// without what cannot be seen.
func legible(typed string) string { return fold.Prose(strings.ToValidUTF8(typed, "\uFFFD")) }

// refusal is the refusal that err is; every reader returns one.
func refusal(err error) *fault.Error {
	var f *fault.Error
	if errors.As(err, &f) {
		return f
	}
	return fault.New(fault.Invalid, "disclosure.fault.choice", nil)
}

func (r *listReader) keyword(value string) error {
	var err error
	r.q.Filter.Keyword, err = search.Parse(value)
	return err
}

func (r *listReader) item(value string) error {
	if _, ok := r.items.Item(value); !ok {
		return errChoice()
	}
	r.q.Filter.Item = value
	return nil
}

func (r *listReader) authority(value string) error {
	if utf8.RuneCountInString(value) > search.MaxQuery {
		return fault.New(fault.Invalid, "search.fault.long", fault.Args{"Limit": search.MaxQuery})
	}
	r.q.Filter.Authority = value
	return nil
}

func (r *listReader) from(value string) error { return readDay(value, &r.q.Filter.From) }

func (r *listReader) to(value string) error { return readDay(value, &r.q.Filter.To) }

func readDay(value string, into *civil.Date) error {
	day, ok := catalog.ParseDay(value)
	if !ok {
		return fault.New(fault.Invalid, "disclosure.fault.day", nil)
	}
	*into = day
	return nil
}

func (r *listReader) status(value string) error {
	if !slices.Contains(route.Markings(), search.Marking(value)) {
		return errChoice()
	}
	r.q.Filter.Marking = search.Marking(value)
	return nil
}

// kind refuses natural persons like a word it does not know: there is no list
// of them (条例 20).
func (r *listReader) kind(value string) error {
	if k := subject.Kind(value); !k.Valid() || k == subject.Person {
		return errChoice()
	}
	r.q.Filter.SubjectKind = value
	return nil
}

func (r *listReader) sort(value string) error {
	if value != route.Newest && value != route.Oldest {
		return errChoice()
	}
	r.q.Filter.OldestFirst = value == route.Oldest
	return nil
}

func (r *listReader) rows(value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || !slices.Contains(route.Sizes(), n) {
		return errChoice()
	}
	r.q.Rows = n
	return nil
}

func (r *listReader) after(value string) error {
	var err error
	r.q.After, err = search.ParseCursor(value)
	return err
}

func errChoice() error { return fault.New(fault.Invalid, "disclosure.fault.choice", nil) }

// understood is what was typed and could be read, for the page's own address.
func understood(q page.ListQuery) url.Values {
	query := url.Values{}
	for name := range q.Typed {
		if q.Faults[name] == nil {
			query.Set(name, q.Typed.Get(name))
		}
	}
	return query
}

// begun is the query at the beginning of its list.
func begun(q page.ListQuery) url.Values {
	query := understood(q)
	query.Del(route.After)
	return query
}
