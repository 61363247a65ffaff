package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// validators are what a publisher says of the bytes at an address, to ask whether
// they are still the same (RFC 9110, section 8.8).
type validators struct {
	ETag     string `json:"etag,omitzero"`
	Modified string `json:"modified,omitzero"` // Last-Modified, as it was sent
}

func validatorsOf(h http.Header) validators {
	return validators{ETag: h.Get("ETag"), Modified: h.Get("Last-Modified")}
}

// strong is what a range may be asked for with: bytes that differ have another one.
func (v validators) strong() string {
	if v.ETag != "" && !strings.HasPrefix(v.ETag, "W/") {
		return v.ETag
	}
	return v.Modified
}

// part is a download that may be broken off and gone on with: a file of bytes and,
// beside it, what they are of.
type part struct {
	file string // path of the bytes
	URL  string `json:"url"`
	Of   validators
}

func (p *part) note() string { return p.file + ".of" }

// part opens what there is of a download.
func (b *bundle) part(u *url.URL) *part {
	sum := sha256.Sum256([]byte(u.String()))
	p := &part{file: filepath.Join(b.state, "parts", hex.EncodeToString(sum[:16]))}
	if data, err := os.ReadFile(p.note()); err != nil || json.Unmarshal(data, p) != nil || p.URL != u.String() {
		p.URL, p.Of = u.String(), validators{}
	}
	return p
}

// has is how many bytes there are to go on from: none where nothing says what
// they are of.
func (p *part) has() int64 {
	info, err := os.Stat(p.file)
	if err != nil || p.Of.strong() == "" {
		return 0
	}
	return info.Size()
}

// gone removes a download that is not gone on with.
func (p *part) gone() {
	_ = os.Remove(p.note()) // what stays behind is written over by the next download
	_ = os.Remove(p.file)
}

// got is a finished download: a file in the bundle's state, until it is put in
// its place.
type got struct {
	part   *part
	of     validators
	same   bool // 304: nothing came, the bundle holds it
	size   int64
	digest string
}

// download fetches what may be large to a part and goes on where it broke, in this
// run or an earlier one. known are the validators of what the bundle holds; shown
// is told bytes and, where known, how many there will be.
func (c *client) download(ctx context.Context, b *bundle, u *url.URL, known validators, limit int64, shown func(done, total int64)) (got, error) {
	p := b.part(u)
	var out got
	err := c.tries(ctx, func() (bool, error) {
		before := p.has()
		var err error
		out, err = c.once(ctx, p, u, known, limit, shown)
		return p.has() > before, err
	})
	if err == nil && !out.same {
		out.size, out.digest, err = sum(p.file)
	}
	if err != nil {
		var own *domain.Error
		if errors.As(err, &own) && own.Kind == domain.Untrusted {
			p.gone()
		}
		return got{}, explain(ctx, u, err)
	}
	return out, nil
}

// once asks for a file, or the rest of it, and writes what comes.
func (c *client) once(ctx context.Context, p *part, u *url.URL, known validators, limit int64, shown func(done, total int64)) (got, error) {
	from := p.has()
	header := http.Header{}
	switch {
	case from > 0:
		header.Set("Range", "bytes="+strconv.FormatInt(from, 10)+"-")
		header.Set("If-Range", p.Of.strong())
	case known.ETag != "":
		header.Set("If-None-Match", known.ETag)
	}
	if from == 0 && known.Modified != "" {
		header.Set("If-Modified-Since", known.Modified)
	}
	resp, err := c.send(ctx, u, header)
	if err != nil {
		var no *refusal
		if errors.As(err, &no) && no.status == http.StatusRequestedRangeNotSatisfiable {
			p.gone() // it is shorter now: from the start, at the next try
			p.Of = validators{}
			return got{}, fmt.Errorf("the range is gone: %w", io.ErrUnexpectedEOF)
		}
		return got{}, err
	}
	defer resp.Body.Close()
	total := resp.ContentLength
	switch resp.StatusCode {
	case http.StatusNotModified:
		if from > 0 || known == (validators{}) {
			return got{}, &refusal{status: resp.StatusCode}
		}
		return got{same: true, of: known}, nil
	case http.StatusPartialContent:
		start, whole, ok := contentRange(resp.Header.Get("Content-Range"))
		if from == 0 || !ok || start != from {
			p.gone()
			p.Of = validators{}
			return got{}, fmt.Errorf("another range than asked for: %w", io.ErrUnexpectedEOF)
		}
		total = whole
	default:
		from = 0
		p.Of = validatorsOf(resp.Header)
		if err := p.begin(); err != nil {
			return got{}, err
		}
	}
	if total > limit {
		return got{}, tooLarge(u, limit)
	}
	have, err := p.append(resp.Body, from, limit, func(done int64) { shown(done, max(total, 0)) })
	switch {
	case err != nil:
		return got{}, err
	case have > limit:
		return got{}, tooLarge(u, limit)
	case total >= 0 && have != total:
		return got{}, io.ErrUnexpectedEOF
	}
	return got{part: p, of: p.Of}, nil
}

// contentRange reads "bytes 100-199/200"; whole is -1 for "/*".
func contentRange(text string) (start, whole int64, ok bool) {
	text, ok = strings.CutPrefix(text, "bytes ")
	span, size, cut := strings.Cut(text, "/")
	first, _, dash := strings.Cut(span, "-")
	start, err := strconv.ParseInt(first, 10, 64)
	if !ok || !cut || !dash || err != nil || start < 0 {
		return 0, 0, false
	}
	if size == "*" {
		return start, -1, true
	}
	whole, err = strconv.ParseInt(size, 10, 64)
	return start, whole, err == nil && whole >= start
}

// begin starts a part anew: first it is noted what the bytes will be of.
func (p *part) begin() error {
	if err := os.MkdirAll(filepath.Dir(p.file), 0o700); err != nil {
		return unwritten(p.file, err)
	}
	if err := os.Remove(p.file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return unwritten(p.file, err)
	}
	note, err := json.Marshal(p)
	if err == nil {
		err = os.WriteFile(p.note(), note, 0o600)
	}
	if err != nil {
		return unwritten(p.note(), err)
	}
	return nil
}

// append writes what comes behind what is there, at most a byte more than the limit.
func (p *part) append(r io.Reader, from, limit int64, shown func(int64)) (have int64, err error) {
	f, err := os.OpenFile(p.file, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return 0, unwritten(p.file, err)
	}
	defer func() {
		if closed := f.Close(); closed != nil && err == nil {
			err = unwritten(p.file, closed)
		}
	}()
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return 0, unwritten(p.file, err)
	}
	have = from
	chunk := make([]byte, 64<<10)
	for have <= limit {
		n, err := r.Read(chunk[:min(int64(len(chunk)), limit+1-have)])
		if n > 0 {
			if _, err := f.Write(chunk[:n]); err != nil {
				return have, unwritten(p.file, err)
			}
			have += int64(n)
			shown(have)
		}
		if err == io.EOF {
			return have, nil
		}
		if err != nil {
			return have, err
		}
	}
	return have, nil
}

// sum gives size and SHA-256 of a file.
func sum(file string) (int64, string, error) {
	f, err := os.Open(file)
	if errors.Is(err, os.ErrNotExist) { // nothing came: an empty file
		return 0, hex.EncodeToString(sha256.New().Sum(nil)), nil
	}
	if err != nil {
		return 0, "", unwritten(file, err)
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return 0, "", unwritten(file, err)
	}
	return n, hex.EncodeToString(h.Sum(nil)), nil
}

func unwritten(path string, err error) error {
	return &domain.Error{Kind: domain.Storage, Op: op, Subject: path, Code: "file_not_written", Params: domain.Params{"file": path}, Err: err}
}
