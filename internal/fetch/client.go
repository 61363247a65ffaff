package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fenceline/internal/domain"
)

// mostRedirects is how many times an address may lead to another.
const mostRedirects = 5

// client asks other computers, in the bounds of its options.
type client struct {
	o        Options
	http     *http.Client
	agent    string
	requests atomic.Int64
	received atomic.Int64

	guard   sync.Mutex
	named   map[string]bool // hosts a person named
	proxies map[string]bool // hosts that requests go through
	inside  bool            // what a person named lies inside the own network
	next    time.Time       // when the next request may go
}

func newClient(o Options) (*client, error) {
	c := &client{o: o, agent: agent(o.Program), named: map[string]bool{}, proxies: map[string]bool{}}
	proxy := http.ProxyFromEnvironment
	if o.Proxy != "" {
		u, err := url.Parse(o.Proxy)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
			return nil, &domain.Error{Kind: domain.Invalid, Op: op, Subject: withoutPassword(o.Proxy), Code: "fetch_proxy"}
		}
		proxy = http.ProxyURL(u)
	}
	roots, err := roots(o.Roots)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		Proxy: func(r *http.Request) (*url.URL, error) {
			u, err := proxy(r)
			if u != nil {
				c.through(u.Hostname())
			}
			return u, err
		},
		DialContext:            c.dial,
		TLSClientConfig:        &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    o.Waits.Dial,
		ResponseHeaderTimeout:  o.Waits.Answer,
		MaxResponseHeaderBytes: 256 << 10,
		MaxConnsPerHost:        o.Parallel,
		MaxIdleConnsPerHost:    o.Parallel,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // the exact bytes are wanted
		ForceAttemptHTTP2:      true,
	}
	c.http = &http.Client{Transport: transport, CheckRedirect: c.redirect} // no Jar: no cookies
	return c, nil
}

func (c *client) close() { c.http.CloseIdleConnections() }

// agent is the User-Agent: "Fenceline/0.1.0".
func agent(program string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '/'
		case r > ' ' && r < 0x7f:
			return r
		}
		return -1
	}, program)
	if safe == "" {
		return "Fenceline"
	}
	return safe
}

// roots are the system's, with those that were given.
func roots(pem []byte) (*x509.CertPool, error) {
	if len(pem) == 0 {
		return nil, nil // the system's
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Code: "fetch_roots"}
	}
	return pool, nil
}

// name notes that a person named a host.
func (c *client) name(host string) {
	c.guard.Lock()
	defer c.guard.Unlock()
	c.named[strings.ToLower(host)] = true
}

// through notes that requests go through a host.
func (c *client) through(host string) {
	c.guard.Lock()
	defer c.guard.Unlock()
	c.proxies[strings.ToLower(host)] = true
}

// errInside is why a connection was not made; see [client.allow].
var errInside = errors.New("leads into the own network")

// allow says whether a host may be reached at an address: one inside the own
// network or of this computer only where that is where what a person named lies.
// A publisher's list cannot make the program ask the neighbours.
func (c *client) allow(host string, at netip.Addr) bool {
	at = at.Unmap()
	private := at.IsLoopback() || at.IsPrivate() || at.IsLinkLocalUnicast() || at.IsUnspecified() || at.IsMulticast() || at.IsInterfaceLocalMulticast()
	c.guard.Lock()
	defer c.guard.Unlock()
	if private && c.named[strings.ToLower(host)] {
		c.inside = true
	}
	return !private || c.inside || c.proxies[strings.ToLower(host)]
}

func (c *client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if c.o.dial != nil {
		return c.o.dial(ctx, network, address)
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: c.o.Waits.Dial, ControlContext: func(_ context.Context, _, real string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(real)
		if err != nil {
			return err
		}
		if !c.allow(host, at.Addr()) {
			return errInside
		}
		return nil
	}}
	return d.DialContext(ctx, network, address)
}

// redirect follows to https and, from http alone, to http.
func (c *client) redirect(next *http.Request, via []*http.Request) error {
	c.requests.Add(1)
	next.Header.Del("Referer") // nobody needs to know where we came from
	if len(via) > mostRedirects {
		return &domain.Error{Kind: domain.Unreachable, Op: op, Subject: via[0].URL.String(), Code: "fetch_redirects"}
	}
	return c.check(next.URL, via[len(via)-1].URL)
}

// check refuses addresses that are not followed. from is where the address was
// read; nil where a person gave it.
func (c *client) check(u, from *url.URL) error {
	refuse := func(code domain.Code, kind domain.Kind) error {
		shown := *u
		shown.User = nil
		return &domain.Error{Kind: kind, Op: op, Subject: shown.String(), Code: code}
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return refuse("fetch_scheme", domain.Untrusted)
	case u.Hostname() == "":
		return refuse("fetch_address", domain.Invalid)
	case u.User != nil:
		return refuse("fetch_password", domain.Untrusted)
	case from != nil && from.Scheme == "https" && u.Scheme == "http":
		return refuse("fetch_downgrade", domain.Untrusted)
	}
	if at, err := netip.ParseAddr(u.Hostname()); err == nil && !c.allow(u.Hostname(), at) {
		return refuse("fetch_inside", domain.Untrusted)
	}
	return nil
}

// resolve reads an address that a publisher wrote, as seen from where it stands.
func (c *client) resolve(from *url.URL, address string) (*url.URL, error) {
	u, err := from.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Subject: address, Code: "fetch_address"}
	}
	u.Fragment = ""
	return u, c.check(u, from)
}

// given reads an address that a person gave.
func (c *client) given(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, &domain.Error{Kind: domain.Invalid, Op: op, Subject: withoutPassword(address), Code: "fetch_address"}
	}
	u.Fragment = ""
	c.name(u.Hostname())
	return u, c.check(u, nil)
}

// withoutPassword is an address for a message.
func withoutPassword(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return "address"
}

// wait lets requests go no faster than the rate.
func (c *client) wait(ctx context.Context) error {
	c.guard.Lock()
	now := c.o.Now()
	if c.next.Before(now) {
		c.next = now
	}
	pause := c.next.Sub(now)
	c.next = c.next.Add(time.Duration(float64(time.Second) / c.o.Rate))
	c.guard.Unlock()
	if pause <= 0 {
		return ctx.Err()
	}
	return c.o.sleep(ctx, pause)
}
