package store

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestOriginalsUnpack is the law that bytes come back from either form, and that
// no compressed original is taken for the other form.
func TestOriginalsUnpack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data"), rapid.IntRange(1, 50).Draw(t, "times"))
		for name, frame := range map[string][]byte{"S2": compressOriginal(data), "zstd": compress(nil, data)} {
			got, err := decompressOriginal(frame, int64(len(data)))
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%s: %d bytes, want %d (%v)", name, len(got), len(data), err)
			}
			if have := bytes.HasPrefix(frame, zstdMagic); have != (name == "zstd") {
				t.Fatalf("%s is taken for zstd: %v", name, have)
			}
		}
	})
}

// TestOriginalsOfAnotherSize refuses a block before room is made for it.
func TestOriginalsOfAnotherSize(t *testing.T) {
	data := []byte(strings.Repeat("fence ", 1000))
	frame := compressOriginal(data)
	for name, test := range map[string]struct {
		frame []byte
		size  int64
	}{
		"larger than its head says": {frame, 10},
		"cut off":                   {frame[:len(frame)/2], int64(len(data))},
		"nothing":                   {nil, 0},
		"a length without an end":   {bytes.Repeat([]byte{0xFF}, 12), 1 << 40},
	} {
		if _, err := decompressOriginal(test.frame, test.size); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzOriginal unpacks foreign bytes: an error or the size asked for, no panic.
func FuzzOriginal(f *testing.F) {
	for _, text := range []string{"", "a", strings.Repeat("fence ", 100), noise(500)} {
		f.Add(compressOriginal([]byte(text)), int64(len(text)))
		f.Add(compress(nil, []byte(text)), int64(len(text)))
	}
	f.Fuzz(func(t *testing.T, frame []byte, size int64) {
		data, err := decompressOriginal(frame, min(size, 1<<20))
		if err == nil && !bytes.HasPrefix(frame, zstdMagic) && int64(len(data)) != size {
			t.Errorf("%d bytes, want %d", len(data), size)
		}
	})
}
