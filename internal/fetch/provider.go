package fetch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"fenceline/internal/domain"
)

// metadata is what is read of provider-metadata.json (CSAF 2.0 and 2.1, section
// 7.1.7 and its schema) and, where it is one, of aggregator.json (section 7.1.21).
type metadata struct {
	Publisher struct {
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
	} `json:"publisher"`
	Role          string         `json:"role"`
	Distributions []distribution `json:"distributions"`
	Keys          []struct {
		Fingerprint string `json:"fingerprint"`
		URL         string `json:"url"`
	} `json:"public_openpgp_keys"`

	Aggregator json.RawMessage `json:"aggregator"`
	Providers  []listed        `json:"csaf_providers"`
	Publishers []listed        `json:"csaf_publishers"`
	Feed       json.RawMessage `json:"feed"`
}

// distribution is one way to the documents: directory_url is of 2.0, directory of 2.1.
type distribution struct {
	DirectoryURL string `json:"directory_url"`
	Directory    struct {
		URL string `json:"url"`
	} `json:"directory"`
	Rolie struct {
		Feeds []struct {
			URL string `json:"url"`
		} `json:"feeds"`
	} `json:"rolie"`
}

func (d *distribution) directory() string {
	if d.DirectoryURL != "" {
		return d.DirectoryURL
	}
	return d.Directory.URL
}

// listed is one provider or publisher of an aggregator's list.
type listed struct {
	Metadata struct {
		URL       string `json:"url"`
		Publisher struct {
			Name string `json:"name"`
		} `json:"publisher"`
	} `json:"metadata"`
	Mirrors []string `json:"mirrors"`
}

// provider is metadata with where it was found.
type provider struct {
	metadata
	at   *url.URL
	data []byte // exact bytes
}

// read fetches metadata and says whether it is one that can be worked with.
func (f *fetcher) read(ctx context.Context, u *url.URL) (provider, error) {
	data, err := f.c.small(ctx, u, mostMetadata)
	if err != nil {
		return provider{}, err
	}
	p := provider{at: u, data: data}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &p.metadata); err != nil {
		return provider{}, &domain.Error{Kind: domain.Invalid, Op: op, Subject: u.String(), Code: "fetch_metadata", Err: err}
	}
	if len(p.Distributions) == 0 && p.Aggregator == nil && p.Feed == nil {
		return provider{}, &domain.Error{Kind: domain.Invalid, Op: op, Subject: u.String(), Code: "fetch_metadata"}
	}
	return p, nil
}

// find looks for the metadata of a domain where section 7.3.1 says, in its order:
// the well-known address, those in security.txt, the DNS path; last, since the
// standard names no place for it, an aggregator where the reference one lies. The
// first that can be read counts. Where none can, the first real obstacle is told,
// else that there is nothing.
func (f *fetcher) find(ctx context.Context, host string) (provider, error) {
	base, err := f.c.given("https://" + host)
	if err != nil {
		return provider{}, err
	}
	var trouble error
	try := func(u *url.URL, err error) (provider, bool) {
		var p provider
		if err == nil {
			p, err = f.read(ctx, u)
		}
		if err != nil && (trouble == nil || domain.Is(err, domain.Cancelled)) && !missing(err) {
			trouble = err
		}
		return p, err == nil
	}
	f.o.Progress(domain.Progress{Stage: "fetch_find", Name: host})
	if p, ok := try(base.Parse("/.well-known/csaf/provider-metadata.json")); ok {
		return p, nil
	}
	silent := domain.Is(trouble, domain.Unreachable) // nothing else on that host would answer
	if !silent {
		for _, address := range f.securityText(ctx, base) {
			if p, ok := try(f.c.resolve(base, address)); ok {
				return p, nil
			}
		}
	}
	if base.Port() == "" && strings.Contains(base.Hostname(), ".") && ctx.Err() == nil {
		if p, ok := try(url.Parse("https://csaf.data.security." + host)); ok {
			return p, nil
		}
	}
	if !silent {
		if p, ok := try(base.Parse("/.well-known/csaf-aggregator/aggregator.json")); ok {
			return p, nil
		}
	}
	var own *domain.Error
	if errors.As(trouble, &own) && own.Code != "fetch_forbidden" { // many a host forbids what it does not have
		return provider{}, trouble
	}
	return provider{}, &domain.Error{Kind: domain.NotFound, Op: op, Subject: host, Code: "fetch_no_provider"}
}

// securityText gives the addresses of the CSAF fields of security.txt (RFC 9116,
// CSAF section 7.1.8), at its place and at the one of before.
func (f *fetcher) securityText(ctx context.Context, base *url.URL) []string {
	for _, at := range []string{"/.well-known/security.txt", "/security.txt"} {
		u, err := base.Parse(at)
		if err != nil {
			continue
		}
		data, err := f.c.small(ctx, u, mostText)
		if err != nil {
			continue // another place may have what is looked for
		}
		var out []string
		lines := bufio.NewScanner(bytes.NewReader(data))
		for lines.Scan() && len(out) < 8 {
			name, value, ok := strings.Cut(lines.Text(), ":")
			if ok && strings.EqualFold(strings.TrimSpace(name), "csaf") {
				out = append(out, strings.TrimSpace(value))
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
