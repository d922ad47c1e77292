// Package ledger is the log that nobody can bend: rows of the query log and of
// the trail become leaves of a Merkle tree, whose root is signed and given
// away. A leaf holds salted commitments and no personal data. The room knows no
// database and nothing of the house, so that whoever checks the portal does it
// by this room alone.
package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"
)

// Log is one of the logs that share a tree.
type Log string

// The logs: who looked at what (art. 25), and what was done (art. 32).
const (
	Looks Log = "Q"
	Deeds Log = "O"
)

// SaltSize is how many random bytes a row has of its own.
const SaltSize = 32

// commitSalt is how many bytes of salt one commitment takes.
const commitSalt = 16

// format is the first line of each leaf.
const format = "portal-log/1\n"

// Field is a value that a row commits to.
type Field struct {
	Name  string
	Value []byte
	Salt  []byte // of its own where the value may have to go one day; nil: drawn from the row's
}

// Row is a row of a log, as it stands in the database.
type Row struct {
	Log    Log
	ID     int64
	At     time.Time // to the microsecond
	Made   time.Time // when its id was drawn; no leaf says it
	Salt   []byte
	Fields []Field // in the order of the log
}

// Leaf returns the text of the row's leaf: which row, when, and a commitment
// for each field. Who has only the leaf learns no value of it, not even by
// trying all that it could be.
func (r Row) Leaf() []byte {
	var out bytes.Buffer
	out.WriteString(format + string(r.Log) + "\n" + strconv.FormatInt(r.ID, 10) + "\n" +
		strconv.FormatInt(r.At.UnixMicro(), 10) + "\n")
	for _, f := range r.Fields {
		out.WriteString(r.opening(f).line())
	}
	return out.Bytes()
}

// Opening shows one value that a leaf commits to, and the salt by which anybody
// finds that it is that one. What else the leaf commits to stays closed.
type Opening struct {
	Name        string
	Salt, Value []byte
}

// Open opens the field of the name; the zero Opening for none.
func (r Row) Open(name string) Opening {
	for _, f := range r.Fields {
		if f.Name == name {
			return r.opening(f)
		}
	}
	return Opening{}
}

func (r Row) opening(f Field) Opening {
	salt := f.Salt
	if salt == nil {
		mac := hmac.New(sha256.New, r.Salt)
		mac.Write([]byte(f.Name))
		salt = mac.Sum(nil)[:commitSalt]
	}
	return Opening{f.Name, salt, f.Value}
}

// line is the line of a leaf that commits to the value.
func (o Opening) line() string {
	text := binary.BigEndian.AppendUint16(nil, uint16(len(o.Name))) //nolint:gosec // names of columns
	commitment := sha256.Sum256(append(append(append(text, o.Name...), o.Salt...), o.Value...))
	return o.Name + "=" + base64.StdEncoding.EncodeToString(commitment[:]) + "\n"
}

// In says whether it is the leaf that commits to the value. The salt is whole: what
// is taken from the value and put to the salt would leave the commitment as it was.
func (o Opening) In(leaf []byte) bool {
	return len(o.Salt) == commitSalt && bytes.HasPrefix(leaf, []byte(format)) &&
		bytes.Contains(leaf, []byte("\n"+o.line()))
}

// Columns are the columns that a row of the log commits to, in their order: all
// that the table had when the format was made but its key, its time, its salt
// and its mark. They are never changed: another list is another format.
func Columns(log Log) []string {
	switch log {
	case Looks:
		return []string{
			"public_id", "actor_account", "actor_name", "actor_side", "actor_role", "actor_unit", "channel", "basis",
			"ground", "purpose", "subject_id", "object", "items", "shown", "refused", "address", "session",
		}
	case Deeds:
		return []string{"act_id", "did", "object", "actor_name", "actor_side", "actor_role", "reason", "detail"}
	case GapLog: // the text of its leaf is all there is
	}
	return nil
}
