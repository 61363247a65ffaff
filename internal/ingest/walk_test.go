package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
)

// collect walks fsys and holds every hand-over to the promises of [Walk].
func collect(t testing.TB, fsys fs.FS, root string, limits Limits) seen {
	t.Helper()
	s := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
	if err := WalkFS(context.Background(), fsys, root, limits, s.visit(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *seen) visit(t testing.TB) func(Document, error) error {
	return func(doc Document, err error) error {
		s.files = append(s.files, doc.File)
		if err == nil {
			sum := sha256.Sum256(doc.Data)
			if doc.Digest != hex.EncodeToString(sum[:]) || doc.Size != int64(len(doc.Data)) || doc.Format == "" {
				t.Errorf("%s: digest, size or format is wrong", doc.File)
			}
			s.docs[doc.File] = doc
			return nil
		}
		var own *domain.Error
		if !errors.As(err, &own) || own.Code == "" || own.Op == "" || own.Subject != doc.File || doc.File == "" || doc.Data != nil {
			t.Errorf("%q: refused by %#v", doc.File, err)
			return nil
		}
		s.errs[doc.File] = own
		return nil
	}
}

// one is a file system of one file.
func one(name string, content []byte) fstest.MapFS { return fstest.MapFS{name: {Data: content}} }

func TestWalkOpensEverything(t *testing.T) {
	csaf, osv := samples["pm-1.json"], samples["GHSA-1.json"]
	tests := []struct {
		name    string
		file    string
		content []byte
		want    []string
	}{
		{"document", "a.json", []byte(csaf), []string{"a.json"}},
		{"zip", "a.zip", zipOf(t, "x/b.json", csaf, "x/", "", "a.json", osv), []string{"a.zip!x/b.json", "a.zip!a.json"}},
		{"tar", "a.tar", tarOf(t, "./x/b.json", csaf, "a.json", osv), []string{"a.tar!x/b.json", "a.tar!a.json"}},
		{"tar.gz", "a.tgz", gzipOf(t, tarOf(t, "b.json", csaf, "a.json", osv)), []string{"a.tgz!b.json", "a.tgz!a.json"}},
		{"tar.zst", "a.tar.zst", zstdOf(t, tarOf(t, "b.json", csaf)), []string{"a.tar.zst!b.json"}},
		{"gzip of a document", "a.json.gz", gzipOf(t, []byte(csaf)), []string{"a.json.gz"}},
		{"zstd of a document", "a.json.zst", zstdOf(t, []byte(csaf)), []string{"a.json.zst"}},
		{"zip in a zip", "a.zip", zipOf(t, "b.zip", string(zipOf(t, "c.json", csaf))), []string{"a.zip!b.zip!c.json"}},
		{"tar.gz in a zip", "a.zip", zipOf(t, "b.tgz", string(gzipOf(t, tarOf(t, "c.json", csaf)))), []string{"a.zip!b.tgz!c.json"}},
		{"zip in a tar.gz", "a.tgz", gzipOf(t, tarOf(t, "b.zip", string(zipOf(t, "c.json", csaf)))), []string{"a.tgz!b.zip!c.json"}},
		{"gzip in a zip", "a.zip", zipOf(t, "b.json.gz", string(gzipOf(t, []byte(csaf)))), []string{"a.zip!b.json.gz"}},
		{"archive without an archive's name", "a.json", zipOf(t, "b.json", csaf), []string{"a.json!b.json"}},
		{"names that only some systems reserve", "a.zip", zipOf(t, "CON", csaf, "nul.json", csaf, "B.json", csaf, "b.json", osv, "aux/com1.json", csaf),
			[]string{"a.zip!CON", "a.zip!nul.json", "a.zip!B.json", "a.zip!b.json", "a.zip!aux/com1.json"}},
		{"long path", "a.zip", zipOf(t, strings.Repeat("long name/", 40)+"b.json", csaf), []string{"a.zip!" + strings.Repeat("long name/", 40) + "b.json"}},
		{"empty archive", "a.zip", zipOf(t), nil},
		{"empty file", "a.json", nil, []string{"a.json"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, test.file)
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			onDisk := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
			if err := Walk(context.Background(), path, DefaultLimits(), onDisk.visit(t)); err != nil {
				t.Fatal(err)
			}
			folder := collect(t, one(test.file, test.content), ".", DefaultLimits())
			root := collect(t, one(test.file, test.content), test.file, DefaultLimits())
			for _, got := range []seen{onDisk, folder, root} {
				if diff := cmp.Diff(test.want, got.files); diff != "" || len(got.errs) > 0 {
					t.Errorf("%s %v", diff, got.errs)
				}
			}
			if left, _ := os.ReadDir(dir); len(left) != 1 {
				t.Errorf("something was written: %v", left)
			}
		})
	}
}

func TestWalkFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b/x.json": samples["pm-1.json"], "a.json": samples["kev.json"], "b/a.zip": string(zipOf(t, "m.json", "{}"))} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	linked := os.Symlink(filepath.Join(dir, "a.json"), filepath.Join(dir, "link.json")) == nil
	s := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
	if err := Walk(context.Background(), dir, DefaultLimits(), s.visit(t)); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.json", "b/a.zip!m.json", "b/x.json"}
	if linked {
		want = append(want, "link.json")
		if e := s.errs["link.json"]; e == nil || e.Code != CodeLink || e.Kind != domain.Untrusted {
			t.Errorf("link: %v", e)
		}
	}
	if diff := cmp.Diff(want, s.files); diff != "" {
		t.Error(diff)
	}
}

func TestWalkBelowARoot(t *testing.T) {
	fsys := fstest.MapFS{"sample/bundle/.a.json": {Data: []byte("{}")}, "sample/other.json": {Data: []byte("{}")}, ".b": {Data: []byte("{}")}}
	for root, want := range map[string][]string{"sample/bundle": {".a.json"}, ".": {".b", "sample/bundle/.a.json", "sample/other.json"}} {
		got := collect(t, fsys, root, DefaultLimits())
		if diff := cmp.Diff(want, got.files); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWalkNoSuchPath(t *testing.T) {
	visit := func(Document, error) error { t.Error("visited"); return nil }
	errs := []error{
		Walk(context.Background(), filepath.Join(t.TempDir(), "gone"), DefaultLimits(), visit),
		WalkFS(context.Background(), fstest.MapFS{}, "gone", DefaultLimits(), visit),
	}
	for _, err := range errs {
		var own *domain.Error
		if !errors.As(err, &own) || own.Kind != domain.NotFound || own.Code != CodePathMissing {
			t.Errorf("got %v", err)
		}
	}
}

func TestWalkEndsAtAnErrorOfVisit(t *testing.T) {
	calls := 0
	err := WalkFS(context.Background(), one("a.zip", zipOf(t, "b", "", "c", "")), ".", DefaultLimits(), func(Document, error) error {
		calls++
		return io.ErrClosedPipe
	})
	if err != io.ErrClosedPipe || calls != 1 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}

func TestWalkEndsWithItsContext(t *testing.T) {
	packs := map[string][]byte{
		"zip": zipOf(t, "a", "1", "b", "2", "c", "3"), "tar.gz": gzipOf(t, tarOf(t, "a", "1", "b", "2", "c", "3"))}
	for name, pack := range packs {
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		err := WalkFS(ctx, one("x", pack), ".", DefaultLimits(), func(Document, error) error {
			calls++
			cancel()
			return nil
		})
		if !errors.Is(err, context.Canceled) || calls != 1 {
			t.Errorf("%s: got %v after %d calls", name, err, calls)
		}
	}
}

// failingFS opens nothing and lists one folder not at all.
type failingFS struct{ fstest.MapFS }

func (f failingFS) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "locked") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f failingFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "lockeddir" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadDir(name)
}

func TestWalkGoesOnBehindWhatCannotBeRead(t *testing.T) {
	got := collect(t, failingFS{fstest.MapFS{"locked.json": {}, "lockeddir/x.json": {}, "z.json": {Data: []byte("{}")}}}, ".", DefaultLimits())
	if e := got.errs["locked.json"]; e == nil || e.Code != CodeUnreadable || e.Kind != domain.Storage {
		t.Errorf("locked.json: %v", e)
	}
	if e := got.errs["lockeddir"]; e == nil || e.Code != CodeUnreadable {
		t.Errorf("lockeddir: %v", e)
	}
	if len(got.docs) != 1 {
		t.Errorf("got %v", got.files)
	}
}

func TestTotal(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plain := write("one/a.json", []byte("12345"))
	packed := write("one/b.zip", zipOf(t, "x", "123", "y", "1234"))
	tgz := write("two/c.tgz", gzipOf(t, tarOf(t, "x", "123")))
	nested := write("two/d.zip", zipOf(t, "e.zip", "x"))
	tests := []struct {
		path  string
		files int
		bytes int64
	}{{plain, 1, 5}, {packed, 2, 7}, {filepath.Dir(plain), 3, 12}, {tgz, 0, 0}, {nested, 0, 0}, {dir, 0, 0}}
	for _, test := range tests {
		files, bytes, err := Total(context.Background(), test.path)
		if err != nil || files != test.files || bytes != test.bytes {
			t.Errorf("%s: got %d files, %d bytes, %v; want %d and %d", test.path, files, bytes, err, test.files, test.bytes)
		}
	}
	if _, _, err := Total(context.Background(), filepath.Join(dir, "gone")); !domain.Is(err, domain.NotFound) {
		t.Errorf("got %v", err)
	}
}

// TestLargeFeed holds that only a document of many advisories may be larger than one
// document of one, packed or not.
func TestLargeFeed(t *testing.T) {
	limits := DefaultLimits()
	limits.DocumentBytes, limits.FeedBytes = 100, 1<<20
	fill := strings.Repeat(" ", 200<<10)
	feed, other := samples["nvd.json"]+fill, samples["pm-1.json"]+fill
	for name, data := range map[string][]byte{"plain": []byte(feed), "packed": gzipOf(t, []byte(feed)), "in a zip": zipOf(t, "a.json", feed)} {
		got := collect(t, one("x", data), ".", limits)
		for _, doc := range got.docs {
			if doc.Format != domain.FormatNVD || string(doc.Data) != feed {
				t.Errorf("%s: %s of %d bytes", name, doc.Format, len(doc.Data))
			}
		}
		if len(got.docs) != 1 || len(got.errs) != 0 {
			t.Errorf("%s: %d documents, %v", name, len(got.docs), got.errs)
		}
	}
	for name, data := range map[string][]byte{"plain": []byte(other), "packed": gzipOf(t, []byte(other)), "too large": []byte(feed + strings.Repeat(" ", 1<<20))} {
		got := collect(t, one("x", data), ".", limits)
		for _, err := range got.errs {
			if err.Code != CodeBytes {
				t.Errorf("%s: %v", name, err)
			}
		}
		if len(got.docs) != 0 || len(got.errs) != 1 {
			t.Errorf("%s: %d documents, %v", name, len(got.docs), got.errs)
		}
	}
}
