package store

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// noise is text that does not compress.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return string(b)
}

func TestPack(t *testing.T) {
	const limit = 64 << 10
	tests := []struct {
		name   string
		text   string
		tag    byte
		pieces int
	}{
		{"small", "text", '"', 0},
		{"as large as is left alone", strings.Repeat("x", plainMax-2), '"', 0},
		{"large", strings.Repeat("x", plainMax-1), tagZstd, 0},
		{"very large and dull", strings.Repeat("x", 1<<20), tagZstd, 0},
		{"too large for a value", noise(200 << 10), tagMore, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := marshal(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			value, pieces, err := pack(data, limit)
			if err != nil {
				t.Fatal(err)
			}
			if value[0] != tt.tag || len(pieces) != tt.pieces || len(value) > limit {
				t.Errorf("first byte %#x, %d pieces, %d bytes; want %#x and %d", value[0], len(pieces), len(value), tt.tag, tt.pieces)
			}
			for i, p := range pieces {
				if len(p) > limit || len(p) == 0 {
					t.Errorf("piece %d has %d bytes", i, len(p))
				}
			}
			again, _, err := pack(data, limit)
			if err != nil || !bytes.Equal(value, again) {
				t.Errorf("packing twice gives two values (%v)", err)
			}
		})
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		name string
		data string
		want []string
	}{
		{"empty", "", []string{""}},
		{"less", "ab", []string{"ab"}},
		{"equal", "abc", []string{"abc"}},
		{"more", "abcd", []string{"abc", "d"}},
		{"twice", "abcdef", []string{"abc", "def"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range cut([]byte(tt.data), 3) {
				got = append(got, string(p))
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDamagedValues(t *testing.T) {
	good := compress([]byte{tagZstd}, []byte(`"text"`))
	tests := []struct {
		name  string
		value []byte
	}{
		{"empty", nil},
		{"not JSON", []byte("{")},
		{"another type", []byte(`{"a":1}`)},
		{"name twice", []byte(`{"a":1,"a":2}`)},
		{"frame cut short", good[:len(good)-3]},
		{"frame changed", append(bytes.Clone(good[:len(good)-1]), good[len(good)-1]^1)},
		{"no frame", []byte{tagZstd}},
		{"spill header cut short", []byte{tagMore, '{'}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := decode[string](&Read{}, "key", tt.value)
			if !domain.Is(err, domain.Corrupt) {
				t.Errorf("error is %v, want kind Corrupt", err)
			}
		})
	}
}

func TestMarshalIsStable(t *testing.T) {
	current := Current{Ecosystems: map[string]int{"b": 1, "a": 2, "c": 3, "d": 4}, Verdicts: map[domain.Verdict]int{"x": 1, "w": 2}}
	first, err := marshal(current)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := marshal(current)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("the same record has two forms (%v):\n%s\n%s", err, first, again)
		}
	}
}

func TestMarshalTakesForeignNames(t *testing.T) {
	data, err := marshal(Arrival{File: "bad\xffname"})
	if err != nil {
		t.Fatal(err)
	}
	var back Arrival
	if err := unmarshal("key", data, &back); err != nil || back.File != "bad\ufffdname" {
		t.Errorf("got %q, %v; want the replacement character", back.File, err)
	}
}

func TestChunk(t *testing.T) {
	tests := []struct {
		name    string
		records []string
		want    []string
	}{
		{"none", nil, nil},
		{"one", []string{"a"}, []string{`["a"]`}},
		{"larger than a chunk", []string{strings.Repeat("x", 20), "b"}, []string{`["` + strings.Repeat("x", 20) + `"]`, `["b"]`}},
		{"several", []string{"a", "b", "c", "d", "e"}, []string{`["a","b"]`, `["c","d"]`, `["e"]`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			chunks, begins, err := chunk(tt.records, 8)
			if err != nil {
				t.Fatal(err)
			}
			if len(begins) != len(chunks) || len(begins) > 0 && begins[0] != 0 {
				t.Errorf("%d chunks begin at %v", len(chunks), begins)
			}
			if got := string(bytes.Join(chunks, []byte("|"))); got != strings.Join(tt.want, "|") {
				t.Errorf("got %s, want %s", got, strings.Join(tt.want, "|"))
			}
		})
	}
}
