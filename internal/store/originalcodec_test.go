package store

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestOriginalsUnpack is the law that bytes come back from every form, and that
// none is taken for another.
func TestOriginalsUnpack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data"), rapid.IntRange(1, 50).Draw(t, "times"))
		for name, frame := range map[string][]byte{"S2": compressOriginal(data), "zstd": compress(nil, data), "plain": slices.Concat(plainMark, data)} {
			got, err := decompressOriginal(frame, int64(len(data)))
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%s: %d bytes, want %d (%v)", name, len(got), len(data), err)
			}
			if have := bytes.HasPrefix(frame, zstdMagic); have != (name == "zstd") {
				t.Fatalf("%s is taken for zstd: %v", name, have)
			}
			if have := bytes.HasPrefix(frame, plainMark); have != (name == "plain") {
				t.Fatalf("%s is taken for plain: %v", name, have)
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

// TestLoosened is the law that an original reads the same after it was loosened, that
// nothing else changes, and that loosening twice is loosening once.
func TestLoosened(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data"), rapid.IntRange(1, 400).Draw(t, "times"))
		packed := Compress(data)
		if rapid.Bool().Draw(t, "zstd") {
			packed.frame = compress(nil, data)
		}
		chunks := cut(packed.frame, rapid.SampledFrom([]int{64 << 10, 200}).Draw(t, "value"))
		head, err := marshal(originalHead{Size: packed.size, Packed: len(packed.frame), Chunks: len(chunks)})
		if err != nil {
			t.Fatal(err)
		}
		headKey := keyOriginalHead(packed.digest)
		loose := Loosened(headKey, head)
		var said originalHead
		if err := unmarshal(headKey, loose, &said); err != nil {
			t.Fatal(err)
		}
		var frame []byte
		for i, chunk := range chunks {
			key := keyOriginalChunk(packed.digest, i)
			once := Loosened(key, chunk)
			if again := Loosened(key, once); !bytes.Equal(again, once) {
				t.Fatalf("chunk %d changes twice", i)
			}
			frame = append(frame, once...)
		}
		got, err := decompressOriginal(frame, said.Size)
		if err != nil || !bytes.Equal(got, data) || said.Packed != len(frame) || said.Chunks != len(chunks) {
			t.Fatalf("%d bytes in %d chunks of %d became %d in %d, said to be %+v: %v", len(data), len(chunks), len(packed.frame), len(got), len(frame), said, err)
		}
		if other := "advisory/csaf/example.com/000000"; !bytes.Equal(Loosened(other, packed.frame), packed.frame) {
			t.Fatal("something else was loosened")
		}
	})
}

// FuzzOriginal unpacks foreign bytes: an error or the size asked for, no panic.
func FuzzOriginal(f *testing.F) {
	for _, text := range []string{"", "a", strings.Repeat("fence ", 100), noise(500)} {
		f.Add(compressOriginal([]byte(text)), int64(len(text)))
		f.Add(compress(nil, []byte(text)), int64(len(text)))
	}
	f.Fuzz(func(t *testing.T, frame []byte, size int64) {
		data, err := decompressOriginal(frame, min(size, 1<<20))
		if err == nil && !bytes.HasPrefix(frame, zstdMagic) && !bytes.HasPrefix(frame, plainMark) && int64(len(data)) != size {
			t.Errorf("%d bytes, want %d", len(data), size)
		}
	})
}
