package assess

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// together says that Viewer below 2 of Maker is affected on a second product.
func together(second ...domain.Product) *domain.Advisory {
	a := &domain.Advisory{Format: domain.FormatCSAF, Namespace: "maker", ID: "1", Revision: "1", Vulnerabilities: []domain.Vulnerability{{ID: "CVE-1"}},
		Products: append([]domain.Product{{Ref: "X", Name: "Maker Viewer", Vendor: "Maker", Product: "Viewer", VersionRange: "<2"}}, second...)}
	rel := &domain.Relationship{Category: "installed_on", Product: "X", RelatesTo: second[0].Ref}
	for _, p := range second[1:] {
		rel.Alternatives = append(rel.Alternatives, p.Ref)
	}
	a.Products = append(a.Products, domain.Product{Ref: "XY", Name: "both", Vendor: "Maker", Product: "Viewer", Relationship: rel})
	a.Statements = []domain.Statement{{Vulnerability: "CVE-1", Product: "XY", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetText, Text: "<2"}}}
	return a
}

func heldOf(c domain.Component, os string) domain.Held {
	identity.Describe(&c, os)
	c.ID = c.Name + c.Version
	return domain.Held{Component: c}
}

// TestInstalledOn: X installed on Y needs both on the asset.
func TestInstalledOn(t *testing.T) {
	viewer := heldOf(domain.Component{Name: "Viewer", Vendor: "Maker", Version: "1.5"}, "")
	base := domain.Product{Ref: "Y", Name: "Maker Base", Vendor: "Maker", Product: "Base"}
	base4 := base
	base4.Version = "4"
	windows, ok := identity.Windows("Microsoft Windows 10 Pro", "10.0.19045.5131")
	if !ok {
		t.Fatal("no such Windows")
	}
	debian := domain.Component{Name: "bash", PURL: "pkg:deb/debian/bash@5.2-1?distro=debian-12"}
	os := func(cpe string) domain.Product { return domain.Product{Ref: cpe, CPEs: []string{cpe}} }
	for _, c := range []struct {
		name   string
		second []domain.Product
		beside []domain.Held
		want   domain.Verdict
		reason domain.Code
	}{
		{"both are there", []domain.Product{base}, []domain.Held{heldOf(domain.Component{Name: "Base", Vendor: "Maker", Version: "3"}, "")}, domain.Affected, ""},
		{"the other is not in the inventory", []domain.Product{base}, nil, domain.CannotTell, domain.ReasonRelationship},
		{"the other in the version meant", []domain.Product{base4}, []domain.Held{heldOf(domain.Component{Name: "Base", Vendor: "Maker", Version: "4"}, "")}, domain.Affected, ""},
		{"the other in another version", []domain.Product{base4}, []domain.Held{heldOf(domain.Component{Name: "Base", Vendor: "Maker", Version: "3"}, "")}, domain.NotAffected, domain.ReasonBesideAbsent},
		{"the other without a version", []domain.Product{base4}, []domain.Held{heldOf(domain.Component{Name: "Base", Vendor: "Maker"}, "")}, domain.CannotTell, domain.ReasonRelationship},
		{"two copies of the other, one meant", []domain.Product{base4}, []domain.Held{heldOf(domain.Component{Name: "Base", Vendor: "Maker", Version: "3"}, ""), heldOf(domain.Component{Name: "Base", Vendor: "Maker", Version: "4"}, "")}, domain.Affected, ""},
		{"a bare name is not enough", []domain.Product{{Ref: "Y", Name: "Base"}}, []domain.Held{heldOf(domain.Component{Name: "Base", Version: "3"}, "")}, domain.CannotTell, domain.ReasonRelationship},
		{"any Windows", []domain.Product{os("cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*")}, []domain.Held{heldOf(windows, "")}, domain.Affected, ""},
		{"macOS or any Windows", []domain.Product{os("cpe:2.3:o:apple:macos:-:*:*:*:*:*:*:*"), os("cpe:2.3:o:microsoft:windows:-:*:*:*:*:*:*:*")}, []domain.Held{heldOf(windows, "")}, domain.Affected, ""},
		{"Linux, on Windows", []domain.Product{os("cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*")}, []domain.Held{heldOf(windows, "")}, domain.CannotTell, domain.ReasonRelationship},
		{"Linux, on Debian", []domain.Product{os("cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*")}, []domain.Held{heldOf(debian, "")}, domain.Affected, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := map[domain.PackageKey][]domain.MatchRow{}
			for _, kr := range Rows(together(c.second...)) {
				rows[kr.Key] = append(rows[kr.Key], kr.Row)
			}
			finds := Match(MatchInput{Asset: "a", Components: append([]domain.Held{viewer}, c.beside...), Rows: func(k domain.PackageKey) []domain.MatchRow { return rows[k] },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
			if len(finds) != 1 || finds[0].Verdict != c.want || c.reason != "" && finds[0].Reason.Code != c.reason {
				t.Errorf("got %+v, want %s %s", finds, c.want, c.reason)
			}
		})
	}
}

// TestReleaseByCPE: a package of Red Hat in a repository of one release, as its
// advisories relate them, is matched with that release alone.
func TestReleaseByCPE(t *testing.T) {
	a := &domain.Advisory{Format: domain.FormatCSAF, Namespace: "redhat", ID: "RHSA-1", Revision: "1", Vulnerabilities: []domain.Vulnerability{{ID: "CVE-1"}}}
	for ref, cpe := range map[string]string{"9": "cpe:/a:redhat:enterprise_linux:9::appstream", "8": "cpe:/o:redhat:enterprise_linux:8::baseos", "eus": "cpe:/a:redhat:rhel_eus:9.2::appstream"} {
		a.Products = append(a.Products, domain.Product{Ref: ref, Name: ref, CPEs: []string{cpe}},
			domain.Product{Ref: "zlib-" + ref, PURLs: []string{"pkg:rpm/redhat/zlib@1.2.11-40.el9?arch=x86_64"}, Relationship: &domain.Relationship{Category: "default_component_of", Product: "zlib", RelatesTo: ref}})
		a.Statements = append(a.Statements, domain.Statement{Vulnerability: "CVE-1", Product: "zlib-" + ref, Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetAll}})
	}
	streams := map[string]bool{}
	for _, kr := range Rows(a) {
		streams[kr.Row.Stream] = true
		if kr.Row.Needs {
			t.Errorf("%s still needs something", kr.Row.Stream)
		}
	}
	for _, want := range []string{"Red Hat:9", "Red Hat:8", "Red Hat EUS:9.2"} {
		if !streams[want] {
			t.Errorf("no row speaks of %s: %v", want, streams)
		}
	}
	c := domain.Component{ID: "c", Name: "zlib", PURL: "pkg:rpm/redhat/zlib@1.2.11-30.el9?arch=x86_64&distro=rhel-9.3"}
	identity.Describe(&c, "")
	n := 0
	for _, kr := range Rows(a) {
		if j, ok := Judge(&c, kr.Key, &kr.Row); ok && j.Verdict == domain.Affected {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d statements meet a package of release 9", n)
	}
}
