package portaltest

import (
	"strings"
	"testing"

	"creditportal/internal/storetest"
)

// Art. 25: the account that the portal runs under may not bend the log. Whoever
// installs it with an account that could is told by the doctor.
func TestTheDoctorNamesWhatAnAccountCouldDoToTheTrail(t *testing.T) {
	open, server := storetest.MySQL()
	if !server {
		open = storetest.SQLite
	}
	in := mustInstall(t, open)
	grants, code := run(t, in.env, "migrate", "grants", "portal@10.0.0.5")
	said, ill := run(t, in.env, "doctor")
	if !server {
		if code == 0 || !strings.Contains(grants, "内置库是一个文件") || !strings.Contains(said, "留痕只能新增：内置库没有分级账户") {
			t.Errorf("of a file: %d %s\n%s", code, grants, said)
		}
		return
	}
	kept := strings.Contains(grants, "GRANT SELECT, INSERT ON `") &&
		strings.Contains(grants, "`query_log` TO 'portal'@'10.0.0.5';")
	if code != 0 || !kept {
		t.Errorf("grants end with %d:\n%s", code, grants)
	}
	if ill == 0 || !strings.Contains(said, "留痕各表执行 ALTER、DELETE、DROP、TRIGGER、UPDATE") {
		t.Errorf("of the administrator's account the doctor says, ending with %d:\n%s", ill, said)
	}
	// the account that the grants are for
	in.env = append(in.env, "PORTAL_DATABASE_URL="+storetest.Guarded(t, in.db))
	if said, _ := run(t, in.env, "doctor"); !strings.Contains(said, "✓ 留痕只能新增") {
		t.Errorf("of the account of an installation the doctor says:\n%s", said)
	}
}
