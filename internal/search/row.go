package search

import "creditportal/internal/civil"

// SubjectRow is all that the index knows of one data subject. No natural
// person has one (条例 20).
type SubjectRow struct {
	ID       int64      // row id of the subject
	Name     string     // as shown
	Former   []string   // earlier names, as shown
	Code     string     // unified social credit code, "" if none
	Kind     string     // kind of subject
	FirstDay civil.Date // first day on which a record of the subject is public; zero if past or not known
	LastDay  civil.Date // last day on which a record of the subject is public; never zero
}

// RecordRow is all that the index knows of one public record.
type RecordRow struct {
	ID          int64      // row id of the record, the tie-break of every list
	Subject     int64      // row id of its subject
	ListOn      civil.Date // the day lists show and sort by; never zero
	ShownOn     civil.Date // first visible day; zero if past or not known
	LastDay     civil.Date // last visible day; 9999-12-31 when open-ended, never zero
	Adverse     bool       // stands in the list of adverse records
	Favourable  bool       // stands in the list of favourable records
	Dual        bool       // stands in the list of licences and penalties (双公示)
	Annotated   bool       // carries an annotation (art. 38)
	Item        string     // catalog item code
	Authority   string     // deciding authority, by the value filters use
	Provider    string     // provider code
	SubjectKind string     // kind of the subject
	List        string     // catalog list that the record is an entry of, "" if none
	Document    string     // document number as shown, "" if none
}

// Changes is what one commit did to the rows. Rows that are gone leave first,
// then the given rows enter or take the place of those with the same ID; of
// two rows with one ID the later counts.
type Changes struct {
	Subjects     []SubjectRow
	Records      []RecordRow
	GoneSubjects []int64
	GoneRecords  []int64
}
