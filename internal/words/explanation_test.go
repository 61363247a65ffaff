package words

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func TestPlainRange(t *testing.T) {
	for text, want := range map[string]string{
		"*":                          "all",
		">= 3.0.0, < 3.0.17":         "from 3.0.0, before 3.0.17",
		">= 0, < 7.88.1-10+deb12u14": "before 7.88.1-10+deb12u14",
		">= 0":                       "all",
		"> 1, <= 2 | >= 5, < 6":      "after 1, up to 2; or from 5, before 6",
		">= 1, < 2 or >= 3":          "from 1, before 2; or from 3",
		"2.13":                       "2.13",
		"1.0, 1.1, 2.0":              "1.0, 1.1, 2.0",
		"All versions < V5.1 SP1":    "All versions < V5.1 SP1",
		">= 1.0 with option X":       ">= 1.0 with option X",
		"vers:intdot/>=9.0|<9.2.4":   "vers:intdot/>=9.0|<9.2.4",
		"":                           "",
	} {
		if got := plainRange(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestKeyName(t *testing.T) {
	for key, want := range map[domain.PackageKey]string{
		"vp/openssl/openssl":                       "the product openssl",
		"vp/hematek/middleware":                    "the product middleware of hematek",
		"npm/express":                              "the npm package express",
		"pypi/django":                              "the Python package django",
		"golang/github.com/x/y":                    "the Go package github.com/x/y",
		"generic/openssl":                          "the package openssl",
		"deb/debian/source/curl":                   "the source package curl of debian",
		"deb/debian/libcurl4":                      "the deb package debian/libcurl4",
		"serial/abc123":                            "the thing with the serial number abc123",
		"hash/sha256/" + domain.PackageKey("00ff"): "a file by its digest",
		"odd": "odd",
	} {
		if got := KeyName(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}

func TestPlainProduct(t *testing.T) {
	for name, want := range map[string]string{
		"OpenSSL OpenSSL": "OpenSSL", "Palisade Palisade OS": "Palisade OS", "Norrgate DC-4 vers:all/*": "Norrgate DC-4",
		"Chart Server 9": "Chart Server 9", "curl": "curl", "": "", "vers:all/*": "vers:all/*",
	} {
		if got := plainProduct(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// TestExplanationQuotes: what the publisher wrote stands behind how it was read.
func TestExplanationQuotes(t *testing.T) {
	line := func(code domain.Code, params domain.Params) domain.Reason {
		return domain.Reason{Code: code, Params: params}
	}
	version := line("explain_version", domain.Params{"version": "9.2.1", "range": "vers:intdot/>=9.0|<9.2.4", "scheme": "generic"})
	for _, c := range []struct {
		evidence []domain.Reason
		want     []string
	}{
		{[]domain.Reason{version, line("explain_reading", domain.Params{"range": ">= 9.0, < 9.2.4", "condition": "only with option X"})},
			[]string{"Installed: 9.2.1. The advisory's versions: from 9.0, before 9.2.4. Compared number by number.", "The publisher writes “vers:intdot/>=9.0|<9.2.4”; it holds only where: only with option X."}},
		{[]domain.Reason{line("explain_version", domain.Params{"version": "1", "range": "2.0", "scheme": "Debian:12"}), line("explain_reading", domain.Params{"range": "2.0"})},
			[]string{"Installed: 1. The advisory's versions: 2.0. Compared by the rules of Debian 12."}},
		{[]domain.Reason{line("explain_version", domain.Params{"version": "3.0.15", "range": "vers:openssl/>=3.0.0|<3.0.17", "scheme": "generic"})},
			[]string{"Installed: 3.0.15. The advisory's versions: vers:openssl/>=3.0.0|<3.0.17."}},
		{[]domain.Reason{line("explain_statement", domain.Params{"publisher": "Debian:12", "advisory": "D-1", "revision": "2026-11-20T10:00:00.000Z", "product": "curl", "status": "affected", "vulnerability": "CVE-1"})},
			[]string{"Debian 12 says in D-1, of 20 Nov 2026, about CVE-1: curl is affected."}},
		{[]domain.Reason{line("explain_held", domain.Params{"asset": "A", "component": "curl", "place": "SPDXRef-curl", "day": "2026-11-20"})},
			[]string{"A has curl (entry SPDXRef-curl of its SBOM), first seen on 20 Nov 2026."}},
	} {
		if _, got := Explanation(domain.Explanation{Evidence: c.evidence}); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
