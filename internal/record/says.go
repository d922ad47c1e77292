package record

import "reflect"

// Says is what of the record its provider says: without row ids and versions, and
// without what the portal itself decides about it.
func (r Record) says() Record {
	r.ID, r.Batch, r.Row, r.Version, r.Source = 0, 0, 0, 0, ""
	r.State, r.Annotation, r.Held, r.HeldParts, r.Late = "", Annotation{}, false, nil, false
	r.ReceivedOn, r.DisclosedFrom, r.DisclosedUntil, r.RepairableFrom = r.FormedOn, r.FormedOn, r.FormedOn, r.FormedOn
	r.ReceivedAt, r.GovernedBy, r.Content = r.FormedOn.Start(), "", Digest{}
	return r
}

// SaysAs says whether the record says what the other one says. Of named fields
// only those count, where each is an attribute; a column of the record has no
// code here, so that then all of it counts.
func (r Record) SaysAs(other Record, fields []string) bool {
	attributes := len(fields) > 0
	for _, code := range fields {
		was, is := other.Attributes.Get(code), r.Attributes.Get(code)
		if was != is {
			return false
		}
		attributes = attributes && is != ""
	}
	return attributes || reflect.DeepEqual(r.says(), other.says())
}
