package route

import (
	"creditportal/internal/audit"
	"creditportal/internal/feedback"
)

// The patterns of questions to the office and of reported mistakes: the forms,
// the page of whoever wrote, and the desk where they are answered.
const (
	Consultation = "/services/consultation"
	SiteError    = "/services/site-error"
	Asked        = "/feedback"
	Messages     = "/desk/feedback"
	MessagePage  = "/desk/feedback/:id"
	MessageActs  = "/desk/feedback/:id/:act"
)

// What their forms carry beside what every form does.
const (
	OfPage     = "page"   // the page of the site that a mistake stands on
	Number     = "number" // of a request
	LookupCode = "lookup" // that opens it with its number
	Leave      = "leave"  // forget number and code
)

// MessageForm returns the address of the form of a topic.
func MessageForm(t feedback.Topic) string {
	if t == feedback.SiteError {
		return SiteError
	}
	return Consultation
}

// Message returns the address of a message on the desk.
func Message(publicID string) string { return Messages + "/" + publicID }

// MessageAct returns the address of an act upon a message.
func MessageAct(publicID string, do audit.Act) string { return Message(publicID) + "/" + ActName(do) }
