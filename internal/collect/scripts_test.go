//go:build !windows

package collect

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

// script runs the shell's collector over a tree and gives the file's text.
func script(t *testing.T, shell string, files map[string]string) []byte {
	t.Helper()
	root, out := t.TempDir(), t.TempDir()
	for name, text := range files {
		at := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := exec.CommandContext(t.Context(), shell, "scripts/fenceline-collect.sh", out, root).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	all, err := filepath.Glob(filepath.Join(out, "*.fenceline.json.gz"))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	packed, err := os.ReadFile(all[0])
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestScriptsCollectTheSame holds the shell's collector to what the program
// collects of the same files.
func TestScriptsCollectTheSame(t *testing.T) {
	hard := map[string]string{"etc/os-release": "ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"A \\\\ name\"\n", "etc/hostname": "we\"ird\n",
		"var/lib/dpkg/status": "Package: a\nStatus: deinstall ok config-files\nVersion: 1:2-3\nSource: b (1:2)\nDescription: x\n Package: no\n"}
	for _, shell := range []string{"sh", "dash", "bash"} {
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("no %s here", shell)
			continue
		}
		for name, files := range map[string]map[string]string{"debian": debian, "alpine": alpine, "ubuntu": ubuntu, "hard": hard} {
			t.Run(shell+" "+name, func(t *testing.T) {
				text := script(t, shell, files)
				var got inventory.Collected
				if err := json.Unmarshal(text, &got); err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
				want, err := Linux(tree(files))
				if err != nil {
					t.Fatal(err)
				}
				want.Program, want.SHA256, want.Taken = got.Program, got.SHA256, got.Taken
				if diff := cmp.Diff(want, &got); diff != "" {
					t.Errorf("-program +script\n%s", diff)
				}
				if got.Taken.After(time.Now()) || got.Taken.IsZero() {
					t.Error(got.Taken)
				}
				read := func(text []byte) error {
					return inventory.Decode(bytes.NewReader(text), inventory.Options{}, func(domain.Item) error { return nil })
				}
				if err := read(text); err != nil {
					t.Error(err)
				}
				if err := read(bytes.Replace(text, []byte(`"12"`), []byte(`"13"`), 1)); name == "debian" && !domain.Is(err, domain.Untrusted) {
					t.Errorf("a changed file is read: %v", err)
				}
			})
		}
	}
}

// TestScriptTellsRPM holds that the shell's collector says so where it cannot read
// the packages of rpm.
func TestScriptTellsRPM(t *testing.T) {
	text := script(t, "sh", map[string]string{"etc/os-release": "ID=fedora\nVERSION_ID=40\n", "var/lib/rpm/rpmdb.sqlite": "x"})
	if !bytes.Contains(text, []byte("the packages of rpm are not read")) {
		t.Errorf("%s", text)
	}
}
