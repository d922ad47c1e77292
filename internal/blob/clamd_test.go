package blob_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"testing"
	"time"

	"creditportal/internal/attachment"
	"creditportal/internal/blob"
	"creditportal/internal/fault"
)

// scannerHouse is a scanner that speaks the protocol of ClamAV on a socket, and
// knows one file: the harmless one by which scanners are tried.
type scannerHouse struct {
	listener net.Listener
	most     int // bytes that it takes
}

func mustListen(t *testing.T, network, address string) *scannerHouse {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	h := &scannerHouse{l, 25 << 20}
	t.Cleanup(func() { _ = l.Close() })
	go h.serve()
	return h
}

func (h *scannerHouse) serve() {
	for {
		conn, err := h.listener.Accept()
		if err != nil {
			return
		}
		go h.answer(conn)
	}
}

func (h *scannerHouse) answer(conn net.Conn) {
	defer conn.Close() //nolint:errcheck // said is said
	r := bufio.NewReader(conn)
	command, err := r.ReadString(0)
	if err != nil {
		return
	}
	switch command {
	case "zPING\x00":
		_, _ = io.WriteString(conn, "PONG\x00")
	case "zINSTREAM\x00":
		_, _ = fmt.Fprintf(conn, "%s\x00", h.scan(r))
	default:
		_, _ = io.WriteString(conn, "UNKNOWN COMMAND\x00")
	}
}

func (h *scannerHouse) scan(r io.Reader) string {
	var content []byte
	for {
		var n uint32
		if err := binary.Read(r, binary.BigEndian, &n); err != nil {
			return "stream: read error. ERROR"
		}
		if n == 0 {
			break
		}
		if len(content)+int(n) > h.most {
			return "INSTREAM size limit exceeded. ERROR"
		}
		piece := make([]byte, n)
		if _, err := io.ReadFull(r, piece); err != nil {
			return "stream: read error. ERROR"
		}
		content = append(content, piece...)
	}
	if bytes.Contains(content, []byte(testVirus)) {
		return "stream: Eicar-Test-Signature FOUND"
	}
	return "stream: OK"
}

func (h *scannerHouse) client() blob.Clamd {
	a := h.listener.Addr()
	return blob.Clamd{Network: a.Network(), Address: a.String(), Patience: 10 * time.Second}
}

func TestTheScannerIsAskedOverItsSocket(t *testing.T) {
	for network, address := range map[string]string{
		"tcp": "127.0.0.1:0", "unix": filepath.Join(t.TempDir(), "clamd.ctl"),
	} {
		c := mustListen(t, network, address).client()
		if err := c.Ping(always); err != nil {
			t.Errorf("%s: %v", network, err)
		}
		long := bytes.Repeat([]byte("示例"), 200_000)
		for name, tried := range map[string]struct {
			content []byte
			clean   bool
		}{
			"nothing": {nil, true}, "a long file": {long, true}, "the one it knows": {[]byte(testVirus), false},
			"the one it knows, over two pieces": {append(long[:65_500:65_500], testVirus...), false},
		} {
			if clean, err := c.Scan(always, tried.content); err != nil || clean != tried.clean {
				t.Errorf("%s, %s: %v, %v", network, name, clean, err)
			}
		}
	}
}

func TestAScannerThatCannotLookFindsNothingClean(t *testing.T) {
	small := mustListen(t, "tcp", "127.0.0.1:0")
	small.most = 1000
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	hangs := blob.Clamd{Network: "tcp", Address: silent.Addr().String(), Patience: 50 * time.Millisecond}
	gone := small.client()
	gone.Address = filepath.Join(t.TempDir(), "none")
	gone.Network = "unix"
	for name, c := range map[string]blob.Clamd{
		"takes no such size": small.client(), "hangs": hangs, "is not there": gone,
	} {
		if clean, err := c.Scan(always, bytes.Repeat([]byte("x"), 1<<20)); clean || err == nil {
			t.Errorf("a scanner that %s: %v, %v", name, clean, err)
		}
	}
	if err := hangs.Ping(always); err == nil {
		t.Error("one that hangs answers")
	}
	left, leave := context.WithCancel(always)
	leave()
	if clean, err := small.client().Scan(left, nil); clean || err == nil {
		t.Errorf("after the visitor left: %v, %v", clean, err)
	}
}

func TestTheAddressOfAScannerIsASocketOrAHostWithItsPort(t *testing.T) {
	for setting, want := range map[string]string{
		"unix:/run/clamav/clamd.ctl": "/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310": "127.0.0.1:3310",
		"tcp:[::1]:3310": "[::1]:3310", "": "", "clamd": "", "unix:": "", "tcp:host": "", "udp:host:1": "", "tcp::3310": "",
	} {
		c, err := blob.ParseClamd(setting)
		if c.Address != want || (err == nil) != (want != "") {
			t.Errorf("%q: %+v, %v", setting, c, err)
		}
	}
}

func TestWithTheScannerAwayAFileIsFiledAndOpenedByNobodyUntilItIsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clamd.ctl")
	p := mustDesk(t, blob.Clamd{Network: "unix", Address: path, Patience: 5 * time.Second})
	clean, ill := mustStage(t, p, plainDocument()), mustStage(t, p, plainDocument("% "+testVirus))
	for _, a := range []attachment.Attachment{clean, ill} {
		if _, _, err := p.Open(always, a.ID, me); a.State != attachment.Staged || !fault.Is(err, fault.Conflict) {
			t.Errorf("%s, opened before it was judged: %v", a.State, err)
		}
	}
	if err := attachment.MayJoin([]attachment.Attachment{clean, ill}, nil, me.Account, p.Limits()); err != nil {
		t.Errorf("they cannot be filed: %v", err)
	}
	mustListen(t, "unix", path)
	if swept, err := p.Sweep(always, now); err != nil || swept.Judged != 2 {
		t.Errorf("swept %+v, %v", swept, err)
	}
	list, err := p.Mine(always, []attachment.ID{clean.ID, ill.ID}, me)
	if err != nil || len(list) != 2 || list[0].State != attachment.Clean || list[1].State != attachment.Held {
		t.Errorf("%v, judged: %v", err, list)
	}
}
