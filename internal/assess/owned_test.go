package assess

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// TestOwned: a library that a distribution's package brought is not counted beside
// that package, and never by upstream's versions alone.
func TestOwned(t *testing.T) {
	affected := func(advisory, ecosystem, name, id string, aliases []string, events ...domain.Event) domain.Advisory {
		return domain.Advisory{Format: domain.FormatOSV, Namespace: ecosystem, ID: advisory, Revision: "1",
			Products:        []domain.Product{{Ref: "p", Ecosystem: ecosystem, Package: name}},
			Vulnerabilities: []domain.Vulnerability{{ID: id, Aliases: aliases}},
			Statements: []domain.Statement{{Vulnerability: id, Product: "p", Status: domain.StatusAffected,
				Versions: domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: events}}}}}}
	}
	upstream := affected("PYSEC-1", "PyPI", "urllib3", "CVE-2026-1", nil, domain.Event{Introduced: "0"}, domain.Event{Fixed: "1.26"})
	mended := affected("DSA-1", "Debian:12", "python-urllib3", "CVE-2026-1", nil, domain.Event{Introduced: "0"}, domain.Event{Fixed: "1.24.2-1+deb12u1"})
	open := affected("DSA-1", "Debian:12", "python-urllib3", "CVE-2026-1", nil, domain.Event{Introduced: "0"})
	other := affected("DSA-2", "Debian:12", "python-urllib3", "CVE-2026-9", nil, domain.Event{Introduced: "0"})
	pack := domain.Component{ID: "pack", Name: "python3-urllib3", PURL: "pkg:deb/debian/python3-urllib3@1.24.2-1+deb12u1?distro=debian-12&upstream=python-urllib3"}
	library := domain.Component{ID: "library", Name: "urllib3", PURL: "pkg:pypi/urllib3@1.24.2"}
	for _, tt := range []struct {
		name       string
		owned      bool
		advisories []domain.Advisory
		want       map[string]domain.Verdict // by component
		reason     domain.Code               // of the library's
	}{
		{"nobody says whose files they are", false, []domain.Advisory{upstream, mended}, map[string]domain.Verdict{"library": domain.Affected, "pack": domain.NotAffected}, domain.ReasonInRange},
		{"mended by the distribution", true, []domain.Advisory{upstream, mended}, map[string]domain.Verdict{"library": domain.NotAffected, "pack": domain.NotAffected}, domain.ReasonOwned},
		{"not mended: counted once", true, []domain.Advisory{upstream, open}, map[string]domain.Verdict{"library": domain.NotAffected, "pack": domain.Affected}, domain.ReasonOwned},
		{"the distribution is silent about this flaw", true, []domain.Advisory{upstream, other}, map[string]domain.Verdict{"library": domain.CannotTell, "pack": domain.Affected}, domain.ReasonOwnedSilent},
		{"no source about the distribution", true, []domain.Advisory{upstream}, map[string]domain.Verdict{"library": domain.CannotTell}, domain.ReasonOwnedSilent},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, l := pack, library
			identity.Describe(&p, "")
			identity.Describe(&l, "")
			if tt.owned {
				l.Owner = p.Key
			}
			rows := map[domain.PackageKey][]domain.MatchRow{}
			for i := range tt.advisories {
				for _, kr := range Rows(&tt.advisories[i]) {
					rows[kr.Key] = append(rows[kr.Key], kr.Row)
				}
			}
			found := Match(MatchInput{Asset: "a", Components: []domain.Held{{Component: p}, {Component: l}}, Rows: func(k domain.PackageKey) []domain.MatchRow { return rows[k] },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
			got := map[string]domain.Verdict{}
			for _, f := range found {
				got[f.Component] = f.Verdict
				if f.Component == "library" && f.Reason.Code != tt.reason {
					t.Errorf("because of %s", f.Reason.Code)
				}
				if f.Component == "library" && f.Verdict == domain.NotAffected && f.FixKind != "" {
					t.Errorf("a fix of what is counted elsewhere: %+v", f)
				}
			}
			if len(got) != len(tt.want) {
				t.Fatalf("found %+v", found)
			}
			for id, verdict := range tt.want {
				if got[id] != verdict {
					t.Errorf("%s is %s, want %s", id, got[id], verdict)
				}
			}
		})
	}
}
