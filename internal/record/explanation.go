package record

import "creditportal/internal/civil"

// Explanation is what everybody is told about a record that its provider had taken down
// (行政处罚法 48): which document of which organ it was, why, and since when. Whom it
// concerned is in none of it.
type Explanation struct {
	On        civil.Date
	Item      string // code of the catalog item
	Edition   string
	Authority string
	Document  string
	Said      string
}
