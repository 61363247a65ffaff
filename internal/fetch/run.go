package fetch

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// fetcher is one fetch under way.
type fetcher struct {
	o       Options
	c       *client
	b       *bundle
	receipt domain.FetchReceipt
}

// Run fetches what is wished for into the bundle in [Options.Out], what is new or
// changed only. What could not be had is a failed line of the receipt; what the
// bundle had before stays. The receipt holds what was done until then, errors or not.
//
// Errors: Invalid (the wish or an option), NotFound (no provider, nothing at the
// only address), Unreachable (no network, no answer), Untrusted (refused, see the
// package), Storage (the bundle cannot be written), Cancelled.
func Run(ctx context.Context, wish domain.FetchWish, o Options) (domain.FetchReceipt, error) {
	o = o.filled()
	f := &fetcher{o: o, receipt: domain.FetchReceipt{Kind: wish.Kind, Names: wish.Names, Bundle: o.Out, Started: o.Now(), Files: []domain.FetchedFile{}}}
	work, err := f.work(wish)
	if err != nil {
		return f.receipt, err
	}
	if f.c, err = newClient(o); err != nil {
		return f.receipt, err
	}
	defer f.c.close()
	if f.b, err = openBundle(o.Out); err != nil {
		return f.receipt, err
	}
	err = work(ctx)
	if closed := f.b.close(); closed != nil && err == nil {
		err = unusable(o.Out, closed)
	}
	t := &f.receipt.Totals
	t.Requests, t.Bytes = f.c.requests.Load(), f.c.received.Load()
	slices.SortStableFunc(f.receipt.Files, func(a, b domain.FetchedFile) int { return cmp.Compare(a.URL, b.URL) })
	f.receipt.Finished = o.Now()
	return f.receipt, err
}

// work says what a wish comes to.
func (f *fetcher) work(wish domain.FetchWish) (func(context.Context) error, error) {
	names := wish.Names
	switch wish.Kind {
	case "csaf", "url", "osv":
		if len(names) == 0 {
			return nil, &domain.Error{Kind: domain.Invalid, Op: op, Subject: wish.Kind, Code: "fetch_nothing_named"}
		}
	default:
		names = []string{""}
	}
	switch wish.Kind {
	case "csaf":
		return func(ctx context.Context) error { return each(ctx, names, f.csaf) }, nil
	case "url":
		return func(ctx context.Context) error { return each(ctx, names, f.address) }, nil
	}
	var sources []Source
	for _, name := range names {
		s, err := sourceOf(wish.Kind, name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, s)
	}
	return func(ctx context.Context) error {
		return each(ctx, sources, f.table)
	}, nil
}

// csaf fetches from a provider or an aggregator, named by domain or address.
func (f *fetcher) csaf(ctx context.Context, name string) error {
	p, err := f.named(ctx, name)
	if err != nil {
		return err
	}
	if p.Aggregator != nil {
		return f.aggregator(ctx, &p)
	}
	return f.provider(ctx, &p)
}

func (f *fetcher) named(ctx context.Context, name string) (provider, error) {
	if !strings.Contains(name, "://") {
		return f.find(ctx, strings.TrimSuffix(name, "/"))
	}
	u, err := f.c.given(name)
	if err != nil {
		return provider{}, err
	}
	if u.Scheme == "https" && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return f.find(ctx, u.Host) // a domain, copied from a browser
	}
	f.o.Progress(domain.Progress{Stage: "fetch_find", Name: name})
	p, err := f.read(ctx, u)
	if err == nil && p.Feed != nil && len(p.Distributions) == 0 { // a feed by itself: a provider with nothing but it
		var d distribution
		d.Rolie.Feeds = append(d.Rolie.Feeds, struct {
			URL string `json:"url"`
		}{u.String()})
		p.Distributions, p.data = []distribution{d}, nil
	}
	return p, err
}

// aggregator fetches from every provider of a list, from mirrors where it names
// nothing else (CSAF section 7.1.21: publishers have no metadata of their own).
func (f *fetcher) aggregator(ctx context.Context, list *provider) error {
	all := slices.Concat(list.Providers, list.Publishers)
	if most := f.o.Limits.Providers; len(all) > most {
		all = all[:most]
	}
	return each(ctx, all, func(ctx context.Context, one listed) error {
		ways := append([]string{one.Metadata.URL}, one.Mirrors...)
		if slices.ContainsFunc(list.Publishers, func(l listed) bool { return l.Metadata.URL == one.Metadata.URL }) && len(one.Mirrors) > 0 {
			ways = one.Mirrors
		}
		var first error
		for _, way := range ways {
			var p provider
			u, err := f.c.resolve(list.at, way)
			if err == nil {
				p, err = f.read(ctx, u)
			}
			if err == nil && len(p.Distributions) > 0 {
				return f.provider(ctx, &p)
			}
			if err == nil {
				err = &domain.Error{Kind: domain.Invalid, Op: op, Subject: u.String(), Code: "fetch_metadata"}
			}
			if first == nil {
				first = err
			}
			if ctx.Err() != nil {
				break
			}
		}
		f.origin(domain.FetchOrigin{Name: one.Metadata.Publisher.Name, URL: one.Metadata.URL}, first)
		return first
	})
}

func (f *fetcher) origin(o domain.FetchOrigin, err error) {
	var own *domain.Error
	if errors.As(err, &own) {
		o.Error = own
	}
	f.receipt.Origins = append(f.receipt.Origins, o)
}

// table fetches a publisher's own table.
func (f *fetcher) table(ctx context.Context, s Source) error {
	u, err := url.Parse(s.URL)
	if err == nil {
		err = f.c.check(u, nil)
	}
	if err != nil {
		return err
	}
	return f.single(ctx, u, s.File, s.Limit, false)
}

// address fetches what lies at an address a person gave, with the hashes and
// signatures beside it.
func (f *fetcher) address(ctx context.Context, name string) error {
	u, err := f.c.given(name)
	if err != nil {
		return err
	}
	return f.single(ctx, u, "url/"+safeName(u.Host)+"/"+baseName(u), f.o.Limits.File, true)
}

// single fetches one file that may be large.
func (f *fetcher) single(ctx context.Context, u *url.URL, wanted string, limit int64, proofs bool) error {
	f.receipt.Totals.Listed++
	j := job{item: item{at: u}, limit: limit, proofs: proofs, plain: true, shown: func(done, total int64) {
		f.o.Progress(domain.Progress{Stage: "fetch_bytes", Done: done, Total: total, Name: baseName(u)})
	}}
	j.place = func(string) (string, error) { return wanted, nil }
	line := f.one(ctx, &j)
	f.count(line)
	if line.Error != nil {
		return line.Error
	}
	return nil
}

// each does one after the other. What fails does not keep the others from coming:
// it is told by its line. Where nothing worked, or where nothing can go on, the
// first error is that of the whole.
func each[T any](ctx context.Context, list []T, do func(context.Context, T) error) error {
	var first error
	worked := false
	for _, one := range list {
		err := do(ctx, one)
		if domain.Is(err, domain.Storage) || domain.Is(err, domain.Cancelled) {
			return err
		}
		worked = worked || err == nil
		if err != nil && first == nil {
			first = err
		}
	}
	if worked {
		return nil
	}
	return first
}
