package bolt_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// TestCutShort cuts a store at many lengths: opening or reading it is an error
// of kind Corrupt, never a crash and never fewer keys.
func TestCutShort(t *testing.T) {
	whole := stored(t, 3000)
	path := filepath.Join(t.TempDir(), "desk.db")
	for size := len(whole) - 1; size > 0; size -= len(whole)/40 + 1 {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		n, err := openAndCount(path)
		if !domain.Is(err, domain.Corrupt) && n != 3000 {
			t.Errorf("cut to %d of %d bytes: %d keys, %v; want kind Corrupt", size, len(whole), n, err)
		}
	}
}

// TestCutByOne takes away the last byte in use: that is told at once, not when
// somebody happens to read it.
func TestCutByOne(t *testing.T) {
	folder := t.TempDir()
	path, exact := filepath.Join(folder, "desk.db"), filepath.Join(folder, "exact.db")
	if err := os.WriteFile(path, stored(t, 3000), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := bolt.CopyLive(context.Background(), path, exact); err != nil { // copies what is in use
		t.Fatal(err)
	}
	if n, err := openAndCount(exact); n != 3000 || err != nil {
		t.Fatalf("the copy holds %d keys, %v", n, err)
	}
	info, err := os.Stat(exact)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(exact, info.Size()-1); err != nil {
		t.Fatal(err)
	}
	_, err = bolt.Open(exact, bolt.Options{})
	wantKind(t, err, domain.Corrupt, store.CodeStoreCorrupt)
}

// TestDamaged overwrites pages of a store with noise: whatever is noticed is of
// kind Corrupt, and nothing ends the process.
func TestDamaged(t *testing.T) {
	whole := stored(t, 3000)
	random := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "desk.db")
	noticed := 0
	for range 100 {
		spoiled := bytes.Clone(whole[:2<<20]) // the rest is room to grow
		at := random.IntN(1 << 20)
		for i := at; i < at+1+random.IntN(4096); i++ {
			spoiled[i] = byte(random.Uint32())
		}
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := openAndCount(path)
		if err != nil && !domain.Is(err, domain.Corrupt) {
			t.Errorf("spoiled at %d: %v, want kind Corrupt", at, err)
		}
		if err != nil {
			noticed++
		}
		if err := openAndWrite(path); err != nil && !domain.Is(err, domain.Corrupt) {
			t.Errorf("spoiled at %d and written to: %v, want kind Corrupt", at, err)
		}
	}
	if noticed == 0 {
		t.Error("no damage was noticed")
	}
}

func openAndCount(path string) (int, error) {
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		return 0, err
	}
	n, err := count(e)
	if err == nil {
		err = e.(store.Checker).Check(context.Background())
	}
	return n, errors.Join(err, e.Close())
}

// openAndWrite changes and reads a store without checking it first.
func openAndWrite(path string) error {
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		return err
	}
	for i := range 20 {
		err = errors.Join(err, e.Update(context.Background(), func(w store.Writer) error {
			return errors.Join(w.Put(fmt.Sprintf("key%06d-new", i*150), make([]byte, 6000)), w.Delete(fmt.Sprintf("key%06d", i*100)))
		}))
	}
	_, errCount := count(e)
	return errors.Join(err, errCount, e.Close())
}

// stored is the file of a store of n keys.
func stored(t *testing.T, n int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "whole.db")
	e := open(t, path, bolt.Options{NoSync: true})
	fill(t, e, n)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestPointersOut sends one pointer after the other out of the file, as a
// flipped bit does: the check says so and never follows it.
func TestPointersOut(t *testing.T) {
	whole := stored(t, 3000)
	const page = 16 << 10 // of every new file
	path := filepath.Join(t.TempDir(), "desk.db")
	tried := map[uint16]int{}
	for at := 2 * page; at+page <= len(whole); at += page {
		kind := binary.NativeEndian.Uint16(whole[at+8:])
		if tried[kind] > 40 || binary.NativeEndian.Uint64(whole[at:]) != uint64(at/page) {
			continue
		}
		tried[kind]++
		for _, field := range []int{8, 10, 12, 16, 20, 24, 28} { // kind, count, pages that follow, the first entry
			spoiled := bytes.Clone(whole)
			copy(spoiled[at+field:], []byte{0xF0, 0xFF, 0xFF, 0x7F})
			if err := os.WriteFile(path, spoiled, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := openAndCheck(path); err != nil && !domain.Is(err, domain.Corrupt) {
				t.Errorf("page %d spoiled at %d: %v, want kind Corrupt", at/page, field, err)
			}
		}
	}
	if tried[1] == 0 || tried[2] == 0 {
		t.Errorf("spoiled pages by kind: %v", tried)
	}
}

// openAndCheck checks a store without reading it first.
func openAndCheck(path string) (whole bool, err error) {
	e, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return false, err
	}
	err = e.(store.Checker).Check(context.Background())
	return err == nil, errors.Join(err, e.Close())
}
