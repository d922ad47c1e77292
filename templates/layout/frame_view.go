package layout

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"creditportal/internal/i18n"
	"creditportal/templates/component"
)

// linkedType marks a block of data that search engines read. A browser does
// not run a block of this type, so that the policy, which forbids scripts in a
// page, has nothing to say about it.
const linkedType = "application/ld+json"

// shared says whether the page describes itself to those who pass its address
// on. What search engines may not list, pages about persons among it, does not.
func (v View) shared() bool {
	return v.BaseURL != "" && v.Path != "" && v.Assets.Card != "" && !strings.Contains(v.Robots, "noindex")
}

// imprintLine is one line of who runs the site.
type imprintLine struct{ Label, Text string }

func (v View) imprint(p *i18n.Printer) []imprintLine {
	lines := []imprintLine{
		{p.T("layout.footer.authority"), v.Site.Authority},
		{p.T("layout.footer.operator"), v.Site.Operator},
		{p.T("layout.footer.address"), v.Site.Address},
		{p.T("layout.footer.telephone"), v.Site.Telephone},
		{p.T("layout.footer.site_code"), v.Site.SiteCode},
		{p.T("layout.footer.icp"), v.Site.ICP},
		{p.T("layout.footer.police"), v.Site.Police},
	}
	var configured []imprintLine
	for _, line := range lines {
		if line.Text != "" {
			configured = append(configured, line)
		}
	}
	return configured
}

func (v View) help(p *i18n.Printer) component.HelpView {
	help := component.HelpView{Telephone: v.Site.Telephone, Window: v.Site.Window, Hours: v.Site.Hours}
	if v.Help != "" {
		help.Href = p.Path(v.Help)
	}
	return help
}

// other returns the language the switch leads to.
func (v View) other(ctx context.Context) i18n.Lang {
	if i18n.From(ctx).Lang() == i18n.English {
		return i18n.Chinese
	}
	return i18n.English
}

// foreign returns the language of the site's second name.
func foreign(ctx context.Context) string { return string(View{}.other(ctx)) }

// scheme tells the browser which form controls to draw.
func (p Prefs) scheme() string {
	switch p.Theme {
	case "light", "dark":
		return p.Theme
	}
	return "light dark"
}

// current marks the entry that leads to where the reader is.
func current(is bool, as string) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": as}
}

// otherInFull names the other language in full where the switch abbreviates it.
func otherInFull(ctx context.Context) string {
	full := i18n.T(ctx, "layout.switch_language")
	if full == i18n.T(ctx, "layout.switch_language_short") {
		return ""
	}
	return full
}
