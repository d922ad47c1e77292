package store

import (
	"context"
	"crypto/subtle"

	"gorm.io/gorm"

	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/vault"
)

// LookupOf returns the lookup code of the request with the public id.
func (f Flows) LookupOf(publicID string) flow.Lookup {
	digest := f.vault.BlindIndex(vault.Numbers, []byte("lookup code\x00"+publicID))
	return flow.LookupOf(digest[:])
}

// ByLookup returns the request that number and code open together; flow.Unknown
// for any other pair, after the same work. Procedures number by themselves: of
// those that share a number the code tells which is meant.
func (f Flows) ByLookup(ctx context.Context, number string, code flow.Lookup) (flow.Request, error) {
	var ids []string
	err := f.private.WithContext(ctx).Table(requests.name).
		Where("kind IN ? AND number = ?", flow.Kinds(), fold.Key(number)).Order("id").Pluck("public_id", &ids).Error
	if err != nil {
		return flow.Request{}, wrapped(err, "looking a request up")
	}
	found := ""
	for _, id := range append(ids, "") {
		if subtle.ConstantTimeCompare([]byte(f.LookupOf(id)), []byte(code)) == 1 {
			found = id
		}
	}
	if found == "" {
		return flow.Request{}, flow.Unknown()
	}
	return f.load(ctx, func(db *gorm.DB) *gorm.DB { return db.Where("public_id = ?", found) })
}
