package cli_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"fenceline/internal/cli"
	"fenceline/internal/domain"
)

// desk runs command lines on a desk of its own, in this process.
type desk struct {
	t      *testing.T
	folder string
}

func newDesk(t *testing.T) desk { return desk{t, filepath.Join(t.TempDir(), "desk")} }

func (d desk) run(args ...string) (code int, stdout, stderr string) {
	d.t.Helper()
	var out, err bytes.Buffer
	code = cli.Run(d.t.Context(), cli.Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &err, Program: "Fenceline test",
		Now: func() time.Time { return time.Date(2026, 11, 24, 21, 5, 0, 0, time.UTC) }}, append([]string{"--data", d.folder, "--person", "J.M."}, args...))
	return code, out.String(), err.String()
}

// imported runs an import and gives its receipt, file by file.
func (d desk) imported(paths ...string) (code int, receipt domain.Receipt) {
	d.t.Helper()
	code, stdout, stderr := d.run(append([]string{"--json", "import"}, paths...)...)
	if err := json.Unmarshal([]byte(stdout), &receipt); err != nil {
		d.t.Fatalf("exit code %d, no receipt: %v\n%s", code, err, stderr)
	}
	return code, receipt
}

func osvRecord(id string) string {
	return `{"schema_version":"1.7.0","id":"` + id + `","modified":"2026-11-20T10:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"` +
		strings.ToLower(id) + `"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"4.17.23"}]}]}]}`
}

func writeFile(t testing.TB, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// must is for building files in memory, where nothing can fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func zipped(members ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, err := w.CreateHeader(&zip.FileHeader{Name: members[i], Method: zip.Deflate})
		must(err)
		_, err = io.WriteString(m, members[i+1])
		must(err)
	}
	must(w.Close())
	return b.Bytes()
}

func tarred(headers ...tar.Header) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		content := osvRecord("TAR-1")
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(content))
		}
		h.Mode = 0o644
		must(w.WriteHeader(&h))
		if h.Typeflag == tar.TypeReg {
			_, err := io.WriteString(w, content)
			must(err)
		}
	}
	must(w.Close())
	return b.Bytes()
}

func gzipped(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(content)
	must(err)
	must(w.Close())
	return b.Bytes()
}

func zstded(content []byte) []byte {
	w, err := zstd.NewWriter(nil)
	must(err)
	defer w.Close()
	return w.EncodeAll(content, nil)
}

// hostile are files that mean no good. Each is put between two good ones.
var hostile = []struct {
	name    string
	file    string
	content func() []byte
	line    string // the line of the receipt that refuses it
	code    domain.Code
}{
	{"zip bomb", "h.zip", func() []byte { return zipped("a.json", strings.Repeat("\x00", 48<<20)) }, "h.zip!a.json", "limit_ratio"},
	{"gzip bomb", "h.json.gz", func() []byte { return gzipped(make([]byte, 48<<20)) }, "h.json.gz", "limit_ratio"},
	{"zstd bomb", "h.json.zst", func() []byte { return zstded(make([]byte, 48<<20)) }, "h.json.zst", "limit_ratio"},
	{"bomb of tar.gz", "h.tar.gz", func() []byte {
		return gzipped(append(tarred(tar.Header{Name: "a.json"})[:1024], make([]byte, 48<<20)...))
	}, "h.tar.gz", "limit_ratio"},
	{"parent in a zip", "h.zip", func() []byte { return zipped("../../evil.json", osvRecord("EVIL-1")) }, "h.zip!../../evil.json", "member_parent"},
	{"absolute in a zip", "h.zip", func() []byte { return zipped("/etc/evil.json", osvRecord("EVIL-1")) }, "h.zip!/etc/evil.json", "member_absolute"},
	{"drive in a zip", "h.zip", func() []byte { return zipped("C:/evil.json", osvRecord("EVIL-1")) }, "h.zip!C:/evil.json", "member_absolute"},
	{"backslash in a zip", "h.zip", func() []byte { return zipped(`..\evil.json`, osvRecord("EVIL-1")) }, `h.zip!..\evil.json`, "member_backslash"},
	{"parent in a tar", "h.tar", func() []byte { return tarred(tar.Header{Name: "../evil.json"}) }, "h.tar!../evil.json", "member_parent"},
	{"absolute in a tar", "h.tar", func() []byte { return tarred(tar.Header{Name: "/etc/evil.json"}) }, "h.tar!/etc/evil.json", "member_absolute"},
	{"link in a tar", "h.tar", func() []byte {
		return tarred(tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	}, "h.tar!l", "link_refused"},
	{"device in a tar", "h.tar", func() []byte { return tarred(tar.Header{Name: "d", Typeflag: tar.TypeChar}) }, "h.tar!d", "device_refused"},
	{"over 500,000 members", "h.zip", manyMembers, "h.zip", "limit_files"},
	{"nested 100,000 deep", "h.json", func() []byte {
		return []byte(`{"document":` + strings.Repeat("[", 1e5) + strings.Repeat("]", 1e5) + `}`)
	}, "h.json", "format_unknown"},
	{"nested 100,000 deep inside an advisory", "h.json", func() []byte {
		good := osvRecord("DEEP-1")
		return []byte(good[:len(good)-1] + `,"database_specific":` + strings.Repeat(`{"a":`, 1e5) + "1" + strings.Repeat("}", 1e5) + "}")
	}, "h.json", "json_depth"},
	{"the same key twice", "h.json", func() []byte { return []byte(strings.Replace(osvRecord("TWICE-1"), `{`, `{"id":"TWICE-2",`, 1)) }, "h.json", "json_duplicate"},
	{"bytes that are no text", "h.json", func() []byte { return []byte(strings.Replace(osvRecord("BYTES-1"), "npm", "n\xffm", 1)) }, "h.json", "json_encoding"},
	{"a lone half of a character", "h.json", func() []byte { return []byte(strings.Replace(osvRecord("BYTES-1"), "npm", `n\ud800m`, 1)) }, "h.json", "json_syntax"},
	{"an SBOM among advisories", "h.json", func() []byte {
		return []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"lodash","version":"4.17.20"}]}`)
	}, "h.json", "sbom_needs_asset"},
	{"nothing but white space", "h.json", func() []byte { return []byte(" \n\t") }, "h.json", "file_empty"},
	{"a file that is none", "h.json", func() []byte { return bytes.Repeat([]byte{0, 1, 2, 0xFE}, 1000) }, "h.json", "format_unknown"},
}

// manyMembers is a zip of 500,001 empty members.
func manyMembers() []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range 500_001 {
		_, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%06d", i)})
		must(err)
	}
	must(w.Close())
	return b.Bytes()
}

func TestHostileFiles(t *testing.T) {
	for _, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			stick := filepath.Join(root, "sub", "stick")
			writeFile(t, filepath.Join(stick, test.file), test.content())
			refused(t, root, stick, test.line, test.code)
			code, stdout, stderr := newDesk(t).run("import", filepath.Join(stick, test.file))
			if code != cli.ExitPartly && code != cli.ExitInput || strings.Contains(stdout+stderr, "panic") || len(stdout+stderr) < 40 {
				t.Errorf("alone: exit code %d, said %q %q", code, stdout, stderr)
			}
		})
	}
}

// refused puts two good files beside what lies in stick, imports it, and looks
// for the refusal.
func refused(t *testing.T, root, stick, line string, code domain.Code) {
	t.Helper()
	writeFile(t, filepath.Join(stick, "0-good.json"), []byte(osvRecord("GOOD-1")))
	writeFile(t, filepath.Join(stick, "z-good.json"), []byte(osvRecord("GOOD-2")))
	before := treeOf(t, root)
	d := newDesk(t)
	exit, receipt := d.imported(stick)
	if exit != cli.ExitPartly && exit != cli.ExitInput {
		t.Errorf("exit code %d", exit)
	}
	found := false
	for _, f := range receipt.Files {
		if f.Outcome != domain.Rejected {
			continue
		}
		if f.Error == nil || len(f.Reason) < 10 || strings.Contains(f.Reason, string(f.Error.Code)) {
			t.Errorf("%s: no sentence: %q", f.File, f.Reason)
		}
		if f.File == line && (code == "" || f.Error != nil && f.Error.Code == code) {
			found = true
		}
	}
	if !found || receipt.Totals.Rejected == 0 {
		t.Errorf("no refusal of %q for %q in %+v", line, code, receipt.Files)
	}
	if receipt.Totals.Imported < 2 {
		t.Errorf("%d files came in", receipt.Totals.Imported)
	}
	_, list, _ := d.run("advisory", "list")
	if !strings.Contains(list, "GOOD-1") || !strings.Contains(list, "GOOD-2") || strings.Contains(list, "EVIL-1") {
		t.Errorf("advisories:\n%s", list)
	}
	if after := treeOf(t, root); !slices.Equal(before, after) {
		t.Errorf("files were %v, are %v", before, after)
	}
}

func treeOf(t *testing.T, root string) (files []string) {
	t.Helper()
	if err := filepath.WalkDir(root, func(name string, _ os.DirEntry, err error) error {
		files = append(files, name)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

func TestLinkInAFolder(t *testing.T) {
	root := t.TempDir()
	stick := filepath.Join(root, "stick")
	writeFile(t, filepath.Join(root, "secret.json"), []byte(osvRecord("EVIL-1")))
	writeFile(t, filepath.Join(stick, "a.txt"), []byte("text"))
	if err := os.Symlink(filepath.Join(root, "secret.json"), filepath.Join(stick, "link.json")); err != nil {
		t.Skip("this system lets an ordinary person make no symbolic link: ", err)
	}
	if err := os.Symlink(root, filepath.Join(stick, "up")); err != nil {
		t.Fatal(err)
	}
	refused(t, root, stick, "link.json", "link_refused")
	refused(t, root, stick, "up", "link_refused")
}

// Nothing is unpacked to the disk, so names that a system dislikes do no harm.
func TestOddNames(t *testing.T) {
	long := strings.Repeat("a-rather-long-folder/", 20) + strings.Repeat("n", 200) + ".json"
	var members []string
	for i, name := range []string{"CON.json", "aux", "dir/NUL.json", "COM1", "lpt9.json", "trailing.", "space ", "ab:c.json", "q?.json", long} {
		members = append(members, name, osvRecord(fmt.Sprint("ODD-", i)))
	}
	root := t.TempDir()
	writeFile(t, filepath.Join(root, "odd.zip"), zipped(members...))
	writeFile(t, filepath.Join(root, "bad.zip"), zipped("NUL.json", "no advisory", long, "{"))
	d := newDesk(t)
	code, receipt := d.imported(root)
	if code != cli.ExitPartly || receipt.Totals.Imported != len(members)/2 || receipt.Totals.Rejected != 2 {
		t.Errorf("exit code %d, %+v", code, receipt.Totals)
	}
	for _, f := range receipt.Files {
		if f.Outcome == domain.Rejected && len(f.Reason) < 10 {
			t.Errorf("%s: no sentence", f.File)
		}
	}
	if code, _, stderr := d.run("log", "verify"); code != 0 {
		t.Errorf("log verify: %d %s", code, stderr)
	}
}

func TestLongPathInAFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("whether a path may be longer than 260 characters is a setting of Windows")
	}
	root := t.TempDir()
	deep := filepath.Join(root, strings.Repeat("a-rather-long-folder/", 20))
	writeFile(t, filepath.Join(deep, "bad.json"), []byte("{"))
	refused(t, root, root, strings.Repeat("a-rather-long-folder/", 20)+"bad.json", "")
}
