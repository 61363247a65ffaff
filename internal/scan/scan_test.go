package scan

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/sbom"
)

// folder makes a folder of names and texts.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// jar is a Java archive with another one in it.
func jar(t *testing.T) string {
	t.Helper()
	pack := func(files map[string]string) string {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for name, text := range files {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	inner := pack(map[string]string{"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n",
		"META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties": "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.14.1\n"})
	return pack(map[string]string{"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\nImplementation-Title: viewer\nImplementation-Version: 4.2\n", "WEB-INF/lib/log4j-core-2.14.1.jar": inner})
}

func software(t *testing.T) map[string]string {
	return map[string]string{
		"etc/os-release": "ID=debian\nVERSION_ID=12\n",
		"opt/portal/lib/python3.11/site-packages/requests-2.31.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\n",
		"opt/portal/lib/python3.11/site-packages/requests-2.31.0.dist-info/RECORD":   "requests/__init__.py,,\n",
		"opt/web/node_modules/lodash/package.json":                                   `{"name":"lodash","version":"4.17.20","license":"MIT"}`,
		"opt/web/package-lock.json":                                                  `{"name":"web","version":"1.0.0","lockfileVersion":2,"packages":{"":{"name":"web"},"node_modules/minimist":{"version":"1.2.5"}}}`,
		"opt/pacs/viewer.war":                                                        jar(t),
		"var/lib/dpkg/status":                                                        "Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.0.14-1~deb12u1\n\n",
		"notes.txt":                                                                  "nothing",
	}
}

// named are the components of an SBOM as name@version.
func named(t *testing.T, text []byte) []string {
	t.Helper()
	var out []string
	if err := sbom.Decode(bytes.NewReader(text), func(item domain.Item) error {
		for _, c := range item.(domain.Snapshot).Components {
			out = append(out, c.Name+"@"+c.Version)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFolder(t *testing.T) {
	dir := folder(t, software(t))
	for name, c := range map[string]struct {
		options    Options
		have, lack []string
	}{
		"installed":      {Options{}, []string{"requests@2.31.0", "lodash@4.17.20", "log4j-core@2.14.1", "openssl@3.0.14-1~deb12u1"}, []string{"minimist@1.2.5"}},
		"declared":       {Options{Declared: true}, []string{"requests@2.31.0", "lodash@4.17.20", "minimist@1.2.5", "log4j-core@2.14.1"}, nil},
		"excluded":       {Options{Exclude: []string{"opt/portal", "**/*.war"}}, []string{"lodash@4.17.20"}, []string{"requests@2.31.0", "log4j-core@2.14.1"}},
		"large not read": {Options{MaxBytes: 200}, []string{"requests@2.31.0"}, []string{"log4j-core@2.14.1"}},
	} {
		t.Run(name, func(t *testing.T) {
			stages := map[domain.Code]bool{}
			c.options.Progress = func(p domain.Progress) { stages[p.Stage] = true }
			got, err := Folder(t.Context(), dir, c.options)
			if err != nil {
				t.Fatal(err)
			}
			found := named(t, got.SBOM)
			for _, want := range c.have {
				if !slices.Contains(found, want) {
					t.Errorf("%s is missing in %v", want, found)
				}
			}
			for _, no := range c.lack {
				if slices.Contains(found, no) {
					t.Errorf("%s is in %v", no, found)
				}
			}
			if !stages[StageRead] || got.Packages != len(found) {
				t.Errorf("%v, %d of %v", stages, got.Packages, found)
			}
			if (got.Excluded > 0) != (len(c.options.Exclude) > 0) || (got.Large > 0) != (c.options.MaxBytes > 0) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// TestSameAgain holds that a second scan of the same folder gives the same bytes.
func TestSameAgain(t *testing.T) {
	dir := folder(t, software(t))
	first, err := Folder(t.Context(), dir, Options{Tool: "Fenceline", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		again, err := Folder(t.Context(), dir, Options{Tool: "Fenceline", Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.SBOM, again.SBOM) {
			t.Fatalf("a scan differs from the one before:\n%s\n%s", first.SBOM, again.SBOM)
		}
	}
}

func TestRefused(t *testing.T) {
	dir := folder(t, map[string]string{"a": "1", "b/c": "2", "d": "3"})
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, c := range map[string]struct {
		ctx     context.Context
		folder  string
		options Options
		kind    domain.Kind
		code    domain.Code
	}{
		"no folder":      {t.Context(), filepath.Join(dir, "none"), Options{}, domain.NotFound, CodeFolder},
		"a file":         {t.Context(), filepath.Join(dir, "a"), Options{}, domain.NotFound, CodeFolder},
		"a bad pattern":  {t.Context(), dir, Options{Exclude: []string{"[a"}}, domain.Invalid, CodePattern},
		"too many files": {t.Context(), dir, Options{MaxFiles: 2}, domain.Invalid, CodeFiles},
		"cancelled":      {stopped, dir, Options{}, domain.Cancelled, ""},
	} {
		got, err := Folder(c.ctx, c.folder, c.options)
		var own *domain.Error
		if !errors.As(err, &own) || own.Kind != c.kind || own.Code != c.code || got.SBOM != nil {
			t.Errorf("%s: %v %+v", name, err, got)
		}
	}
}

// TestCancelledWhileReading holds that a scan ends once it is cancelled, and gives
// nothing.
func TestCancelledWhileReading(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	got, err := Folder(ctx, folder(t, software(t)), Options{Progress: func(p domain.Progress) {
		if p.Stage == StageRead {
			stop()
		}
	}})
	if !domain.Is(err, domain.Cancelled) || got.SBOM != nil {
		t.Errorf("%v %+v", err, got)
	}
}

// TestNothingOutside holds that links are counted and lead nowhere, and that the
// folder is left as it was.
func TestNothingOutside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	outside := folder(t, map[string]string{"lib/python3/site-packages/evil-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n"})
	dir := folder(t, map[string]string{"a/METADATA": "x"})
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	got, err := Folder(t.Context(), dir, Options{})
	if err != nil || got.Links != 1 || got.Packages != 0 || got.Files != 1 {
		t.Errorf("%v %+v", err, got)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 {
		t.Error(err, left)
	}
}

// TestMatchFindsAll holds that the narrowing by the last part of a pattern loses no
// file and invents none.
func TestMatchFindsAll(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "b.jar", "c.json", "lib", "x{y", "METADATA"})
	pattern := rapid.SampledFrom([]string{"**/*.jar", "**/c.json", "**/lib/**/METADATA", "**/{a,lib}/{b.jar,c.json}", "**/*", "**", "a/*", "**/{lib/METADATA,a}", "/a/b.jar", "**/lib/**", "**/[bc].*", "*"})
	rapid.Check(t, func(t *rapid.T) {
		x := &index{byName: map[string][]string{}, sizes: map[string]int64{}}
		for range rapid.IntRange(0, 12).Draw(t, "files") {
			parts := rapid.SliceOfN(part, 1, 4).Draw(t, "parts")
			name := strings.Join(parts, "/")
			if _, ok := x.sizes[name]; !ok {
				x.sizes[name] = 1
				x.files = append(x.files, name)
				x.byName[parts[len(parts)-1]] = append(x.byName[parts[len(parts)-1]], name)
			}
		}
		p := pattern.Draw(t, "pattern")
		got := x.match(p)
		slices.Sort(got)
		var want []string
		for _, f := range x.files {
			if excluded([]string{p}, f) {
				want = append(want, f)
			}
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: %v, want %v", p, got, want)
		}
	})
}
