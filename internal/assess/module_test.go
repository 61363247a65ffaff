package assess

import (
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// errata says that flaw 1 is fixed in nodejs:16 and nodejs:18, each in its own
// version, and flaw 2 in the nodejs outside of modules.
func errata() []domain.Advisory {
	one := func(id, title, fixed string) domain.Advisory {
		return domain.Advisory{Format: domain.FormatOSV, Namespace: "AlmaLinux", ID: id, Revision: "1", Title: title,
			Vulnerabilities: []domain.Vulnerability{{ID: id}},
			Products:        []domain.Product{{Ref: "p", Ecosystem: "AlmaLinux:8", Package: "nodejs"}, {Ref: "n", Ecosystem: "AlmaLinux:8", Package: "npm"}},
			Statements: []domain.Statement{
				{Vulnerability: id, Product: "p", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetOSV, Scheme: "AlmaLinux",
					Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{{Introduced: "0"}, {Fixed: fixed}}}}}},
				{Vulnerability: id, Product: "n", Status: domain.StatusAffected, Versions: domain.VersionSet{Kind: domain.SetOSV, Scheme: "AlmaLinux",
					Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{{Introduced: "0"}, {Fixed: fixed}}}}}},
			}}
	}
	return []domain.Advisory{
		one("ALSA-2026:16", "Important: nodejs:16 security update", "1:16.20.1-1.module_el8.6.0+10+aaaa"),
		one("ALSA-2026:18", "Important: nodejs:18 security update", "1:18.17.1-1.module_el8.6.0+20+bbbb"),
		one("ALSA-2026:1", "Important: nodejs security update", "1:20.1.0-3.el8"),
	}
}

func rpmOf(name, version, more string) domain.Held {
	c := domain.Component{ID: name + version, Name: name, PURL: "pkg:rpm/almalinux/" + name + "@" + version + "?distro=almalinux-8&epoch=1" + more}
	identity.Describe(&c, "")
	return domain.Held{Component: c}
}

// TestModuleStreams: what is said of one stream of a module does not hold for
// another one, nor for a package from outside of it.
func TestModuleStreams(t *testing.T) {
	rows := map[domain.PackageKey][]domain.MatchRow{}
	for _, a := range errata() {
		for _, kr := range Rows(&a) {
			rows[kr.Key] = append(rows[kr.Key], kr.Row)
		}
	}
	node16, node18 := rpmOf("nodejs", "16.13.0-1.module_el8.5.0%2B5%2Bcccc", ""), rpmOf("nodejs", "18.18.0-1.module_el8.6.0%2B30%2Bdddd", "")
	npm := rpmOf("npm", "8.1.0-1.16.13.module_el8.5.0%2B5%2Bcccc", "")
	for _, c := range []struct {
		name       string
		components []domain.Held
		of         string
		want       map[string]domain.Verdict
	}{
		{"named after its module, older stream", []domain.Held{node16}, "nodejs", map[string]domain.Verdict{"ALSA-2026:16": domain.Affected}},
		{"named after its module, newer stream", []domain.Held{node18}, "nodejs", map[string]domain.Verdict{"ALSA-2026:18": domain.NotAffected}},
		{"another package of the module, told by its sibling", []domain.Held{node16, npm}, "npm", map[string]domain.Verdict{"ALSA-2026:16": domain.Affected}},
		{"another package of the module, alone", []domain.Held{npm}, "npm", map[string]domain.Verdict{"ALSA-2026:16": domain.CannotTell, "ALSA-2026:18": domain.CannotTell}},
		{"another package, and siblings of two streams", []domain.Held{node16, node18, npm}, "npm", map[string]domain.Verdict{"ALSA-2026:16": domain.CannotTell, "ALSA-2026:18": domain.CannotTell}},
		{"the package URL names the stream", []domain.Held{rpmOf("npm", "8.1.0-1.module_el8.5.0%2B5%2Bcccc", "&rpmmod=nodejs:18:8050:x")}, "npm", map[string]domain.Verdict{"ALSA-2026:18": domain.Affected}},
		{"outside of any module", []domain.Held{rpmOf("nodejs", "18.1.0-1.el8", "")}, "nodejs", map[string]domain.Verdict{"ALSA-2026:1": domain.Affected}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := map[string]domain.Verdict{}
			for _, f := range Match(MatchInput{Asset: "a", Components: c.components,
				Rows:  func(key domain.PackageKey) []domain.MatchRow { return rows[key] },
				Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }}) {
				if f.Name == c.of {
					got[f.Vulnerability] = f.Verdict
				}
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %v, want %v", got, c.want)
			}
			for id, v := range c.want {
				if got[id] != v {
					t.Errorf("got %v, want %v", got, c.want)
				}
			}
		})
	}
}
