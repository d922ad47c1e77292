package portaltest

import (
	"testing"

	"creditportal/web/route"
)

// Nobody who works here has to look for their work after signing in.
func TestWhoSignsInComesToTheFirstPageThatTheirNavigationNames(t *testing.T) {
	o := mustOpenHall(t)
	for _, name := range []string{
		"checker", "reviewer", "unit-admin", "window", "officer", "signer", "data", "authority", "system", "security", "audit",
	} {
		home := o.signIn(name).get(route.Matters)
		if first, _ := home.doc.Find(".l-nav__row a").First().Attr("href"); home.path != first {
			t.Errorf("%s comes to %s, and the navigation begins with %s", name, home.path, first)
		}
	}
}
