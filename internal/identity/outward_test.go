package identity

import (
	"testing"

	"fenceline/internal/domain"
)

// What is said to others must come back as the same product: key, release and
// version.
func TestOutwardNamesReadBack(t *testing.T) {
	for _, one := range []struct {
		name string
		c    domain.Component
		os   string
		want string // package URL or CPE without version; "" where nothing binds it
	}{
		{"registry", domain.Component{Name: "lodash", PURL: "pkg:npm/lodash@4.17.20"}, "", "pkg:npm/lodash"},
		{"scope", domain.Component{Name: "core", PURL: "pkg:npm/%40babel/core@7.1.0"}, "", "pkg:npm/%40babel/core"},
		{"maven", domain.Component{Name: "log4j-core", PURL: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar"}, "", "pkg:maven/org.apache.logging.log4j/log4j-core"},
		{"distribution", domain.Component{Name: "libssl3", PURL: "pkg:deb/debian/libssl3@3.0.9-1?arch=amd64&distro=debian-12&upstream=openssl"}, "", "pkg:deb/debian/libssl3?distro=debian-12"},
		{"release of the system", domain.Component{Name: "libssl3", PURL: "pkg:deb/debian/libssl3@3.0.9-1"}, "Debian:12", "pkg:deb/debian/libssl3?distro=debian-12"},
		{"alpine", domain.Component{Name: "musl", PURL: "pkg:apk/alpine/musl@1.2.4-r2"}, "Alpine:v3.18", "pkg:apk/alpine/musl?distro=alpine-3.18"},
		{"epoch", domain.Component{Name: "bind", PURL: "pkg:rpm/redhat/bind@9.11.36-3.el8?epoch=32&distro=rhel-8.5"}, "", "pkg:rpm/redhat/bind?distro=rhel-8.5"},
		{"cpe", domain.Component{Name: "LVP-8", Vendor: "Meridian", Version: "3.7.2", CPEs: []string{"cpe:2.3:h:meridian:lvp-8:3.7.2:*:*:*:*:*:*:*"}}, "", `cpe:2.3:h:meridian:lvp-8:*:*:*:*:*:*:*:*`},
		{"vendor and name", domain.Component{Name: "Acrobat Reader", Vendor: "Adobe Systems", Version: "23.1.0"}, "", "cpe:2.3:a:adobe:acrobat_reader:*:*:*:*:*:*:*:*"},
		{"a bare name", domain.Component{Name: "Pump firmware", Version: "3.7"}, "", ""},
	} {
		t.Run(one.name, func(t *testing.T) {
			c := one.c
			Describe(&c, one.os)
			purl, cpe := Outward(&c)
			if got := purl + cpe; got != one.want {
				t.Fatalf("got %q, want %q (key %s)", got, one.want, c.Key)
			}
			if one.want == "" {
				return
			}
			purl, cpe = OutwardVersion(purl, cpe, c.Version)
			var p domain.Product
			if purl != "" {
				p.PURLs = []string{purl}
			}
			if cpe != "" {
				p.CPEs = []string{cpe}
			}
			keys := ProductKeys(&p)
			if len(keys) != 1 || keys[0].Key != c.Key || keys[0].Stream != c.Stream || keys[0].Version != c.Version {
				t.Errorf("%q %q reads back as %+v, want %s %s %s", purl, cpe, keys, c.Key, c.Stream, c.Version)
			}
		})
	}
}
