package portaltest

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A key is rotated by one command, in an officer's name and for a reason; what
// was encrypted before opens afterwards, under the new key.
func TestAnOfficerRotatesAKeyByOneCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	mustOpenDemo(t, dir, 300, firstDay+"T10:00:00+08:00")
	keys := func(args ...string) (string, int) {
		return run(t, nil, append([]string{"keys", args[0], "--data", dir}, args[1:]...)...)
	}
	before, code := keys("list")
	if code != 0 || strings.Count(before, "在用") != strings.Count(before, "\n") {
		t.Fatalf("before the keys are, ending with %d:\n%s", code, before)
	}
	for _, refused := range [][]string{
		{"rotate", "subjects"}, // nobody's act
		{"rotate", "numbers", "--as", "示例甲", "--reason", "年度轮换"}, // kept for good
		{"rotate", "people", "--as", "示例甲", "--reason", "年度轮换"},  // no class
	} {
		if said, code := keys(refused...); code != 2 {
			t.Errorf("%v ends with %d: %s", refused, code, said)
		}
	}
	said, code := keys("rotate", "subjects", "--as", "示例甲", "--reason", "年度轮换")
	moved := regexp.MustCompile(`已重新加密 ([1-9]\d*) 条`).FindStringSubmatch(said)
	if code != 0 || moved == nil {
		t.Fatalf("the rotation ends with %d:\n%s", code, said)
	}
	after, _ := keys("list")
	var older, current string
	for line := range strings.Lines(after) {
		switch {
		case !strings.Contains(line, "（subjects）"):
		case strings.Contains(line, "只读"):
			older = line
		case strings.Contains(line, "在用"):
			current = line
		}
	}
	if !strings.HasSuffix(older, "　0 条\n") || !strings.HasSuffix(current, "　"+moved[1]+" 条\n") {
		t.Errorf("after it the keys are:\n%s", after)
	}
	if doctor, _ := run(t, nil, "doctor", "--data", dir); !strings.Contains(doctor, "✓ 数据密钥未到轮换期") {
		t.Errorf("the doctor says:\n%s", doctor)
	}
}
