package workflow

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// publisher serves files as a CSAF provider on loopback and gives its address and
// the file with its certificate.
func publisher(t *testing.T, all map[string]string) (address, roots string) {
	t.Helper()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := all[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(server.Close)
	roots = filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return server.URL, roots
}

// TestFetchedBundleIsJudgedAsFromAStick fetches from a provider with a signed
// document, one that does not fit its hash, and one without any proof, and imports
// the folder here and the archive of it elsewhere.
func TestFetchedBundleIsJudgedAsFromAStick(t *testing.T) {
	s := newSigner(t, "Alder")
	good, wrong, bare := advisory("ALDER-1", 1, "lodash known_affected"), advisory("ALDER-2", 1, "left-pad known_affected"), advisory("ALDER-3", 1, "minimist known_affected")
	all := map[string]string{
		"/csaf/white/2026/good.json": good, "/csaf/white/2026/good.json.asc": s.sign(good), "/csaf/white/2026/good.json.sha512": sum512(good) + "  good.json\n",
		"/csaf/white/2026/wrong.json": wrong, "/csaf/white/2026/wrong.json.sha256": sum256(good) + "  wrong.json\n",
		"/csaf/white/2026/bare.json":               bare,
		"/csaf/white/changes.csv":                  "\"2026/good.json\",\"2026-11-01T00:00:00Z\"\n\"2026/wrong.json\",\"2026-11-01T00:00:00Z\"\n\"2026/bare.json\",\"2026-11-01T00:00:00Z\"\n",
		"/csaf/key.asc":                            s.public(),
		"/.well-known/csaf/provider-metadata.json": fmt.Sprintf(`{"canonical_url":"https://alder.example/.well-known/csaf/provider-metadata.json","metadata_version":"2.0","role":"csaf_trusted_provider","last_updated":"2026-11-01T00:00:00Z","publisher":{"category":"vendor","name":"Alder","namespace":%q},"public_openpgp_keys":[{"fingerprint":%q,"url":"/csaf/key.asc"}],"distributions":[{"directory_url":"/csaf/white/"}]}`, alder, s.fingerprint),
	}
	address, roots := publisher(t, all)
	out := filepath.Join(t.TempDir(), "bundle")
	pack := filepath.Join(t.TempDir(), "bundle.zip")
	receipt, err := Fetch(t.Context(), domain.FetchWish{Kind: "csaf", Names: []string{strings.TrimPrefix(address, "https://")}}, FetchOptions{Out: out, Pack: pack, Roots: roots, Rate: 1e6, Program: "Fenceline test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := receipt.Totals; got.New != 3 || got.Wrong != 1 || got.Unproven != 1 || receipt.Origins[0].Keys != 1 || receipt.Packed != pack {
		t.Fatalf("%+v %+v", got, receipt.Origins)
	}
	for _, path := range []string{out, pack} {
		d := openDesk(t, t.TempDir(), &clock{dayOne})
		imported, err := d.Import(t.Context(), []string{path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if imported.Totals.Imported != 2 || imported.Totals.Quarantined != 1 || imported.Totals.Rejected != 0 {
			t.Errorf("%s: %+v", path, imported.Totals)
		}
		if got := badges(t, d); got != "ALDER-1 signed, ALDER-3 unsigned" {
			t.Errorf("%s: %s", path, got)
		}
		if _, err := d.PinKey(t.Context(), s.fingerprint, []string{alder}); err != nil {
			t.Fatal(err)
		}
		if got := badges(t, d); got != "ALDER-1 verified, ALDER-3 unsigned" {
			t.Errorf("%s, pinned: %s", path, got)
		}
		if again, err := d.Import(t.Context(), []string{path}, nil); err != nil || again.Totals.Unchanged < 2 || again.Totals.Imported != 0 {
			t.Errorf("%s, again: %+v %v", path, again.Totals, err)
		}
	}
}

func TestFetchKeepsOutOfTheDeskAndOfEachOther(t *testing.T) {
	folder := t.TempDir()
	openDesk(t, folder, &clock{dayOne})
	wish := domain.FetchWish{Kind: "url", Names: []string{"https://127.0.0.1:1/a.json"}}
	for _, out := range []string{folder, filepath.Join(folder, "bundle")} {
		if _, err := Fetch(t.Context(), wish, FetchOptions{Out: out, Desk: folder}, nil); !domain.Is(err, domain.Invalid) {
			t.Errorf("%s: %v", out, err)
		}
	}
	if _, err := Fetch(t.Context(), wish, FetchOptions{}, nil); !domain.Is(err, domain.Invalid) {
		t.Errorf("nowhere: %v", err)
	}
	if _, err := Fetch(t.Context(), wish, FetchOptions{Out: t.TempDir(), Roots: filepath.Join(folder, "none.pem")}, nil); !domain.Is(err, domain.NotFound) {
		t.Errorf("no certificates: %v", err)
	}
	busy := t.TempDir()
	unlock, err := lockBundle(busy)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Fetch(t.Context(), wish, FetchOptions{Out: busy}, nil); !domain.Is(err, domain.Busy) {
		t.Errorf("two at once: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if _, err := Fetch(t.Context(), wish, FetchOptions{Out: busy}, nil); !domain.Is(err, domain.Unreachable) {
		t.Errorf("nobody answers: %v", err)
	}
}
