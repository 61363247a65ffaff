package fetch

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestTablesGoWhereTheyBelong(t *testing.T) {
	w := newWeb(t, "www.cisa.gov", "epss.empiricalsecurity.com", "osv-vulnerabilities.storage.googleapis.com", "github.com")
	for at, text := range map[string]string{"www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json": "{}", "epss.empiricalsecurity.com/epss_scores-current.csv.gz": "epss",
		"osv-vulnerabilities.storage.googleapis.com/Debian/all.zip": "zip", "osv-vulnerabilities.storage.googleapis.com/npm/all.zip": "zip", "github.com/CVEProject/cvelistV5/archive/refs/heads/main.zip": "zip"} {
		w.put(at, []byte(text))
	}
	o := w.options(t)
	for _, wish := range []domain.FetchWish{{Kind: "kev"}, {Kind: "epss"}, {Kind: "cve"}, {Kind: "osv", Names: []string{"Debian", "npm"}}} {
		if receipt := mustRun(t, wish, o); receipt.Totals.New != max(1, len(wish.Names)) || receipt.Totals.Unproven != 0 {
			t.Errorf("%+v: %+v", wish, receipt.Totals)
		}
	}
	want := []string{"cve/cvelistV5-main.zip", "epss/epss_scores-current.csv.gz", "kev/known_exploited_vulnerabilities.json", "osv/Debian/all.zip", "osv/npm/all.zip"}
	if got := files(t, o.Out); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	w.put("www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json", []byte("{ }"))
	if got := mustRun(t, domain.FetchWish{Kind: "kev"}, o).Totals; got.Changed != 1 {
		t.Errorf("%+v", got)
	}
	receipt := mustRun(t, domain.FetchWish{Kind: "osv", Names: []string{"Nowhere", "npm"}}, o)
	if receipt.Totals.Failed != 1 || receipt.Totals.Unchanged != 1 {
		t.Errorf("one of two that is not there: %+v", receipt.Totals)
	}
	for _, wish := range []domain.FetchWish{{Kind: "ftp"}, {Kind: "csaf"}, {Kind: "osv", Names: []string{"../x"}}} {
		if _, err := Run(t.Context(), wish, o); !domain.Is(err, domain.Invalid) {
			t.Errorf("%+v: %v", wish, err)
		}
	}
}

func TestJournalThatWasDamagedLosesItsLinesOnly(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.document("white/2025/b.json", advisory("B", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january, "white/2025/b.json": january})
	o := w.options(t)
	mustRun(t, csafWish("example.com"), o)
	journal := filepath.Join(o.Out, StateFolder, "fetched.jsonl")
	data, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	outside, err := json.Marshal(entry{URL: "https://example.com/.well-known/csaf/white/2025/b.json", File: "../../b.json", Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(journal, append(append(data[:len(data)-20], '\n'), append(outside, "\n{\n\x00"...)...), 0o600); err != nil {
		t.Fatal(err)
	}
	got := mustRun(t, csafWish("example.com"), o).Totals
	if got.Unchanged+got.New != 2 || got.Failed != 0 || got.New > 1 {
		t.Errorf("%+v", got)
	}
	if got := mustRun(t, csafWish("example.com"), o).Totals; got.Unchanged != 2 {
		t.Errorf("%+v", got)
	}
}

func TestJournalStaysSmall(t *testing.T) {
	folder := t.TempDir()
	b, err := openBundle(folder)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3000 {
		if err := b.note(entry{URL: fmt.Sprint("https://example.com/", i%3), File: fmt.Sprint(i % 3), Digest: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if b, err = openBundle(folder); err != nil {
			t.Fatal(err)
		}
		if len(b.entries) != 3 || b.lines != 3 || b.entries["https://example.com/2"].Digest != "2999" {
			t.Errorf("%d lines, %+v", b.lines, b.entries)
		}
		if err := b.close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLinksInABundleLeadNowhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	w := newWeb(t)
	w.put("example.com/big.bin", body(64))
	o := w.options(t)
	away := t.TempDir()
	if err := os.MkdirAll(filepath.Join(o.Out, "url"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(away, filepath.Join(o.Out, "url", "example.com")); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), urlWish(bigFile), o)
	if !domain.Is(err, domain.Storage) {
		t.Errorf("%v", err)
	}
	if list, _ := os.ReadDir(away); len(list) != 0 {
		t.Errorf("written outside: %v", list)
	}
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), domain.FetchWish{Kind: "kev"}, Options{Out: file})
	wantCode(t, err, domain.Storage, "fetch_bundle")
}

func TestPack(t *testing.T) {
	w := newWeb(t)
	w.document("white/2025/a.json", advisory("A", "WHITE", 1))
	w.rolie(map[string]string{"white/2025/a.json": january})
	o := w.options(t)
	mustRun(t, csafWish("example.com"), o)
	want := files(t, o.Out)
	for _, name := range []string{"b.zip", "b.tar", "b.tar.gz", "b.TGZ"} {
		for _, folder := range []string{t.TempDir(), o.Out} { // an archive in the bundle does not pack itself
			archive := filepath.Join(folder, name)
			for range 2 {
				if err := Pack(t.Context(), o.Out, archive); err != nil {
					t.Fatal(err)
				}
			}
			if got := members(t, archive); !slices.Equal(got, want) {
				t.Errorf("%s holds %q", archive, got)
			}
			if err := os.Remove(archive); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantCode(t, Pack(t.Context(), o.Out, filepath.Join(t.TempDir(), "b.rar")), domain.Invalid, "fetch_pack")
}

func members(t *testing.T, archive string) (out []string) {
	t.Helper()
	if filepath.Ext(archive) == ".zip" {
		z, err := zip.OpenReader(archive)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		for _, f := range z.File {
			out = append(out, f.Name)
		}
		return out
	}
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if !strings.HasSuffix(archive, ".tar") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	for all := tar.NewReader(r); ; {
		head, err := all.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, head.Name)
	}
}

func TestCancelKeepsWhatCame(t *testing.T) {
	w := newWeb(t)
	documents := map[string]string{}
	for i := range 20 {
		name := fmt.Sprintf("white/2025/d%02d.json", i)
		documents[name] = january
		w.document(name, advisory(name, "WHITE", 1))
	}
	w.rolie(documents)
	o := w.options(t)
	o.Parallel = 1
	ctx, stop := contextThatStops(t)
	w.act(wellKnown+"white/2025/d07.json", func(rw http.ResponseWriter, r *http.Request, _ []byte) bool {
		stop()
		<-r.Context().Done()
		return true
	})
	receipt, err := Run(ctx, csafWish("example.com"), o)
	wantCode(t, err, domain.Cancelled, "fetch_stopped")
	if receipt.Totals.New != 7 || receipt.Totals.Failed != 0 {
		t.Errorf("%+v", receipt.Totals)
	}
	w.act(wellKnown+"white/2025/d07.json", nil)
	if got := mustRun(t, csafWish("example.com"), o).Totals; got.Unchanged != 7 || got.New != 13 {
		t.Errorf("afterwards: %+v", got)
	}
}
