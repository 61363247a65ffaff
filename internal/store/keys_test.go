package store

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestPart(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "CVE-2026-1234", "CVE-2026-1234"},
		{"empty", "", ""},
		{"slash", "deb/debian/openssl", "deb%2Fdebian%2Fopenssl"},
		{"percent", "a%2Fb", "a%252Fb"},
		{"tilde", "1.0~rc1", "1.0%7Erc1"},
		{"control characters", "a\x00b\nc\x7f", "a%00b%0Ac%7F"},
		{"other scripts stay", "Größe 測試", "Größe 測試"},
		{"not UTF-8", "a\xffb", "a\xffb"},
		{"longest", strings.Repeat("x", 200), strings.Repeat("x", 200)},
		{
			"too long", strings.Repeat("x", 201),
			strings.Repeat("x", 40) + "~" + digestOf([]byte(strings.Repeat("x", 201))),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := part(tt.in); got != tt.want {
				t.Errorf("part(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// components are strings that would collide if escaping were wrong.
var components = rapid.Custom(func(t *rapid.T) []string {
	one := rapid.OneOf(
		rapid.StringMatching(`[a/%~]{0,3}`), rapid.String(),
		rapid.Just(strings.Repeat("/", 90)), rapid.Just(strings.Repeat("/", 91)), rapid.Just(strings.Repeat("/", 40)+"~"),
	)
	return rapid.SliceOfN(one, 0, 3).Draw(t, "components")
})

func TestPathsNeverCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := components.Draw(t, "a"), components.Draw(t, "b")
		if (path("p", a...) == path("p", b...)) != slices.Equal(a, b) {
			t.Fatalf("%q and %q have the keys %q and %q", a, b, path("p", a...), path("p", b...))
		}
		below := len(a) < len(b) && slices.Equal(a, b[:len(a)])
		if strings.HasPrefix(path("p", b...), under("p", a...)) != below {
			t.Fatalf("%q lies under %q: %t", path("p", b...), under("p", a...), !below)
		}
		if strings.HasPrefix(path("pa", b...), under("p", a...)) {
			t.Fatalf("%q lies under another first component", path("pa", b...))
		}
	})
}

func TestKeysAreShort(t *testing.T) {
	for _, s := range []string{strings.Repeat("x", 5000), strings.Repeat("/", 5000), strings.Repeat("/", 66), strings.Repeat("測", 66)} {
		key := keyMore(path(pathAssetTarget, s, s, s, s), 999999)
		if limit := DefaultLimits().Key; len(key) > limit {
			t.Errorf("the key of %.10q... has %d bytes, more than %d", s, len(key), limit)
		}
	}
}

func TestAdvisoryKeysNeverCollide(t *testing.T) {
	keys := []domain.AdvisoryKey{"csaf|a|b", "csaf|a|b|c", "csaf|a||b", "csaf|a", "csaf", "csaf|", "csaf|a/b|c", "csaf|a|b/c", "||", "|", ""}
	seen := map[string]domain.AdvisoryKey{}
	for _, k := range keys {
		if other, ok := seen[keyAdvisory(k)]; ok {
			t.Errorf("%q and %q share the key %q", k, other, keyAdvisory(k))
		}
		seen[keyAdvisory(k)] = k
	}
}

func TestLayoutNamesEachPathOnce(t *testing.T) {
	seen := map[string]bool{pathMore: true}
	for _, l := range layout {
		if seen[l.path] {
			t.Errorf("%q stands twice in the layout", l.path)
		}
		seen[l.path] = true
		if strings.ContainsAny(l.path, "/%~") {
			t.Errorf("%q is no plain first component", l.path)
		}
	}
	if len(Derived()) == 0 || slices.Contains(Derived(), pathTask) {
		t.Errorf("derived paths are %q", Derived())
	}
}
