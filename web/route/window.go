package route

// The patterns of the window, where an officer files for somebody.
const (
	Window        = "/window"
	WindowFilings = "/window/filings"

	WindowDeletions = "/window/deletions"
	WindowRepairs   = "/window/repairs"
)

// What its forms carry beside what every filing does.
const (
	SubjectNumber = "subject_number" // a unified code or an identity number
	Ticket        = "ticket"         // the subject that was found
	Applicant     = "applicant"      // the name of whoever came or wrote
	ByAgent       = "agent"          // whether they act for the subject
	Channel       = "channel"        // at the window, or by post
	CameOn        = "came_on"        // the day a paper came
	Proof         = "proof"          // of that day
)
