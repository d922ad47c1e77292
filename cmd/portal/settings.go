package main

import "creditportal/internal/portal"

// settings are what every command needs to find the store and its keys.
type settings struct {
	Data          string `name:"data" env:"PORTAL_DATA_DIR" default:"data" help:"${command_flag_data}" placeholder:"DIR"`
	DatabaseURL   string `name:"database-url" env:"PORTAL_DATABASE_URL" help:"${command_flag_database}" placeholder:"URL"`
	Erasures      string `name:"erasures" env:"PORTAL_ERASURES" help:"${command_flag_erasures}" placeholder:"FILE"`
	SecretKey     string `name:"secret-key" env:"PORTAL_SECRET_KEY" help:"${command_flag_secret}" placeholder:"KEY"`
	SecretKeyFile string `name:"secret-key-file" env:"PORTAL_SECRET_KEY_FILE" help:"${command_flag_secret_file}" placeholder:"FILE"`
	Books         string `name:"books" env:"PORTAL_BOOKS_DIR" help:"${command_flag_books}" placeholder:"DIR"`
	Scanner       string `name:"scanner" env:"PORTAL_SCANNER" help:"${command_flag_scanner}" placeholder:"ADDRESS"`
}

func (s settings) config() portal.Config {
	return portal.Config{
		DataDir: s.Data, DatabaseURL: s.DatabaseURL, Erasures: s.Erasures,
		SecretKey: s.SecretKey, SecretKeyFile: s.SecretKeyFile, BooksDir: s.Books, Scanner: s.Scanner,
	}
}

// site is the identity of the installation.
type site struct {
	Name      string `name:"site-name" env:"PORTAL_SITE_NAME" help:"${command_flag_site_name}" placeholder:"TEXT"`
	Region    string `name:"site-region" env:"PORTAL_SITE_REGION" help:"${command_flag_site_region}" placeholder:"CODE"`
	Operator  string `name:"site-operator" env:"PORTAL_SITE_OPERATOR" help:"${command_flag_site_operator}" placeholder:"TEXT"`
	Authority string `name:"site-authority" env:"PORTAL_SITE_AUTHORITY" help:"${command_flag_site_authority}" placeholder:"TEXT"`
	Address   string `name:"site-address" env:"PORTAL_SITE_ADDRESS" help:"${command_flag_site_address}" placeholder:"TEXT"`
	Telephone string `name:"site-telephone" env:"PORTAL_SITE_TELEPHONE" help:"${command_flag_site_telephone}" placeholder:"TEXT"`
	Hours     string `name:"site-hours" env:"PORTAL_SITE_HOURS" help:"${command_flag_site_hours}" placeholder:"TEXT"`
	Code      string `name:"site-code" env:"PORTAL_SITE_CODE" help:"${command_flag_site_code}" placeholder:"CODE"`
	ICP       string `name:"site-icp" env:"PORTAL_SITE_ICP" help:"${command_flag_site_icp}" placeholder:"TEXT"`
	Police    string `name:"site-police" env:"PORTAL_SITE_POLICE" help:"${command_flag_site_police}" placeholder:"TEXT"`
}

func (s site) identity() portal.Site {
	return portal.Site{
		Name: s.Name, Region: s.Region, Operator: s.Operator, Authority: s.Authority, Address: s.Address,
		Telephone: s.Telephone, Hours: s.Hours, Code: s.Code, ICP: s.ICP, Police: s.Police,
	}
}

// openID is the sign-in provider that the installation trusts.
type openID struct {
	Issuer     string `name:"oidc-issuer" env:"PORTAL_OIDC_ISSUER" help:"${command_flag_oidc_issuer}" placeholder:"URL"`
	ClientID   string `name:"oidc-client-id" env:"PORTAL_OIDC_CLIENT_ID" help:"${command_flag_oidc_client}" placeholder:"ID"`
	SecretFile string `name:"oidc-client-secret-file" env:"PORTAL_OIDC_CLIENT_SECRET_FILE" help:"${command_flag_oidc_secret}" placeholder:"FILE"`
	Number     string `name:"oidc-number-claim" env:"PORTAL_OIDC_NUMBER_CLAIM" help:"${command_flag_oidc_number}" placeholder:"NAME"`
}

func (o openID) provider() portal.OpenID {
	return portal.OpenID{Issuer: o.Issuer, ClientID: o.ClientID, SecretFile: o.SecretFile, Number: o.Number}
}
