package fetch

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fenceline/internal/domain"
)

func TestRefusals(t *testing.T) {
	tests := []struct {
		name    string
		status  int
		after   string
		times   int // it answers so that often
		kind    domain.Kind
		code    domain.Code
		longest time.Duration // of the waits
		asked   int
	}{
		{name: "nothing there", status: 404, times: 99, kind: domain.NotFound, code: "fetch_not_found", asked: 1},
		{name: "gone", status: 410, times: 99, kind: domain.NotFound, code: "fetch_not_found", asked: 1},
		{name: "forbidden", status: 403, times: 99, kind: domain.Untrusted, code: "fetch_forbidden", asked: 1},
		{name: "a fault of the server", status: 500, times: 99, kind: domain.Unreachable, code: "fetch_status", longest: 4 * time.Second, asked: 4},
		{name: "busy for a while", status: 503, times: 2, longest: 2 * time.Second, asked: 3},
		{name: "too many requests, in seconds", status: 429, after: "30", times: 1, longest: 30 * time.Second, asked: 2},
		{name: "too many requests, by date", status: 429, after: "Tue, 24 Nov 2026 21:01:00 GMT", times: 1, longest: time.Minute, asked: 2},
		{name: "come back tomorrow", status: 503, after: "86400", times: 1, kind: domain.Unreachable, code: "fetch_later", asked: 1},
		{name: "no answer that is one", status: 418, times: 99, kind: domain.Unreachable, code: "fetch_status", asked: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWeb(t)
			w.put("example.com/big.bin", body(64))
			left := tt.times
			w.act("example.com/big.bin", func(rw http.ResponseWriter, _ *http.Request, _ []byte) bool {
				if left == 0 {
					return false
				}
				left--
				if tt.after != "" {
					rw.Header().Set("Retry-After", tt.after)
				}
				rw.WriteHeader(tt.status)
				return true
			})
			o := w.options(t)
			o.Now = func() time.Time { return time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC) }
			longest := time.Duration(0)
			o.sleep = func(ctx context.Context, d time.Duration) error { longest = max(longest, d); return ctx.Err() }
			_, err := Run(t.Context(), urlWish(bigFile), o)
			if tt.code == "" && err != nil {
				t.Fatal(err)
			}
			if tt.code != "" {
				wantCode(t, err, tt.kind, tt.code)
			}
			asked := 0
			for _, path := range w.paths() {
				if path == "/big.bin" {
					asked++
				}
			}
			if asked != tt.asked || longest.Round(time.Second) != tt.longest {
				t.Errorf("asked %d times, waited up to %s", asked, longest)
			}
		})
	}
}

func TestWaysThatAreNotTaken(t *testing.T) {
	to := func(address string) func(http.ResponseWriter, *http.Request, []byte) bool {
		return func(rw http.ResponseWriter, r *http.Request, _ []byte) bool {
			http.Redirect(rw, r, address, http.StatusFound)
			return true
		}
	}
	tests := map[string]struct {
		address string
		code    domain.Code
	}{
		"to itself":   {bigFile, "fetch_redirects"},
		"to http":     {"http://example.com/x", "fetch_downgrade"},
		"to a file":   {"file:///etc/passwd", "fetch_scheme"},
		"a password":  {"https://a:b@example.com/x", "fetch_password"},
		"inside":      {"https://10.0.0.1/x", "fetch_inside"},
		"this one":    {"https://[::1]/x", "fetch_inside"},
		"this, in v6": {"https://[::ffff:127.0.0.1]/x", "fetch_inside"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWeb(t)
			w.put("example.com/big.bin", body(64))
			w.act("example.com/big.bin", to(tt.address))
			_, err := Run(t.Context(), urlWish(bigFile), w.options(t))
			e, ok := err.(*domain.Error)
			if !ok || e.Code != tt.code {
				t.Fatalf("%v, want %s", err, tt.code)
			}
			if strings.Contains(e.Subject, "a:b") {
				t.Error("the password is in the message")
			}
		})
	}
	for address, code := range map[string]domain.Code{"file:///etc/passwd": "fetch_scheme", "ftp://example.com/a": "fetch_scheme", "https://u:p@example.com/": "fetch_password", "https:///a": "fetch_address", "http://[::1": "fetch_address"} {
		_, err := Run(t.Context(), urlWish(address), Options{Out: t.TempDir()})
		e, ok := err.(*domain.Error)
		if !ok || e.Code != code || strings.Contains(e.Subject, ":p@") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestRedirectIsFollowedAndTellsNothing(t *testing.T) {
	w := newWeb(t, "other.example.org")
	w.put("other.example.org/x.bin", body(64))
	w.put("example.com/big.bin", nil)
	w.act("example.com/big.bin", func(rw http.ResponseWriter, r *http.Request, _ []byte) bool {
		http.SetCookie(rw, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(rw, r, "https://other.example.org/x.bin", http.StatusMovedPermanently)
		return true
	})
	o := w.options(t)
	mustRun(t, urlWish(bigFile), o)
	mustRun(t, urlWish(bigFile), o)
	allowed := []string{"User-Agent", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "If-Range"}
	if len(w.asked) < 4 {
		t.Fatalf("asked %d times", len(w.asked))
	}
	for _, r := range w.asked {
		for header := range r.Header {
			if !slices.Contains(allowed, header) {
				t.Errorf("%s %s sends %s", r.Method, r.URL, header)
			}
		}
		if r.Method != http.MethodGet || r.UserAgent() != "Fenceline/test" {
			t.Errorf("%s by %q", r.Method, r.UserAgent())
		}
	}
}

func TestPackedAnswersAreRefused(t *testing.T) {
	w := newWeb(t)
	w.put("example.com/big.bin", body(64))
	w.act("example.com/big.bin", func(rw http.ResponseWriter, _ *http.Request, _ []byte) bool {
		rw.Header().Set("Content-Encoding", "gzip")
		return false
	})
	_, err := Run(t.Context(), urlWish(bigFile), w.options(t))
	wantCode(t, err, domain.Unsupported, "fetch_encoded")
	w.put("example.com/scores.csv.gz", body(64)) // packed itself, which some servers say twice
	w.act("example.com/scores.csv.gz", w.acts["example.com/big.bin"])
	mustRun(t, urlWish("https://example.com/scores.csv.gz"), w.options(t))
}

func TestOwnNetworkOnlyWhereAPersonNamedIt(t *testing.T) {
	inside := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(rw, r, "http://localhost"+r.Host[strings.LastIndexByte(r.Host, ':'):]+"/a.json", http.StatusFound)
			return
		}
		_, _ = rw.Write([]byte("{}"))
	}))
	defer inside.Close()
	if got := mustRun(t, urlWish(inside.URL+"/away"), Options{Out: t.TempDir(), Rate: 1e9}).Totals; got.New != 1 {
		t.Errorf("what a person named lies inside, and so may where it leads: %+v", got)
	}
	c, err := newClient(Options{Rate: 1e9}.filled())
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(inside.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = "localhost:" + u.Port() // as a name that a publisher wrote
	_, err = c.small(t.Context(), u, 100)
	wantCode(t, err, domain.Untrusted, "fetch_inside")
}

func TestNoNetworkNamesTheNextStep(t *testing.T) {
	o := Options{Out: t.TempDir(), Rate: 1e9, sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		dial: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "example.com", IsNotFound: true}}
		}}
	for _, wish := range []domain.FetchWish{csafWish("example.com"), urlWish(bigFile), {Kind: "kev"}, {Kind: "osv", Names: []string{"Debian", "npm"}}} {
		_, err := Run(t.Context(), wish, o)
		wantCode(t, err, domain.Unreachable, "fetch_no_network")
	}
}

func TestCertificateOfNobody(t *testing.T) {
	w := newWeb(t)
	w.put("example.com/big.bin", body(64))
	o := w.options(t)
	o.Roots = nil
	_, err := Run(t.Context(), urlWish(bigFile), o)
	wantCode(t, err, domain.Untrusted, "fetch_tls")
	o.Roots = []byte("no certificate")
	_, err = Run(t.Context(), urlWish(bigFile), o)
	wantCode(t, err, domain.Invalid, "fetch_roots")
}

func TestProxy(t *testing.T) {
	w := newWeb(t)
	w.put("example.com/big.bin", body(1<<16))
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.Host)
		if r.Method != http.MethodConnect || r.Header.Get("Proxy-Authorization") != "Basic dTpw" {
			rw.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		there, err := net.Dial("tcp", w.server.Listener.Addr().String())
		if err != nil {
			rw.WriteHeader(http.StatusBadGateway)
			return
		}
		rw.WriteHeader(http.StatusOK)
		here, _, err := http.NewResponseController(rw).Hijack()
		if err != nil {
			return
		}
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		_, _ = io.Copy(here, there)
		_ = here.Close()
	}))
	defer proxy.Close()
	o := w.options(t)
	o.dial = nil // the proxy is on loopback, and the only one that is dialled
	o.Proxy = strings.Replace(proxy.URL, "http://", "http://u:p@", 1)
	if got := mustRun(t, urlWish(bigFile), o).Totals; got.New != 1 || len(asked) == 0 || asked[0] != "CONNECT example.com:443" {
		t.Errorf("%+v, the proxy saw %q", got, asked)
	}
	for _, r := range w.asked {
		if r.Header.Get("Proxy-Authorization") != "" {
			t.Error("the publisher saw the proxy's password")
		}
	}
	o.Proxy = "ftp://u:secret@proxy"
	_, err := Run(t.Context(), urlWish(bigFile), o)
	wantCode(t, err, domain.Invalid, "fetch_proxy")
	if strings.Contains(err.(*domain.Error).Subject, "secret") {
		t.Error("the password is in the message")
	}
}

func TestOldEncryptionIsRefused(t *testing.T) {
	old := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	old.Config.ErrorLog = nil
	old.StartTLS()
	defer old.Close()
	o := Options{Out: t.TempDir(), Rate: 1e9, sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
	if _, err := Run(t.Context(), urlWish(old.URL+"/a"), o); err == nil {
		t.Error("TLS 1.1 was spoken")
	}
}

func TestRequestsKeepTheRate(t *testing.T) {
	now := time.Date(2026, 11, 24, 21, 0, 0, 0, time.UTC)
	began := now
	o := Options{Rate: 4, Now: func() time.Time { return now }, sleep: func(_ context.Context, d time.Duration) error { now = now.Add(d); return nil }}
	c, err := newClient(o.filled())
	if err != nil {
		t.Fatal(err)
	}
	for range 41 {
		if err := c.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if took := now.Sub(began); took != 10*time.Second {
		t.Errorf("41 requests took %s", took)
	}
}
