package bolt

import (
	"bytes"
	"fmt"
	"testing"
)

// someItems is the inside of a block of n items, with its last key.
func someItems(n int) (data []byte, last string) {
	for i := range n {
		key := fmt.Sprintf("match/pkg%03d/CVE-%d", i/3, i)
		if key <= last {
			key = last + "x"
		}
		data = appendItem(data, last, key, bytes.Repeat([]byte{byte(i)}, i%40))
		last = key
	}
	return data, last
}

func TestDecodeBlock(t *testing.T) {
	data, last := someItems(50)
	b, err := decodeBlock(data, last)
	if err != nil || len(b.keys) != 50 {
		t.Fatalf("%d items, %v", len(b.keys), err)
	}
	for i, value := range b.values {
		if !bytes.Equal(value, bytes.Repeat([]byte{byte(i)}, i%40)) {
			t.Errorf("item %d has the value %x", i, value)
		}
	}
	for name, test := range map[string]struct {
		data []byte
		last string
	}{
		"ends elsewhere":        {data, last + "0"},
		"cut short":             {data[:len(data)-1], last},
		"nothing":               {nil, last},
		"keys out of order":     {appendItem(appendItem(nil, "", "b", nil), "", "a", nil), "a"},
		"a key twice":           {appendItem(appendItem(nil, "", "b", nil), "", "b", nil), "b"},
		"shares more than is":   {[]byte{5, 1, 'a', 0}, "a"},
		"a number without end":  {bytes.Repeat([]byte{0xFF}, 20), "a"},
		"a value without bytes": {[]byte{0, 1, 'a', 9, 'x'}, "a"},
	} {
		if _, err := decodeBlock(test.data, test.last); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// FuzzDecodeBlock reads foreign bytes: an error, or items in order that make the same
// items again.
func FuzzDecodeBlock(f *testing.F) {
	for _, n := range []int{1, 2, 50} {
		data, last := someItems(n)
		f.Add(data, last)
	}
	f.Fuzz(func(t *testing.T, data []byte, last string) {
		b, err := decodeBlock(data, last)
		if err != nil {
			return
		}
		var again []byte
		before := ""
		for i, key := range b.keys {
			if key <= before {
				t.Fatalf("%q after %q", key, before)
			}
			again = appendItem(again, before, key, b.values[i])
			before = key
		}
		c, err := decodeBlock(again, last)
		if err != nil || len(c.keys) != len(b.keys) {
			t.Fatalf("read again: %v", err)
		}
	})
}

func TestAddress(t *testing.T) {
	for _, a := range []address{{0, 1}, {1 << 40, 77}, {3, mostBlock}} {
		if got, ok := decodeAddress(a.encode()); !ok || got != a {
			t.Errorf("%v became %v", a, got)
		}
	}
	for _, data := range [][]byte{nil, {1}, {0x80}, {1, 0}, {1, 2, 3}, address{0, mostBlock + 1}.encode()} {
		if a, ok := decodeAddress(data); ok {
			t.Errorf("%x was read as %v", data, a)
		}
	}
}
