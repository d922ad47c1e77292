package record

import (
	"time"

	"creditportal/internal/audit"
)

// Superseded is a record as it stood until an act changed it.
type Superseded struct {
	Record Record
	At     time.Time
	Did    audit.Act
	Said   string // what everybody is told about the change; "" for nothing
}
