package static_test

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"creditportal/static"
)

// palette is the colours of one way to show the site, by token.
type palette map[string]string

var (
	tokenBlock = regexp.MustCompile(`(?s)([^{}]+)\{([^{}]*)\}`)
	tokenLine  = regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9A-F]{6});`)
)

func mustRead(t *testing.T, name string) string {
	t.Helper()
	text, err := static.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// palettes returns the token blocks of a source in their order.
func palettes(t *testing.T, name string) []palette {
	t.Helper()
	var found []palette
	for _, block := range tokenBlock.FindAllStringSubmatch(mustRead(t, name), -1) {
		p := palette{}
		for _, line := range tokenLine.FindAllStringSubmatch(block[2], -1) {
			p[line[1]] = line[2]
		}
		found = append(found, p)
	}
	return found
}

// over returns the palette p where it says something, base elsewhere.
func (p palette) over(base palette) palette {
	merged := palette{}
	for k, v := range base {
		merged[k] = v
	}
	for k, v := range p {
		merged[k] = v
	}
	return merged
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatalf("%q is no colour: %v", colour, err)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(n>>(16-8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// contrast is the ratio of WCAG 2, cut to two decimals, never rounded up.
func contrast(t *testing.T, p palette, ink, ground string) float64 {
	t.Helper()
	a, b := luminance(t, p[ink]), luminance(t, p[ground])
	if a < b {
		a, b = b, a
	}
	return math.Round((a+0.05)/(b+0.05)*100) / 100
}

func modes(t *testing.T) map[string]palette {
	t.Helper()
	light := palettes(t, "css/10-tokens/a-light.css")[0]
	dark := palettes(t, "css/10-tokens/b-dark.css")[0].over(light)
	more := palettes(t, "css/10-tokens/c-contrast.css")
	return map[string]palette{
		"light": light, "light, high contrast": more[0].over(light),
		"dark": dark, "dark, high contrast": more[2].over(dark),
	}
}

// pairs is which colour is laid on which ground, and the least contrast: 4.5
// for text, 3 for controls and the marks of a ruler.
func pairs() map[[2]string]float64 {
	all := map[[2]string]float64{
		{"on-celadon", "celadon-7"}: 4.5, {"on-celadon", "celadon-6"}: 4.5, {"ink", "mark"}: 4.5,
		{"celadon-7", "mark"}: 4.5, {"on-demo", "demo"}: 4.5, {"gold", "celadon-8"}: 3,
		{"on-head", "celadon-8"}: 4.5, {"on-head-2", "celadon-8"}: 4.5, {"on-head-3", "celadon-8"}: 4.5,
		{"focus-out", "celadon-8"}: 3, {"focus-out", "focus-in"}: 3, {"celadon-8", "on-head-3"}: 4.5,
		{"celadon-8", "on-head-2"}: 4.5,
	}
	texts := []string{
		"ink", "ink-2", "ink-3", "celadon-7", "celadon-6", "visited", "seal-7", "amber-7", "leaf-7", "plum-7",
	}
	for _, ground := range []string{"paper", "rice", "mist"} {
		for _, text := range texts {
			all[[2]string{text, ground}] = 4.5
		}
		all[[2]string{"rule-strong", ground}] = 3
	}
	for _, tone := range []string{"adverse", "caution", "good", "info", "neutral", "archive"} {
		all[[2]string{tone + "-ink", tone + "-ground"}] = 4.5
	}
	return all
}

func TestEveryColourStandsOutFromItsGroundInEveryMode(t *testing.T) {
	for mode, p := range modes(t) {
		for pair, least := range pairs() {
			if p[pair[0]] == "" || p[pair[1]] == "" {
				t.Fatalf("%s: no token %v", mode, pair)
			}
			if got := contrast(t, p, pair[0], pair[1]); got < least {
				t.Errorf("%s: %s on %s is %.2f, at least %.1f", mode, pair[0], pair[1], got, least)
			}
		}
	}
}

func TestHighContrastTextReachesSevenToOne(t *testing.T) {
	for _, mode := range []string{"light, high contrast", "dark, high contrast"} {
		p := modes(t)[mode]
		for pair, least := range pairs() {
			if !slices.Contains([]string{"paper", "rice", "mist"}, pair[1]) || least < 4.5 {
				continue
			}
			if got := contrast(t, p, pair[0], pair[1]); got < 7 {
				t.Errorf("%s: %s on %s is %.2f, at least 7", mode, pair[0], pair[1], got)
			}
		}
	}
}

func TestTheColoursAreThoseThatWereMeasured(t *testing.T) {
	tests := []struct {
		mode, ink, ground string
		want              float64
	}{
		{"light", "ink", "paper", 15.65},
		{"light", "ink", "rice", 14.37},
		{"light", "ink-3", "mist", 4.91},
		{"light", "celadon-7", "rice", 7.39},
		{"light", "on-head-3", "celadon-8", 8.43},
		{"light", "adverse-ink", "adverse-ground", 7.78},
		{"light", "caution-ink", "caution-ground", 7.68},
		{"light", "focus-out", "celadon-8", 7.58},
		{"dark", "ink", "rice", 14.77},
		{"dark", "celadon-7", "paper", 8.80},
		{"dark", "on-celadon", "celadon-7", 9.33},
		{"dark", "archive-ink", "archive-ground", 8.90},
		{"light, high contrast", "celadon-7", "paper", 12.16},
		{"dark, high contrast", "amber-7", "paper", 14.85},
	}
	for _, tt := range tests {
		if got := contrast(t, modes(t)[tt.mode], tt.ink, tt.ground); got != tt.want {
			t.Errorf("%s: %s on %s is %.2f, want %.2f", tt.mode, tt.ink, tt.ground, got, tt.want)
		}
	}
}

func TestAChosenModeLooksAsTheOneTheSystemAsksFor(t *testing.T) {
	dark, more := palettes(t, "css/10-tokens/b-dark.css"), palettes(t, "css/10-tokens/c-contrast.css")
	if len(dark) != 2 || len(more) != 6 {
		t.Fatalf("%d dark blocks and %d of high contrast, want 2 and 6", len(dark), len(more))
	}
	for name, same := range map[string][2]palette{
		"dark": {dark[0], dark[1]}, "high contrast": {more[0], more[1]}, "dark high contrast": {more[2], more[3]},
		"chosen dark, system contrast": {more[2], more[4]}, "both chosen": {more[2], more[5]},
	} {
		if diff := cmp.Diff(same[0], same[1]); diff != "" {
			t.Errorf("%s (-system +chosen):\n%s", name, diff)
		}
	}
}
