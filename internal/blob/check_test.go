package blob_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"

	"creditportal/internal/attachment"
	"creditportal/internal/blob"
	"creditportal/internal/fault"
)

func check(k attachment.Kind, content []byte) ([]byte, error) {
	return blob.NewChecker().Check(context.Background(), k, content, attachment.Usual())
}

// keyOf is what the person is told; "" for nothing.
func keyOf(err error) string {
	var refusal *fault.Error
	if errors.As(err, &refusal) {
		return strings.TrimPrefix(refusal.Key, "attachment.fault.")
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestAnHonestDocumentIsKeptAsItCame(t *testing.T) {
	for name, doc := range map[string][]byte{
		"plain": plainDocument(),
		"with links, outlines and a form": plainDocument(
			"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://example.test/JS) >> >>",
			"<< /Type /Outlines /First 3 0 R /Last 3 0 R >>", "<< /Fields [] /DA (/Helv 0 Tf 0 g) >>"),
		"with packed objects": document(packed("/Type /ObjStm /N 3 /First 12 /Filter /FlateDecode",
			"1 0 2 40 3 80 "+theCatalog+thePages+thePage), theText),
		"packed by a list of one": document(packed("/Type /ObjStm /N 3 /First 12 /Filter [/FlateDecode]",
			"1 0 2 40 3 80 "+theCatalog+thePages+thePage), theText),
		"with a picture":      plainDocument("<< /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\n\xff\xd8\xff /JS )(\nendstream"),
		"with its end padded": append(plainDocument(), "\r\n\x00\x00\x00"...),
		"that was signed":     plainDocument("<< /Type /Sig /Filter /Adobe.PPKLite /Contents <3082> >>"),
	} {
		kept, err := check(attachment.PDF, doc)
		if err != nil || !bytes.Equal(kept, doc) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADocumentThatDoesMoreThanShowItselfIsRefused(t *testing.T) {
	script := "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
	inside := func(object string) string { return "9 0 " + object }
	for name, c := range map[string]struct {
		doc  []byte
		want string
	}{
		"a script":                       {plainDocument(script), "active"},
		"a script under an escaped name": {plainDocument("<< /S /J#61vaScript /J#53 (x) >>"), "active"},
		"a script without its kind":      {plainDocument("<< /JS (x) >>"), "active"},
		"a launch":                       {plainDocument("<< /S /Launch /F (cmd.exe) >>"), "active"},
		"an embedded file":               {plainDocument("<< /Type /Filespec /EF << /F 9 0 R >> >>"), "active"},
		"an XFA form":                    {plainDocument("<< /XFA 9 0 R >>"), "active"},
		"a form that is sent":            {plainDocument("<< /S /SubmitForm /F (http://example.test) >>"), "active"},
		"a script among packed objects": {plainDocument(packed(
			"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", inside(script))), "active"},
		"packed objects that do not say so": {plainDocument(packed(
			"/Type 8 0 R /N 1 /First 4 /Filter /FlateDecode", inside(script))), "active"},
		"packed objects under an escaped name": {plainDocument(packed(
			"/N 1 /Firs#74 4 /Filter /FlateDecode", inside("<< /JS (x) >>"))), "active"},
		"objects stored unpacked": {plainDocument(
			"<< /Type /ObjStm /N 1 /First 4 >>\nstream\n" + inside("<< /JS (x) >>") + "\nendstream"), "active"},
		"an object inside a stream": {plainDocument(
			"<< /Length 99 >>\nstream\n7 0 obj << /JS (x) >> endobj\nendstream"), "active"},
		"an object inside a string":  {plainDocument("(7 0 obj << /JS \\(x\\) >> endobj)"), "active"},
		"an object behind a comment": {plainDocument("% endobj stream\n<< /JS (x) >>"), "active"},
		"a false stream in a string": {plainDocument(packed(
			"/N 1 /First 4 /X (>> stream endstream endobj) /Filter /FlateDecode", inside("<< /JS (x) >>"))), "active"},
		"a password": {bytes.Replace(plainDocument(), []byte("/Root"), []byte("/Encrypt 9 0 R /Root"), 1), "encrypted"},
		"objects packed twice": {plainDocument(packed(
			"/N 1 /First 4 /Filter [/FlateDecode /FlateDecode]", deflated(inside(script)))), "damaged"},
		"objects packed otherwise": {plainDocument(
			"<< /Type /ObjStm /N 1 /First 4 /Filter /ASCIIHexDecode >>\nstream\n39203020>\nendstream"), "damaged"},
		"objects packed as another object says": {plainDocument(packed("/N 1 /First 4 /Filter 9 0 R", inside(script))), "damaged"},
		"objects with a predictor": {plainDocument(packed(
			"/N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", inside(script))), "damaged"},
		"packed objects cut off": {plainDocument(
			"<< /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + deflated(strings.Repeat(script, 9))[:20] + "\nendstream"), "damaged"},
		"objects without end": {plainDocument(packed(
			"/N 1 /First 4 /Filter /FlateDecode", strings.Repeat("0", 65<<20))), "damaged"},
		"a tangle":             {plainDocument(strings.Repeat("obj (", 100_000)), "damaged"},
		"no pages":             {document(theCatalog), "damaged"},
		"a head alone":         {[]byte("%PDF-1.7\n"), "damaged"},
		"its second half cut":  {plainDocument()[:300], "damaged"},
		"something before it":  {append([]byte("<script>"), plainDocument()...), "damaged"},
		"something behind it":  {append(plainDocument(), "<script>alert(1)</script>"...), "damaged"},
		"an archive behind it": {append(plainDocument(), mustZip(t, "a.exe", plainDocument())...), "damaged"},
		"an archive around it": {polyglot(t), "disguised"},
	} {
		if kept, err := check(attachment.PDF, c.doc); keyOf(err) != c.want || kept != nil {
			t.Errorf("%s: told %q, want %q", name, keyOf(err), c.want)
		}
	}
}

// polyglot is a document and an archive at once: the archive's closing comment
// ends as a document does.
func polyglot(t *testing.T) []byte {
	t.Helper()
	archive := mustZip(t, "a.txt", []byte("示例"))
	tail := []byte("\nstartxref\n9\n%%EOF\n")
	archive[len(archive)-2] = byte(len(tail))
	return bytes.Join([][]byte{plainDocument(), archive, tail}, nil)
}

func TestAPictureLosesEverythingButItsPixels(t *testing.T) {
	photo := withExif(mustJPEG(t, drawing(64, 32)), 1)
	kept, err := check(attachment.JPEG, append(photo, "PK\x03\x04 hidden"...))
	if err != nil {
		t.Fatal(err)
	}
	for _, trace := range []string{"Exif", "36.8136N", "hidden"} {
		if !bytes.Contains(append(photo, "hidden"...), []byte(trace)) || bytes.Contains(kept, []byte(trace)) {
			t.Errorf("%q was not there before, or is there still", trace)
		}
	}
	drawn := mustPNG(t, drawing(64, 32))
	kept, err = check(attachment.PNG, append(drawn, "hidden"...))
	if err != nil || bytes.Contains(kept, []byte("hidden")) {
		t.Errorf("%v, a PNG keeps what stands behind it", err)
	}
}

func TestAPhotographStandsUprightAlthoughItsMarkIsGone(t *testing.T) {
	// where the red corner of the drawing is, once turned
	for held, corner := range map[uint16]image.Point{
		0: {0, 0}, 1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}, 9: {0, 0},
	} {
		kept, err := check(attachment.JPEG, withExif(mustJPEG(t, drawing(64, 32)), held))
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(kept))
		if err != nil {
			t.Fatal(err)
		}
		b := img.Bounds()
		if wide := held < 5 || held > 8; b.Dx() > b.Dy() != wide {
			t.Errorf("held %d: %v", held, b)
		}
		c, _ := color.RGBAModel.Convert(img.At(4+corner.X*(b.Dx()-8), 4+corner.Y*(b.Dy()-8))).(color.RGBA)
		if c.R < 200 || c.G > 80 {
			t.Errorf("held %d: the red corner is not at %v but there is %v", held, corner, c)
		}
	}
	grey := image.NewGray(image.Rect(0, 0, 8, 4))
	if _, err := check(attachment.JPEG, withExif(mustJPEG(t, grey), 6)); err != nil {
		t.Errorf("a grey picture: %v", err)
	}
}

func TestAPictureThatCannotBeReadOrWouldFillTheMemoryIsRefused(t *testing.T) {
	photo := mustJPEG(t, drawing(640, 320))
	for name, c := range map[string]struct {
		kind    attachment.Kind
		content []byte
		want    string
	}{
		"30,000 × 30,000":          {attachment.PNG, bomb(30_000, 30_000), "too_many_pixels"},
		"as large as can be":       {attachment.PNG, bomb(1<<31-1, 1<<31-1), "damaged"},
		"without width":            {attachment.PNG, bomb(0, 10), "damaged"},
		"less than it says":        {attachment.PNG, bomb(6000, 6000), "damaged"},
		"cut in the middle":        {attachment.JPEG, photo[:len(photo)/2], "damaged"},
		"cut behind its signature": {attachment.JPEG, photo[:3], "damaged"},
		"a PNG under a JPEG":       {attachment.JPEG, mustPNG(t, drawing(8, 8)), "damaged"},
		"of no kind":               {"gif", photo, "disguised"},
	} {
		if kept, err := check(c.kind, c.content); keyOf(err) != c.want || kept != nil {
			t.Errorf("%s: told %q, want %q", name, keyOf(err), c.want)
		}
	}
}

func TestWhoGivesUpDoesNotWaitForAPicture(t *testing.T) {
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := blob.NewChecker().Check(gone, attachment.PNG, mustPNG(t, drawing(4, 4)), attachment.Usual())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("told %v", err)
	}
}

func FuzzNoDocumentStopsTheCheck(f *testing.F) {
	f.Add(plainDocument())
	f.Add(plainDocument("<< /S /J#61vaScript >>"))
	f.Add(plainDocument(packed("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", "9 0 << /A [(b) <63>] >>")))
	f.Add([]byte("%PDF-1.1 1 0 obj << /Type /Catalog /Page (\\ % \n >> startxref 1 %%EOF"))
	f.Fuzz(func(t *testing.T, doc []byte) {
		kept, err := check(attachment.PDF, doc)
		if err == nil && (!bytes.Equal(kept, doc) || bytes.Contains(doc, []byte("/JavaScript "))) {
			t.Errorf("kept %d of %d bytes, or kept a script", len(kept), len(doc))
		}
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("told %v", err)
		}
	})
}
