package fetch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// item is one document that a provider's lists name.
type item struct {
	at      *url.URL
	updated time.Time         // zero where the list does not say
	proofs  map[string]string // ending to address, as a feed says; nil: by the document's own
	trouble error             // why it cannot be fetched
}

// items lists the documents of a provider: of its ROLIE feeds where it has any, as
// section 7.3.2 wants, else of its directories. A list that cannot be read is told
// beside what the others name.
func (f *fetcher) items(ctx context.Context, p *provider) (out []item, way string, err error) {
	seen := map[string]int{}
	add := func(list []item) {
		for _, it := range list {
			if i, twice := seen[it.at.String()]; twice {
				if it.updated.After(out[i].updated) {
					out[i] = it
				}
				continue
			}
			seen[it.at.String()] = len(out)
			out = append(out, it)
		}
	}
	read := func(address string, list func(context.Context, *url.URL) ([]item, error)) {
		u, one := f.c.resolve(p.at, address)
		var got []item
		if one == nil {
			f.o.Progress(domain.Progress{Stage: "fetch_list", Name: u.String()})
			got, one = list(ctx, u)
		}
		add(got)
		if one != nil && err == nil {
			err = one
		}
	}
	for i := range p.Distributions {
		for _, feed := range p.Distributions[i].Rolie.Feeds {
			way = "rolie"
			read(feed.URL, f.feed)
		}
	}
	for i := range p.Distributions {
		if dir := p.Distributions[i].directory(); dir != "" && way != "rolie" {
			read(dir, func(ctx context.Context, u *url.URL) ([]item, error) {
				got, how, err := f.directory(ctx, u)
				way = how
				return got, err
			})
		}
	}
	if most := f.o.Limits.Documents; len(out) > most {
		return out[:most], way, &domain.Error{Kind: domain.Untrusted, Op: op, Subject: p.at.String(), Code: "fetch_documents", Params: domain.Params{"limit": strconv.Itoa(most)}}
	}
	return out, way, err
}

// list fetches a list of documents, which may be large, and hands its bytes on.
func (f *fetcher) list(ctx context.Context, u *url.URL) ([]byte, error) {
	got, err := f.c.download(ctx, f.b, u, validators{}, f.o.Limits.List, func(int64, int64) {})
	if err != nil {
		return nil, err
	}
	defer got.part.gone()
	data, err := os.ReadFile(got.part.file)
	if err != nil {
		return nil, unwritten(got.part.file, err)
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// feed reads a ROLIE feed (RFC 8322; CSAF section 7.1.15).
func (f *fetcher) feed(ctx context.Context, u *url.URL) ([]item, error) {
	data, err := f.list(ctx, u)
	if err != nil {
		return nil, err
	}
	return f.entries(u, data)
}

func (f *fetcher) entries(u *url.URL, data []byte) ([]item, error) {
	var doc struct {
		Feed *struct {
			Entry []struct {
				Updated string `json:"updated"`
				Content struct {
					Src string `json:"src"`
				} `json:"content"`
				Link []struct {
					Rel  string `json:"rel"`
					Href string `json:"href"`
				} `json:"link"`
			} `json:"entry"`
		} `json:"feed"`
	}
	if err := json.Unmarshal(data, &doc); err != nil || doc.Feed == nil {
		return nil, unlisted(u, err)
	}
	var out []item
	for i := range doc.Feed.Entry {
		e := &doc.Feed.Entry[i]
		address, proofs := e.Content.Src, map[string]string{}
		for _, link := range e.Link {
			lower := strings.ToLower(link.Href)
			switch {
			case link.Rel == "self" && address == "":
				address = link.Href
			case link.Rel == "hash" && strings.HasSuffix(lower, ".sha256"):
				proofs[".sha256"] = link.Href
			case link.Rel == "hash" && strings.HasSuffix(lower, ".sha512"):
				proofs[".sha512"] = link.Href
			case link.Rel == "signature":
				proofs[".asc"] = link.Href
			}
		}
		it := f.item(u, address, e.Updated)
		it.proofs = proofs
		out = append(out, it)
	}
	return out, nil
}

// item reads the address and instant of one line of a list.
func (f *fetcher) item(from *url.URL, address, updated string) item {
	at, err := f.c.resolve(from, address)
	if err == nil && strings.TrimSpace(address) == "" {
		err = &domain.Error{Kind: domain.Invalid, Op: op, Subject: from.String(), Code: "fetch_address"}
	}
	if at == nil {
		at = &url.URL{Path: address} // it is told by what was written
	}
	when, _ := time.Parse(time.RFC3339, strings.TrimSpace(updated)) // one that is none is as unknown: the document is asked for
	return item{at: at, updated: when, trouble: err}
}

// directory reads changes.csv of a directory, or where that is not there index.txt
// (CSAF sections 7.1.12 and 7.1.13).
func (f *fetcher) directory(ctx context.Context, u *url.URL) ([]item, string, error) {
	base := *u
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
		base.RawPath = ""
	}
	data, err := f.list(ctx, base.JoinPath("changes.csv"))
	if err == nil {
		out, err := f.changes(&base, data)
		if err == nil {
			return out, "changes", nil
		}
	} else if !missing(err) {
		return nil, "changes", err
	}
	data, err = f.list(ctx, base.JoinPath("index.txt"))
	if err != nil {
		return nil, "index", err
	}
	out, err := f.index(&base, data)
	return out, "index", err
}

func (f *fetcher) index(base *url.URL, data []byte) ([]item, error) {
	var out []item
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		if name := strings.TrimSpace(lines.Text()); name != "" {
			out = append(out, f.below(base, name, ""))
		}
	}
	if err := lines.Err(); err != nil {
		return out, unlisted(base.JoinPath("index.txt"), err)
	}
	return out, nil
}

func (f *fetcher) changes(base *url.URL, data []byte) ([]item, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	var out []item
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err == nil && len(row) < 2 {
			err = csv.ErrFieldCount
		}
		if err != nil {
			return nil, unlisted(base.JoinPath("changes.csv"), err)
		}
		if _, err := time.Parse(time.RFC3339, strings.TrimSpace(row[1])); err != nil && len(out) == 0 && !strings.HasSuffix(row[0], ".json") {
			continue // a line of headings
		}
		out = append(out, f.below(base, strings.TrimSpace(row[0]), row[1]))
	}
}

// below reads a path of a list, which must not lead out of the directory.
func (f *fetcher) below(base *url.URL, name, updated string) item {
	for _, step := range strings.Split(name, "/") {
		if step == ".." || strings.HasPrefix(name, "/") || strings.Contains(name, "\\") {
			return item{at: &url.URL{Path: name}, trouble: &domain.Error{Kind: domain.Untrusted, Op: op, Subject: name, Code: "fetch_outside"}}
		}
	}
	reference := url.URL{Path: "./" + name} // a name may hold what means something in an address
	return f.item(base, reference.String(), updated)
}

func unlisted(u *url.URL, err error) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Subject: u.String(), Code: "fetch_listing", Err: err}
}
