package blob_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// document makes a PDF of the objects, the first of which is its catalog.
func document(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var places []int
	for i, object := range objects {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, place := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return out.Bytes()
}

const (
	theCatalog = "<< /Type /Catalog /Pages 2 0 R >>"
	thePages   = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	thePage    = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
)

var theText = "<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 720 Td (proof, an obj) Tj ET\nendstream"

func plainDocument(more ...string) []byte {
	return document(append([]string{theCatalog, thePages, thePage, theText}, more...)...)
}

// packed is a stream object of the objects, compressed.
func packed(dictionary, objects string) string {
	body := deflated(objects)
	return fmt.Sprintf("<< %s /Length %d >>\nstream\r\n%s\nendstream", dictionary, len(body), body)
}

func deflated(text string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return out.String()
}

// drawing is a picture whose corners differ: red at the top left, white else.
func drawing(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.White)
			if x < w/2 && y < h/2 {
				img.Set(x, y, color.RGBA{R: 0xff, A: 0xff})
			}
		}
	}
	return img
}

func mustJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func mustPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withExif puts a block of EXIF into a JPEG: how the camera was held, who owns
// it, and where it was.
func withExif(picture []byte, held uint16) []byte {
	const place = "36.8136N 117.8536E"
	var tiff bytes.Buffer
	tiff.WriteString("II*\x00\x08\x00\x00\x00\x02\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		for _, v := range []any{tag, kind, count, value} {
			_ = binary.Write(&tiff, binary.LittleEndian, v)
		}
	}
	entry(0x0112, 3, 1, uint32(held))
	entry(0x8825, 2, uint32(len(place)), 38)
	tiff.WriteString("\x00\x00\x00\x00" + place)
	body := "Exif\x00\x00" + tiff.String()
	segment := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return bytes.Join([][]byte{picture[:2], segment, []byte(body), picture[2:]}, nil)
}

// bomb is a PNG that claims the size and holds next to nothing.
func bomb(w, h uint32) []byte {
	var out bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	part := func(name string, body []byte) {
		_ = binary.Write(&out, binary.BigEndian, uint32(len(body)))
		text := append([]byte(name), body...)
		out.Write(text)
		_ = binary.Write(&out, binary.BigEndian, crc32.ChecksumIEEE(text))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	part("IHDR", append(head, 8, 6, 0, 0, 0))
	part("IDAT", []byte(deflated(string(make([]byte, 1<<20)))))
	part("IEND", nil)
	return out.Bytes()
}

func mustZip(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
