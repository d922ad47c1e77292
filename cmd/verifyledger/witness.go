package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"creditportal/internal/ledger"
)

// What a portal answers is short, and comes soon.
const (
	mostAnswer = 64 << 10
	patience   = 30 * time.Second
)

// witness watches one portal.
type witness struct {
	portal string
	dir    string // what was seen last of each tree
	known  ledger.Keys
	signs  ledger.Witness
}

func runWitness(ctx context.Context, args []string, out, problems io.Writer) int {
	flags := flag.NewFlagSet("verifyledger witness", flag.ContinueOnError)
	flags.SetOutput(problems)
	flags.Usage = func() { fmt.Fprint(problems, usage) }
	w := witness{}
	flags.StringVar(&w.portal, "portal", "", "")
	flags.StringVar(&w.dir, "state", "", "")
	key, name, secret := flags.String("key", "", ""), flags.String("name", "", ""), flags.String("secret", "", "")
	if flags.Parse(args) != nil {
		return exitUsage
	}
	if w.portal == "" || w.dir == "" || *key == "" || *name == "" || *secret == "" || flags.NArg() > 0 {
		flags.Usage()
		return exitUsage
	}
	err := w.prepare(*key, *name, *secret)
	if err == nil {
		err = w.named(problems)
	}
	if err == nil {
		err = w.round(ctx, out)
	}
	if errors.Is(err, ledger.ErrShrunk) || errors.Is(err, ledger.ErrCheckpoint) {
		fmt.Fprintln(out, "not signed:", err)
		return exitFindings
	}
	if err != nil {
		fmt.Fprintln(problems, "verifyledger:", err)
		return exitUsage
	}
	return exitClean
}

// prepare reads the keys; the witness's own is made where there is none yet.
func (w *witness) prepare(key, name, secret string) error {
	var err error
	if w.known, err = ledger.ReadKeys(key); err != nil {
		return err
	}
	seed, err := readSeed(secret)
	if err != nil {
		return err
	}
	w.signs, err = ledger.NewWitness(name, ed25519.NewKeyFromSeed(seed), w.known)
	return err
}

// named says by which key others check what the witness signs.
func (w *witness) named(out io.Writer) error {
	key, err := w.signs.Key()
	if err == nil {
		fmt.Fprintln(out, "witness", key)
	}
	return err
}

// ownerAlone are the rights on what only the witness may read.
const ownerAlone = 0o600

func readSeed(name string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Clean(name))
	if errors.Is(err, os.ErrNotExist) {
		seed := make([]byte, ed25519.SeedSize)
		if _, err := rand.Read(seed); err != nil {
			return nil, fmt.Errorf("making a key: %w", err)
		}
		return seed, os.WriteFile(filepath.Clean(name), []byte(hex.EncodeToString(seed)+"\n"), ownerAlone)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, ledger.ErrKey
	}
	return seed, nil
}

// round looks at the portal once: it signs the newest checkpoint, if what was
// seen before stands at its beginning, and keeps it.
func (w *witness) round(ctx context.Context, out io.Writer) error {
	signed, err := w.get(ctx, "/log/checkpoint", nil)
	if err != nil {
		return err
	}
	now, _, err := w.known.Open(signed)
	if err != nil {
		return err
	}
	name := filepath.Join(w.dir, hex.EncodeToString([]byte(now.Origin))+".checkpoint")
	last, err := os.ReadFile(filepath.Clean(name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("reading what was seen last: %w", err)
	}
	proof, err := w.growth(ctx, now, last)
	if err != nil {
		return err
	}
	at := time.Now() //nolint:forbidigo // this program has its own clock
	cosigned, err := w.signs.Cosign(signed, last, proof, at)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Clean(name), cosigned, ownerAlone); err != nil { //nolint:gosec // named by the caller
		return fmt.Errorf("keeping what was seen: %w", err)
	}
	_, err = out.Write(cosigned)
	return err
}

// growth asks for the proof that the log begins with what was seen last.
func (w *witness) growth(ctx context.Context, now ledger.Checkpoint, last []byte) ([]ledger.Hash, error) {
	if len(last) == 0 {
		return nil, nil
	}
	then, _, err := w.known.Open(last)
	if err != nil {
		return nil, fmt.Errorf("what was seen last: %w", err)
	}
	if then.Size >= now.Size {
		return nil, nil // the same tree, or one that shrank
	}
	text, err := w.get(ctx, "/log/growth", url.Values{
		"origin": {now.Origin}, "now": {strconv.FormatInt(now.Size, 10)}, "then": {strconv.FormatInt(then.Size, 10)},
	})
	if err != nil {
		return nil, err
	}
	var proof []ledger.Hash
	for line := range strings.Lines(string(text)) {
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
		if err != nil {
			return nil, ledger.ErrHash
		}
		h, err := ledger.ReadHash(raw)
		if err != nil {
			return nil, err
		}
		proof = append(proof, h)
	}
	return proof, nil
}

func (w *witness) get(ctx context.Context, path string, query url.Values) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	address := strings.TrimSuffix(w.portal, "/") + path
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("asking the portal: %w", err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, fmt.Errorf("asking the portal: %w", err)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("asking the portal for %s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
}
