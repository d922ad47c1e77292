package page

import "github.com/a-h/templ"

// spoken marks a passage in a language that is not the page's.
func spoken(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}
