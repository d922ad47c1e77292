package flow

import (
	"slices"
	"time"

	"creditportal/internal/civil"
)

// Terms is what somebody may see of another's file by an authorisation, how
// often, and until when (art. 22).
type Terms struct {
	Items []string `json:"items"` // codes of the catalog
	Days  int      `json:"days"`  // from the day of the consent on
	Uses  int      `json:"uses"`  // that are left

	Asker   int64      `json:"asker,omitzero"`   // row id of the data subject that asked
	Until   civil.Date `json:"until,omitzero"`   // last day; zero before the consent
	Mandate int64      `json:"mandate,omitzero"` // row id of the mandate by which it was given; zero: by the subject in person
	Open    time.Time  `json:"open,omitzero"`    // until when what was opened is shown again
	Opener  int64      `json:"opener,omitzero"`  // account that opened it

	// Gone says that who gave it may not give it any more. It is not kept: it is
	// asked each time.
	Gone bool `json:"-"`
}

// Within says whether the terms allow nothing that the others do not.
func (t Terms) Within(others Terms) bool {
	foreign := func(code string) bool { return !slices.Contains(others.Items, code) }
	return t.Days <= others.Days && t.Uses <= others.Uses && !slices.ContainsFunc(t.Items, foreign)
}
