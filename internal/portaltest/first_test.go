package portaltest

import (
	"path/filepath"
	"strings"
	"testing"
)

// No default account, no default password (security_admin and system_admin are
// two persons).
func TestTheFirstAdministratorsComeByTwoLinksAndNoPasswordIsPrinted(t *testing.T) {
	dir := t.TempDir()
	env := []string{
		"PORTAL_DATA_DIR=" + dir, "PORTAL_DATABASE_URL=sqlite:" + filepath.Join(dir, "portal.db"),
		testKey,
	}
	if said, code := run(t, env, "migrate", "up"); code != 0 {
		t.Fatalf("migrating: %d %s", code, said)
	}
	create := []string{
		"admin", "create", "--base-url", "https://credit.example", "--as", "示例经办人", "--reason", "首次安装",
	}
	said, code := run(t, env, create...)
	if code != 0 || strings.Count(said, "https://credit.example/welcome/") != 2 || strings.Contains(said, "密码：") {
		t.Errorf("%d: %s", code, said)
	}
	again, code := run(t, env, create...)
	if code != 0 || strings.Count(again, "/welcome/") != 2 || again == said {
		t.Errorf("links that nobody used are not given anew: %d %s", code, again)
	}
	if said, code := run(t, env, "admin", "link", "nobody", "--as", "示例经办人", "--reason", "示例"); code == 0 {
		t.Errorf("a link for nobody: %s", said)
	}
}
