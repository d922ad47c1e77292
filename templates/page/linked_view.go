package page

import (
	"time"

	"creditportal/internal/civil"
	"creditportal/web/route"
)

// Linked data says to search engines who runs the site, how it is searched,
// and which of its lists can be taken home as data. No subject of a record and
// no person is in it.
type linked struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// schema is the vocabulary of the linked data; a name, which nobody fetches.
const schema = "https://schema.org"

type linkedName struct {
	Type string `json:"@type,omitempty"`
	ID   string `json:"@id,omitempty"`
	Name string `json:"name,omitempty"`
}

type linkedOrganisation struct {
	linkedName
	URL       string `json:"url"`
	Telephone string `json:"telephone,omitempty"`
	Address   string `json:"address,omitempty"`
}

type linkedSite struct {
	linkedName
	URL       string       `json:"url"`
	Language  string       `json:"inLanguage"`
	Publisher *linkedName  `json:"publisher,omitempty"`
	Action    linkedAction `json:"potentialAction"`
}

type linkedAction struct {
	Type   string       `json:"@type"`
	Target linkedTarget `json:"target"`
	Input  string       `json:"query-input"`
}

type linkedTarget struct {
	Type     string `json:"@type"`
	Template string `json:"urlTemplate"`
}

type linkedDataset struct {
	linkedName
	Description  string               `json:"description"`
	URL          string               `json:"url"`
	Language     string               `json:"inLanguage"`
	Free         bool                 `json:"isAccessibleForFree"`
	Modified     time.Time            `json:"dateModified,omitzero"`
	Creator      *linkedName          `json:"creator,omitempty"`
	Distribution []linkedDistribution `json:"distribution"`
}

type linkedDistribution struct {
	Type   string `json:"@type"`
	Format string `json:"encodingFormat"`
	URL    string `json:"contentUrl"`
}

// linkedHome is who runs the site and how it is searched.
func (s Scene) linkedHome() any {
	home := s.absolute(route.Home)
	site := linkedSite{
		linkedName: linkedName{Type: "WebSite", Name: s.siteName()}, URL: home, Language: string(s.Words.Lang()),
		Action: linkedAction{
			Type: "SearchAction", Input: "required name=search_term_string",
			Target: linkedTarget{Type: "EntryPoint", Template: s.absolute(route.SearchPage) + "?q={search_term_string}"},
		},
	}
	who := s.organisation()
	if who == nil {
		return linked{Context: schema, Graph: []any{site}}
	}
	who.ID = s.BaseURL + "/#organisation"
	site.Publisher = &linkedName{ID: who.ID}
	return linked{Context: schema, Graph: []any{
		linkedOrganisation{linkedName: *who, URL: home, Telephone: s.Site.Telephone, Address: s.Site.Address}, site,
	}}
}

// organisation is the organ that answers for the site; nil where none is
// configured.
func (s Scene) organisation() *linkedName {
	name := s.Site.Authority
	if name == "" {
		name = s.Site.Operator
	}
	if name == "" {
		return nil
	}
	return &linkedName{Type: "GovernmentOrganization", Name: name}
}

// linkedList is a whole list as data in every form; nil for a narrowed one,
// which is no data set of its own.
func (s Scene) linkedList(q ListQuery) any {
	if len(q.Typed) > 0 || !q.Valid() {
		return nil
	}
	set := linkedDataset{
		linkedName: linkedName{Type: "Dataset", Name: s.listTitle(q.List)}, Description: s.scope(q.List),
		URL: s.absolute(route.List(q.List)), Language: "zh-CN", Free: true, Creator: s.organisation(),
	}
	if !s.AsOf.IsZero() {
		set.Modified = civil.In(s.AsOf).Truncate(time.Second)
	}
	for _, form := range route.Forms() {
		set.Distribution = append(set.Distribution, linkedDistribution{
			Type: "DataDownload", Format: form.Type(), URL: s.absolute(route.Export(route.List(q.List), form)),
		})
	}
	return linked{Context: schema, Graph: []any{set}}
}
