package identity

import (
	"testing"

	"fenceline/internal/domain"
)

// TestSupportTable: every line names a release that components can have, with days
// in order.
func TestSupportTable(t *testing.T) {
	windows := map[domain.PackageKey]bool{}
	for _, r := range windowsReleases {
		windows[VendorProduct("microsoft", r.cpe)] = true
	}
	if len(supports()) < 45 {
		t.Fatalf("%d lines", len(supports()))
	}
	for at, s := range supports() {
		if _, err := domain.ParseDay(string(s.Ends)); err != nil || s.Release == "" || s.Source == "" || s.Checked == "" {
			t.Errorf("%s: %+v", at, s)
		}
		if (s.Longer == "") != (s.LongerEnd == "") || s.LongerEnd != "" && s.LongerEnd <= s.Ends {
			t.Errorf("%s: longer support %q until %q", at, s.Longer, s.LongerEnd)
		}
		if at[:3] == "vp/" && !windows[domain.PackageKey(at)] {
			t.Errorf("%s is no release of Windows", at)
		}
	}
	for caption, want := range map[string]domain.Day{"Windows Server 2019 Standard": "2029-01-09", "Windows 10 Pro": "2020-11-10"} {
		c, ok := Windows(caption, "10.0.17763.1")
		Describe(&c, "")
		if s, known := SupportOf(&c); !ok || !known || s.Ends != want {
			t.Errorf("%s: %+v", caption, s)
		}
	}
	if s, ok := SupportOf(&domain.Component{Stream: "Debian:12"}); !ok || s.Ends != "2026-07-11" || s.Longer == "" {
		t.Errorf("%+v", s)
	}
	if s, ok := SupportOf(&domain.Component{Key: VendorProduct("microsoft", "windows_10_22h2"), Type: "library"}); ok {
		t.Errorf("a library is no release: %+v", s)
	}
}
