package portal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/vault"
)

// Config is everything an installation may set. Nothing legal is among it:
// legal numbers stand in the statute books.
type Config struct {
	Listen         string // address to listen on; ":8080" is every IPv4 and IPv6 address
	BaseURL        string // https://… as visitors see it, without a slash at the end
	DatabaseURL    string // sqlite:PATH or mysql://user:password@host:port/database
	DataDir        string // files of the installation
	Erasures       string // file of the erasure list; empty: one in DataDir
	SecretKey      string // at least 32 characters; the key of keys is derived from it
	SecretKeyFile  string // file that holds the secret key instead
	BooksDir       string // the operator's own statute books and calendars, may be empty
	Scanner        string // where files are looked at for malware: unix:PATH or tcp:HOST:PORT; empty: nowhere
	TrustedProxies []string
	Rate           int      // requests a minute that one client may make; zero for the usual number
	Looks          int      // data subjects that one member of staff may look at in a day; zero for the usual number
	Worker         []string // command that hashes passwords for this one; none: done here
	OpenID         OpenID
	Site           Site
	Letters        Letterhead
	Mail           Mail
	DemoAddress    string // where a demo is found from its own machine

	PasswordPolicy string // of staff: djbh or nist; "" is djbh
}

// Site is the identity of an installation, shown on every page.
type Site struct {
	Name      string
	Region    string // six digits of the district
	Operator  string // 承办单位
	Authority string // 主办单位
	Address   string
	Telephone string
	Hours     string
	Code      string // 网站标识码, ten digits
	ICP       string
	Police    string
}

// OpenID is the sign-in provider that the installation trusts; without an issuer
// there is none.
type OpenID struct {
	Issuer     string
	ClientID   string
	SecretFile string // holds the secret that the portal shows to the provider
	Number     string // the claim that holds an identity number; empty: none
}

const (
	databaseName  = "portal.db"
	secretName    = "secret.key"
	secretMinimum = 32
)

// database returns the address of the database: the one set, or an embedded
// one in the data directory.
func (c Config) database() string {
	if c.DatabaseURL != "" {
		return c.DatabaseURL
	}
	return "sqlite:" + filepath.Join(c.DataDir, databaseName)
}

// hasSecret says whether there is an installation to ask.
func (c Config) hasSecret() bool {
	_, err := c.secret()
	return err == nil
}

// secret returns the secret key: from the setting, the named file, or the
// file that the demo leaves in its data directory. It refuses, with exit code
// 3, a key that is missing or too short.
func (c Config) secret() ([]byte, error) {
	key := c.SecretKey
	if key == "" {
		file := c.SecretKeyFile
		if file == "" {
			file = filepath.Join(c.DataDir, secretName)
		}
		text, err := os.ReadFile(filepath.Clean(file))
		switch {
		case err != nil && c.SecretKeyFile != "":
			return nil, refuse(exitConfig, "command.fault.secret_file", fault.Args{"File": c.SecretKeyFile})
		case err != nil:
			return nil, refuse(exitConfig, "command.fault.secret_missing", nil)
		}
		key = strings.TrimSpace(string(text))
	}
	if len(key) < secretMinimum {
		return nil, refuse(exitConfig, "command.fault.secret_short", fault.Args{"Minimum": secretMinimum})
	}
	return []byte(key), nil
}

// marks are by what a backup shows that an installation with this main key wrote it.
func (c Config) marks() (vault.Outside, error) {
	secret, err := c.secret()
	if err != nil {
		return vault.Outside{}, err
	}
	wrapper, err := vault.NewWrapper(secret)
	if err != nil {
		return vault.Outside{}, withCode(exitConfig, fmt.Errorf("preparing the main key: %w", err))
	}
	return vault.NewOutside(wrapper, vault.Backups)
}
