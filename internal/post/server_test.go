package post_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// peer is a mail server of another make (npm smtp-server), in a process of its
// own.
type peer struct {
	*testing.T
	port  int
	lines *json.Decoder
	end   func()
}

// terms are how a peer is started.
type terms struct {
	Port     int    `json:"port"`
	Key      string `json:"key,omitempty"`
	Cert     string `json:"cert,omitempty"`
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"`
	Implicit bool   `json:"implicit,omitempty"`
}

// handed is what a peer was handed.
type handed struct {
	Port   int      `json:"port"`
	From   string   `json:"from"`
	To     []string `json:"to"`
	Secure bool     `json:"secure"`
	User   string   `json:"user"`
	Raw    string   `json:"raw"`
}

func (h handed) text(t *testing.T) string {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(h.Raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// patience is how long a test waits for what a peer should say.
const patience = time.Minute

func mustStart(t *testing.T, w terms) *peer {
	t.Helper()
	args, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	// a mail that never comes ends the test, not the whole run
	ctx, stop := context.WithTimeout(context.Background(), patience)
	t.Cleanup(stop)
	cmd := exec.CommandContext(ctx, "node", "testdata/server.mjs", string(args))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	p := &peer{T: t, lines: json.NewDecoder(bufio.NewReader(out))}
	p.end = func() {
		if !ended {
			ended = true
			_ = in.Close() // it ends with its input
			_, _ = io.Copy(io.Discard, out)
			_ = cmd.Wait()
		}
	}
	t.Cleanup(p.end)
	p.port = p.next().Port
	return p
}

// next is what the peer says next.
func (p *peer) next() handed {
	p.Helper()
	var h handed
	if err := p.lines.Decode(&h); err != nil {
		p.Fatalf("the mail server says nothing: %v", err)
	}
	return h
}

// rest is how many mails the peer was handed that nobody asked for; it ends the
// peer.
func (p *peer) rest() int {
	p.Helper()
	n := make(chan int)
	go func() {
		count := 0
		for {
			var h handed
			if p.lines.Decode(&h) != nil {
				n <- count
				return
			}
			count++
		}
	}()
	p.closeInput()
	return <-n
}

func (p *peer) closeInput() { p.Helper(); p.end() }

// freePort is a port on which nobody listens.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // it was only asked for its port
	return l.Addr().(*net.TCPAddr).Port
}

// The certificate of the peer is one of this run; the program trusts it as an
// operator's own authority is trusted, by the environment.
var keyFile, certFile string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "post")
	if err == nil {
		keyFile, certFile = filepath.Join(dir, "key.pem"), filepath.Join(dir, "cert.pem")
		err = writeCertificate()
	}
	if err == nil {
		err = os.Setenv("SSL_CERT_FILE", certFile)
	}
	if err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func writeCertificate() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	write := func(file, kind string, body []byte) error {
		return os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: body}), 0o600)
	}
	if err := write(certFile, "CERTIFICATE", cert); err != nil {
		return err
	}
	return write(keyFile, "PRIVATE KEY", secret)
}
