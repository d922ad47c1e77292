package flow

import "time"

// Deed is a step in the history of an item, with the request that the item
// belongs to: what one account did.
type Deed struct {
	ID       int64 // of the step
	Kind     Kind
	PublicID string // of the request
	Number   string // of the request
	Item     int64
	Step
}

// Moment is where a page of deeds ended; the zero Moment is the beginning.
type Moment struct {
	At time.Time
	ID int64
}
