package sbom

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

// FuzzDecode holds that any bytes give one snapshot whose census adds up, or an
// error with kind and code, and the same both times.
// Fuzz with -fuzzminimizetime 1x: the library's thousand packages make
// minimising slow.
func FuzzDecode(f *testing.F) {
	for _, name := range samples(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, s := range []string{small, smallXML, smallTags + "PackageName: a\nSPDXID: SPDXRef-a\n", "SPDXVersion: SPDX-2.2\nPackageName: x\n<text>",
		`{"artifacts":[null,{"name":1}],"schema":{}}`, `{"bomFormat":"CycloneDX","specVersion":"1.6","components":null}`,
		`{"spdxVersion":"SPDX-2.3","packages":[null]}`, "<bom xmlns='http://cyclonedx.org/schema/bom/1.0'>", "\xff\xfe{\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data) })
}

// TestDamaged runs what FuzzDecode holds over samples cut off, with bytes
// changed and with parts swapped, the same ones in every test run.
func TestDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(14409, 2604))
	rounds := 60
	if testing.Short() {
		rounds = 10
	}
	read := 0
	for _, name := range samples(t) {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for range rounds {
			at, until := random.IntN(len(whole)), random.IntN(len(whole))
			holds(t, whole[:at])
			holds(t, slices.Concat(whole[:at], whole[until:]))
			for _, b := range []byte("\x00\"{}[]<>:,0n\xff") {
				damaged := slices.Clone(whole)
				damaged[at] = b
				if holds(t, damaged) {
					read++
				}
			}
			if t.Failed() {
				t.Fatalf("%s: damaged at %d, %d", name, at, until)
			}
		}
	}
	if read == 0 {
		t.Error("no damaged document was read: the damage is too great to test anything")
	}
}

// holds checks what must be true for any bytes: one snapshot whose census adds
// up, or an error with kind and code and nothing emitted; the same both times. It
// tells whether the bytes were read.
func holds(t *testing.T, data []byte) bool {
	t.Helper()
	run := func() (items []domain.Item, err error) {
		err = Decode(bytes.NewReader(data), func(i domain.Item) error {
			items = append(items, i)
			return nil
		})
		return items, err
	}
	items, err := run()
	if err != nil {
		var reason *domain.Error
		if !errors.As(err, &reason) || reason.Kind == "" || reason.Code == "" || len(items) > 0 {
			t.Errorf("%d items, error %v", len(items), err)
		}
		return false
	}
	if len(items) != 1 {
		t.Errorf("%d items", len(items))
		return false
	}
	checkCensus(t, "damaged", items[0].(domain.Snapshot))
	if again, _ := run(); !same(items, again) {
		t.Errorf("not the same twice:\n%+v\n%+v", items, again)
	}
	return true
}
