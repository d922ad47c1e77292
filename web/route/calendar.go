package route

// The patterns of the calendar of working days.
const (
	Calendar        = "/desk/calendar"
	CalendarFile    = "/desk/calendar/file"
	CalendarConfirm = "/desk/calendar/confirm"
	CalendarDrop    = "/desk/calendar/drop"
)

// What its forms and addresses carry.
const (
	OfYear     = "year"
	Source     = "source"      // the arrangement of a year, as TOML
	SourceFile = "source_file" // the same as a file, which is read as words
	NoticeOf   = "notice"      // number of the State Council's notice
	DatedOn    = "dated"
	// what the notice says of a festival, whose word follows
	FirstOff = "from."
	LastOff  = "until."
	MakeUp   = "make_up."
)
