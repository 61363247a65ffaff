package sbom

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/anchore/syft/syft/sbom"

	"fenceline/internal/domain"
)

func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

func codes(s domain.Snapshot) []string {
	var out []string
	for _, w := range s.Warnings {
		out = append(out, strings.TrimSpace(string(w.Code)+" "+w.Place))
	}
	return out
}

func bom(components string) []byte {
	return []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[` + components + `]}`)
}

func TestWarnings(t *testing.T) {
	tests := []struct {
		name       string
		in         []byte
		want       []string
		components int
	}{
		{"nothing in it", bom(""), []string{"no_components"}, 0},
		{"no component list", []byte(`{"bomFormat":"CycloneDX","specVersion":"1.4","vulnerabilities":[]}`), []string{"no_components"}, 0},
		{"an empty syft document", []byte(`{"artifacts":[],"schema":{"version":"16.0.0","url":"https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-16.0.0.json"}}`), []string{"no_components"}, 0},
		{"an empty SPDX document", []byte(smallTags), []string{"no_components"}, 0},
		{"only files", bom(`{"type":"file","name":"/etc/hosts"}`), []string{"not_software", "no_components"}, 0},
		{"a file with a package URL", bom(`{"type":"file","name":"a.jar","version":"1","purl":"pkg:maven/g/a@1"}`), []string{"recovered"}, 1},
		{"a component without any name", bom(`{"type":"library"}`), []string{"without_name", "without_identity", "no_components"}, 1},
		{"a number for a version", bom(`{"type":"library","name":"a","version":2}`), []string{"library_refused"}, 1},
		{"vulnerabilities beside", []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":"1"}],"vulnerabilities":[{"id":"CVE-2026-1"},{"id":"CVE-2026-2"}]}`), []string{"claims_beside /vulnerabilities"}, 1},
		{"vulnerabilities that are none", []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":"1"}],"vulnerabilities":{}}`), []string{"member_unread /vulnerabilities"}, 1},
		{"null among components", bom(`null,{"type":"library","name":"a","version":"1"}`), []string{"null_entries"}, 1},
		{"the same twice", bom(`{"type":"library","name":"a","version":"1"},{"type":"library","name":"a","version":"1"}`), []string{"duplicates"}, 1},
		{"a member that the library cannot read",
			[]byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":"1","modified":"no"}],"citations":7}`),
			[]string{"member_unread /citations", "member_unread /components/0/modified"}, 1},
		{"a broken line", []byte(smallTags + "PackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\nPackageDownloadLocation: NOASSERTION\nno tag here\n"),
			[]string{"line_unread line 13", "library_refused"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := decode(t, tt.in)
			checkCensus(t, tt.name, s)
			got := codes(s)
			slices.Sort(got)
			want := slices.Sorted(slices.Values(tt.want))
			if !slices.Equal(got, want) {
				t.Errorf("warnings %q (%v), want %q", got, s.Warnings, want)
			}
			if len(s.Components) != tt.components {
				t.Errorf("components %+v, want %d", s.Components, tt.components)
			}
		})
	}
}

// TestEveryTypeIsCounted walks the component types of CycloneDX 1.7.
func TestEveryTypeIsCounted(t *testing.T) {
	software := map[string]bool{
		"application": true, "framework": true, "library": true, "container": true, "platform": true, "operating-system": true,
		"device": true, "device-driver": true, "firmware": true, "machine-learning-model": true,
		"file": false, "data": false, "cryptographic-asset": false,
	}
	for kind, kept := range software {
		s := decode(t, bom(fmt.Sprintf(`{"type":%q,"name":"thing","version":"1"}`, kind)))
		if c := s.Census; c.Read != 1 || c.ByType[kind] != 1 || (c.Identifiable == 1) != kept || (c.NotSoftware == 1) == kept {
			t.Errorf("%s: %+v", kind, c)
		}
		if kept && (len(s.Components) != 1 || s.Components[0].Type != kind) {
			t.Errorf("%s: %+v", kind, s.Components)
		}
	}
}

func TestCopies(t *testing.T) {
	at := func(ref, version string) string {
		return fmt.Sprintf(`{"type":"library","bom-ref":%q,"name":"a","version":%q,"purl":"pkg:npm/a@%s"}`, ref, version, version)
	}
	tests := []struct {
		name, in string
		want     []string // places
	}{
		{"one", at("x", "1.0"), []string{"x"}},
		{"two references", at("x", "1.0") + "," + at("y", "1.0"), []string{"x", "y"}},
		{"one reference twice", at("x", "1.0") + "," + at("x", "1.0"), []string{"x"}},
		{"random references", at("5f0f2c0c-6f0c-4d7e-9a51-0d7f6f3c1a10", "1.0") + "," + at("5f0f2c0c-6f0c-4d7e-9a51-0d7f6f3c1a11", "1.0"), []string{"", "#2"}},
		{"two versions under one name", at("pkg:npm/a@1.0", "1.0") + "," + at("pkg:npm/a@2.0", "2.0"), []string{"pkg:npm/a", "pkg:npm/a#2"}},
		{"with and without reference", at("x", "1.0") + "," + at("", "1.0"), []string{"x"}},
		{"another version without reference", at("x", "1.0") + "," + at("", "2.0"), []string{"", "x"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range decode(t, bom(tt.in)).Components {
				got = append(got, c.Place)
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("places %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	tests := []struct {
		name         string
		path         string
		ref, version string
		want         string
	}{
		{"path", "/usr/lib/a", "x", "1", "/usr/lib/a"},
		{"plain reference", "", "SPDXRef-openssl", "3.0", "SPDXRef-openssl"},
		{"package URL", "", "pkg:npm/%40angular/core@17.3.1", "17.3.1", "pkg:npm/%40angular/core"},
		{"package URL of syft", "", "pkg:deb/debian/libc6@2.36-9?arch=i386&distro=debian-12.11&package-id=77aa", "2.36-9", "pkg:deb/debian/libc6?arch=i386"},
		{"package URL with subpath", "", "pkg:golang/x/y@v1#cmd", "v1", "pkg:golang/x/y#cmd"},
		{"SPDXID of syft", "", "SPDXRef-Package-deb-openssl-0f9f0f6d2c1b7a55", "3.0", "SPDXRef-Package-deb-openssl"},
		{"random id", "", "urn:uuid:5f0f2c0c-6f0c-4d7e-9a51-0d7f6f3c1a10", "1", ""},
		{"random SPDXID", "", "SPDXRef-d82f5914-77fe-0485-71b2-4cc3e073e963", "1", ""},
		{"hash", "", "77aa0f9f0f6d2c1b7a55", "1", ""},
		{"name and version", "", "openssl@3.0.7", "3.0.7", "openssl"},
		{"address of SPDX 3", "", "https://d.example/77#SPDXRef-flask", "3", "SPDXRef-flask"},
		{"nothing", "", "", "1", ""},
	}
	for _, tt := range tests {
		if got := place(tt.path, tt.ref, tt.version); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestUpgradeKeepsPlace holds that a newer document names the same places.
func TestUpgradeKeepsPlace(t *testing.T) {
	document := func(version, id string) []byte {
		return bom(fmt.Sprintf(`{"type":"library","bom-ref":"pkg:deb/debian/openssl@%s?package-id=%s","name":"openssl","version":%q,"purl":"pkg:deb/debian/openssl@%s"}`,
			version, id, version, version))
	}
	before, after := decode(t, document("3.0.15-1", "aa11")), decode(t, document("3.0.16-1", "bb22"))
	b, a := before.Components[0], after.Components[0]
	if b.Key != a.Key || b.Place != a.Place || b.Version == a.Version {
		t.Errorf("%+v became %+v", b, a)
	}
}

func TestSystem(t *testing.T) {
	component := func(name, version string) []byte {
		return bom(fmt.Sprintf(`{"type":"operating-system","name":%q,"version":%q}`, name, version))
	}
	tests := []struct {
		name string
		in   []byte
		want string
	}{
		{"id of os-release", component("debian", "12.11"), "Debian:12"},
		{"full name", component("Debian GNU/Linux", "12"), "Debian:12"},
		{"Red Hat", component("Red Hat Enterprise Linux", "9.4"), "Red Hat:9"},
		{"Ubuntu", component("Ubuntu", "22.04"), "Ubuntu:22.04"},
		{"Windows", component("Windows Server 2022", "10.0.20348"), "Windows Server 2022 10.0.20348"},
		{"package URLs", bom(`{"type":"library","name":"a","purl":"pkg:deb/debian/a@1?distro=debian-12.11"}`), "Debian:12"},
		{"most package URLs", bom(`{"type":"library","name":"a","purl":"pkg:deb/debian/a@1?distro=debian-11"},
			{"type":"library","name":"b","purl":"pkg:deb/debian/b@1?distro=debian-12"},{"type":"library","name":"c","purl":"pkg:deb/debian/c@1?distro=debian-12"}`), "Debian:12"},
		{"not told", bom(`{"type":"library","name":"a","purl":"pkg:npm/a@1"}`), ""},
	}
	for _, tt := range tests {
		if got := decode(t, tt.in).OS; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// breaking is a decoder that panics.
type breaking struct{ sbom.FormatDecoder }

func (breaking) Decode(io.Reader) (*sbom.SBOM, sbom.FormatID, string, error) { panic("nil map") }

func TestPanicIsAnError(t *testing.T) {
	packages, err := decodeWith(breaking{}, nil)
	if !errors.Is(err, errPanic) || packages != nil || !strings.Contains(err.Error(), "nil map") {
		t.Errorf("%v %v", packages, err)
	}
}

// TestHostile reads documents made to cost more than they are worth.
func TestHostile(t *testing.T) {
	many := func(part string, n int) string { return strings.TrimSuffix(strings.Repeat(part+",", n), ",") }
	var cpes strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&cpes, `{"name":"syft:cpe23","value":"cpe:2.3:a:v:p%d:1:*:*:*:*:*:*:*"},`, i)
	}
	tests := []struct {
		name string
		in   []byte
		want domain.Code
	}{
		{"one place a hundred thousand times", bom(`{"type":"library","name":"a","version":"1","evidence":{"occurrences":[` + many(`{"location":"/x"}`, 100_000) + `]}}`), ""},
		{"one component fifty thousand times", bom(many(`{"type":"device","name":"a","version":"1"}`, 50_000)), "duplicates"},
		{"thousands of CPE names", bom(`{"type":"library","name":"a","version":"1","properties":[` + strings.TrimSuffix(cpes.String(), ",") + `]}`), "cpes_left_out"},
		{"a text of a million lines", []byte(smallTags + "PackageName: a\nSPDXID: SPDXRef-a\nPackageDownloadLocation: NONE\nPackageComment: <text>" + strings.Repeat("x\n", 1_000_000) + "</text>\n"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			s := decode(t, tt.in)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			if len(s.Components) != 1 || tt.want != "" && !warned(s, tt.want) {
				t.Errorf("%d components, warnings %v", len(s.Components), s.Warnings)
			}
		})
	}
}
