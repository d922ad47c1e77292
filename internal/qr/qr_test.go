package qr_test

import (
	"fmt"
	"strings"
	"testing"

	barcode "github.com/boombuler/barcode/qr"

	"creditportal/internal/qr"
)

// The path is read back module by module and compared with the code.
func TestEveryModuleOfTheCodeIsInThePathAndNoOther(t *testing.T) {
	texts := []string{"https://credit.example/records/7QK4-M2XD", "信用张店", strings.Repeat("a", 300), ""}
	for n := 1; n < 1600; n += 1 + n/9 { // through all versions
		texts = append(texts, strings.Repeat("信用a", n)[:n])
	}
	for _, text := range texts {
		code, err := qr.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := barcode.Encode(text, barcode.Q, barcode.Unicode)
		if err != nil {
			t.Fatal(err)
		}
		side := want.Bounds().Dx()
		if code.Size != side+2*qr.Quiet {
			t.Fatalf("%q: a side of %d, want %d and the quiet ground", text, code.Size, side)
		}
		dark := map[[2]int]bool{}
		for part := range strings.SplitSeq(strings.TrimSuffix(code.Path, "z"), "z") {
			var x, y, length, back int
			if _, err := fmt.Sscanf(part, "M%d %dh%dv1h-%d", &x, &y, &length, &back); err != nil || back != length {
				t.Fatalf("%q: the path has %q: %v", text, part, err)
			}
			for i := range length {
				dark[[2]int{x + i - qr.Quiet, y - qr.Quiet}] = true
			}
		}
		for y := range side {
			for x := range side {
				r, _, _, _ := want.At(x, y).RGBA()
				if (r == 0) != dark[[2]int{x, y}] {
					t.Errorf("%q: the module at %d, %d is wrong", text, x, y)
				}
			}
		}
	}
}

func TestATextTooLongForACodeIsRefused(t *testing.T) {
	if code, err := qr.Encode(strings.Repeat("长", 2000)); err == nil {
		t.Errorf("a code of %d modules holds it", code.Size)
	}
}
