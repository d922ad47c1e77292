package vault_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"creditportal/internal/vault"
)

var fileCell = vault.Cell{Table: "attachments", Column: "A"}

func sealed(t testing.TB, v *vault.Vault, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := v.SealStream(vault.Attachments, fileCell, &out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, iotest.HalfReader(bytes.NewReader(plain))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unsealed(v *vault.Vault, c vault.Class, cell vault.Cell, stream []byte) ([]byte, error) {
	r, err := v.OpenStream(c, cell, bytes.NewReader(stream))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

const chunk = 64 << 10

func TestAStreamOfAnyLengthOpensInItsOwnCellOnly(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	for _, n := range []int{0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3*chunk + 7} {
		plain := bytes.Repeat([]byte("示例文件"), n/12+1)[:n]
		stream := sealed(t, v, plain)
		if n > 12 && bytes.Contains(stream, plain[:12]) {
			t.Errorf("%d bytes stand in clear", n)
		}
		if got, err := unsealed(v, vault.Attachments, fileCell, stream); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes came back as %d, %v", n, len(got), err)
		}
		if _, err := unsealed(v, vault.Records, fileCell, stream); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%d bytes opened under another class: %v", n, err)
		}
		other := vault.Cell{Table: "attachments", Column: "B"}
		if _, err := unsealed(v, vault.Attachments, other, stream); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%d bytes opened in another cell: %v", n, err)
		}
	}
}

func TestAStreamThatWasCutMovedOrChangedDoesNotOpen(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	const head, part = 21, chunk + 16
	stream := sealed(t, v, make([]byte, 2*chunk+100))
	swapped := bytes.Clone(stream)
	copy(swapped[head:], stream[head+part:head+2*part])
	copy(swapped[head+part:], stream[head:head+part])
	changed := bytes.Clone(stream)
	changed[head+part+5] ^= 1
	for name, damaged := range map[string][]byte{
		"nothing": nil, "half a head": stream[:10], "head alone": stream[:head], "one chunk": stream[:head+part],
		"two chunks": stream[:head+2*part], "cut in a chunk": stream[:head+part+9], "swapped": swapped,
		"changed": changed, "longer": append(bytes.Clone(stream), 0),
	} {
		if _, err := unsealed(v, vault.Attachments, fileCell, damaged); !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStreamTellsWhyItsSourceOrTargetFails(t *testing.T) {
	v := mustOpen(t, secret, mustKeys(t, secret))
	broken := errors.New("the disk is gone")
	r, err := v.OpenStream(vault.Attachments, fileCell, io.MultiReader(
		bytes.NewReader(sealed(t, v, make([]byte, 2*chunk))[:chunk+100]), iotest.ErrReader(broken)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); !errors.Is(err, broken) {
		t.Errorf("read with %v", err)
	}
}
