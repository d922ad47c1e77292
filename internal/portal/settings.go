package portal

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ConfigShow prints the settings in effect; secrets and passwords are masked.
func ConfigShow(out *Console, cfg Config) error {
	rows := append(postSettings(out, cfg), [][2]string{
		{"PORTAL_LISTEN", cfg.Listen},
		{"PORTAL_BASE_URL", cfg.BaseURL},
		{"PORTAL_DATABASE_URL", withoutPassword(cfg.database())},
		{"PORTAL_DATA_DIR", cfg.DataDir},
		{"PORTAL_ERASURES", cfg.erasures()},
		{"PORTAL_SECRET_KEY", masked(out, cfg.SecretKey)},
		{"PORTAL_SECRET_KEY_FILE", cfg.SecretKeyFile},
		{"PORTAL_BOOKS_DIR", cfg.BooksDir},
		{"PORTAL_SCANNER", cfg.Scanner},
		{"PORTAL_TRUSTED_PROXIES", strings.Join(cfg.TrustedProxies, ",")},
		{"PORTAL_REQUESTS_PER_MINUTE", strconv.Itoa(cfg.Rate)},
		{"PORTAL_LOOKS_PER_DAY", strconv.Itoa(cfg.Looks)},
		{"PORTAL_OIDC_ISSUER", cfg.OpenID.Issuer},
		{"PORTAL_OIDC_CLIENT_ID", cfg.OpenID.ClientID},
		{"PORTAL_OIDC_CLIENT_SECRET_FILE", cfg.OpenID.SecretFile},
		{"PORTAL_OIDC_NUMBER_CLAIM", cfg.OpenID.Number},
		{"PORTAL_PASSWORD_POLICY", string(cfg.passwordPolicy())},
		{"PORTAL_SITE_NAME", cfg.Site.Name},
		{"PORTAL_SITE_REGION", cfg.Site.Region},
		{"PORTAL_SITE_OPERATOR", cfg.Site.Operator},
		{"PORTAL_SITE_AUTHORITY", cfg.Site.Authority},
		{"PORTAL_SITE_ADDRESS", cfg.Site.Address},
		{"PORTAL_SITE_TELEPHONE", cfg.Site.Telephone},
		{"PORTAL_SITE_HOURS", cfg.Site.Hours},
		{"PORTAL_SITE_CODE", cfg.Site.Code},
		{"PORTAL_SITE_ICP", cfg.Site.ICP},
		{"PORTAL_SITE_POLICE", cfg.Site.Police},
	}...)
	for _, row := range rows {
		value := row[1]
		if value == "" {
			value = out.T("command.config_line.unset")
		}
		out.Say("command.config_line.row", "Name", row[0], "Value", value)
	}
	return nil
}

// postSettings are those of letters and of mail.
func postSettings(out *Console, cfg Config) [][2]string {
	return [][2]string{
		{"PORTAL_SMTP_HOST", cfg.Mail.Host},
		{"PORTAL_SMTP_PORT", number(cfg.Mail.Port)},
		{"PORTAL_SMTP_SECURITY", cfg.Mail.Security},
		{"PORTAL_SMTP_USER", cfg.Mail.User},
		{"PORTAL_SMTP_PASSWORD", masked(out, cfg.Mail.Password)},
		{"PORTAL_SMTP_PASSWORD_FILE", cfg.Mail.PasswordFile},
		{"PORTAL_SMTP_FROM", cfg.Mail.From},
		{"PORTAL_LETTER_ISSUER", cfg.Letters.Issuer},
		{"PORTAL_LETTER_NUMBERS", cfg.Letters.Numbers},
		{"PORTAL_LETTER_SEAL_FILE", cfg.Letters.SealFile},
		{"PORTAL_LETTER_REVIEW_FILE", cfg.Letters.ReviewFile},
	}
}

// masked says that there is a secret, "" that there is none.
func masked(out *Console, secret string) string {
	if secret == "" {
		return ""
	}
	return out.T("command.config_line.masked")
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// ConfigCheck says whether the settings are enough to serve; it opens nothing.
func ConfigCheck(out *Console, cfg Config) error {
	if err := cfg.check(); err != nil {
		return err
	}
	if _, err := loadStatute(cfg.BooksDir); err != nil {
		return err
	}
	out.Say("command.config_line.good")
	return nil
}

func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return strings.SplitN(address, ":", 2)[0] + ":…"
	}
	return u.Redacted()
}

func sorted(names []string) string {
	slices.Sort(names)
	return strings.Join(names, ", ")
}
