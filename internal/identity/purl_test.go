package identity

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestParsePURL(t *testing.T) {
	tests := []struct {
		name, in                                       string
		key, source                                    domain.PackageKey
		version, sourceVersion, scheme, stream, archit string
	}{
		{"npm scope", "pkg:npm/%40scope/name@1.2.3", "npm/@scope/name", "", "1.2.3", "", "npm", "", ""},
		{"npm keeps capitals", "pkg:npm/JSONStream@1.3.5", "npm/JSONStream", "", "1.3.5", "", "npm", "", ""},
		{"pypi folds", "pkg:pypi/Zope.Interface_Extra@5", "pypi/zope-interface-extra", "", "5", "", "PyPI", "", ""},
		{"golang folds", "pkg:golang/github.com/BurntSushi/toml@v1.2.0", "golang/github.com/burntsushi/toml", "", "v1.2.0", "", "Go", "", ""},
		{"go itself", "pkg:golang/stdlib@go1.22.1", "golang/stdlib", "", "1.22.1", "", "Go", "", ""},
		{"maven", "pkg:maven/org.Apache/Commons@1.0?type=jar", "maven/org.Apache/Commons", "", "1.0", "", "Maven", "", ""},
		{"nuget folds", "pkg:nuget/Newtonsoft.Json@13.0.1", "nuget/newtonsoft.json", "", "13.0.1", "", "NuGet", "", ""},
		{"composer folds", "pkg:composer/Laravel/Framework@v9", "composer/laravel/framework", "", "v9", "", "Packagist", "", ""},
		{"cargo", "pkg:cargo/serde@1.0.1", "cargo/serde", "", "1.0.1", "", "crates.io", "", ""},
		{"generic has no order", "pkg:generic/openssl@1.1.1", "generic/openssl", "", "1.1.1", "", "", "", ""},
		{"deb epoch qualifier", "pkg:deb/debian/bsdutils@2.38.1-5?arch=amd64&epoch=1&distro=debian-12.5", "deb/debian/bsdutils", "deb/debian/source/bsdutils", "1:2.38.1-5", "", "Debian", "Debian:12", "amd64"},
		{"deb source", "pkg:deb/debian/openssl@3.0?arch=source", "deb/debian/source/openssl", "", "3.0", "", "Debian", "", ""},
		{"ubuntu codename", "pkg:deb/ubuntu/curl@7.81.0-1?distro=jammy", "deb/ubuntu/curl", "deb/ubuntu/source/curl", "7.81.0-1", "", "Ubuntu", "Ubuntu:22.04", ""},
		{"ubuntu number", "pkg:deb/ubuntu/curl@1?distro=ubuntu-24.04.1", "deb/ubuntu/curl", "deb/ubuntu/source/curl", "1", "", "Ubuntu", "Ubuntu:24.04", ""},
		{"debian testing names no release", "pkg:deb/debian/curl@1?distro=debian-sid", "deb/debian/curl", "deb/debian/source/curl", "1", "", "Debian", "", ""},
		{"another deb distribution", "pkg:deb/raspbian/curl@1?distro=raspbian-12", "deb/raspbian/curl", "deb/raspbian/source/curl", "1", "", "Debian", "", ""},
		{"apk bare number", "pkg:apk/alpine/libssl3@3.3.2-r0?arch=x86_64&distro=3.20.3", "apk/alpine/libssl3", "apk/alpine/source/libssl3", "3.3.2-r0", "", "Alpine", "Alpine:v3.20", "x86_64"},
		{"apk origin", "pkg:apk/alpine/libssl3@3.0.8-r0?upstream=openssl&distro=alpine-3.17.2", "apk/alpine/libssl3", "apk/alpine/source/openssl", "3.0.8-r0", "", "Alpine", "Alpine:v3.17", ""},
		{"wolfi has no releases", "pkg:apk/wolfi/openssl@3.1-r0?distro=wolfi-20230201", "apk/wolfi/openssl", "apk/wolfi/source/openssl", "3.1-r0", "", "Wolfi", "Wolfi", ""},
		{"rhel by either name", "pkg:rpm/rhel/bash@5.1.8-6.el9?distro=rhel-9.4", "rpm/redhat/bash", "rpm/redhat/source/bash", "5.1.8-6.el9", "", "Red Hat", "Red Hat:9", ""},
		{"rocky", "pkg:rpm/rocky/bash@5?distro=rocky-9.4", "rpm/rocky-linux/bash", "rpm/rocky-linux/source/bash", "5", "", "Rocky Linux", "Rocky Linux:9", ""},
		{"fedora follows rpm", "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25", "rpm/fedora/curl", "rpm/fedora/source/curl", "7.50.3-1.fc25", "", "Red Hat", "Fedora:25", "i386"},
		{"suse service pack", "pkg:rpm/suse/glibc@2.31?distro=sles-15.5", "rpm/suse/glibc", "rpm/suse/source/glibc", "2.31", "", "SUSE", "SUSE:15 SP5", ""},
		{"leap", "pkg:rpm/opensuse/glibc@2.31?distro=opensuse-leap-15.6", "rpm/opensuse/glibc", "rpm/opensuse/source/glibc", "2.31", "", "openSUSE", "openSUSE:Leap 15.6", ""},
		{"rpm source of another version", "pkg:rpm/almalinux/python3-libs@3.9.18-3.el9?epoch=2&upstream=python3.9-3.9.19-1.el9.src.rpm", "rpm/almalinux/python3-libs", "rpm/almalinux/source/python3.9", "2:3.9.18-3.el9", "2:3.9.19-1.el9", "AlmaLinux", "", ""},
		{"os_name and os_version", "pkg:deb/debian/curl@1?os_name=debian&os_version=12", "deb/debian/curl", "deb/debian/source/curl", "1", "", "Debian", "Debian:12", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := ParsePURL(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if p.Key != tt.key || p.Source != tt.source {
				t.Errorf("key %q source %q, want %q %q", p.Key, p.Source, tt.key, tt.source)
			}
			if p.Version != tt.version || p.SourceVersion != tt.sourceVersion {
				t.Errorf("version %q source version %q, want %q %q", p.Version, p.SourceVersion, tt.version, tt.sourceVersion)
			}
			if p.Scheme != tt.scheme || p.Stream != tt.stream || p.Arch != tt.archit {
				t.Errorf("scheme %q stream %q arch %q, want %q %q %q", p.Scheme, p.Stream, p.Arch, tt.scheme, tt.stream, tt.archit)
			}
		})
	}
}

func TestParsePURLRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"empty": "", "no scheme": "npm/left@1", "no name": "pkg:npm/", "no type": "pkg:left", "bad escape": "pkg:npm/%zz@1",
		"capital qualifier": "pkg:rpm/fedora/curl@1?Arch=i386", "control character": "pkg:npm/le\x00ft@1",
	} {
		t.Run(name, func(t *testing.T) {
			if p, err := ParsePURL(in); err == nil {
				t.Errorf("%q was read as %+v", in, p)
			}
		})
	}
}

func TestSourceKeysStandApart(t *testing.T) {
	for key, want := range map[domain.PackageKey]bool{
		"deb/debian/source/openssl": true, "rpm/redhat/source/kernel": true, "deb/debian/openssl": false,
		"npm/source/openssl": false, "vp/source/openssl": false, "name/source": false, "": false,
	} {
		if got := IsSource(key); got != want {
			t.Errorf("IsSource(%q) = %v", key, got)
		}
	}
}

func TestArchOf(t *testing.T) {
	for in, want := range map[string]string{
		"pkg:deb/debian/a@1?arch=amd64&distro=x": "amd64", "pkg:deb/debian/a@1?distro=x&arch=all#p": "all", "pkg:npm/a@1": "", "": "",
	} {
		if got := ArchOf(in); got != want {
			t.Errorf("ArchOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"pkg:npm/%40scope/name@1.2.3?a=b#c", "pkg:rpm/redhat/a@1?upstream=b-1-2.src.rpm&epoch=1", "pkg:deb/debian/a@1%2Bb1?distro=debian-12",
		"cpe:2.3:a:vendor:product\\:x:1.0:*:*:*:*:*:*:*", "cpe:/a:hp:insight:7.4::~~online~win2003~x64~", "pkg:apk/alpine/a@1?os_name=alpine&os_version=3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := ParsePURL(s); err == nil && (p.Key == "" || len(p.Key) > maxKey || strings.Contains(string(p.Key), "?") && !strings.Contains(s, "%3F") && !strings.Contains(s, "%3f")) {
			t.Errorf("%q has the key %q", s, p.Key)
		}
		if c, err := ParseCPE(s); err == nil {
			if again := c.Key(); len(again) > maxKey {
				t.Errorf("%q has a key of %d bytes", s, len(again))
			}
		}
		if key := VendorProduct(s, s); key != VendorProduct(s, s) || len(key) > maxKey {
			t.Errorf("%q has the key %q", s, key)
		}
	})
}
