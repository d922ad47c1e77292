package storetest

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"creditportal/internal/docket"
	"creditportal/internal/flow"
	"creditportal/internal/objection"
)

// crowded is how many open items stand beside the one that is filed; of every
// hundred one is rare in each respect.
const crowded = 4000

// crowd copies the one item that there is, under values that differ.
func (c *court) crowd() {
	c.Helper()
	c.multiply("items", map[string]string{
		"id": "n.i", "open_key": "NULL", "owner": "CASE WHEN n.i % 2 = 0 THEN 0 WHEN n.i % 99 = 0 THEN 3 ELSE 1000 END",
		"kind":     "CASE WHEN n.i % 100 = 1 THEN 'feedback' ELSE x.kind END",
		"ground":   "CASE WHEN n.i % 100 = 2 THEN 'rights' ELSE x.ground END",
		"state":    "CASE WHEN n.i % 100 = 3 THEN 'verifying' ELSE x.state END",
		"provider": "CASE WHEN n.i % 100 = 5 THEN 'another' ELSE x.provider END",
	})
}

// multiply enters each row of the table many times, with columns that differ.
func (c *court) multiply(table string, differs map[string]string) {
	c.Helper()
	raw := Raw(c, c.db)
	columns := columnsOf(c, raw, table)
	values := make([]string, len(columns))
	for i, name := range columns {
		if values[i] = differs[name]; values[i] == "" {
			values[i] = "x." + name
		}
	}
	digit := "(SELECT 0 AS d" + strings.Repeat(" UNION ALL SELECT %d", 9) + ")"
	digit = fmt.Sprintf(digit, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	mustExec(c, raw, "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") SELECT "+strings.Join(values, ", ")+
		" FROM (SELECT 1 + o.d + 10 * t.d + 100 * h.d + 1000 * k.d AS i FROM "+
		digit+" o, "+digit+" t, "+digit+" h, "+digit+" k) n, "+table+" x WHERE n.i <= ?", crowded)
}

func columnsOf(c *court, raw *sql.DB, table string) []string {
	rows, err := raw.Query("SELECT * FROM " + table + " WHERE 1 = 0")
	if err != nil {
		c.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // has none
	columns, err := rows.Columns()
	if err != nil {
		c.Fatal(err)
	}
	return columns
}

// A list is as long as the office is busy, a page is not; MariaDB is asked how
// many rows it read.
func tryAPageOfTheDocketReadsLittle(t *testing.T, open Opener) {
	p := &probe{}
	c := &court{T: t, db: open(t), now: Today.Start()}
	c.store = MustOpen(t, c.db, p.wrap)
	c.service = objection.NewService(deskOf(c.store, func() time.Time { return c.now }))
	r, rec := c.filed(1, objection.Wrong)
	for name, f := range map[string]docket.Filter{
		"by number": {Number: r.Number}, "by subject": {Subject: rec.Subject}, "by record": {Record: rec.ID},
	} {
		judge(t, c.db, name, p.listen(func() {
			if list := c.page(f); len(list) != 1 {
				t.Errorf("%s: %d entries", name, len(list))
			}
		}))
	}
	c.crowd()
	for name, f := range map[string]docket.Filter{
		"all": {}, "after the first": {After: docket.Place{Due: Today, ID: 1}},
		"of one officer": {Owner: caseOfficer.Account},
		"of nobody":      {Free: true}, "in one state": {State: objection.Verifying}, "of one provider": {Provider: "another"},
		"on one ground": {Ground: string(objection.Rights)}, "of one procedure": {Kind: flow.Feedback},
	} {
		heard := p.listen(func() {
			if list, _, err := c.docket().Page(ctx(), f, listPage, Today); err != nil || len(list) != listPage {
				t.Errorf("%s: %d entries, %v", name, len(list), err)
			}
		})
		var page []question
		for _, q := range heard {
			if strings.Contains(q.text, "open_due") {
				page = append(page, q)
			}
		}
		if len(page) != 1 {
			t.Fatalf("%s: a page is read by %d questions", name, len(page))
		}
		judge(t, c.db, name, page)
		if c.db.Dialect == "sqlite" {
			if plan := mustPlan(t, Raw(t, c.db), page[0]); strings.Contains(plan, "TEMP B-TREE") {
				t.Errorf("%s is sorted anew:\n%s", name, plan)
			}
		}
	}
}
