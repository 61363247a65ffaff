package assess

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// inWords is an advisory that names the affected versions of a product in words.
func inWords(vendor, product, versions string) domain.Advisory {
	return csafAdvisory("TRAP", domain.Product{Vendor: vendor, Product: product},
		domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: versions}})
}

// TestTraps are the mistakes that programs of this kind are known for.
func TestTraps(t *testing.T) {
	cve := func(vendor, product string, events ...domain.Event) domain.Advisory {
		return csafAdvisory("TRAP", domain.Product{Vendor: vendor, Product: product},
			domain.Statement{Vulnerability: "CVE-2026-1000", Status: domain.StatusAffected,
				Versions: domain.VersionSet{Kind: domain.SetCVE, Ranges: []domain.Range{{Type: "custom", Events: events}}}})
	}
	sql := domain.Component{Vendor: "Microsoft", Name: "SQL Server"}
	with := func(c domain.Component, version string) domain.Component { c.Version = version; return c }
	zip := domain.Component{Vendor: "Igor Pavlov", Name: "7-Zip"}
	deb := func(version string) domain.Component {
		return domain.Component{Name: "vim", PURL: "pkg:deb/debian/vim@" + version + "?distro=debian-12"}
	}
	vim := osvAdvisory("DSA-9", "Debian:12", "vim", osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: "2:9.0.1378-2"}))
	for _, tt := range []struct {
		name      string
		component domain.Component
		advisory  domain.Advisory
		want      string // verdict and reason of each finding; "" for none
	}{
		{"an empty version is not clean", zip, inWords("Igor Pavlov", "7-Zip", "< 24.09"), "cannot_tell no_version"},
		{"an empty version and all versions", zip, inWords("Igor Pavlov", "7-Zip", "All versions"), "affected all_versions"},
		{"Chrome is not Chrome OS Readiness", domain.Component{Vendor: "Google", Name: "Chrome OS Readiness", Version: "1.0.2"}, inWords("Google", "Chrome", "< 140"), ""},
		{"Chrome OS Readiness is not Chrome", domain.Component{Vendor: "Google", Name: "Chrome", Version: "100"}, inWords("Google", "Chrome OS Readiness", "< 140"), ""},
		{"Mattermost desktop is not the server", domain.Component{Vendor: "Mattermost", Name: "Mattermost Desktop", Version: "5.2"}, inWords("Mattermost", "Mattermost Server", "< 9.0"), ""},
		{"the server is not Mattermost desktop", domain.Component{Vendor: "Mattermost", Name: "Mattermost Server", Version: "5.2"}, inWords("Mattermost", "Mattermost Desktop", "< 9.0"), ""},
		{"24.09.00.0 is 24.09 at the fix", with(zip, "24.09.00.0"), inWords("Igor Pavlov", "7-Zip", "< 24.09"), "not_affected fixed_reached"},
		{"24.09.00.0 is 24.09 in a list", with(zip, "24.09.00.0"), inWords("Igor Pavlov", "7-Zip", "24.08 | 24.09"), "affected version_listed"},
		{"24.08.00.0 is before 24.09", with(zip, "24.08.00.0"), inWords("Igor Pavlov", "7-Zip", "< 24.09"), "affected in_range"},
		{"an epoch outweighs the number", deb("2:8.2.2434-3"), vim, "affected in_range"},
		{"no epoch is epoch zero", deb("9.1.0-1"), vim, "affected in_range"},
		{"the epoch at the fix", deb("2:9.0.1378-2"), vim, "not_affected fixed_reached"},
		{"Firefox ESR is not Firefox", domain.Component{Vendor: "Mozilla", Name: "Firefox ESR", Version: "128.11.0"}, inWords("Mozilla", "Firefox", "< 140"), ""},
		{"Firefox is not Firefox ESR", domain.Component{Vendor: "Mozilla", Name: "Firefox", Version: "128.0"}, inWords("Mozilla", "Firefox ESR", "< 128.14"), ""},
		{"SQL Server by its year has no build, in words", with(sql, "2019"), inWords("Microsoft", "SQL Server", "< 15.0.4390.2"), "cannot_tell version_undecided"},
		{"SQL Server by its year has no build, in a range", with(sql, "2019"), cve("Microsoft", "SQL Server", domain.Event{Introduced: "15.0.0"}, domain.Event{Fixed: "15.0.4390.2"}), "cannot_tell version_undecided"},
		{"SQL Server with its build", with(sql, "15.0.4385.2"), cve("Microsoft", "SQL Server", domain.Event{Introduced: "15.0.0"}, domain.Event{Fixed: "15.0.4390.2"}), "affected in_range"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := indexOf(domain.BadgeHash, tt.advisory)
			var got []string
			for _, f := range Match(MatchInput{Asset: "a", Components: []domain.Held{held("c", tt.component)}, Rows: x.rows, Group: alone}) {
				got = append(got, fmt.Sprintf("%s %s", f.Verdict, f.Reason.Code))
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A library inside another jar is found where it lies, and two copies of one
// library at two versions are two.
func TestTrapsOfCopies(t *testing.T) {
	log4j := osvAdvisory("GHSA-9", "Maven", "org.apache.logging.log4j:log4j-core",
		osvRange(domain.Event{Introduced: "2.0"}, domain.Event{Fixed: "2.17.1"}))
	x := indexOf(domain.BadgeHash, log4j)
	at := func(id, version, place string) domain.Held {
		return held(id, domain.Component{Name: "log4j-core", PURL: "pkg:maven/org.apache.logging.log4j/log4j-core@" + version, Place: place})
	}
	inventory := []domain.Held{
		at("outer", "2.14.1", "/opt/app/app.jar"),
		at("inner", "2.16.0", "/opt/app/app.jar:lib/inner.jar"),
		at("mended", "2.17.1", "/opt/other/log4j-core.jar"),
	}
	for range 2 {
		var got []string
		for _, f := range Match(MatchInput{Asset: "a", Components: inventory, Rows: x.rows, Group: alone}) {
			got = append(got, fmt.Sprintf("%s %s %s", f.Version, f.Place, f.Verdict))
		}
		slices.Sort(got)
		want := []string{"2.14.1 /opt/app/app.jar affected", "2.16.0 /opt/app/app.jar:lib/inner.jar affected", "2.17.1 /opt/other/log4j-core.jar not_affected"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		slices.Reverse(inventory)
	}
}
