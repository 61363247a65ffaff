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
