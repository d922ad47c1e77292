package flow

import (
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
)

// Repairable says whether a record can be repaired, from which day on, and by which
// minimums.
type Repairable struct {
	State    disclosure.RepairState
	From     civil.Date // zero unless a minimum applies
	Minimums []disclosure.Minimum
}

// Refusal is how the last decision about a repair of the record stands, for an item
// that objects to it or could be taken up again; zero for any other.
type Refusal struct {
	Request string // public id of the application that was decided last, or is examined
	Stands  bool   // it was refused, or its repair revoked, and nobody has taken it up again
	Open    bool   // an application for repair of the record is being examined
}
