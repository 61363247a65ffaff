package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"

	"archive/zip"
	"compress/bzip2"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"

	"fenceline/internal/domain"
)

// zstdWindow is the largest window a zstd stream may ask for: that of
// "zstd --ultra -22" and "--long=27".
const zstdWindow = 128 << 20

// xzDictionary is the largest dictionary an xz stream may ask for: that of
// "xz -9".
const xzDictionary = 64 << 20

// compressed reads a packed stream: a tar, or one document.
func (w *walk) compressed(s source, head []byte, format string) error {
	if s.packed {
		return w.refuse(s.file, limitError(CodeDepth, int64(w.limits.Depth)))
	}
	if kept := w.limits.unpacked.take(s.file); kept != nil {
		return w.item(source{file: s.file, r: kept, size: -1, format: format, level: s.level, packed: true})
	}
	in := &counter{r: io.MultiReader(bytes.NewReader(head), s.r)}
	out, closeOut, err := decompressor(format, bufio.NewReaderSize(in, 64<<10))
	if err != nil {
		s.format = format
		return w.fail(s, err)
	}
	defer closeOut()
	var r io.Reader = &guard{r: out, packed: func() int64 { return in.n }, limits: &w.limits}
	if w.limits.only != nil && w.limits.unpacked != nil {
		record := w.limits.unpacked.record(r)
		defer record.end(s.file)
		r = record
	}
	return w.item(source{file: s.file, r: r, size: -1, format: format, level: s.level, packed: true})
}

func decompressor(format string, r *bufio.Reader) (io.Reader, func(), error) {
	switch format {
	case isGzip:
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { _ = z.Close() }, nil
	case isXz:
		z, err := xz.NewReader(r, xzDictionary)
		if err != nil {
			return nil, nil, xzError(err)
		}
		return xzReader{z}, func() {}, nil
	case isBzip2:
		return bzip2.NewReader(r), func() {}, nil
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(zstdWindow))
	if err != nil {
		return nil, nil, err
	}
	return z, z.Close, nil
}

// xzReader gives the errors of xz the meaning they have at the door.
type xzReader struct{ r io.Reader }

func (x xzReader) Read(p []byte) (int, error) {
	n, err := x.r.Read(p)
	return n, xzError(err)
}

func xzError(err error) error {
	switch {
	case errors.Is(err, xz.ErrMemlimit):
		return limitError(CodeWindow, xzDictionary)
	case errors.Is(err, xz.ErrBuf):
		return io.ErrUnexpectedEOF
	}
	return err
}

// isChecksum reports that unpacked bytes are not what was packed.
func isChecksum(err error) bool {
	var broken bzip2.StructuralError
	if errors.As(err, &broken) {
		return strings.Contains(string(broken), "checksum")
	}
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zstd.ErrCRCMismatch)
}

// inflaters are used again: a new one for each of 100,000 members is most of the
// work of a small member.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// inflate is a [zip.Decompressor].
func inflate(r io.Reader) io.ReadCloser {
	z := inflaters.Get().(io.ReadCloser)
	if err := z.(flate.Resetter).Reset(r, nil); err != nil {
		return io.NopCloser(failing{err})
	}
	return &inflater{z}
}

type inflater struct{ io.ReadCloser }

func (i *inflater) Close() error {
	err := i.ReadCloser.Close()
	inflaters.Put(i.ReadCloser)
	i.ReadCloser = io.NopCloser(failing{errors.New("read after close")})
	return err
}

// failing is a reader that has nothing but an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// unreadMethod refuses a member for its compression.
func unreadMethod(method string) *domain.Error {
	return &domain.Error{Kind: domain.Unsupported, Code: CodeMethod, Params: domain.Params{"method": method}}
}
