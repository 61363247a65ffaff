package identity

import (
	"testing"

	"fenceline/internal/domain"
)

func TestVendorProductMeetsItself(t *testing.T) {
	type spelling struct{ vendor, product string }
	tests := []struct {
		name string
		key  domain.PackageKey
		all  []spelling
	}{
		{"case, legal form, punctuation", "vp/siemens/simatic s7 1500", []spelling{
			{"Siemens", "SIMATIC S7-1500"}, {"Siemens AG", "Siemens SIMATIC S7-1500"}, {"siemens", "simatic_s7-1500"},
			{"SIEMENS  AG", "SIMATIC® S7 1500"}, {"siemens", "simatic_s7-1500_firmware"},
		}},
		{"company and its initials", "vp/bd/pyxis supplystation", []spelling{
			{"Becton, Dickinson and Company (BD)", "BD Pyxis SupplyStation"}, {"Becton Dickinson & Co.", "Pyxis SupplyStation"}, {"BD", "BD Pyxis SupplyStation"},
		}},
		{"letters encoded twice", "vp/innokasyhtyma/vc150", []spelling{{"Innokas YhtymÃ¤ Oy", "VC150"}, {"Innokas Yhtymä Oy", "Innokas Yhtymä VC150"}}},
		{"umlauts", "vp/drager/delta xl", []spelling{{"Dräger", "Delta XL"}, {"Draeger", "Delta XL"}, {"DrÃ¤ger", "Delta XL"}, {"Drägerwerk AG & Co. KGaA", "Delta XL"}}},
		{"spaces inside a vendor", "vp/schneiderelectric/ecostruxure", []spelling{{"Schneider Electric SE", "EcoStruxure"}, {"schneider-electric", "ecostruxure"}, {"SchneiderElectric", "EcoStruxure"}}},
		{"initials", "vp/bbraun/spacecom", []spelling{{"B. Braun Melsungen AG", "SpaceCom"}, {"bbraun", "spacecom"}, {"B.Braun", "SpaceCom"}}},
		{"abbreviated legal form", "vp/abb/ac500", []spelling{{"ABB S.p.A.", "AC500"}, {"ABB Ltd.", "ABB AC500"}}},
		{"ampersand", "vp/johnsonandjohnson/pump", []spelling{{"Johnson & Johnson", "Pump"}, {"Johnson and Johnson", "Johnson & Johnson Pump"}}},
		{"foundation", "vp/apache/tomcat", []spelling{{"Apache Software Foundation", "Apache Tomcat"}, {"The Apache Software Foundation", "Tomcat"}, {"apache", "tomcat"}}},
		{"no vendor", "name/lab viewer", []spelling{{"", "Lab-Viewer"}, {" - ", "LAB VIEWER"}}},
		{"a product called like its vendor", "vp/openssl/openssl", []spelling{{"OpenSSL", "OpenSSL"}, {"OpenSSL Software Foundation", "openssl"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range tt.all {
				if got := VendorProduct(s.vendor, s.product); got != tt.key {
					t.Errorf("VendorProduct(%q, %q) = %q, want %q", s.vendor, s.product, got, tt.key)
				}
			}
		})
	}
}

func TestDifferentThingsStayApart(t *testing.T) {
	seen := map[domain.PackageKey]string{}
	for _, p := range []string{"C", "C++", "C#", "S7-1500", "S7-150", "Firmware", "Tool 1", "Tool 11"} {
		key := VendorProduct("Acme", p)
		if key == "" || seen[key] != "" {
			t.Errorf("%q and %q are both %q", p, seen[key], key)
		}
		seen[key] = p
	}
	if got := VendorProduct("Acme", "!!!"); got != "" {
		t.Errorf("a product without letters is %q", got)
	}
	if got := NameKey("—"); got != "" {
		t.Errorf("a name without letters is %q", got)
	}
}

func TestOSVKey(t *testing.T) {
	tests := []struct {
		ecosystem, name string
		key             domain.PackageKey
		scheme, stream  string
	}{
		{"npm", "@scope/name", "npm/@scope/name", "npm", ""},
		{"PyPI", "Zope.Interface", "pypi/zope-interface", "PyPI", ""},
		{"Maven", "org.xwiki.commons:xwiki-commons-core", "maven/org.xwiki.commons/xwiki-commons-core", "Maven", ""},
		{"Go", "github.com/BurntSushi/toml", "golang/github.com/burntsushi/toml", "Go", ""},
		{"Go", "stdlib", "golang/stdlib", "Go", ""},
		{"crates.io", "serde", "cargo/serde", "crates.io", ""},
		{"RubyGems", "activesupport", "gem/activesupport", "RubyGems", ""},
		{"Packagist", "Laravel/Framework", "composer/laravel/framework", "Packagist", ""},
		{"NuGet", "Newtonsoft.Json", "nuget/newtonsoft.json", "NuGet", ""},
		{"SwiftURL", "github.com/apple/swift-nio", "swift/github.com/apple/swift-nio", "SwiftURL", ""},
		{"GitHub Actions", "actions/checkout", "github/actions/checkout", "GitHub Actions", ""},
		{"Bitnami", "nginx", "bitnami/nginx", "Bitnami", ""},
		{"Debian:12", "openssl", "deb/debian/source/openssl", "Debian", "Debian:12"},
		{"Debian", "openssl", "deb/debian/source/openssl", "Debian", ""},
		{"Alpine:v3.20", "openssl", "apk/alpine/source/openssl", "Alpine", "Alpine:v3.20"},
		{"Ubuntu:22.04:LTS", "curl", "deb/ubuntu/source/curl", "Ubuntu", "Ubuntu:22.04"},
		{"Ubuntu:Pro:18.04:LTS", "curl", "deb/ubuntu/source/curl", "Ubuntu", "Ubuntu:Pro:18.04"},
		{"Ubuntu:Pro:FIPS:20.04:LTS", "curl", "deb/ubuntu/source/curl", "Ubuntu", "Ubuntu:Pro:FIPS:20.04"},
		{"AlmaLinux:9", "kernel-core", "rpm/almalinux/kernel-core", "AlmaLinux", "AlmaLinux:9"},
		{"Rocky Linux:9", "kernel", "rpm/rocky-linux/source/kernel", "Rocky Linux", "Rocky Linux:9"},
		{"Red Hat:enterprise_linux:9::appstream", "PyYAML", "rpm/redhat/PyYAML", "Red Hat", "Red Hat:9"},
		{"Red Hat:rhel_aus:8.6::appstream", "PyYAML", "rpm/redhat/PyYAML", "Red Hat", "Red Hat:rhel_aus:8.6"},
		{"SUSE:Linux Enterprise Module for Basesystem 15 SP5", "glibc", "rpm/suse/source/glibc", "SUSE", "SUSE:15 SP5"},
		{"SUSE:Linux Enterprise Server 12 SP5-LTSS", "glibc", "rpm/suse/source/glibc", "SUSE", "SUSE:12 SP5"},
		{"Wolfi", "openssl", "apk/wolfi/source/openssl", "Wolfi", "Wolfi"},
	}
	for _, tt := range tests {
		t.Run(tt.ecosystem+" "+tt.name, func(t *testing.T) {
			key, scheme, stream, ok := OSVKey(tt.ecosystem, tt.name)
			if !ok || key != tt.key || scheme != tt.scheme || stream != tt.stream {
				t.Errorf("%q %q %q %v, want %q %q %q", key, scheme, stream, ok, tt.key, tt.scheme, tt.stream)
			}
		})
	}
	for _, tt := range [][2]string{{"Nowhere", "a"}, {"npm", ""}, {"", "a"}} {
		if key, _, _, ok := OSVKey(tt[0], tt[1]); ok {
			t.Errorf("OSVKey(%q, %q) = %q", tt[0], tt[1], key)
		}
	}
}

func TestBothSidesMeet(t *testing.T) {
	for purl, osv := range map[string][2]string{
		"pkg:npm/%40scope/name@1": {"npm", "@scope/name"}, "pkg:pypi/zope.interface@1": {"PyPI", "zope-interface"},
		"pkg:maven/g/a@1": {"Maven", "g:a"}, "pkg:golang/github.com/a/b@v1": {"Go", "github.com/a/b"}, "pkg:cargo/a@1": {"crates.io", "a"},
		"pkg:gem/a@1": {"RubyGems", "a"}, "pkg:composer/a/b@1": {"Packagist", "a/b"}, "pkg:nuget/A.B@1": {"NuGet", "a.b"},
		"pkg:hex/a@1": {"Hex", "a"}, "pkg:pub/a@1": {"Pub", "a"}, "pkg:cran/A@1": {"CRAN", "A"}, "pkg:hackage/a@1": {"Hackage", "a"},
		"pkg:bitnami/a@1": {"Bitnami", "a"}, "pkg:swift/github.com/a/b@1": {"SwiftURL", "github.com/a/b"}, "pkg:github/a/b@1": {"GitHub Actions", "a/b"},
		"pkg:deb/debian/a@1?arch=source": {"Debian", "a"}, "pkg:rpm/almalinux/a@1": {"AlmaLinux:9", "a"}, "pkg:rpm/redhat/a@1": {"Red Hat", "a"},
	} {
		p, err := ParsePURL(purl)
		if err != nil {
			t.Errorf("%s: %v", purl, err)
			continue
		}
		if key, _, _, _ := OSVKey(osv[0], osv[1]); key != p.Key {
			t.Errorf("%s is %q, %v is %q", purl, p.Key, osv, key)
		}
	}
}

func TestProductKeys(t *testing.T) {
	tests := []struct {
		name string
		in   domain.Product
		want []KeyedProduct
	}{
		{"an OSV package is enough", domain.Product{Ecosystem: "Debian:12", Package: "openssl", PURLs: []string{"pkg:deb/debian/openssl"}, Name: "openssl"},
			[]KeyedProduct{{Key: "deb/debian/source/openssl", Confidence: domain.Certain, Scheme: "Debian", Stream: "Debian:12"}}},
		{"vendor and product, and the bare name", domain.Product{Vendor: "Siemens", Product: "SIMATIC", Version: "4.1"},
			[]KeyedProduct{
				{Key: "vp/siemens/simatic", Confidence: domain.Likely, Scheme: SchemeGeneric, Version: "4.1"},
				{Key: "name/simatic", Confidence: domain.NameOnly, Scheme: SchemeGeneric, Version: "4.1"},
			}},
		{"CPE and vendor fall together", domain.Product{Vendor: "Siemens AG", Product: "SIMATIC", CPEs: []string{"cpe:2.3:o:siemens:simatic_firmware:*:*:*:*:*:*:*:*"}},
			[]KeyedProduct{{Key: "vp/siemens/simatic", Confidence: domain.Likely, Scheme: SchemeGeneric}, {Key: "name/simatic", Confidence: domain.NameOnly, Scheme: SchemeGeneric}}},
		{"a package URL leaves no bare name", domain.Product{Name: "left", PURLs: []string{"pkg:npm/left@1.0"}},
			[]KeyedProduct{{Key: "npm/left", Confidence: domain.Certain, Scheme: "npm", Version: "1.0"}}},
		{"a wildcard names nothing", domain.Product{CPEs: []string{"cpe:2.3:a:siemens:*:1:*:*:*:*:*:*:*"}}, nil},
		{"junk names nothing", domain.Product{PURLs: []string{"left"}, CPEs: []string{"cpe:2.3:a:b"}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ProductKeys(&tt.in)
			if len(got) != len(tt.want) {
				t.Fatalf("got %+v, want %+v", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("got %+v, want %+v", got[i], tt.want[i])
				}
			}
		})
	}
}

func TestEcosystem(t *testing.T) {
	for _, tt := range []struct {
		key          domain.PackageKey
		stream, want string
	}{
		{"deb/debian/openssl", "Debian:12", "Debian:12"}, {"rpm/redhat/source/bash", "", "Red Hat"}, {"deb/raspbian/bash", "", "raspbian"},
		{"npm/left", "", "npm"}, {"gem/left", "", "RubyGems"}, {"vp/siemens/simatic", "", "vendor:siemens"}, {"name/x", "", ""}, {"generic/x", "", ""}, {"", "", ""},
	} {
		if got := Ecosystem(tt.key, tt.stream); got != tt.want {
			t.Errorf("Ecosystem(%q, %q) = %q, want %q", tt.key, tt.stream, got, tt.want)
		}
	}
}
