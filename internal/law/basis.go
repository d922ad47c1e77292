// Package law holds the forms that a legal number takes: a limit, a period, an
// age, each with the basis it rests on, the facts it is narrowed to and the
// days on which it is in force. The numbers themselves are lines of statute
// books; nothing here reads them from anywhere.
package law

import (
	"slices"

	"creditportal/internal/civil"
)

// Rank is the standing of an instrument among the sources of law.
type Rank string

// The ranks from the lowest to the highest, as ties are listed. The house is
// below all law.
const (
	RankHouse          Rank = "house"          // 门户自定
	RankDistrict       Rank = "district"       // 区级规范性文件
	RankCity           Rank = "city"           // 市级规范性文件
	RankProvince       Rank = "province"       // 地方性法规
	RankMinistry       Rank = "ministry"       // 部门规章、规范性文件
	RankState          Rank = "state"          // 国务院文件
	RankJudicial       Rank = "judicial"       // 司法解释
	RankAdministrative Rank = "administrative" // 行政法规
	RankLaw            Rank = "law"            // 法律
)

// Ranks lists every rank from the lowest to the highest.
func Ranks() []Rank {
	return []Rank{
		RankHouse, RankDistrict, RankCity, RankProvince, RankMinistry,
		RankState, RankJudicial, RankAdministrative, RankLaw,
	}
}

// Key returns the message key of the rank's name.
func (r Rank) Key() string { return "law.rank." + string(r) }

// Above says whether r stands higher than s.
func (r Rank) Above(s Rank) bool { return slices.Index(Ranks(), r) > slices.Index(Ranks(), s) }

// Lengthens says whether an instrument of this rank may lengthen a limit or a
// maximum in an installation's own book: a law or an administrative regulation
// only.
func (r Rank) Lengthens() bool { return r == RankLaw || r == RankAdministrative }

// Status is whether an instrument is in force.
type Status string

// The statuses of a book.
const (
	StatusDraft    Status = "draft"    // 征求意见稿: applies without a beginning, and every citation says so
	StatusInForce  Status = "in_force" // 现行有效
	StatusRepealed Status = "repealed" // 已废止: its last day is stated
)

// Statuses lists every status.
func Statuses() []Status { return []Status{StatusDraft, StatusInForce, StatusRepealed} }

// Key returns the message key of the status.
func (s Status) Key() string { return "law.status." + string(s) }

// Book is the head of a statute book (规则册).
type Book struct {
	ID         string // e.g. "shandong-2020"
	Edition    int
	Instrument string // 中文 title as cited
	Number     string // document number, "" when the instrument has none
	Rank       Rank
	Status     Status
	From       civil.Date // first day in force; zero for a draft: no beginning
	Until      civil.Date // last day in force; zero: no end
	Own        bool       // an installation's own book
}

// Basis is what a line rests on, ready to be cited.
type Basis struct {
	Book    Book
	Article string // 中文, "" only with Verify
	Verify  bool   // 参考期限: no official text has confirmed the figure yet
	Cites   string // the law or regulation that allows an installation's longer line, "" otherwise
	From    civil.Date
	Until   civil.Date
}

// Draft says whether the citation must show 征求意见稿.
func (b Basis) Draft() bool { return b.Book.Status == StatusDraft }

// InForce says whether the line applies on the day on.
func (b Basis) InForce(on civil.Date) bool {
	return !on.Before(b.From) && (b.Until.IsZero() || !on.After(b.Until))
}

// Cite returns the book's identifier and the article, such as
// "shandong-2020 第三十八条", the form that a record keeps.
func (b Basis) Cite() string {
	if b.Article == "" {
		return b.Book.ID
	}
	return b.Book.ID + " " + b.Article
}
