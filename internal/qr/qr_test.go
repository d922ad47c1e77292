package qr_test

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/qr"
)

// drawn is the code as a picture of four points a module, from its path.
func drawn(t *testing.T, code qr.Code) image.Image {
	t.Helper()
	const points = 4
	img := image.NewGray(image.Rect(0, 0, code.Size*points, code.Size*points))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for part := range strings.SplitSeq(strings.TrimSuffix(code.Path, "z"), "z") {
		var x, y, length, back int
		if _, err := fmt.Sscanf(part, "M%d %dh%dv1h-%d", &x, &y, &length, &back); err != nil || back != length {
			t.Fatalf("the path has %q: %v", part, err)
		}
		dark := image.Rect(x*points, y*points, (x+length)*points, (y+1)*points)
		draw.Draw(img, dark, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	return img
}

// ZBar reads the pictures: a program that shares nothing with the one that
// draws them.
func TestAReaderOfItsOwnReadsEveryText(t *testing.T) {
	reader, err := exec.LookPath("zbarimg")
	if err != nil {
		t.Fatal("zbarimg is missing; scripts/install.sh installs it")
	}
	texts := []string{
		"https://credit.example/verify?no=2026-0001#QK4M2XD7RBCA", "otpauth://totp/a:b?secret=JBSWY3DP&issuer=a",
	}
	for n := 1; n < 1600; n += 1 + n/4 { // through the versions
		texts = append(texts, strings.Repeat("Aa-7/", n)[:n])
	}
	dir := t.TempDir()
	args := []string{"--raw", "--quiet"}
	for i, text := range texts {
		code, err := qr.Encode(text)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("%02d.png", i))
		file, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(file, drawn(t, code)); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	out, err := exec.CommandContext(t.Context(), reader, args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	read := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(read) != len(texts) {
		t.Fatalf("%d of %d codes were read", len(read), len(texts))
	}
	for i, text := range texts {
		if read[i] != text {
			t.Errorf("%q is read as %q", text, read[i])
		}
	}
}

func TestThePathAndTheRunsDrawTheSame(t *testing.T) {
	code, err := qr.Encode("信用张店")
	if err != nil {
		t.Fatal(err)
	}
	var path strings.Builder
	for _, run := range code.Runs {
		fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", run.X, run.Y, run.Length, run.Length)
	}
	if path.String() != code.Path || code.Path == "" {
		t.Error("a letter on paper and the page have different codes")
	}
}

func TestATextTooLongForACodeIsRefused(t *testing.T) {
	if code, err := qr.Encode(strings.Repeat("长", 2000)); err == nil {
		t.Errorf("a code of %d modules holds it", code.Size)
	}
}
