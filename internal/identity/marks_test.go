package identity

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestNumbersFit(t *testing.T) {
	device := domain.Component{Name: "SIMATIC S7", Vendor: "Siemens AG", Model: "6ES7 515-2AM01-0AB0", Serial: "SVPK1234567"}
	unnamed := domain.Component{Model: "6ES7515-2AM01-0AB0"}
	for _, tt := range []struct {
		name       string
		component  domain.Component
		product    domain.Product
		fits, sure bool
	}{
		{"the very number", device, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515-2AM01-0AB0"}}, true, true},
		{"case and blanks have no weight", device, domain.Product{Vendor: "Siemens", Models: []string{"6es7 515-2am01-0ab0"}}, true, true},
		{"any number of characters", device, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515-*"}}, true, true},
		{"one character each", device, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515-2AM0?-0AB?"}}, true, true},
		{"one character too many", device, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515-2AM01-0AB0?"}}, false, false},
		{"a beginning without a wildcard is another number", device, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515"}}, false, false},
		{"a wildcard in front", device, domain.Product{Vendor: "Siemens", Models: []string{"*515-2AM01*"}}, true, true},
		{"stock numbers stand in the same place", device, domain.Product{Vendor: "Siemens", SKUs: []string{"6ES7 515-2AM??-*"}}, true, true},
		{"a serial number", device, domain.Product{Vendor: "Siemens", Serials: []string{"SVPK*"}}, true, true},
		{"another serial number", device, domain.Product{Vendor: "Siemens", Serials: []string{"SVPL*"}}, false, false},
		{"a serial number is no model", device, domain.Product{Vendor: "Siemens", Models: []string{"SVPK*"}}, false, false},
		{"another maker", device, domain.Product{Vendor: "Acme", Models: []string{"6ES7515-*"}}, false, false},
		{"no maker stated", device, domain.Product{Models: []string{"6ES7515-*"}}, true, false},
		{"no maker known", unnamed, domain.Product{Vendor: "Siemens", Models: []string{"6ES7515-*"}}, true, false},
		{"wildcards alone say nothing", device, domain.Product{Vendor: "Siemens", Models: []string{"*"}}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.component
			Describe(&c, "")
			fits, sure := false, false
			for _, k := range ProductKeys(&tt.product) {
				if IsMark(k.Key) && slices.Contains(append([]domain.PackageKey{c.Key}, c.Also...), k.Key) {
					f, s := FitsNumber(&c, k.Key, k.Number)
					fits, sure = fits || f, sure || s
				}
			}
			if fits != tt.fits || sure != tt.sure {
				t.Errorf("fits %v, sure %v", fits, sure)
			}
		})
	}
}

func TestHashKeys(t *testing.T) {
	digest := strings.Repeat("ab", 32)
	for _, tt := range []struct {
		algorithm, value string
		want             domain.PackageKey
	}{
		{"sha256", digest, domain.PackageKey("hash/sha256/" + digest)},
		{"SHA-256", strings.ToUpper(digest), domain.PackageKey("hash/sha256/" + digest)},
		{"SHA3-256", digest, domain.PackageKey("hash/sha3-256/" + digest)},
		{"SHA-1", digest[:40], ""},
		{"md5", digest[:32], ""},
		{"sha256", "not a digest", ""},
		{"sha256", digest[:40], ""},
	} {
		if got := HashKey(domain.Hash{Algorithm: tt.algorithm, Value: tt.value}); got != tt.want {
			t.Errorf("%s %s: %q", tt.algorithm, tt.value, got)
		}
	}
}

// TestNumbersAreFound is the law that whatever number a statement fits is also
// looked for under the key it is kept under.
func TestNumbersAreFound(t *testing.T) {
	letters := rapid.SampledFrom([]rune("ab1-"))
	rapid.Check(t, func(t *rapid.T) {
		have := rapid.StringOfN(letters, 3, 18, -1).Draw(t, "have")
		pattern := []rune(have)
		for range rapid.IntRange(0, 4).Draw(t, "wildcards") {
			at := rapid.IntRange(0, len(pattern)-1).Draw(t, "at")
			pattern[at] = rapid.SampledFrom([]rune("?*")).Draw(t, "wildcard")
		}
		c := domain.Component{Name: "x", Model: have}
		Describe(&c, "")
		for _, k := range ProductKeys(&domain.Product{Models: []string{string(pattern)}}) {
			fits, _ := FitsNumber(&c, k.Key, k.Number)
			if held := slices.Contains(append([]domain.PackageKey{c.Key}, c.Also...), k.Key); !fits || !held {
				t.Fatalf("%s under %s: fits %v, looked for %v", string(pattern), k.Key, fits, held)
			}
		}
	})
}
