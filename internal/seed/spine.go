package seed

import (
	"fmt"
	"slices"

	"creditportal/internal/catalog"
	"creditportal/internal/subject"
)

// spine returns the value of a field that goes to a column of the record.
func (r Row) spine(f catalog.Field, a about) string {
	if text, known := r.party(f, a); known {
		return text
	}
	if text, known := r.paper(f, a); known {
		return text
	}
	return r.local(f, a)
}

// party answers for the columns that say who is concerned and who reports.
func (r Row) party(f catalog.Field, a about) (string, bool) {
	switch f.Spine {
	case "subject_name":
		if a.person != nil {
			return a.person.Name, true
		}
		return a.firm.Name, true
	case "subject_kind":
		if a.person != nil {
			return kindWord(f, subject.Person), true
		}
		return kindWord(f, a.firm.Kind), true
	case "subject_code":
		if a.person != nil && f.Form == catalog.EitherCode {
			return a.person.Number, true
		}
		if a.person != nil {
			return "", true
		}
		return a.firm.Code.String(), true
	case "person_document_type", "person_document":
		return r.document(f, a), true
	case "birth_date":
		return "", true
	case "authority_name", "provider_name":
		return r.Unit.Name, true
	case "authority_code", "provider_code":
		return r.Unit.Code.String(), true
	}
	return "", false
}

func (r Row) document(f catalog.Field, a about) string {
	switch {
	case a.person == nil:
		return ""
	case f.Spine == "person_document":
		return a.person.Number
	}
	return kindOfDocument(f)
}

func kindOfDocument(f catalog.Field) string {
	for _, c := range f.Choices {
		if c.Value == string(subject.IdentityCard) {
			return c.Word()
		}
	}
	return ""
}

// paper answers for the columns that say what was decided and when.
func (r Row) paper(f catalog.Field, a about) (string, bool) {
	switch f.Spine {
	case "document_title":
		return textFor(r.Item.Code, f.Label, spread(a.n, 8)), true
	case "document_number":
		return r.documentNumber(f, a), true
	case "decided_on":
		return a.decided.String(), true
	case "valid_from":
		return a.decided.String(), true
	case "valid_to":
		if spread(a.n, 9)%12 == 0 && f.Lasting {
			return "长期", true
		}
		return a.decided.AddYears(spread(a.n, 9)%4 + 1).String(), true
	case "removed_on":
		return r.removedOn(a), true
	}
	return "", false
}

func (r Row) documentNumber(f catalog.Field, a about) string {
	if f.Form == catalog.CommitmentCode {
		return fmt.Sprintf("%s%04d%02d%02d%06d", region, a.decided.Year(), int(a.decided.Month()), a.decided.Day(),
			(a.n+1)%1_000_000)
	}
	return fmt.Sprintf("示例%s〔%d〕%d号", r.Item.Code, a.decided.Year(), a.n+1)
}

// removedOn lets some list entries have left their list.
func (r Row) removedOn(a about) string {
	if r.Item.Repair != catalog.ByRemoval || spread(a.n, 10)%9 != 0 {
		return ""
	}
	return a.decided.AddDays(1).String()
}

// local answers for the local additions.
func (r Row) local(f catalog.Field, a about) string {
	switch f.Spine {
	case "formed_on":
		return a.decided.String()
	case "conduct_ended_on":
		return a.decided.AddDays(-spread(a.n, 11)%40 - 1).String()
	case "provider_until":
		return r.providerUntil(a)
	case "procedure", "remedied", "mentions_others", "severity", "fine_class", "channel":
		return r.localWord(f, a)
	case "disclosure_reason":
		if meets(a.penalties, "通报批评") {
			return "涉及公众知情权，确需公示"
		}
	}
	return ""
}

// providerUntil lets the third row of penalties end on the demo's first day,
// and some others on a day of the provider's own.
func (r Row) providerUntil(a about) string {
	switch {
	case a.n == endsToday:
		return r.Today.String()
	case spread(a.n, 12)%15 == 0:
		return a.decided.AddMonths(9).String()
	}
	return ""
}

// endsToday is the number of the penalty whose last day is the demo's first.
const endsToday = 4

// grave are the items whose records are serious by their nature.
var grave = []string{"A10", "A11"}

// localWord returns the ordinary choice of a local addition.
func (r Row) localWord(f catalog.Field, a about) string {
	ordinary := map[string]string{
		"procedure": "general", "remedied": "no", "mentions_others": "no", "fine_class": "over",
		"channel": "public",
	}
	if f.Spine == "severity" {
		ordinary[f.Spine] = r.severityOf(a)
	}
	if f.Spine == "channel" && f.Required != catalog.Always {
		return ""
	}
	for _, c := range f.Choices {
		if c.Value == ordinary[f.Spine] {
			return c.Word()
		}
	}
	return ""
}

func (r Row) severityOf(a about) string {
	switch {
	case slices.Contains(grave, r.Item.Code):
		return "serious"
	case r.Item.Code != penalties:
		return "general"
	case meets(a.penalties, "责令停产停业|吊销许可证"):
		return "serious"
	case meets(a.penalties, "通报批评"):
		return "minor"
	}
	return "general"
}
