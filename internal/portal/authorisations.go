package portal

import (
	"creditportal/internal/authorisation"
	"creditportal/internal/flow"
	"creditportal/internal/i18n"
	"creditportal/internal/notice"
	"creditportal/internal/query"
)

// authorisations is the service of queries about somebody else, about files of
// the desk.
func (p *Portal) authorisations(files *query.Desk) authorisation.Service {
	return authorisation.Service{
		Store: p.store, Law: p.law, Files: files, Now: p.clock.Now, Callback: p.store.Callback,
		MayAsk: func(code string) bool {
			item, known := p.edition().Item(code)
			return known && item.ByConsent()
		},
	}
}

// consents says which letters a change of an authorisation owes, in the words of
// the catalog in force.
func (p *Portal) consents(a authorisation.Authorisation, c flow.Change, to notice.Recipient) []notice.Owed {
	return authorisation.Owed(a, c, to, authorisation.Names{
		Label: i18n.Default().Printer(i18n.Chinese).T("authorisation.title"),
		Item: func(code string) string {
			if item, known := p.edition().Item(code); known {
				return item.Name
			}
			return code
		},
	})
}
