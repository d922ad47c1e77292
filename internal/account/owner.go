package account

import (
	"crypto/subtle"
	"encoding/hex"
	"strconv"
)

// ownerSize is how much of the digest a form carries, in bytes: too much to guess.
const ownerSize = 16

// Owner returns the mark by which a form tells whose it was, and for which party
// they acted (the public id of the mandate, "" for themselves), when its session has
// ended and its token says nothing any more.
func (d *Desk) Owner(id int64, party string) string {
	return hex.EncodeToString(d.store.OwnerMark(strconv.FormatInt(id, 10) + "/" + party)[:ownerSize])
}

// Owns says whether the mark is that of the account and the party; an empty one is
// nobody's.
func (d *Desk) Owns(id int64, party, mark string) bool {
	return subtle.ConstantTimeCompare([]byte(d.Owner(id, party)), []byte(mark)) == 1
}
