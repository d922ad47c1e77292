package page

import "creditportal/templates/layout"

// CommitmentView is the form of the commitment that whoever applies for repair signs or
// seals (国办发〔2025〕22号): words and blanks, and nothing about anybody.
type CommitmentView struct {
	Frame   layout.View
	Title   string
	To      string   // whom it is addressed to
	Blanks  []string // what is filled in at its head
	Opening string
	Points  []string // what is promised
	Signed  []string // what is filled in at its foot
}

// NewCommitmentView builds the form, as it goes to paper.
func NewCommitmentView(s Scene) CommitmentView {
	said := func(names ...string) []string {
		return each(names, func(name string) string { return s.t("repair.blank." + name) })
	}
	v := CommitmentView{
		Title: s.t("repair.form.commitment"), To: s.t("repair.blank.to"),
		Blanks:  said("name", "code", "document", "number", "made_by"),
		Opening: s.t("repair.blank.opening"),
		Points:  said("performed", "genuine", "lawful", "aware"),
		Signed:  said("signature", "agent", "date"),
	}
	v.Frame = s.frame(place{Title: v.Title, Crumbs: []layout.Link{{Label: v.Title}}})
	if v.Frame.Sheet != nil {
		v.Frame.Sheet.Note = s.t("repair.blank.note")
	}
	return v
}
