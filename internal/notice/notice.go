// Package notice holds the letters that a procedure owes (告知、文书): what each
// kind of letter must say, the facts it is made from, the number and the proof
// code it bears, and the errands that carry it to whom it is for. A letter is
// made once from its facts and never changes; a step whose letter cannot be
// made does not happen.
package notice

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"creditportal/internal/actor"
	"creditportal/internal/civil"
)

// Kind is what a letter is for.
type Kind string

// The kinds of letters that the procedures send.
const (
	Receipt     Kind = "receipt"      // 收件回执
	Papers      Kind = "papers"       // 一次性补正告知
	NotAccepted Kind = "not_accepted" // 不予受理告知
	Corrected   Kind = "corrected"    // 更正（撤下）通知
	Forwarded   Kind = "forwarded"    // 转办告知
	Assist      Kind = "assist"       // 协查函, to a provider
	Late        Kind = "late"         // 逾期督办告知
	Result      Kind = "result"       // 处理结果通知
	Ended       Kind = "ended"        // 撤回、终止告知
	Extended    Kind = "extended"     // 期限变更告知
	Told        Kind = "told"         // 更正知会, to those who were shown what was wrong
	Asked       Kind = "asked"        // 授权请求, to the subject
	PaperAsked  Kind = "paper_asked"  // 书面授权告知, to the subject
	Agreed      Kind = "agreed"       // 授权告知, to the enquirer

	PaperReceived Kind = "paper_received" // 书面授权收件回执, to who brought the papers
	PaperRefused  Kind = "paper_refused"  // 书面授权不予受理告知, to who brought them

	Referral     Kind = "referral"      // 信用修复转送函, to a provider
	RepairResult Kind = "repair_result" // 信用修复结果通知
	Hearing      Kind = "hearing"       // 拟撤销信用修复告知, before it is revoked

	Deletion Kind = "deletion" // 删除告知, to the subject
	Amended  Kind = "amended"  // 更正（撤下）告知, to the subject of a record that its provider put right by itself

	Unanswered Kind = "unanswered" // 授权请求结果告知, to the enquirer, the same whatever was or was not answered
)

// Kinds lists every kind in the order of the procedure.
func Kinds() []Kind {
	return []Kind{
		Receipt, Papers, NotAccepted, Corrected, Forwarded, Assist, Late, Result, Ended, Extended, Told,
		Asked, PaperAsked, PaperReceived, PaperRefused, Agreed, Unanswered, Referral, RepairResult, Hearing, Deletion,
		Amended,
	}
}

// Key returns the message key of the kind's title.
func (k Kind) Key() string { return "notice.kind." + string(k) }

// Matter is the procedure that a letter belongs to; it stands in its number.
type Matter string

// The matters that letters are about.
const (
	Objection     Matter = "objection"     // 异议
	Authorisation Matter = "authorisation" // 授权查询
	Repair        Matter = "repair"        // 修复
	Deleting      Matter = "deletion"      // 删除
	Correcting    Matter = "correction"    // 更正
)

// Matters lists every matter.
func Matters() []Matter { return []Matter{Objection, Authorisation, Repair, Deleting, Correcting} }

// Key returns the message key of the matter's name.
func (m Matter) Key() string { return "notice.matter." + string(m) }

// Recipient is whom a letter is for. Name and Document stand in the letter as
// they are here: of a person both are masked before.
type Recipient struct {
	Side     actor.Side
	Account  int64  // row id of the account that finds it in its inbox; zero for none
	Provider string // code of the unit, on the provider's side
	Subject  int64  // row id of the data subject, on the subject's side
	Name     string
	Document string // identity number or code, masked for a person
	Paper    bool   // is handed over or sent on paper
}

// Owed is a letter on paper: what an act owes to somebody. The store makes it a
// Notice in the transaction of the act.
type Owed struct {
	Kind    Kind
	Request int64 // row id of the request
	Item    int64 // row id of the item; zero for a letter about all of them
	To      Recipient
	Facts   Facts
}

// Hash is the digest of a rendering.
type Hash [sha256.Size]byte

// String is the digest as programs print it, in groups that people can compare;
// "" for none.
func (h Hash) String() string {
	if h == (Hash{}) {
		return ""
	}
	const group = 8
	var groups []string
	for text := hex.EncodeToString(h[:]); text != ""; text = text[group:] {
		groups = append(groups, text[:group])
	}
	return strings.Join(groups, " ")
}

// InboxPage is how many letters a page of an inbox holds.
const InboxPage = 50

// Notice is a letter that was issued. It never changes but for when it was
// served and read.
type Notice struct {
	ID       int64
	PublicID string // names it in addresses; random
	Number   string // readable, opens nothing
	Proof    Proof
	Owed
	Text     Text   // what it says, in words
	Template string // version of the template that it was made with
	Hash     Hash   // of the rendering
	IssuedAt time.Time
	ServedAt time.Time // in the inbox, or handed over on paper; zero: not yet
	ReadAt   time.Time // opened for the first time; zero: not yet
	// Concerned is the row id of whom it shows to who reads it: the subject that it is
	// for, or, of a letter to a unit or to the authority, that of the matter. Zero for
	// nobody, and in lists.
	Concerned int64
}

// MattersOf are the matters of which the actor reads letters, where they are for them:
// who reports for a provider reads nothing of what others asked of it.
func MattersOf(by actor.Actor) []Matter {
	if by.Side == actor.Provider && !by.Answers() {
		return []Matter{Correcting}
	}
	return Matters()
}

// IssuedOn is the day in the letter.
func (n Notice) IssuedOn() civil.Date { return civil.Of(n.IssuedAt) }

// For says whether the actor may read the letter: whom it is for, on the side
// that it was sent to, and the officers of the operator. The authority watches,
// and reads what was sent to itself; of a unit's letters who reports for it reads
// those of MattersOf. A letter about a data subject is for who speaks for it now: an agent whose
// mandate ended reads it no longer.
func (n Notice) For(by actor.Actor) bool {
	switch by.Side {
	case actor.Operator:
		return true
	case actor.Authority:
		return n.To.Side == actor.Authority
	case actor.Provider:
		return n.To.Side == actor.Provider && n.To.Provider == by.Unit && by.Unit != "" &&
			slices.Contains(MattersOf(by), n.Facts.Matter)
	case actor.Subject:
		if n.To.Subject != 0 {
			return n.To.Side == actor.Subject && n.To.Subject == by.Subject
		}
		return n.To.Side == actor.Subject && n.To.Account == by.Account && by.Account != 0
	case actor.Anonymous, actor.Engine:
	}
	return false
}

// Rendering is a letter as it is kept: drawn once, never again.
type Rendering struct {
	Template string // version of the template
	Text     Text
	HTML     []byte // the letter itself, without a frame around it
}

// Renderer draws letters.
type Renderer interface {
	// Render draws the letter; the error says that it cannot be drawn.
	Render(n Notice) (Rendering, error)
}

// Certificate is what anybody learns who knows the proof code of a letter:
// that it was issued, never what it says.
type Certificate struct {
	Kind     Kind
	Number   string
	Issuer   string
	IssuedOn civil.Date
	// Fingerprint is the digest of the letter's form for paper, by which a file is
	// compared with it; zero where it is not asked for.
	Fingerprint Hash
}

// Certificate returns what the proof code of the letter opens.
func (n Notice) Certificate() Certificate {
	return Certificate{Kind: n.Kind, Number: n.Number, Issuer: n.Facts.Issuer, IssuedOn: n.IssuedOn()}
}
