package portaltest

import (
	"archive/zip"
	"bufio"
	"bytes"
	bigendian "encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"creditportal/internal/i18n"
)

// onePage is a PDF of one page that holds the objects beside.
func onePage(more ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	objects := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
	}, more...)
	for i, object := range objects {
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := out.Len()
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return out.Bytes()
}

// archive is a ZIP with one file and the comment behind it.
func archive(t *testing.T, comment string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	into, err := w.Create("a.exe")
	if err == nil {
		_, err = io.WriteString(into, "MZ")
	}
	if err == nil {
		err = w.SetComment(comment)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pixelFlood is a PNG of a few bytes that says it is 30,000 pixels wide and high.
func pixelFlood() []byte {
	var out bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	part := func(name string, body []byte) {
		_ = bigendian.Write(&out, bigendian.BigEndian, uint32(len(body)))
		text := append([]byte(name), body...)
		out.Write(text)
		_ = bigendian.Write(&out, bigendian.BigEndian, crc32.ChecksumIEEE(text))
	}
	head := bigendian.BigEndian.AppendUint32(bigendian.BigEndian.AppendUint32(nil, 30_000), 30_000)
	part("IHDR", append(head, 8, 6, 0, 0, 0))
	part("IEND", nil)
	return out.Bytes()
}

const standing = "36.8136N 117.8536E"

// photograph is a JPEG in which a telephone wrote where it was taken.
func photograph(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, 16, 8)), nil); err != nil {
		t.Fatal(err)
	}
	body := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00" + standing)
	segment := bigendian.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return bytes.Join([][]byte{out.Bytes()[:2], segment, body, out.Bytes()[2:]}, nil)
}

// badFiles are files that are not taken, by the name of what they are told.
func badFiles(t *testing.T) map[string]map[string][]byte {
	t.Helper()
	page := onePage()
	encrypted := bytes.Replace(page, []byte("/Root"), []byte("/Encrypt 9 0 R /Root"), 1)
	both := append(bytes.Clone(page), archive(t, "\nstartxref\n9\n%%EOF\n")...)
	return map[string]map[string][]byte{
		"active": {
			"脚本.pdf": onePage("<< /S /JavaScript /JS (app.alert\\(1\\)) >>"),
			"藏名.pdf": onePage("<< /S /J#61vaScript /JS (x) >>"),
			"启动.pdf": onePage("<< /S /Launch /F (cmd.exe) >>"),
			"内嵌.pdf": onePage("<< /Type /Filespec /EF << /F 9 0 R >> >>"),
		},
		"encrypted": {"加密.pdf": encrypted},
		"disguised": {
			"两用.pdf": both, "压缩包.pdf": archive(t, ""), "网页.pdf": []byte("<!doctype html><script>alert(1)</script>"),
			"改名.jpg": drawing(t), "矢量.png": []byte("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
		},
		"damaged":         {"截断.pdf": page[:len(page)/2], "半张.png": drawing(t)[:40]},
		"wrong_type":      {"网页.html": []byte("<p>示例</p>"), "矢量.svg": []byte("<svg/>"), "程序.pdf.exe": page},
		"empty":           {"空.pdf": nil},
		"too_many_pixels": {"炸弹.png": pixelFlood()},
		"too_large":       {"过大.pdf": tooLarge()},
	}
}

func TestEveryBadFileIsToldWhatIsWrongWithItAndNoneCostsTheDayOfReceipt(t *testing.T) {
	o := mustOpenHall(t)
	agent := o.signIn("agent")
	words := i18n.Default().Printer(i18n.Chinese)
	sent, want := map[string][]byte{}, map[string]string{}
	for key, files := range badFiles(t) {
		args := map[string]int{"too_large": 10, "too_many_pixels": 40}
		for name, content := range files {
			sent[name], want[name] = content, words.T("attachment.fault."+key, "Most", args[key])
		}
	}
	sent["现场.jpg"] = photograph(t)
	check := agent.fillWith(agent.begins(), typedOf("见附件"), sent)
	said := check.doc.Find("main .c-notice").Text()
	for name, why := range want {
		if !strings.Contains(said, "“"+name+"”没有收下："+why) {
			t.Errorf("of %s it does not say %q", name, why)
		}
	}
	if strings.Contains(said, "现场.jpg") {
		t.Error("a good file is told that it is bad")
	}
	filed := agent.followed(agent.submits(check))
	links := filed.doc.Find(`a[href*="/files/"]`)
	if !strings.Contains(main(filed), firstDay) || links.Length() != 1 {
		t.Fatalf("filed at %s with %d files: %s", filed.path, links.Length(), main(filed))
	}
	href, _ := links.Attr("href")
	answer, err := agent.client.Get(o.base + href)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	kept, err := io.ReadAll(answer.Body)
	if _, failed := jpeg.Decode(bytes.NewReader(kept)); err != nil || failed != nil {
		t.Errorf("the photograph does not come back: %v, %v", err, failed)
	}
	if !bytes.Contains(photograph(t), []byte(standing)) || bytes.Contains(kept, []byte("Exif")) ||
		bytes.Contains(kept, []byte(standing)) {
		t.Error("the photograph says where it was taken")
	}
}

func TestTheDoctorSaysWhetherTheScannerAnswers(t *testing.T) {
	dir := t.TempDir()
	env := []string{"PORTAL_DATA_DIR=" + dir, "PORTAL_DATABASE_URL=sqlite:" + filepath.Join(dir, "portal.db"), testKey}
	if said, code := run(t, env, "migrate", "up"); code != 0 {
		t.Fatalf("migrating: %d %s", code, said)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = bufio.NewReader(conn).ReadString(0)
			_, _ = io.WriteString(conn, "PONG\x00")
			_ = conn.Close()
		}
	}()
	address := "PORTAL_SCANNER=tcp:" + l.Addr().String()
	for _, step := range []struct{ setting, says string }{
		{"PORTAL_SCANNER=", "没有设置 PORTAL_SCANNER"}, {address, "✓ 附件病毒扫描"}, {address, "扫描服务没有应答"},
	} {
		said, _ := run(t, append(env, step.setting), "doctor")
		if !strings.Contains(said, step.says) {
			t.Errorf("%s: it says %s", step.setting, said)
		}
		if step.says == "✓ 附件病毒扫描" {
			_ = l.Close()
		}
	}
}
