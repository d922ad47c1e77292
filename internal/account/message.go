package account

import "context"

// Use is what somebody wants who proves that a contact is theirs.
type Use string

// The uses of a proven contact.
const (
	ToRegister Use = "register" // to make an account
	ToRecover  Use = "recover"  // to come in again without the password
)

// Message is what is carried to a contact. It says nothing that is not public
// but the code.
type Message struct {
	To      Contact
	Use     Use
	Code    string // "": what was asked for cannot be, and the owner of the contact is told so
	Minutes int    // for how long the code is good
}

// Key returns the message key of what the message says.
func (m Message) Key() string {
	if m.Code == "" {
		return "contact.message." + string(m.Use) + "_no"
	}
	return "contact.message." + string(m.Use)
}

// Courier carries messages: by mail, to telephones, or, in a demo, to a page
// that anybody may look at.
type Courier interface {
	Carry(ctx context.Context, m Message) error
}
