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
