package portaltest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"creditportal/internal/storetest"
)

// looker is somebody who looks at what is not public, one look after the other.
type looker struct {
	path, cookie string
	account      int64        // by whom,
	object       string       // at what, as the log says it
	before       int          // looks of theirs in the log at the beginning
	answered     int          // how many answers have left the portal, whole or in part
	refused      atomic.Int64 // how many looks were told to come later
}

// cut is an office whose enquirers, portal and database break down in the middle.
type cut struct {
	*testing.T
	raw     *sql.DB
	dialect string
	base    atomic.Pointer[string]
	lookers []*looker
	failing atomic.Bool // no entry can be made
}

// Art. 25: whatever has left the portal, be it a part of an answer, is in the log,
// and where nothing can be entered nothing leaves.
func TestNoAnswerLeavesWithoutItsLookWhateverBreaksDown(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		dir := t.TempDir()
		mustSeedDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
		c := &cut{T: t, raw: storetest.Raw(t, inDemo(dir).db), dialect: "sqlite"}
		end := c.serves(dir)
		defer func() { end() }()
		c.storm(*c.base.Load(), func() { end(); end = c.serves(dir) })
	})
	open, ok := storetest.MySQL()
	if !ok {
		return
	}
	t.Run("MariaDB", func(t *testing.T) {
		db := open(t)
		o := demoIn(t.TempDir(), 300, firstDay+"T10:00:00+08:00")
		o.Database = db.URL
		hall := mustOpenHallOf(t, mustOpenDemoAs(t, o))
		c := &cut{T: t, raw: storetest.Raw(t, db), dialect: db.Dialect}
		c.base.Store(&hall.base)
		c.storm(hall.base, func() { c.breaks(db) })
	})
}

// serves starts the demo in dir as a process, and returns what kills it.
func (c *cut) serves(dir string) (kill func()) {
	c.Helper()
	said := &heard{}
	cmd := exec.Command(mustBinary(c.T), "demo", "--listen", "127.0.0.1:0", "--data", dir, "--no-cases")
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		c.Fatal(err)
	}
	base := spoken(c, said)
	c.base.Store(&base)
	return func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed
	}
}

// breaks ends every connection of the portal; where the server is this test's
// alone it is the server that is killed, and started by who watches over it.
func (c *cut) breaks(db storetest.Database) {
	c.Helper()
	if os.Getenv(alone) == "" {
		storetest.Disconnect(c, db)
		return
	}
	var name string
	if err := c.raw.QueryRow("SELECT @@pid_file").Scan(&name); err != nil {
		c.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		c.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		c.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		c.Fatal(err)
	}
	until(c, "the database is back", func() bool { return c.raw.Ping() == nil })
}

// alone is the environment variable that says that no other test uses the server,
// so that it may be killed.
const alone = "PORTAL_TEST_ALONE"

// answersCut is how many answers begin to arrive from a database, times as often as
// the environment says, and breakdowns how many times something ends meanwhile.
const answersCut, breakdowns = 500, 12

// storm lets the lookers look while things break down.
func (c *cut) storm(base string, breakdown func()) {
	c.Helper()
	c.enrol(&hall{TB: c.T, base: base})
	answers := int64(answersCut * storetest.Times(c))
	var left atomic.Int64
	left.Store(answers)
	var all sync.WaitGroup
	for n, l := range c.lookers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(25, uint64(n)))
			for left.Load() > 0 {
				if c.look(l, chance) {
					left.Add(-1)
				}
			}
		})
	}
	for n := range breakdowns {
		until(c, "looks go on", func() bool { return left.Load() < answers-answers*int64(n+1)/(breakdowns+1) })
		if n%3 == 2 {
			c.forbids()
			continue
		}
		breakdown()
	}
	all.Wait()
	for _, l := range c.lookers {
		if in := c.entries(l) - l.before; in < l.answered {
			c.Errorf("%s answered %d times, %d looks are in the log", l.path, l.answered, in)
		}
	}
	c.Logf("%d answers began to arrive, %d times it was said to come later", answers, c.refused())
}

// refused is how many looks were told to come later.
func (c *cut) refused() (n int64) {
	for _, l := range c.lookers {
		n += l.refused.Load()
	}
	return n
}

// enrol lets people and the office look for the first time, each alone: that tells
// what their entries look like.
func (c *cut) enrol(o *hall) {
	c.Helper()
	agent, officer, person := o.signIn("agent"), o.signIn("officer"), o.signIn("person")
	filed, _ := agent.files("测试：查询中断")
	made := person.asksAboutOneself()
	for _, of := range []struct {
		by   *visitor
		path string
	}{
		{agent, "/my"},
		{officer, filed.path},
		{o.signIn("agent2"), "/my"},
		{person, made.path},
		{person, made.path + "/report.pdf"},
		{agent, filed.path},
	} {
		if answer, err := of.by.client.Get(o.base + of.path); err != nil || answer.StatusCode != http.StatusOK {
			c.Fatalf("%s: %v %v", of.path, answer, err)
		}
		l := &looker{path: of.path, cookie: cookies(c, of.by)}
		row := c.raw.QueryRow("SELECT actor_account, object FROM query_log ORDER BY id DESC LIMIT 1")
		if err := row.Scan(&l.account, &l.object); err != nil {
			c.Fatal(err)
		}
		c.lookers = append(c.lookers, l)
	}
	for _, l := range c.lookers {
		l.before = c.entries(l)
	}
}

func cookies(t testing.TB, v *visitor) string {
	t.Helper()
	address, err := url.Parse(v.base)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, cookie := range v.client.Jar.Cookies(address) {
		all = append(all, cookie.Name+"="+cookie.Value)
	}
	return strings.Join(all, "; ")
}

// entries counts the looks of the account at the object that are in the log; it
// asks again while the database is away.
func (c *cut) entries(l *looker) int {
	c.Helper()
	var n int
	until(c, "the log can be read", func() bool {
		return c.raw.QueryRow("SELECT COUNT(*) FROM query_log WHERE actor_account = ? AND object = ? AND refused = 0",
			l.account, l.object).Scan(&n) == nil
	})
	return n
}

// look asks, hangs up after some of the answer, and holds what came against the
// log: the entry is there before the first byte that it is about. It says whether
// any of an answer came.
func (c *cut) look(l *looker, chance *rand.Rand) bool {
	c.Helper()
	failing := c.failing.Load()
	status, body, err := ask(*c.base.Load(), l, chance)
	if err != nil {
		until(c, "the portal is there", func() bool {
			conn, err := net.Dial("tcp", strings.TrimPrefix(*c.base.Load(), "http://")) //nolint:noctx // here, at once
			return err == nil && conn.Close() == nil
		})
	}
	if status == http.StatusServiceUnavailable {
		l.refused.Add(1)
	}
	if status != http.StatusOK || body == 0 {
		return false
	}
	l.answered++
	if in := c.entries(l) - l.before; in < l.answered {
		c.Errorf("%s: %d bytes of answer %d, and %d looks in the log", l.path, body, l.answered, in)
	}
	if failing && c.failing.Load() {
		c.Errorf("%s is answered while nothing can be entered", l.path)
	}
	return true
}

// ask sends the question of the looker and hangs up somewhere: before the answer,
// within it, or after it. It returns the status and how much of the body came.
func ask(base string, l *looker, chance *rand.Rand) (status, body int, err error) {
	// nobody asks so often from one address
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, byte(chance.UintN(255)), byte(chance.UintN(255)), 9)}}
	conn, err := dialer.DialContext(context.Background(), "tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		return 0, 0, fmt.Errorf("reaching it: %w", err)
	}
	defer conn.Close() //nolint:errcheck // hung up on
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, 0, fmt.Errorf("limiting the wait: %w", err)
	}
	if err := conn.(*net.TCPConn).SetLinger(0); err != nil { //nolint:forcetypeassert // it is one
		return 0, 0, fmt.Errorf("preparing to hang up: %w", err)
	}
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.0\r\nHost: localhost\r\nCookie: %s\r\n\r\n", l.path, l.cookie)
	if err != nil {
		return 0, 0, fmt.Errorf("asking: %w", err)
	}
	most := []int64{0, 1 + chance.Int64N(4000), 1 + chance.Int64N(200_000), 1 << 30}[chance.IntN(4)]
	got, err := io.ReadAll(io.LimitReader(conn, most))
	head, rest, whole := bytes.Cut(got, []byte("\r\n\r\n"))
	if whole {
		_, err = fmt.Sscanf(string(head), "HTTP/1.0 %d", &status)
	}
	return status, len(rest), err
}

// forbids lets nothing be entered in the log for a while.
func (c *cut) forbids() {
	c.Helper()
	does := "CREATE TRIGGER no_looks BEFORE INSERT ON query_log BEGIN SELECT RAISE(ABORT, 'no'); END"
	if c.dialect == "mysql" {
		does = "CREATE TRIGGER no_looks BEFORE INSERT ON query_log FOR EACH ROW SIGNAL SQLSTATE '45000'"
	}
	if _, err := c.raw.Exec(does); err != nil {
		c.Fatal(err)
	}
	c.failing.Store(true)
	before := c.refused()
	until(c, "some are told to come later", func() bool { return c.refused() > before+5 })
	c.failing.Store(false)
	if _, err := c.raw.Exec("DROP TRIGGER no_looks"); err != nil {
		c.Fatal(err)
	}
}
