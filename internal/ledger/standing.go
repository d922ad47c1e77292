package ledger

import "time"

// Standing is where the ledger of a portal stands.
type Standing struct {
	Origin   string
	Size     int64
	Signed   int64     // how many leaves the newest checkpoint covers
	SignedAt time.Time // zero before the first
	Note     []byte    // the newest checkpoint
	Waiting  time.Time // when the oldest row without a leaf was made; zero: none waits
}

// Promise is how soon after a row is committed its leaf is signed for.
const Promise = time.Minute

// Late says whether a row waits longer than was promised.
func (s Standing) Late(now time.Time) bool {
	return !s.Waiting.IsZero() && now.Sub(s.Waiting) > Promise
}

// Given is a checkpoint of the history: one that was given away.
type Given struct {
	Origin string
	Size   int64
	At     time.Time
	Note   []byte
}
