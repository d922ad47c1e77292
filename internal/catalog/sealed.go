package catalog

import "maps"

// Sealed parts the attributes of a record of the item into those that may
// stand as they are and those of sensitive fields, which are kept encrypted.
func (it Item) Sealed(a Attributes) (open, sealed Attributes) {
	open, sealed = Attributes{map[string]string{}}, Attributes{map[string]string{}}
	for code, value := range a.values {
		if f, ok := it.Field(code); ok && f.Sensitivity == Sensitive {
			sealed.values[code] = value
		} else {
			open.values[code] = value
		}
	}
	return open, sealed
}

// Join puts together what Sealed parted.
func Join(open, sealed Attributes) Attributes {
	all := map[string]string{}
	maps.Copy(all, open.values)
	maps.Copy(all, sealed.values)
	return Attributes{all}
}
