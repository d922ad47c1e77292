package page

import (
	"strings"
	"time"

	"creditportal/internal/fault"
	"creditportal/internal/ledger"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// Standing is what is known of the ledger, and of a receipt that was pasted.
type Standing struct {
	ledger.Standing
	Now    time.Time
	Key    string
	Typed  string
	Fault  *fault.Error
	Proved ledger.Checkpoint // the zero Checkpoint: no receipt was pasted
	Index  int64
}

// StandingView is the page of the ledger.
type StandingView struct {
	Frame   layout.View
	Title   string
	Lead    string
	Errors  component.ErrorSummaryView
	State   component.NoticeView
	Proved  *component.NoticeView
	Facts   []component.FactView
	Newest  string // the newest checkpoint as text
	Heading string // above it
	Paste   SentForm
	Pasting string
}

// NewStandingView builds the page of the ledger.
func NewStandingView(s Scene, in Standing) StandingView {
	title := s.t("audit.ledger.title")
	v := StandingView{
		Title: title, Lead: s.t("audit.ledger.lead"), State: s.standingState(in), Newest: string(in.Note),
		Heading: s.t("audit.ledger.newest"), Pasting: s.t("audit.ledger.paste"),
		Frame: s.deskFrame(layout.NavLedger, layout.Link{Label: title}),
	}
	fact := func(name, text string) {
		v.Facts = append(v.Facts, component.FactView{
			Term: s.t("audit.ledger." + name), Text: text, Missing: s.t("audit.ledger.not_yet"),
		})
	}
	signed := ""
	if !in.SignedAt.IsZero() {
		signed = s.Words.Instant(in.SignedAt)
	}
	fact("origin", in.Origin)
	fact("size", s.Words.Count(int(in.Signed)))
	fact("signed_at", signed)
	fact("key", in.Key)
	v.Paste = SentForm{
		Action: s.href(route.AuditCheckpoint), Submit: s.t("audit.ledger.submit"), Quiet: true,
		Hidden: []component.Pair{{Name: route.FormToken, Value: s.Holder.Form}},
		Fields: []component.FieldView{{
			ID: "receipt", Name: route.ReceiptText, Kind: component.Lines, Label: s.t("audit.ledger.receipt"),
			Hint: s.t("audit.ledger.receipt_hint"), Value: in.Typed, Fault: s.Words.Fault(in.Fault), NoSpelling: true,
		}},
	}
	if in.Fault != nil {
		v.Errors, v.Frame.Failed = component.Summarise(v.Paste.Fields), true
	}
	if in.Proved.Size > 0 {
		v.Proved = &component.NoticeView{Tone: component.Good, Text: s.t("audit.ledger.proved",
			"Index", s.Words.Count(int(in.Index+1)), "Origin", in.Proved.Origin, "At", s.Words.Instant(in.Proved.At))}
	}
	return v
}

// standingState says whether what was promised is kept.
func (s Scene) standingState(in Standing) component.NoticeView {
	switch {
	case in.Late(in.Now):
		return component.NoticeView{
			Tone: component.Adverse, Text: s.t("audit.ledger.late", "Since", s.Words.Instant(in.Waiting)),
		}
	case strings.TrimSpace(string(in.Note)) == "":
		return component.NoticeView{Tone: component.Info, Text: s.t("audit.ledger.unsigned")}
	}
	return component.NoticeView{Tone: component.Good, Text: s.t("audit.ledger.in_order")}
}
