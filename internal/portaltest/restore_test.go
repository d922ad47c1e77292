package portaltest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"creditportal/internal/backup"
	"creditportal/internal/storetest"
	"creditportal/internal/vault"
)

// does runs a command in an installation, which ends with the code and says what is
// wanted.
func (in installation) does(t *testing.T, want int, said string, args ...string) string {
	t.Helper()
	out, code := run(t, in.env, args...)
	if code != want || !strings.Contains(out, said) {
		t.Fatalf("portal %s ends with %d, want %d and %q:\n%s", strings.Join(args, " "), code, want, said, out)
	}
	return out
}

// named is what an officer adds to a command.
func named(reason string, args ...string) []string {
	return append(args, "--as", "示例甲", "--reason", reason)
}

// mustNumber is the public number of the penalty.
func mustNumber(t *testing.T, in installation, document string) string {
	t.Helper()
	var number string
	asked := "SELECT number FROM records WHERE document_number LIKE ?"
	if err := storetest.Raw(t, in.db).QueryRow(asked, document).Scan(&number); err != nil {
		t.Fatal(err)
	}
	return number
}

// Article 35: the database is lost, a backup from before is all there is; what an
// officer took off display since does not come back, and nobody has to remember it.
func TestAnOfficeThatLosesItsDatabaseRestoresABackupAndNothingThatEndedComesBack(t *testing.T) {
	in := mustInstall(t, storetest.SQLite)
	dir := filepath.Dir(envOf(in, "PORTAL_DATA_DIR"))
	mustWrite(t, filepath.Join(dir, "penalties.csv"), csvOf(t, office.penalties(5, labels)))
	mustImport(t, 0, in, filepath.Join(dir, "penalties.csv"))
	data := envOf(in, "PORTAL_DATA_DIR")
	upload := filepath.Join(data, "attachments", "a", "示例")
	if err := os.MkdirAll(filepath.Dir(upload), 0o700); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, upload, "示例附件")
	elsewhere := filepath.Join(dir, "elsewhere") // what was handed in lies on a disk of its own
	if err := errors.Join(
		os.Rename(filepath.Join(data, "attachments"), elsewhere), os.Symlink(elsewhere, filepath.Join(data, "attachments")),
	); err != nil {
		t.Fatal(err)
	}

	key := func(name string) (file, recipient string) {
		file = filepath.Join(dir, name)
		return file, strings.TrimSpace(in.does(t, 0, "age1", "backup", "--new-key", file))
	}
	one, first := key("one.key")
	other, second := key("other.key")
	stranger, _ := key("stranger.key")
	file := filepath.Join(dir, "backup.age")
	in.does(t, 2, "两个收件公钥", named("", "backup", file, "--recipient", first)...)
	left := []string{filepath.Join(dir, ".backup17", "portal.db"), filepath.Join(data, ".backup", "portal.db")}
	for _, name := range left { // by a backup that was killed
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		mustWrite(t, name, "SQLite")
	}
	in.does(t, 0, "附件 1 个", named("", "backup", file, "--recipient", first, "--recipient", second)...)
	sealed, err := os.ReadFile(file)
	if err != nil || strings.Contains(string(sealed), "测试") || strings.Contains(string(sealed), "SQLite") {
		t.Fatalf("the backup can be read without a key: %v", err)
	}

	for _, name := range left {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("a copy in clear stays at %s", name)
		}
	}

	gone := mustNumber(t, in, "测试罚%1号")
	in.does(t, 0, "", named("核实有误", "record", "hide", gone)...)
	database := strings.TrimPrefix(in.db.URL, "sqlite:")
	in.does(t, 2, "已经存在", named("磁盘损坏", "restore", file, "--key", one)...)
	for _, name := range []string{filepath.Join(data, "attachments"), database, "-journal", "-wal", "-shm"} {
		if strings.HasPrefix(name, "-") { // what SQLite would play into the backup
			name = database + name
			mustWrite(t, name, "示例")
			in.does(t, 2, name+" 已经存在", named("磁盘损坏", "restore", file, "--key", one)...)
		}
		if err := os.RemoveAll(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(
		os.RemoveAll(elsewhere), os.Mkdir(elsewhere, 0o700), os.Symlink(elsewhere, filepath.Join(data, "attachments")),
	); err != nil {
		t.Fatal(err) // its disk is empty, and still where it was
	}
	list := filepath.Join(data, "erasures.list")
	kept := list + ".kept"
	if err := os.Rename(list, kept); err != nil {
		t.Fatal(err)
	}
	in.does(t, 3, "没有终止登记册", named("磁盘损坏", "restore", file, "--key", one)...)
	if err := os.Rename(kept, list); err != nil {
		t.Fatal(err)
	}
	in.does(t, 2, "打不开这个备份", named("磁盘损坏", "restore", file, "--key", stranger)...)
	damaged := filepath.Join(dir, "damaged.age")
	mustWrite(t, damaged, string(sealed[:len(sealed)-1]))
	in.does(t, 6, "备份不完整", named("磁盘损坏", "restore", damaged, "--key", one)...)
	mustPack(t, damaged, testKey, first, second)
	in.does(t, 6, "备份不完整", named("磁盘损坏", "restore", damaged, "--key", one)...)
	mustPack(t, damaged, "=the main key of somebody else, as long as it must be", first, second)
	in.does(t, 6, "不是用本网站的主密钥写的", named("磁盘损坏", "restore", damaged, "--key", one)...)
	if _, err := os.Stat(database); err == nil {
		t.Error("a damaged backup left a database")
	}
	in.does(t, 0, "恢复完成", named("磁盘损坏", "restore", file, "--key", other)...)
	var held int
	if err := storetest.Raw(t, in.db).QueryRow("SELECT COUNT(*) FROM records WHERE held = 1 AND number = ?", gone).
		Scan(&held); err != nil || held != 1 {
		t.Errorf("what was hidden is on display: %v", err)
	}
	if text, err := os.ReadFile(upload); err != nil || string(text) != "示例附件" {
		t.Errorf("what was handed in is %q, %v", text, err)
	}
	if text, err := os.ReadFile(filepath.Join(elsewhere, "a", "示例")); err != nil || string(text) != "示例附件" {
		t.Errorf("it is not on its own disk: %v", err)
	}
	in.does(t, 0, "补办 0 行", named("再次确认", "restore", "--loaded")...)
	in.does(t, 0, "", named("核实无误", "record", "show", gone)...)
	noticesWhatIsNotThere(t, in, filepath.Join(dir, "later.age"), elsewhere, first, second)
}

// noticesWhatIsNotThere holds that no backup passes for whole that lacks what was handed
// in: a file of it, or the disk that it lies on.
func noticesWhatIsNotThere(t *testing.T, in installation, file, disk, first, second string) {
	t.Helper()
	for id := range 2 { // of which one file is there
		_, err := storetest.Raw(t, in.db).Exec("INSERT INTO attachments "+
			"(id, public_id, owner, request, kind, size, state, at, sealed) VALUES (?, ?, 1, 1, 'pdf', 1, 'clean', '2026-11-01 00:00:00', x'00')", id+1, strconv.Itoa(id))
		if err != nil {
			t.Fatal(err)
		}
	}
	in.does(t, 1, "只有 1 个附件，数据库里应有 2 个", named("", "backup", file, "--recipient", first, "--recipient", second)...)
	if _, err := os.Stat(file); err != nil {
		t.Errorf("what there was is not backed up: %v", err)
	}
	if err := errors.Join(os.Remove(file), os.RemoveAll(disk)); err != nil {
		t.Fatal(err)
	}
	in.does(t, 3, "指不到地方", named("", "backup", file, "--recipient", first, "--recipient", second)...)
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".backup*"))
	if err != nil || len(left) > 0 || exists(file) {
		t.Errorf("a backup that failed leaves %v, %v", left, err)
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// mustPack writes a backup, with the main key of the setting, whose database is none.
func mustPack(t *testing.T, file, setting string, recipients ...string) {
	t.Helper()
	to, err := backup.ReadRecipients(recipients)
	if err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(setting, "=")
	wrapper, err := vault.NewWrapper([]byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	marks, err := vault.NewOutside(wrapper, vault.Backups)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "portal.db")
	mustWrite(t, name, "示例")
	var out bytes.Buffer
	if _, err := backup.Write(&out, to, marks, []backup.Source{{Name: "portal.db", Path: name}}); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, file, out.String())
}

// Somebody puts an older copy of the database into its place by hand: nothing is served
// from it until what ended since has ended in it too.
func TestADatabaseThatWasPutBackByHandIsNotServed(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { putBackByHand(t, storetest.SQLite) })
	if open, ok := storetest.MySQL(); ok {
		t.Run("MariaDB", func(t *testing.T) { putBackByHand(t, open) })
	}
}

func putBackByHand(t *testing.T, open storetest.Opener) {
	t.Helper()
	in := mustInstall(t, open)
	file := filepath.Join(t.TempDir(), "penalties.csv")
	mustWrite(t, file, csvOf(t, office.penalties(5, labels)))
	mustImport(t, 0, in, file)
	older := installation{db: storetest.Copy(t, in.db, open), unit: in.unit}
	for _, line := range in.env {
		if !strings.HasPrefix(line, "PORTAL_DATABASE_URL=") {
			older.env = append(older.env, line)
		}
	}
	older.env = append(older.env, "PORTAL_DATABASE_URL="+older.db.URL)
	gone := mustNumber(t, in, "测试罚%1号")
	in.does(t, 0, "", named("核实有误", "record", "hide", gone)...)
	in.does(t, 0, "", named("核实无误", "record", "show", gone)...)
	in.does(t, 0, "", named("核实有误", "record", "hide", gone)...)

	older.does(t, 4, "portal restore --loaded", "serve", "--listen", "127.0.0.1:0")
	older.does(t, 75, "暂停一切写入", named("核实有误", "record", "hide", mustNumber(t, in, "测试罚%2号"))...)
	older.does(t, 1, "✗ 终止登记册与数据库一致", "doctor")
	older.does(t, 2, "--loaded", named("数据库损坏", "restore")...)
	said := older.does(t, 0, "恢复完成", named("数据库损坏", "restore", "--loaded")...)
	if !regexp.MustCompile(`补办 3 行：1 条`).MatchString(said) {
		t.Errorf("the restore says:\n%s", said)
	}
	if said, _ := run(t, older.env, "doctor"); !strings.Contains(said, "✓ 终止登记册与数据库一致") {
		t.Errorf("the doctor says:\n%s", said)
	}
	older.does(t, 0, "", named("核实无误", "record", "show", gone)...)
	older.does(t, 0, "", named("核实有误", "record", "hide", mustNumber(t, in, "测试罚%2号"))...)
}

// envOf is the value of a setting of the installation.
func envOf(in installation, name string) string {
	for _, line := range in.env {
		if value, ok := strings.CutPrefix(line, name+"="); ok {
			return value
		}
	}
	return ""
}
