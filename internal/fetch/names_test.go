package fetch

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSafeName(t *testing.T) {
	for name, want := range map[string]string{
		"acme-2026-001.json": "acme-2026-001.json", "A_b+c.JSON": "A_b+c.JSON",
		"": "_", ".": "_", "..": "_", "...": "_", ".hidden": "_.hidden", "trailing.": "trailing", "trailing...": "trailing",
		"con": "_con", "CON.json": "_CON.json", "con.tar.gz": "_con.tar.gz", "nul": "_nul", "COM1.json": "_COM1.json", "lpt9": "_lpt9", "com10": "com10", "console": "console",
		"a/b": "a_b", `a\b`: "a_b", "a:b": "a_b", "a b": "a_b", "a\x00b": "a_b", "ü": "_", "a\u202eb": "a_b", "x?y=1": "x_y_1",
	} {
		if got := safeName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	long := strings.Repeat("a", 500)
	if a, b := safeName(long+"1.json"), safeName(long+"2.json"); len(a) > longestName || a == b || !strings.HasSuffix(a, ".json") {
		t.Errorf("long names become %q and %q", a, b)
	}
}

func TestSafeNamesAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`(?i)(con|nul|com1|\.{1,3}|a)[./\\ ]?[a-z.]{0,200}`)).Draw(t, "name")
		safe := safeName(name)
		first, _, _ := strings.Cut(strings.ToLower(safe), ".")
		switch {
		case safe == "" || len(safe) > longestName, safe[0] == '.', strings.HasSuffix(safe, "."), reserved[first],
			strings.ContainsAny(safe, "/\\:*?\"<>| \x00"), !filepath.IsLocal(safe):
			t.Fatalf("%q becomes %q", name, safe)
		case safeName(safe) != safe:
			t.Fatalf("%q becomes %q and that %q", name, safe, safeName(safe))
		}
	})
}

func TestNoTwoAddressesShareAFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, owner := names{}, map[string]string{}
		for _, address := range rapid.SliceOfN(rapid.StringMatching(`[ab]{1,3}`), 1, 30).Draw(t, "addresses") {
			wanted := rapid.SampledFrom([]string{"x.json", "X.json", "x.JSON", "y"}).Draw(t, "wanted")
			file := n.take(wanted, address)
			if other, taken := owner[strings.ToLower(file)]; taken && other != address {
				t.Fatalf("%q is of %q and of %q", file, other, address)
			}
			owner[strings.ToLower(file)] = address
			if again := n.take(file, address); again != file {
				t.Fatalf("%q had %q and has %q", address, file, again)
			}
		}
	})
}

func TestSources(t *testing.T) {
	all := Sources()
	if len(all) != 4 {
		t.Fatalf("%d tables", len(all))
	}
	for _, s := range all {
		if !strings.HasPrefix(s.URL, "https://") || s.Limit < 1<<20 || !filepath.IsLocal(s.File) || strings.Contains(s.URL, "{name}") != strings.Contains(s.File, "{name}") {
			t.Errorf("%+v", s)
		}
	}
	s, err := sourceOf("osv", "Red Hat")
	if err != nil || s.URL != "https://osv-vulnerabilities.storage.googleapis.com/Red%20Hat/all.zip" || s.File != "osv/Red_Hat/all.zip" {
		t.Errorf("%+v %v", s, err)
	}
	for _, name := range []string{"", "..", "a/b", `a\b`, "a?b", "a%2fb", strings.Repeat("a", 65)} {
		if s, err := sourceOf("osv", name); err == nil {
			t.Errorf("%q became %+v", name, s)
		}
	}
}
