package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"fenceline/internal/domain"
)

// refusal is an answer that is none: the status says so.
type refusal struct {
	status int
	after  time.Duration // Retry-After; 0 where nothing is said
}

func (r *refusal) Error() string { return strconv.Itoa(r.status) + " " + http.StatusText(r.status) }

// again reports whether asking again may help.
func (r *refusal) again() bool {
	switch r.status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// errStalled ends a body that gives no byte any more.
var errStalled = errors.New("no byte came any more")

// send sends one request when its turn comes. The answer's status is 200, 206 or
// 304, or the error is a [*refusal].
func (c *client) send(ctx context.Context, u *url.URL, header http.Header) (*http.Response, error) {
	if err := c.wait(ctx); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel()
		return nil, err
	}
	for name, values := range header {
		req.Header[name] = values
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept-Encoding", "identity")
	c.requests.Add(1)
	resp, err := c.http.Do(req)
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = &watched{ReadCloser: resp.Body, c: c, host: u.Host, cancel: cancel}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusPartialContent, http.StatusNotModified:
		if e := resp.Header.Get("Content-Encoding"); e != "" && e != "identity" && !(e == "gzip" && strings.HasSuffix(u.Path, ".gz")) {
			_ = resp.Body.Close()
			return nil, &domain.Error{Kind: domain.Unsupported, Op: op, Subject: u.String(), Code: "fetch_encoded", Params: domain.Params{"value": e}}
		}
		return resp, nil
	}
	after := retryAfter(resp.Header.Get("Retry-After"), c.o.Now())
	_, _ = io.CopyN(io.Discard, resp.Body, 4096) // so that the connection can be used again
	_ = resp.Body.Close()
	return nil, &refusal{status: resp.StatusCode, after: after}
}

// retryAfter reads seconds or a date (RFC 9110, section 10.2.3).
func retryAfter(text string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(text); err == nil && n > 0 {
		return time.Duration(min(n, 1<<20)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// tries does something until it works, waiting longer each time. once reports
// whether it got further than before, which starts the count anew.
func (c *client) tries(ctx context.Context, once func() (further bool, err error)) error {
	pause := c.o.Waits.Pause
	for left, total := c.o.Waits.Retries, 0; ; total++ {
		further, err := once()
		if err == nil || ctx.Err() != nil {
			return errors.Join(ctx.Err(), err)
		}
		if further {
			left, pause = c.o.Waits.Retries, c.o.Waits.Pause
		}
		wait := pause
		var no *refusal
		if errors.As(err, &no) {
			if !no.again() || no.after > c.o.Waits.Longest {
				return err
			}
			wait = max(wait, no.after)
		} else if c.final(err) {
			return err
		}
		if left == 0 || total == mostTries {
			return err
		}
		left--
		if err := c.o.sleep(ctx, wait); err != nil {
			return err
		}
		pause = min(2*pause, c.o.Waits.Longest)
	}
}

// mostTries is how often one file is gone on with, however far each try gets.
const mostTries = 1000

// final reports errors that asking again does not mend. A name that is not found is
// asked for again only where something came before: then it is no want of a network.
func (c *client) final(err error) bool {
	var own *domain.Error
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var tlsErr *tls.CertificateVerificationError
	switch {
	case errors.As(err, &own), errors.Is(err, errInside), errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &tlsErr):
		return true
	case errors.As(err, &dns):
		return dns.IsNotFound || c.received.Load() == 0
	}
	return errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.ECONNREFUSED)
}

// small fetches what is held in memory: metadata and proofs.
func (c *client) small(ctx context.Context, u *url.URL, limit int64) ([]byte, error) {
	var data []byte
	err := c.tries(ctx, func() (bool, error) {
		resp, err := c.send(ctx, u, nil)
		if err != nil {
			return false, err
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return false, &refusal{status: resp.StatusCode}
		}
		data, err = io.ReadAll(io.LimitReader(resp.Body, limit+1))
		if err == nil && int64(len(data)) > limit {
			err = tooLarge(u, limit)
		}
		return false, err
	})
	if err != nil {
		return nil, explain(ctx, u, err)
	}
	return data, nil
}

func tooLarge(u *url.URL, limit int64) error {
	return &domain.Error{Kind: domain.Untrusted, Op: op, Subject: u.String(), Code: "fetch_too_large", Params: domain.Params{"limit": strconv.FormatInt(limit, 10)}}
}

// watched is the body of a response: it counts bytes, and ends where none come
// any more or where the whole fetch is over its limit.
type watched struct {
	io.ReadCloser
	c       *client
	host    string
	cancel  context.CancelFunc // of the request alone
	stalled atomic.Bool
}

// Read implements [io.Reader].
func (w *watched) Read(p []byte) (int, error) {
	timer := time.AfterFunc(w.c.o.Waits.Stall, func() {
		w.stalled.Store(true)
		w.cancel()
	})
	n, err := w.ReadCloser.Read(p)
	timer.Stop()
	if err != nil && err != io.EOF && w.stalled.Load() {
		err = errStalled
	}
	if limit := w.c.o.Limits.Total; w.c.received.Add(int64(n)) > limit {
		return n, &domain.Error{Kind: domain.Untrusted, Op: op, Subject: w.host, Code: "fetch_total", Params: domain.Params{"limit": strconv.FormatInt(limit, 10)}}
	}
	return n, err
}

// Close implements [io.Closer].
func (w *watched) Close() error {
	err := w.ReadCloser.Close()
	w.cancel()
	return err
}

// explain makes the error a person sees of what the network said.
func explain(ctx context.Context, u *url.URL, err error) error {
	say := func(code domain.Code, kind domain.Kind, params domain.Params) error {
		return &domain.Error{Kind: kind, Op: op, Subject: u.String(), Code: code, Params: params, Err: cause(err)}
	}
	var own *domain.Error
	var no *refusal
	var dns *net.DNSError
	var tlsErr *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case ctx.Err() != nil:
		return &domain.Error{Kind: domain.Cancelled, Op: op, Subject: u.Host, Code: "fetch_stopped", Err: ctx.Err()}
	case errors.As(err, &own):
		return own
	case errors.As(err, &no):
		return answered(u, no)
	case errors.Is(err, errInside):
		return say("fetch_inside", domain.Untrusted, nil)
	case errors.As(err, &tlsErr), errors.As(err, &record):
		return say("fetch_tls", domain.Untrusted, nil)
	case errors.As(err, &dns), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETDOWN):
		return say("fetch_no_network", domain.Unreachable, domain.Params{"value": u.Hostname()})
	case errors.Is(err, errStalled), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return say("fetch_cut", domain.Unreachable, nil)
	}
	return say("fetch_unreachable", domain.Unreachable, domain.Params{"value": u.Hostname()})
}

// answered is the error of a status.
func answered(u *url.URL, no *refusal) error {
	e := &domain.Error{Kind: domain.Unreachable, Op: op, Subject: u.String(), Code: "fetch_status", Params: domain.Params{"status": no.Error()}}
	switch no.status {
	case http.StatusNotFound, http.StatusGone:
		e.Kind, e.Code = domain.NotFound, "fetch_not_found"
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired:
		e.Kind, e.Code = domain.Untrusted, "fetch_forbidden"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.Code = "fetch_later"
		if no.after > 0 {
			e.Params["seconds"] = strconv.Itoa(int(no.after.Seconds()))
		}
	}
	return e
}

// cause leaves out the address that package http puts before an error, since the
// message names it already.
func cause(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		return at.Err
	}
	return fmt.Errorf("%w", err)
}

// missing reports whether an error says that there is nothing at an address.
func missing(err error) bool { return domain.Is(err, domain.NotFound) }
