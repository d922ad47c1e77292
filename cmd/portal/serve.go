package main

import (
	"context"

	"creditportal/internal/portal"
)

type serveCommand struct {
	explained `kong:"-"`
	settings
	site
	letterhead
	mail
	openID

	Listen  string   `env:"PORTAL_LISTEN" default:":8080" help:"${command_flag_listen}" placeholder:"ADDRESS"`
	BaseURL string   `env:"PORTAL_BASE_URL" help:"${command_flag_base_url}" placeholder:"URL"`
	Trusted []string `name:"trusted-proxies" env:"PORTAL_TRUSTED_PROXIES" help:"${command_flag_proxies}" placeholder:"CIDR"`
	Policy  string   `name:"password-policy" env:"PORTAL_PASSWORD_POLICY" default:"djbh" enum:"djbh,nist" help:"${command_flag_policy}"`
	Looks   int      `name:"looks-per-day" env:"PORTAL_LOOKS_PER_DAY" default:"300" help:"${command_flag_looks}" placeholder:"N"`
	Rate    int      `name:"requests-per-minute" env:"PORTAL_REQUESTS_PER_MINUTE" default:"1200" help:"${command_flag_rate}" placeholder:"N"`
}

func (c *serveCommand) config() portal.Config {
	cfg := c.settings.config()
	cfg.Listen, cfg.BaseURL, cfg.TrustedProxies, cfg.Site = c.Listen, c.BaseURL, c.Trusted, c.identity()
	cfg.Looks = c.Looks
	cfg.Rate, cfg.Worker, cfg.PasswordPolicy, cfg.OpenID = c.Rate, worker(), c.Policy, c.provider()
	cfg.Letters, cfg.Mail = c.letters(), c.server()
	return cfg
}

// Run serves the portal until it is told to stop.
func (c *serveCommand) Run(ctx context.Context, out *portal.Console) error {
	return portal.Serve(ctx, out, c.config())
}
