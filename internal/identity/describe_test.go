package identity

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func TestDescribe(t *testing.T) {
	tests := []struct {
		name    string
		in      domain.Component
		os      string
		key     domain.PackageKey
		also    []domain.PackageKey
		scheme  string
		stream  string
		version string
		source  string
	}{
		{
			name: "a binary package named like its source",
			in:   domain.Component{Name: "openssl", Version: "3.0.16-1~deb12u1", PURL: "pkg:deb/debian/openssl@3.0.16-1~deb12u1?arch=amd64&distro=debian-12.11"},
			key:  "deb/debian/openssl", also: []domain.PackageKey{"deb/debian/source/openssl"},
			scheme: "Debian", stream: "Debian:12", version: "3.0.16-1~deb12u1",
		},
		{
			name: "a binary package of another source never claims the source of its own name",
			in:   domain.Component{Name: "zstd", Version: "1.5.4+dfsg2-5", PURL: "pkg:deb/debian/zstd@1.5.4%2Bdfsg2-5?arch=amd64&distro=debian-12.11&upstream=libzstd"},
			key:  "deb/debian/zstd", also: []domain.PackageKey{"deb/debian/source/libzstd"},
			scheme: "Debian", stream: "Debian:12", version: "1.5.4+dfsg2-5",
		},
		{
			name: "a source of another version",
			in:   domain.Component{Name: "bsdutils", Version: "1:2.38.1-5+deb12u3", PURL: "pkg:deb/debian/bsdutils@1%3A2.38.1-5%2Bdeb12u3?distro=debian-12&upstream=util-linux%402.38.1-5%2Bdeb12u3"},
			key:  "deb/debian/bsdutils", also: []domain.PackageKey{"deb/debian/source/util-linux"},
			scheme: "Debian", stream: "Debian:12", version: "1:2.38.1-5+deb12u3", source: "2.38.1-5+deb12u3",
		},
		{
			name: "a rebuilt binary",
			in:   domain.Component{Name: "grep", Version: "3.8-5+b1", PURL: "pkg:deb/debian/grep@3.8-5%2Bb1?distro=bookworm"},
			key:  "deb/debian/grep", also: []domain.PackageKey{"deb/debian/source/grep"},
			scheme: "Debian", stream: "Debian:12", version: "3.8-5+b1", source: "3.8-5",
		},
		{
			name: "the release comes from the inventory",
			in:   domain.Component{Name: "musl", Version: "1.2.5-r0", PURL: "pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64"},
			os:   "Alpine:v3.20",
			key:  "apk/alpine/musl", also: []domain.PackageKey{"apk/alpine/source/musl"},
			scheme: "Alpine", stream: "Alpine:v3.20", version: "1.2.5-r0",
		},
		{
			name: "the release of another distribution is not taken over",
			in:   domain.Component{Name: "musl", Version: "1.2.5-r0", PURL: "pkg:apk/alpine/musl@1.2.5-r0"},
			os:   "Debian:12",
			key:  "apk/alpine/musl", also: []domain.PackageKey{"apk/alpine/source/musl"},
			scheme: "Alpine", version: "1.2.5-r0",
		},
		{
			name: "rpm with epoch and source package",
			in:   domain.Component{Name: "openssl-libs", Version: "3.0.7-16.el9_2", PURL: "pkg:rpm/almalinux/openssl-libs@3.0.7-16.el9_2?arch=x86_64&epoch=1&distro=almalinux-9.2&upstream=openssl-3.0.7-16.el9_2.src.rpm"},
			key:  "rpm/almalinux/openssl-libs", also: []domain.PackageKey{"rpm/almalinux/source/openssl"},
			scheme: "AlmaLinux", stream: "AlmaLinux:9", version: "1:3.0.7-16.el9_2",
		},
		{
			name: "a language package keeps its CPE name, not its bare name",
			in:   domain.Component{Name: "Jinja2", PURL: "pkg:pypi/Jinja2@3.1.2", CPEs: []string{"cpe:2.3:a:palletsprojects:jinja:3.1.2:*:*:*:*:*:*:*"}},
			key:  "pypi/jinja2", also: []domain.PackageKey{"vp/palletsprojects/jinja"},
			scheme: "PyPI", version: "3.1.2",
		},
		{
			name: "a device by CPE, vendor and name",
			in:   domain.Component{Name: "SIMATIC S7-1500", Vendor: "Siemens AG", CPEs: []string{"cpe:2.3:o:siemens:simatic_s7-1500_firmware:2.9.2:*:*:*:*:*:*:*"}},
			key:  "vp/siemens/simatic s7 1500", also: []domain.PackageKey{"name/simatic s7 1500"},
			scheme: SchemeGeneric, version: "2.9.2",
		},
		{
			name: "an unusable package URL leaves the name",
			in:   domain.Component{Name: "Lab Viewer", Version: "4.2", PURL: "pkg:"},
			key:  "name/lab viewer", scheme: SchemeGeneric, version: "4.2",
		},
		{name: "nothing to go by", in: domain.Component{Name: "---"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.in
			Describe(&c, tt.os)
			if c.Key != tt.key || !slices.Equal(c.Also, tt.also) {
				t.Errorf("keys %q %q, want %q %q", c.Key, c.Also, tt.key, tt.also)
			}
			if c.Scheme != tt.scheme || c.Stream != tt.stream {
				t.Errorf("scheme %q stream %q, want %q %q", c.Scheme, c.Stream, tt.scheme, tt.stream)
			}
			if c.Version != tt.version || c.SourceVersion != tt.source {
				t.Errorf("version %q source %q, want %q %q", c.Version, c.SourceVersion, tt.version, tt.source)
			}
		})
	}
}
