package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"creditportal/internal/actor"
	"creditportal/internal/disclosure"
	"creditportal/internal/flow"
	"creditportal/internal/query"
)

// viewed notes on each change whose letters are for those who were shown the
// record who they are, by the query log of the last days. It is read in the
// transaction of the act, after the record was changed: a look is entered either
// before, and is read here, or waits for the end of the act, and whoever looks is
// shown what is right (see unmoved).
func (f Flows) viewed(t *tx, r flow.Request, changes []flow.Change) error {
	for i, c := range changes {
		toViewers := func(l flow.Letter) bool { return l.To == flow.ToViewers }
		if c.After.Record == 0 || !slices.ContainsFunc(c.Letters, toViewers) {
			continue
		}
		seen, err := f.viewers(t, r, c)
		if err != nil {
			return err
		}
		changes[i].Seen = seen
	}
	return nil
}

// viewers are the accounts that looked at the file of the subject, or at a request
// about the record, since query.Told days before the act. Those who have a hand in
// the matter are told of it otherwise: the applicant, the operator, the provider.
// Who reads by number and code alone has no account, and is the applicant.
func (f Flows) viewers(t *tx, r flow.Request, c flow.Change) ([]actor.Actor, error) {
	var looks []struct {
		Account int64
		Side    string
		Object  string
		Items   string
		Last    instant
	}
	since := c.Today().AddDays(-query.Told).Start()
	whom := cmp.Or(r.Subject, c.About.Subject) // what a provider puts right by itself nobody asked for
	err := t.Table(queryLog.name).Select("actor_account AS account, actor_side AS side, object, items, MAX(at) AS last").
		Where("subject_id = ? AND at >= ? AND actor_side IN ? AND actor_account NOT IN ?", whom, instant{since},
			[]string{string(actor.Subject), string(actor.Authority)}, []int64{0, r.Applicant.Account}).
		Group("actor_account, actor_side, object, items").Order("actor_account, object").Find(&looks).Error
	about, failed := aboutRecord(t, c.After.Record)
	if err = errors.Join(err, failed); err != nil {
		return nil, fmt.Errorf("reading who was shown a record: %w", err)
	}
	var list []actor.Actor
	for _, look := range looks {
		known := func(by actor.Actor) bool { return by.Account == look.Account }
		enquirer, consented := consentedLook(c, look.Object, look.Items)
		consented = consented && !look.Last.Before(c.About.ReceivedAt) // what came later they were not shown
		if look.Object != query.OfFile && !about[look.Object] && !consented || slices.ContainsFunc(list, known) {
			continue
		}
		by := actor.Actor{Account: look.Account, Side: actor.Side(look.Side)}
		if by.Side == actor.Subject {
			if by.Name, err = f.calledIn(t, look.Account); err != nil {
				return nil, err
			}
			if by.Subject, err = whoseInbox(t, whom, enquirer, consented); err != nil {
				return nil, err
			}
		}
		list = append(list, by)
	}
	return list, nil
}

// consentedLook says whether the look was by an authorisation that showed records
// of the item, and by which.
func consentedLook(c flow.Change, object, items string) (publicID string, yes bool) {
	publicID, by := strings.CutPrefix(object, query.OfAuthorisation(""))
	return publicID, by && c.About != nil && slices.Contains(strings.Split(items, itemSeparator), c.About.Item)
}

// whoseInbox is the data subject in whose inbox the viewer finds a letter: the one
// that asked for the authorisation, otherwise the one looked at.
func whoseInbox(t *tx, looked int64, publicID string, consented bool) (int64, error) {
	if !consented {
		return looked, nil
	}
	var ids []int64
	err := t.Table(authorisations.name).Where("public_id = ?", publicID).Pluck("enquirer_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return 0, wrapped(err, "reading who was shown a record")
	}
	return ids[0], nil
}

// aboutRecord are the requests about the record, as the query log names them.
func aboutRecord(t *tx, rec int64) (map[string]bool, error) {
	var named []struct{ Kind, PublicID string }
	err := t.Table(requests.name+" r").Select("r.kind, r.public_id").Joins("JOIN items i ON i.request_id = r.id").
		Where("i.record_id = ?", rec).Find(&named).Error
	if err != nil {
		return nil, fmt.Errorf("reading which requests are about a record: %w", err)
	}
	about := make(map[string]bool, len(named))
	for _, r := range named {
		about[query.OfRequest(r.Kind, r.PublicID)] = true
	}
	return about, nil
}

// calledIn is the name of the account's holder as a letter writes it: masked.
func (f Flows) calledIn(t *tx, id int64) (string, error) {
	var rows []accountRow
	if err := t.Table(accounts.name).Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
		return "", fmt.Errorf("reading an account: %w", err)
	}
	if len(rows) == 0 {
		return "", nil
	}
	a, err := f.accountOf(rows[0])
	return disclosure.MaskName(a.Name), err
}
