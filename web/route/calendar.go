package route

// The patterns of the calendar of working days.
const (
	Calendar        = "/desk/calendar"
	CalendarConfirm = "/desk/calendar/confirm"
	CalendarDrop    = "/desk/calendar/drop"
)

// What its forms and addresses carry.
const (
	OfYear = "year"
	Source = "source" // the arrangement of a year, as TOML
)
