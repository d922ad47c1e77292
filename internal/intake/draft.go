package intake

import (
	"strings"

	"creditportal/internal/catalog"
	"creditportal/internal/civil"
	"creditportal/internal/disclosure"
	"creditportal/internal/fold"
	"creditportal/internal/law"
	"creditportal/internal/provider"
	"creditportal/internal/record"
	"creditportal/internal/subject"
)

// draft is a record being made of one row.
type draft struct {
	merger
	row   *merged
	spine catalog.Attributes // values for the record's columns
}

// draft makes the record and says whom it concerns; what is wrong goes to the
// row.
func (d draft) draft(reading catalog.Reading) (record.Record, subject.Subject) {
	item := d.layout.Item
	subj := d.subject()
	rec := record.Record{
		SubjectKind: subj.Kind, SubjectName: subj.Name, Provider: d.provider.Code,
		Item: item.Code, Edition: d.ref.Edition.ID, List: item.List,
		Class: item.Class, Honour: item.Honour, Dual: item.Dual,
		Procedure:     record.Procedure(d.spine.Get("procedure")),
		FineClass:     d.spine.Get("fine_class"),
		Penalties:     d.spine.Get("penalties"),
		DocumentTitle: d.spine.Get("document_title"), DocumentNumber: d.spine.Get("document_number"),
		AuthorityName: fold.Name(d.spine.Get("authority_name")), AuthorityCode: d.spine.Get("authority_code"),
		PersonBasis: item.PersonRule, DisclosureReason: d.spine.Get("disclosure_reason"),
		State: record.Active, Row: d.row.number, Source: d.provider.Code,
		ReceivedOn: d.today, ReceivedAt: d.received, Attributes: reading.Attributes,
	}
	d.days(&rec)
	d.rules(&rec, subj)
	d.disclose(&rec)
	rec.Key = Key(item, rec, subj, d.keys)
	rec.Content = d.content(reading)
	return rec, subj
}

// subject says whom the row concerns (art. 13: one file per code or identity
// number, never by name).
func (d draft) subject() subject.Subject {
	s := subject.Subject{
		Kind: subject.Kind(d.spine.Get(catalog.ColumnKind)), Name: fold.Name(d.spine.Get("subject_name")),
		Standing: subject.Existing,
	}
	if d.spine.Get("standing") == string(subject.Cancelled) {
		s.Standing = subject.Cancelled
	}
	if s.Kind == subject.Person {
		d.document(&s)
		return s
	}
	if number := d.spine.Get(catalog.ColumnCode); number != "" {
		code, err := subject.ParseCode(number)
		if err != nil {
			d.row.blame(d.label(catalog.ColumnCode), number, refusalOf(err), false)
		}
		s.Code = code
	}
	return s
}

func (d draft) document(s *subject.Subject) {
	number := d.spine.Get(catalog.ColumnDocument)
	if number == "" {
		return // required by the catalog, and blamed there
	}
	kind := subject.DocumentType(d.spine.Get("person_document_type"))
	if kind == "" {
		kind = subject.IdentityCard
	}
	doc, err := subject.ParseDocument(kind, "", number, d.today)
	if err != nil {
		d.row.blame(d.label(catalog.ColumnDocument), "", refusalOf(err), false)
		return
	}
	s.Document = doc
}

// label returns the heading of the field that goes to a record column.
func (d draft) label(column string) string {
	for _, f := range d.layout.Item.Fields {
		if f.Spine == column {
			return d.layout.heading(f)
		}
	}
	return ""
}

// days fills in the days of the record.
func (d draft) days(rec *record.Record) {
	rec.DecidedOn = d.day("decided_on")
	rec.FormedOn = d.day("formed_on")
	if rec.FormedOn.IsZero() {
		rec.FormedOn, rec.FormedPresumed = rec.DecidedOn, true
	}
	rec.ConductEndedOn = d.day("conduct_ended_on")
	rec.ConductContinuing = d.spine.Get("conduct_continuing") == yes
	stated := !rec.ConductEndedOn.IsZero() || rec.ConductContinuing
	rec.ConductPresumed = d.layout.Item.Term == catalog.ByConduct && !stated
	rec.ValidFrom, rec.ValidTo = d.day("valid_from"), d.day("valid_to")
	if d.spine.Get("valid_to") == catalog.Lasting {
		rec.ValidTo, rec.LongTerm = civil.Date{}, true
	}
	rec.ProviderUntil, rec.RemovedOn = d.day("provider_until"), d.day("removed_on")
	rec.FirstDisclosedOn = d.day("first_disclosed_on")
	rec.Late = d.late(*rec)
}

// yes is the identifier of 是 in the catalog's choices.
const yes = "yes"

func (d draft) day(column string) civil.Date {
	day, err := civil.Parse(d.spine.Get(column))
	if err != nil {
		return civil.Date{} // absent, or blamed by the catalog
	}
	return day
}

// late says whether the row came after the provider's limit (art. 11); the
// mark is permanent.
func (d draft) late(rec record.Record) bool {
	facts := disclosure.FactsOf(rec, d.layout.Item, d.track(), d.ref.Rules)
	var running []law.Running
	for _, limit := range d.ref.Rules.InForce(d.today).Limits(law.IntakeReport, facts) {
		day0 := rec.FormedOn
		if limit.Counts == law.DocumentDated {
			day0 = rec.DecidedOn
		}
		if !day0.IsZero() {
			running = append(running, law.Run(limit, day0, d.ref.Calendar))
		}
	}
	binding, ok := law.Binding(running)
	return ok && binding.Overdue(d.today)
}

func (d draft) track() string { return trackOf(d.provider) }

// trackOf is the track of authorities by which the books judge what a provider reports;
// "" for none.
func trackOf(p provider.Provider) string {
	if p.Track == provider.Market {
		return law.TrackMarket
	}
	return ""
}

// disclose sets channel, first and last day. The channel is the widest that
// the item allows for such a subject, narrowed by the row and by what the law
// keeps from the public.
func (d draft) disclose(rec *record.Record) {
	item := d.layout.Item
	rec.Channel = widest(item.Channels[rec.SubjectKind])
	if said := catalog.Channel(d.spine.Get("channel")); said != "" && narrower(said, rec.Channel) {
		rec.Channel = said
	}
	if rec.Channel == catalog.Public && keptBack(*rec, item, d.track(), d.ref.Rules) {
		rec.Channel = catalog.Authorised
	}
	rec.DisclosedFrom = d.today
	ends := disclosure.End(*rec, item, d.track(), d.ref.Rules)
	*rec = ends.Set(*rec)
	if rec.DisclosedUntil.IsZero() && !d.row.back {
		d.row.blame("", "", newFault("end_unknown", nil), true)
		rec.DisclosedUntil = rec.DisclosedFrom
	}
}

// keptBack are the bars of art. 16–18 that allow collection but not public
// disclosure: minor conduct without a stated necessity (order 36), and a
// penalty of the market track that is a warning alone (order 45 art. 2).
func keptBack(rec record.Record, item catalog.Item, track string, rules law.Rules) bool {
	if rec.Severity == record.Minor && strings.TrimSpace(rec.DisclosureReason) == "" {
		return true
	}
	facts := disclosure.FactsOf(rec, item, track, rules)
	return facts.Track == law.TrackMarket && len(facts.Penalties) == 1 && facts.Penalties[0] == law.Warning
}

func widest(channels []catalog.Channel) catalog.Channel {
	var found catalog.Channel
	for _, c := range channels {
		if found == "" || narrower(found, c) {
			found = c
		}
	}
	return found
}

// narrower says whether a reaches fewer than b.
func narrower(a, b catalog.Channel) bool {
	order := map[catalog.Channel]int{catalog.Shared: 1, catalog.Authorised: 2, catalog.Public: 3}
	return order[a] < order[b]
}
