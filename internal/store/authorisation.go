package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"creditportal/internal/account"
	"creditportal/internal/actor"
	"creditportal/internal/authorisation"
	"creditportal/internal/civil"
	"creditportal/internal/flow"
	"creditportal/internal/fold"
	"creditportal/internal/notice"
)

var _ authorisation.Store = (*Store)(nil)

// CarryOut makes a change of an authorisation true, in one transaction with its
// event and its letters: fault.Stale when somebody was quicker. An operation that
// was done before is no error and is not done again.
func (s *Store) CarryOut(ctx context.Context, a authorisation.Authorisation, c flow.Change) error {
	fresh := c.Before.State == flow.NoState
	if fresh {
		a.ID = s.ids.next(1)
	}
	a.Items = []flow.Item{c.After}
	e := c.Event
	e.On = string(flow.Authorisation) + "/" + a.PublicID
	return s.write(ctx, e, func(t *tx) error {
		if !fresh {
			if err := s.swapAuthorisation(t, a, c.Before); err != nil {
				return err
			}
		}
		if err := s.link(t, c.Move.Attachments, c.Event.By, a.ID); err != nil {
			return err
		}
		t.numbered(func() error { return s.numberAuthorisation(t, a, c, fresh) })
		return nil
	})
}

func (s *Store) swapAuthorisation(t *tx, a authorisation.Authorisation, before flow.Item) error {
	row, err := s.rowOfAuthorisation(a)
	if err != nil {
		return err
	}
	kept := []string{"id", "public_id", "number", "channel", "subject_id", "enquirer_id", "filed_by", "asked_at"}
	return found(authorisations.update(t.DB, &row, kept,
		"id = ? AND state = ? AND version = ?", a.ID, string(before.State), before.Version))
}

// numberAuthorisation inserts a new one under its number, and issues the letters
// that the change owes.
func (s *Store) numberAuthorisation(t *tx, a authorisation.Authorisation, c flow.Change, fresh bool) error {
	if fresh {
		n, err := t.serial(string(flow.Authorisation), a.ReceivedOn().Year())
		if err != nil {
			return err
		}
		a.Number = fmt.Sprintf("%d-%06d", a.ReceivedOn().Year(), n)
		row, err := s.rowOfAuthorisation(a)
		if err != nil {
			return err
		}
		if err := authorisations.insert(t.DB, []authorisationRow{row}); err != nil {
			return err
		}
	}
	if s.consents == nil || len(c.Letters) == 0 {
		return nil
	}
	to, err := s.receiver(t.DB, a, civil.Of(t.at))
	if err != nil {
		return err
	}
	if to.Account == 0 && c.Event.Did == authorisation.Confirm {
		return authorisation.NotReached()
	}
	return s.issue(t, s.consents(a, c, to))
}

// receiver is who finds letters to the subject in their inbox: the holder of its
// account, or an agent who receives its letters; paper where there is neither. A
// subject that is not known is looked for and written to like any other, though
// nobody finds the letter: neither the numbers of letters nor the time that asking
// takes tell whether somebody is known here.
func (s *Store) receiver(
	db *gorm.DB, a authorisation.Authorisation, today civil.Date,
) (notice.Recipient, error) {
	to := notice.Recipient{Side: actor.Subject, Subject: a.Subject, Name: a.Named.Masked()}
	var ids, agents []int64
	err := db.Table(accounts.name).Where("subject_id = ? AND subject_id <> 0 AND state = ?", a.Subject,
		string(account.Active)).Order("id").Limit(1).Pluck("id", &ids).Error
	if err == nil {
		on := day{today}
		err = db.Table(mandates.name).
			Where(liveMandate+" AND from_on <= ? AND subject_id = ? AND subject_id <> 0 AND scopes LIKE ?", on, on, a.Subject,
				"%"+string(actor.Receiving)+"%").
			Order("id DESC").Limit(1).Pluck("account_id", &agents).Error
	}
	if err != nil {
		return to, fmt.Errorf("looking for who receives a letter: %w", err)
	}
	ids = append(ids, agents...)
	if to.Paper = len(ids) == 0; !to.Paper {
		to.Account = ids[0]
	}
	return to, nil
}

// Callback is how the subject can be called back: a contact that was proved to be
// of whoever receives its letters, masked; "" for none.
func (s *Store) Callback(ctx context.Context, a authorisation.Authorisation) (string, error) {
	to, err := s.receiver(s.private.WithContext(ctx), a, civil.Of(s.now()))
	if err != nil || to.Account == 0 {
		return "", err
	}
	holder, err := s.Account(ctx, to.Account)
	if err != nil {
		return "", err
	}
	contact, reached := holder.Reached()
	if !reached {
		return "", nil
	}
	return contact.Masked(), nil
}

// liveMandate asks for mandates that have not ended by a day: with the organisation
// ends who speaks for it, but for its successor (民法典 art. 173).
const liveMandate = "proved_at IS NOT NULL AND ended_at IS NULL AND (to_on IS NULL OR to_on >= ?) AND " +
	"(kind = 'successor' OR NOT EXISTS " +
	"(SELECT 1 FROM subjects s WHERE s.id = mandates.subject_id AND s.standing = 'cancelled'))"

// Authorisation returns one by its public id as the actor may know it: to the
// subject, to the enquirer, to officers where it came on paper, to the portal
// itself. Anybody else gets authorisation.Unknown, as for one that never was.
func (s *Store) Authorisation(
	ctx context.Context, publicID string, by actor.Actor,
) (authorisation.Authorisation, error) {
	db := s.private.WithContext(ctx).Where("public_id = ?", publicID)
	switch by.Side {
	case actor.Engine:
	case actor.Operator:
		db = db.Where("channel <> ?", string(flow.Online))
	case actor.Subject:
		db = db.Where("(subject_id = ? OR enquirer_id = ?) AND ? <> 0", by.Subject, by.Subject, by.Subject)
	case actor.Anonymous, actor.Authority, actor.Provider:
		return authorisation.Authorisation{}, authorisation.Unknown()
	}
	list, err := s.authorisationsOf(db.Limit(1))
	if err == nil && len(list) == 0 {
		err = authorisation.Unknown()
	}
	if err != nil {
		return authorisation.Authorisation{}, err
	}
	return list[0], nil
}

// Authorisations lists those that the filter wants, the newest first.
func (s *Store) Authorisations(
	ctx context.Context, f authorisation.Filter,
) ([]authorisation.Authorisation, error) {
	db := s.private.WithContext(ctx)
	switch {
	case f.Subject != 0:
		db = db.Where("subject_id = ?", f.Subject)
	case f.Enquirer != 0:
		db = db.Where("enquirer_id = ?", f.Enquirer)
	case f.Anybodys:
		db = db.Where("id > ?", f.After).Order("id")
	case f.OnPaper:
		db = db.Where("channel <> ?", string(flow.Online))
	default:
		return nil, nil
	}
	if f.Open {
		db = db.Where("state <> ?", string(flow.Closed))
	}
	if f.Size > 0 {
		db = db.Limit(f.Size)
	}
	return s.authorisationsOf(db.Order("asked_at DESC, id DESC"))
}

// DueAuthorisations lists the public ids of those that the portal itself must
// attend to on the day: a day has passed, or who agreed may not agree any more. What an officer has to
// check is not among them.
func (s *Store) DueAuthorisations(ctx context.Context, today civil.Date, most int) ([]string, error) {
	on := day{today}
	var ids []string
	err := s.jobs.WithContext(ctx).Table(authorisations.name).
		Where("state NOT IN ? AND due_on < ? OR state = ? AND mandate_id <> 0 AND "+
			"mandate_id NOT IN (SELECT id FROM mandates WHERE "+liveMandate+")",
			[]string{string(flow.Closed), string(authorisation.Checking)}, on, string(authorisation.Viewable), on).
		Order("due_on, id").Limit(most).Pluck("public_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("looking for authorisations that are due: %w", err)
	}
	return ids, nil
}

// SubjectNamed returns the row id of the subject of the name and number; zero for
// none, also where the number is somebody's of another name.
func (s *Store) SubjectNamed(ctx context.Context, n authorisation.Named, today civil.Date) (int64, error) {
	id, err := s.numbered(ctx, n.Number, today)
	if err != nil {
		return 0, err
	}
	var rows []subjectRow
	err = s.private.WithContext(ctx).Table(subjects.name).Where("id >= ?", id).Order("id").Limit(1).Find(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("reading a subject: %w", err)
	}
	for _, row := range rows { // where nobody has the number somebody is read all the same: the time does not tell
		subj, err := s.subjectOf(row)
		switch {
		case row.ID != id: // also where it does not open
		case err != nil:
			return 0, err
		case fold.Key(subj.Name) == fold.Key(n.Name):
			return id, nil
		}
	}
	return 0, nil
}

func (s *Store) authorisationsOf(db *gorm.DB) ([]authorisation.Authorisation, error) {
	var rows []authorisationRow
	if err := db.Table(authorisations.name).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading authorisations: %w", err)
	}
	gone, err := s.goneMandates(db.Session(&gorm.Session{NewDB: true}), rows)
	if err != nil {
		return nil, err
	}
	list := make([]authorisation.Authorisation, len(rows))
	for i, row := range rows {
		if list[i], err = s.authorisationOf(row); err != nil {
			return nil, err
		}
		list[i].Items[0].Terms.Gone = gone[row.MandateID]
	}
	return list, nil
}

// goneMandates are those of the mandates by which somebody agreed that are no
// longer in force.
func (s *Store) goneMandates(db *gorm.DB, rows []authorisationRow) (map[int64]bool, error) {
	gone := map[int64]bool{}
	for _, row := range rows {
		if row.MandateID != 0 {
			gone[row.MandateID] = true
		}
	}
	if len(gone) == 0 {
		return gone, nil
	}
	ids := make([]int64, 0, len(gone))
	for id := range gone {
		ids = append(ids, id)
	}
	today := day{civil.Of(s.now())}
	var live []int64
	err := db.Table(mandates.name).Where(liveMandate+" AND id IN ?", today, ids).Pluck("id", &live).Error
	if err != nil {
		return nil, fmt.Errorf("reading mandates: %w", err)
	}
	for _, id := range live {
		delete(gone, id)
	}
	return gone, nil
}
