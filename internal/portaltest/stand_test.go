package portaltest

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"creditportal/internal/civil"
)

var asOf = regexp.MustCompile(`数据截至[0-9: -]*`)

func TestTheDateOnThePagesIsThatOfTheLastChangeAlsoAfterARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	p := mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	number := string(everyAdverse(t, p, civil.MustParse(firstDay))[0].Number)
	for _, step := range []struct {
		at, says string
		before   []string // the command of an officer
	}{
		{at: "T10:00", says: "10:0"},
		{at: "T15:00", says: "10:0"}, // nothing has changed
		{at: "T17:00", says: "15:0", before: []string{"record", "hide", number}},
	} {
		if step.before != nil {
			by := []string{"--data", dir, "--as", "示例甲", "--reason", "核实中"}
			if out, code := run(t, nil, append(step.before, by...)...); code != 0 {
				t.Fatalf("%s ends with %d:\n%s", step.before, code, out)
			}
		}
		text := asked(t, pages(t, mustOpenDemo(t, dir, 300, firstDay+step.at+":00+08:00")), 0, "/")
		if want := "数据截至" + firstDay + " " + step.says; !strings.Contains(text, want) {
			t.Errorf("at %s the home page says %s, not %s", step.at, asOf.FindString(text), want)
		}
	}
}
