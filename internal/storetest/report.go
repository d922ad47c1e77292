package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"creditportal/internal/audit"
	"creditportal/internal/fault"
	"creditportal/internal/notice"
	"creditportal/internal/query"
	"creditportal/internal/report"
)

// reported asks what is kept of credit reports.
func reported(t *testing.T, open Opener) {
	t.Helper()
	run(t, open, map[string]trial{
		"TestOfAReportItsDigestsAndVersionsAreKeptAndNothingThatItSays": tryAReportIsKept,
		"TestAReportIsFoundByItsCodeAndAnUnknownCodeFindsNothing":       tryAReportIsFoundByItsCode,
		"TestASubjectsReportsAreListedTheNewestFirst":                   tryASubjectsReportsAreListed,
	})
}

func someReport(n int) report.Report {
	proofs := []notice.Proof{"3F6K-9TQ2-M0XD-7HWV", "4F6K-9TQ2-M0XD-7HWV", "5F6K-9TQ2-M0XD-7HWV"}
	ids := []string{"aaaaaaaaaaaaaaaaaaaaaaaaaa", "baaaaaaaaaaaaaaaaaaaaaaaaa", "caaaaaaaaaaaaaaaaaaaaaaaaa"}
	numbers := []string{"20261123-0000000001", "20261123-0000000002", "20261123-0000000003"}
	return report.Report{
		PublicID: ids[n], Number: numbers[n], Proof: proofs[n], Account: 7, Subject: 9, Enquirer: "金丝雀查询人",
		Purpose: query.Own, IssuedAt: Today.Start().Add(time.Duration(n) * time.Hour), Content: notice.Hash{1, byte(n)},
		Paper: notice.Hash{2, byte(n)}, Versions: []report.Version{{Record: 3, Version: 2}},
		Entry: "daaaaaaaaaaaaaaaaaaaaaaaaa",
	}
}

func tryAReportIsKept(t *testing.T, open Opener) {
	db := open(t)
	s := MustOpen(t, db, nil)
	mustEnter(t, s, "beside", penalty(t, firm(t, 1), 1, 3))
	want := someReport(0)
	for range 2 { // a form that is sent twice
		mustCommit(t, s.KeepReport(ctx(), want, event(audit.ReportIssued, "make")))
	}
	got, err := s.Report(ctx(), want.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(report.Report{}, "ID"), cmpopts.EquateApproxTime(0)); diff != "" {
		t.Errorf("-made +kept:\n%s", diff)
	}
	if n := count(t, db, "reports"); n != 1 {
		t.Errorf("one operation, done twice, made %d reports", n)
	}
	MustSeeClosed(t, db, []string{"金丝雀", string(want.Proof)})
	if _, err := s.Report(ctx(), someReport(1).PublicID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a report that was never made: %v", err)
	}
}

func tryAReportIsFoundByItsCode(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	mustCommit(t, s.KeepReport(ctx(), someReport(0), event(audit.ReportIssued, "make")))
	if got, err := s.ReportByProof(ctx(), someReport(0).Proof); err != nil || got.Number != someReport(0).Number {
		t.Errorf("by its code: %s, %v", got.Number, err)
	}
	_, err := s.ReportByProof(ctx(), someReport(1).Proof)
	_, none := s.NoticeByProof(ctx(), someReport(1).Proof)
	if !fault.Is(err, fault.NotFound) || err.Error() != none.Error() {
		t.Errorf("an unknown code is answered %v for a report and %v for a letter", err, none)
	}
}

func tryASubjectsReportsAreListed(t *testing.T, open Opener) {
	s := MustOpen(t, open(t), nil)
	other := someReport(2)
	other.Subject = 10
	for i, r := range []report.Report{someReport(0), someReport(1), other} {
		mustCommit(t, s.KeepReport(ctx(), r, event(audit.ReportIssued, []string{"one", "two", "three"}[i])))
	}
	list, err := s.ReportsOf(ctx(), 9, 10)
	if err != nil || len(list) != 2 || list[0].Number != someReport(1).Number || list[1].Number != someReport(0).Number {
		t.Errorf("the list is %v, %v", list, err)
	}
	if first, err := s.ReportsOf(ctx(), 9, 1); err != nil || len(first) != 1 {
		t.Errorf("of a long list %d are given, %v", len(first), err)
	}
}
