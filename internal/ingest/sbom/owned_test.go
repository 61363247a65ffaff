package sbom

import (
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// TestOwnedFiles: syft's relationships tell whose files a library was found in.
func TestOwnedFiles(t *testing.T) {
	const doc = `{"artifacts":[
	 {"id":"a1","name":"python3-urllib3","version":"1.24.2-1","type":"deb","purl":"pkg:deb/debian/python3-urllib3@1.24.2-1?distro=debian-12"},
	 {"id":"b2","name":"urllib3","version":"1.24.2","type":"python","purl":"pkg:pypi/urllib3@1.24.2","locations":[{"path":"/usr/lib/python3/dist-packages/urllib3/x"}]},
	 {"id":"c3","name":"flask","version":"3.0","type":"python","purl":"pkg:pypi/flask@3.0","locations":[{"path":"/opt/flask"}]},
	 {"id":"d4","name":"inner","version":"1","type":"python","purl":"pkg:pypi/inner@1"}],
	 "artifactRelationships":[{"parent":"a1","child":"b2","type":"ownership-by-file-overlap"},{"parent":"a1","child":"c3","type":"contains"},
	  {"parent":"c3","child":"d4","type":"ownership-by-file-overlap"},{"parent":"zz","child":"d4","type":"ownership-by-file-overlap"}],
	 "source":{"type":"directory","target":"x"},"distro":{"id":"debian","versionID":"12"},"descriptor":{"name":"syft","version":"1"},
	 "schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"}}`
	var got domain.Snapshot
	err := Decode(strings.NewReader(doc), func(item domain.Item) error {
		got = item.(domain.Snapshot)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]domain.PackageKey{"python3-urllib3": "", "urllib3": "deb/debian/python3-urllib3", "flask": "", "inner": ""}
	for _, c := range got.Components {
		if owner, ok := want[c.Name]; !ok || owner != c.Owner {
			t.Errorf("%s belongs to %q", c.Name, c.Owner)
		}
		delete(want, c.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing %v", want)
	}
}

// TestOwnedBySPDXFiles: SPDX documents tell by relationships whose files a library was
// found in; where no evidence is named, what both hold tells.
func TestOwnedBySPDXFiles(t *testing.T) {
	const deb, lib, other = "pkg:deb/debian/python3-urllib3@1.24.2-1?distro=debian-12", "pkg:pypi/urllib3@1.24.2", "pkg:pypi/flask@3.0"
	pack := func(id, name, version, purl string) string {
		return `{"SPDXID":"` + id + `","name":"` + name + `","versionInfo":"` + version + `","externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"` + purl + `"}]}`
	}
	json := func(relations string) string {
		return `{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"x","creationInfo":{"created":"2026-01-02T03:04:05Z"},"packages":[` +
			pack("SPDXRef-a", "python3-urllib3", "1.24.2-1", deb) + "," + pack("SPDXRef-b", "urllib3", "1.24.2", lib) + "," + pack("SPDXRef-c", "flask", "3.0", other) + `],"relationships":[` + relations + `]}`
	}
	relation := func(of, kind, to, comment string) string {
		return `{"spdxElementId":"` + of + `","relationshipType":"` + kind + `","relatedSpdxElement":"` + to + `","comment":"` + comment + `"}`
	}
	tags := func(relations string) string {
		one := func(id, name, version, purl string) string {
			return "PackageName: " + name + "\nSPDXID: " + id + "\nPackageVersion: " + version + "\nExternalRef: PACKAGE-MANAGER purl " + purl + "\n"
		}
		return "SPDXVersion: SPDX-2.3\nDocumentName: x\nCreated: 2026-01-02T03:04:05Z\n" + one("SPDXRef-a", "python3-urllib3", "1.24.2-1", deb) + one("SPDXRef-b", "urllib3", "1.24.2", lib) + one("SPDXRef-c", "flask", "3.0", other) + relations
	}
	graph := `{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"SpdxDocument","spdxId":"d","name":"x"},
	 {"type":"software_Package","spdxId":"a","name":"python3-urllib3","software_packageVersion":"1.24.2-1","software_packageUrl":"` + deb + `"},
	 {"type":"software_Package","spdxId":"b","name":"urllib3","software_packageVersion":"1.24.2","software_packageUrl":"` + lib + `"},
	 {"type":"software_Package","spdxId":"c","name":"flask","software_packageVersion":"3.0","software_packageUrl":"` + other + `"},
	 {"type":"Relationship","spdxId":"r1","from":"a","relationshipType":"contains","to":["f1","f2"]},
	 {"type":"Relationship","spdxId":"r2","from":"b","relationshipType":"contains","to":["f2"]},
	 {"type":"Relationship","spdxId":"r3","from":"c","relationshipType":"contains","to":["f3"]}]}`
	for name, tt := range map[string]struct {
		doc  string
		want domain.PackageKey
	}{
		"a word of the tool": {json(relation("SPDXRef-a", "OTHER", "SPDXRef-b", "ownership-by-file-overlap: indicates that the parent owns it")), "deb/debian/python3-urllib3"},
		"evidence among its files": {json(relation("SPDXRef-a", "CONTAINS", "SPDXRef-f", "") + "," + relation("SPDXRef-b", "OTHER", "SPDXRef-f", "evident-by: indicates the package") + "," +
			relation("SPDXRef-c", "OTHER", "SPDXRef-g", "evident-by: indicates the package")), "deb/debian/python3-urllib3"},
		"evidence elsewhere, although both hold a file": {json(relation("SPDXRef-a", "CONTAINS", "SPDXRef-f", "") + "," + relation("SPDXRef-b", "CONTAINS", "SPDXRef-f", "") + "," +
			relation("SPDXRef-b", "OTHER", "SPDXRef-g", "evident-by: indicates the package")), ""},
		"both hold a file":      {json(relation("SPDXRef-a", "CONTAINS", "SPDXRef-f", "") + "," + relation("SPDXRef-f", "CONTAINED_BY", "SPDXRef-b", "")), "deb/debian/python3-urllib3"},
		"other words":           {json(relation("SPDXRef-a", "OTHER", "SPDXRef-b", "built with") + "," + relation("SPDXRef-a", "DEPENDS_ON", "SPDXRef-b", "")), ""},
		"an application's":      {json(relation("SPDXRef-c", "OTHER", "SPDXRef-b", "ownership-by-file-overlap: x")), ""},
		"tags":                  {tags("Relationship: SPDXRef-a OTHER SPDXRef-b\nRelationshipComment: <text>ownership-by-file-overlap: indicates\nthat</text>\n"), "deb/debian/python3-urllib3"},
		"tags, files":           {tags("Relationship: SPDXRef-a CONTAINS SPDXRef-f\nRelationship: SPDXRef-b OTHER SPDXRef-f\nRelationshipComment: evident-by: indicates\n"), "deb/debian/python3-urllib3"},
		"tags, half a relation": {tags("Relationship: SPDXRef-a CONTAINS\nRelationshipComment: ownership-by-file-overlap: x\n"), ""},
		"SPDX 3":                {graph, "deb/debian/python3-urllib3"},
		"syft's own file lists": {`{"artifacts":[
	 {"id":"a1","name":"python3-urllib3","version":"1.24.2-1","type":"deb","purl":"` + deb + `","metadata":{"files":[{"path":"/usr/lib/python3/dist-packages/urllib3/METADATA"}]}},
	 {"id":"b2","name":"urllib3","version":"1.24.2","type":"python","purl":"` + lib + `","locations":[{"path":"/usr/lib/python3/dist-packages/urllib3/METADATA"}]},
	 {"id":"c3","name":"flask","version":"3.0","type":"python","purl":"` + other + `","locations":[{"path":"/opt/flask"}],"metadata":{"files":[{"path":"/opt/flask"}]}}],
	 "source":{"type":"directory","target":"x"},"distro":{"id":"debian","versionID":"12"},"descriptor":{"name":"syft","version":"1"},
	 "schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"}}`, "deb/debian/python3-urllib3"},
	} {
		t.Run(name, func(t *testing.T) {
			var got domain.Snapshot
			err := Decode(strings.NewReader(tt.doc), func(item domain.Item) error {
				got = item.(domain.Snapshot)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			for _, c := range got.Components {
				want := domain.PackageKey("")
				if c.Name == "urllib3" {
					want, seen = tt.want, seen+1
				}
				if c.Owner != want {
					t.Errorf("%s belongs to %q, want %q", c.Name, c.Owner, want)
				}
			}
			if seen != 1 {
				t.Errorf("the library is there %d times", seen)
			}
		})
	}
}

// TestOwnedByPlace: a Python library in the folder of the package manager belongs to
// the package of its name and version, where one is listed.
func TestOwnedByPlace(t *testing.T) {
	component := func(purl, name, version, path string) string {
		return `{"type":"library","bom-ref":"` + purl + `","name":"` + name + `","version":"` + version + `","purl":"` + purl + `","properties":[{"name":"syft:location:0:path","value":"` + path + `"}]}`
	}
	doc := `{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[` + strings.Join([]string{
		component("pkg:deb/debian/python3-urllib3@1.26.12-1%2Bdeb12u1?distro=debian-12", "python3-urllib3", "1.26.12-1+deb12u1", "/var/lib/dpkg/status"),
		component("pkg:deb/debian/python3-yaml@6.0-3?distro=debian-12", "python3-yaml", "6.0-3", "/var/lib/dpkg/status"),
		component("pkg:rpm/redhat/python3-jinja2@3.1.2-1.el9?distro=rhel-9", "python3-jinja2", "3.1.2-1.el9", "/var/lib/rpm"),
		component("pkg:pypi/urllib3@1.26.12", "urllib3", "1.26.12", "/usr/lib/python3/dist-packages/urllib3-1.26.12.egg-info/PKG-INFO"),
		component("pkg:pypi/jinja2@3.1.2", "Jinja2", "3.1.2", "/usr/lib/python3.9/site-packages/Jinja2-3.1.2.dist-info/METADATA"),
		component("pkg:pypi/pyyaml@6.0", "PyYAML", "6.0", "/usr/lib/python3/dist-packages/PyYAML-6.0.egg-info/PKG-INFO"),
		component("pkg:pypi/urllib3@1.26.12?x=1", "urllib3", "1.26.12", "/usr/local/lib/python3.11/dist-packages/urllib3-1.26.12.dist-info/METADATA"),
		component("pkg:pypi/urllib3@1.25.0", "urllib3", "1.25.0", "/usr/lib/python3/dist-packages/urllib3-1.25.0.egg-info/PKG-INFO"),
	}, ",") + `]}`
	var got domain.Snapshot
	err := Decode(strings.NewReader(doc), func(item domain.Item) error {
		got = item.(domain.Snapshot)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	owned := map[string]domain.PackageKey{}
	for _, c := range got.Components {
		if c.Owner != "" {
			owned[c.Place] = c.Owner
		}
	}
	want := map[string]domain.PackageKey{
		"/usr/lib/python3/dist-packages/urllib3-1.26.12.egg-info/PKG-INFO": "deb/debian/python3-urllib3",
		"/usr/lib/python3.9/site-packages/Jinja2-3.1.2.dist-info/METADATA": "rpm/redhat/python3-jinja2",
	}
	if len(owned) != len(want) {
		t.Errorf("owned are %v", owned)
	}
	for place, owner := range want {
		if owned[place] != owner {
			t.Errorf("%s belongs to %q", place, owned[place])
		}
	}
}
