package page

import (
	"creditportal/internal/fault"
	"creditportal/templates/component"
	"creditportal/templates/layout"
	"creditportal/web/route"
)

// CalendarFile is what is known when somebody brings a year as a file.
type CalendarFile struct {
	Op    string
	Text  string // of the file, as it came
	Fault *fault.Error
}

// NewCalendarFileView builds the page that takes in a year as a file, or as text
// that is pasted: where a line is wrong it is mended there.
func NewCalendarFileView(s Scene, in CalendarFile) FormView {
	fields := []component.FieldView{
		{
			ID: "file", Name: route.SourceFile, Kind: component.Files, Single: true, Accept: ".toml,.txt",
			Label: s.t("calendar.file.file"), Hint: s.t("calendar.file.file_hint"),
		},
		{
			ID: "source", Name: route.Source, Kind: component.Lines, Label: s.t("calendar.file.text"),
			Hint: s.t("calendar.file.text_hint"), Value: in.Text, NoSpelling: true,
		},
	}
	if in.Fault != nil {
		fields[1].Fault = s.Words.Fault(in.Fault)
	}
	title := s.t("calendar.file.title")
	v := s.accountForm(title, s.t("calendar.file.lead"), in.Fault != nil, fields)
	v.Sent.Action, v.Sent.Submit, v.Sent.Upload = s.href(route.CalendarFile), s.t("calendar.submit"), true
	v.Sent.Hidden = append(s.token(), component.Pair{Name: route.Operation, Value: in.Op})
	v.Sent.Back = s.link(s.t("calendar.file.back"), route.Calendar)
	v.Frame = s.deskFrame(layout.NavCalendar,
		layout.Link{Label: s.t("calendar.title"), Href: s.href(route.Calendar)}, layout.Link{Label: title})
	v.Frame.Failed = in.Fault != nil
	return v
}
