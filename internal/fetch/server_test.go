package fetch

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fenceline/internal/domain"
)

// TestMain forgets the proxies of the computer the tests run on: the publisher is
// on loopback.
func TestMain(m *testing.M) {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"} {
		if err := os.Unsetenv(name); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// web is a publisher on loopback: what lies at each address, who asked for what,
// and how it misbehaves.
type web struct {
	t      *testing.T
	server *httptest.Server
	roots  []byte

	guard sync.Mutex
	pages map[string][]byte // by host and path
	acts  map[string]func(w http.ResponseWriter, r *http.Request, body []byte) (done bool)
	asked []*http.Request
}

// newWeb serves the hosts over TLS, with a certificate of its own for them.
func newWeb(t *testing.T, hosts ...string) *web {
	t.Helper()
	w := &web{t: t, pages: map[string][]byte{}, acts: map[string]func(http.ResponseWriter, *http.Request, []byte) bool{}}
	cert, roots := certificate(t, append(hosts, "example.com", "localhost"))
	w.roots = roots
	w.server = httptest.NewUnstartedServer(http.HandlerFunc(w.serve))
	w.server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	w.server.Config.ErrorLog = nil
	w.server.StartTLS()
	t.Cleanup(w.server.Close)
	return w
}

func certificate(t *testing.T, hosts []string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		DNSNames: hosts, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}

func (w *web) serve(rw http.ResponseWriter, r *http.Request) {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	at := host + r.URL.Path
	w.guard.Lock()
	w.asked = append(w.asked, r.Clone(context.Background()))
	body, there := w.pages[at]
	act := w.acts[at]
	w.guard.Unlock()
	if act != nil && act(rw, r, body) {
		return
	}
	if !there {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("ETag", etag(body))
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(body))
}

// put lays something at an address such as "example.com/a.json".
func (w *web) put(at string, body []byte) {
	w.guard.Lock()
	defer w.guard.Unlock()
	w.pages[at] = body
}

func (w *web) take(at string) {
	w.guard.Lock()
	defer w.guard.Unlock()
	delete(w.pages, at)
}

func (w *web) act(at string, do func(http.ResponseWriter, *http.Request, []byte) bool) {
	w.guard.Lock()
	defer w.guard.Unlock()
	w.acts[at] = do
}

// paths are those asked for since the last call, sorted.
func (w *web) paths() []string {
	w.guard.Lock()
	defer w.guard.Unlock()
	var out []string
	for _, r := range w.asked {
		out = append(out, r.URL.Path)
	}
	w.asked = nil
	slices.Sort(out)
	return out
}

// options fetch from the web instead of the network, without waiting.
func (w *web) options(t *testing.T) Options {
	t.Helper()
	return Options{Out: filepath.Join(t.TempDir(), "bundle"), Program: "Fenceline test", Roots: w.roots, Rate: 1e9,
		Waits: Waits{Dial: time.Minute, Answer: time.Minute, Stall: time.Minute, Retries: 3, Pause: time.Second, Longest: 5 * time.Minute},
		sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, w.server.Listener.Addr().String())
		}}
}

// advisory is a CSAF document with as much as a fetch reads of it.
func advisory(id, label string, version int) []byte {
	doc := map[string]any{"document": map[string]any{
		"category": "csaf_security_advisory", "csaf_version": "2.0", "title": id,
		"publisher":    map[string]any{"category": "vendor", "name": "Example", "namespace": "https://example.com"},
		"distribution": map[string]any{"tlp": map[string]any{"label": label}},
		"tracking": map[string]any{"id": id, "version": fmt.Sprint(version), "status": "final", "initial_release_date": "2025-03-01T10:00:00Z",
			"current_release_date": "2026-01-01T10:00:00Z", "revision_history": []any{}},
	}}
	data, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return data
}

const wellKnown = "example.com/.well-known/csaf/"

// document lays a document with its hashes and a signature below well-known.
func (w *web) document(name string, data []byte) {
	short, long := sha256.Sum256(data), sha512.Sum512(data)
	base := name[strings.LastIndexByte(name, '/')+1:]
	w.put(wellKnown+name, data)
	w.put(wellKnown+name+".sha256", fmt.Appendf(nil, "%x  %s\n", short, base))
	w.put(wellKnown+name+".sha512", fmt.Appendf(nil, "%x  %s\n", long, base))
	w.put(wellKnown+name+".asc", []byte("-----BEGIN PGP SIGNATURE-----\n"))
}

// metadata lays a provider-metadata.json with the distributions given as JSON.
func (w *web) metadata(at, distributions string) {
	w.put(at, fmt.Appendf(nil, `{"canonical_url":"https://%s","metadata_version":"2.0","role":"csaf_trusted_provider","last_updated":"2026-01-01T00:00:00Z",
		"publisher":{"category":"vendor","name":"Example","namespace":"https://example.com"},
		"public_openpgp_keys":[{"fingerprint":"aabbccddeeff00112233445566778899aabbccdd","url":"https://example.com/.well-known/csaf/openpgp/key.asc"}],
		"distributions":[%s]}`, at, distributions))
	w.put(wellKnown+"openpgp/key.asc", []byte("-----BEGIN PGP PUBLIC KEY BLOCK-----\n"))
}

// rolie lays a provider with one feed that lists documents with their instants.
func (w *web) rolie(documents map[string]string) {
	w.metadata(wellKnown+"provider-metadata.json", `{"rolie":{"feeds":[{"url":"https://example.com/.well-known/csaf/feed.json","tlp_label":"WHITE","summary":"all"}]}}`)
	var entries []any
	for _, name := range sorted(documents) {
		at := "https://" + wellKnown + name
		entries = append(entries, map[string]any{"id": name, "updated": documents[name], "content": map[string]any{"src": at, "type": "application/json"},
			"link": []any{map[string]any{"rel": "self", "href": at}, map[string]any{"rel": "hash", "href": at + ".sha256"},
				map[string]any{"rel": "hash", "href": at + ".sha512"}, map[string]any{"rel": "signature", "href": at + ".asc"}}})
	}
	data, err := json.Marshal(map[string]any{"feed": map[string]any{"id": "feed", "entry": entries}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.put(wellKnown+"feed.json", data)
}

func sorted(m map[string]string) []string {
	var out []string
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// files lists the files of a bundle, but for its state.
func files(t *testing.T, folder string) []string {
	t.Helper()
	out := []string{}
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == StateFolder {
			return filepath.SkipDir
		}
		if !d.IsDir() {
			below, err := filepath.Rel(folder, name)
			out = append(out, filepath.ToSlash(below))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func mustRun(t *testing.T, wish domain.FetchWish, o Options) domain.FetchReceipt {
	t.Helper()
	receipt, err := Run(t.Context(), wish, o)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func wantCode(t *testing.T, err error, kind domain.Kind, code domain.Code) {
	t.Helper()
	e, ok := err.(*domain.Error)
	if !ok || e.Kind != kind || e.Code != code {
		t.Fatalf("error %v, want %s %s", err, kind, code)
	}
}

func csafWish(names ...string) domain.FetchWish { return domain.FetchWish{Kind: "csaf", Names: names} }
func urlWish(names ...string) domain.FetchWish  { return domain.FetchWish{Kind: "url", Names: names} }
