package attachment

import "creditportal/internal/fault"

// Refusal is a file that was not taken, and why.
type Refusal struct {
	Name  string // as it may be shown; the person's own words
	Field string // of the form that it was sent in; "" where the form has one for all
	Fault *fault.Error
}

// Unknown is the answer for an attachment that is not there or not theirs.
func Unknown() error { return fault.New(fault.NotFound, "attachment.fault.unknown", nil) }

// Missing refuses a form that names a file which is gone or was never theirs.
func Missing() error { return fault.New(fault.Invalid, "attachment.fault.missing", nil) }

// NoFile refuses the adding of a file where none was chosen.
func NoFile() error { return fault.New(fault.Invalid, "attachment.fault.no_file", nil) }

// Disguised refuses a file whose name, declared type and content do not agree.
func Disguised() error { return fault.New(fault.Invalid, "attachment.fault.disguised", nil) }

// Damaged refuses a file that cannot be read to its end.
func Damaged(cause error) error {
	return &fault.Error{Kind: fault.Invalid, Key: "attachment.fault.damaged", Err: cause}
}

// Encrypted refuses a document that asks for a password.
func Encrypted() error { return fault.New(fault.Invalid, "attachment.fault.encrypted", nil) }

// Active refuses a document that does something when it is opened, or carries
// other files.
func Active() error { return fault.New(fault.Invalid, "attachment.fault.active", nil) }

// TooLarge refuses a file of more bytes than the limits allow.
func TooLarge(l Limits) error {
	return fault.New(fault.Invalid, "attachment.fault.too_large", fault.Args{"Most": l.MiB()})
}

// TooMany refuses one file more than a request may have.
func TooMany(l Limits) error {
	return fault.New(fault.Invalid, "attachment.fault.too_many", fault.Args{"Most": l.Files})
}

// TooManyPixels refuses a picture that would fill the memory.
func TooManyPixels(l Limits) error {
	return fault.New(fault.Invalid, "attachment.fault.too_many_pixels", fault.Args{"Most": l.MegaPixels()})
}

// Closed refuses to open what is not clean.
func Closed() error { return fault.New(fault.Conflict, "attachment.fault.closed", nil) }
