package ingest

import (
	"context"
	"io"
	"io/fs"
)

// Unpacking is most of the work of going through a compressed tar, and an import
// goes through it twice: for proofs, then for documents. What the first pass
// unpacked is therefore kept for the second where it is small.
const (
	mostUnpacked  = 48 << 20 // bytes of all streams that are kept
	leastUnpacked = 4 << 10  // a smaller stream is unpacked again
	unpackedPiece = 1 << 20  // bytes of one piece of a kept stream
)

// unpacked holds streams that were read to their end without a fault, by
// [Document].File of the packed file.
type unpacked struct {
	streams map[string]*pieces
	bytes   int // of all streams, that of an open recording included
}

// take gives a stream and forgets it; nil where there is none.
func (u *unpacked) take(file string) *pieces {
	if u == nil {
		return nil
	}
	p := u.streams[file]
	delete(u.streams, file)
	return p
}

// record gives r, keeping what is read through it.
func (u *unpacked) record(r io.Reader) *recording { return &recording{r: r, of: u, kept: &pieces{}} }

// recording is a stream that is being kept, until it turns out too long.
type recording struct {
	r     io.Reader
	of    *unpacked
	kept  *pieces // nil: given up
	size  int
	ended bool
}

// Read implements [io.Reader].
func (r *recording) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.ended = err == io.EOF
	if r.kept == nil {
		return n, err
	}
	if r.of.bytes+n > mostUnpacked {
		r.drop()
		return n, err
	}
	r.size += n
	r.of.bytes += n
	r.kept.add(p[:n])
	return n, err
}

func (r *recording) drop() {
	r.of.bytes -= r.size
	r.kept, r.size = nil, 0
}

// end keeps the stream under the name of its file if it is whole.
func (r *recording) end(file string) {
	if !r.ended || r.size < leastUnpacked {
		r.drop()
		return
	}
	if r.of.streams == nil {
		r.of.streams = map[string]*pieces{}
	}
	r.of.streams[file] = r.kept
}

// pieces is a stream in memory that is given back as it is read.
type pieces struct {
	list [][]byte
	at   int // in the first of list, of what is unread
}

func (p *pieces) add(data []byte) {
	for len(data) > 0 {
		last := len(p.list) - 1
		if last < 0 || len(p.list[last]) == cap(p.list[last]) {
			p.list = append(p.list, make([]byte, 0, unpackedPiece))
			continue
		}
		open := p.list[last]
		n := min(len(data), cap(open)-len(open))
		p.list[last] = append(open, data[:n]...)
		data = data[n:]
	}
}

// Read implements [io.Reader].
func (p *pieces) Read(into []byte) (int, error) {
	if len(p.list) == 0 {
		return 0, io.EOF
	}
	n := copy(into, p.list[0][p.at:])
	if p.at += n; p.at == len(p.list[0]) {
		p.list[0] = nil
		p.list, p.at = p.list[1:], 0
	}
	return n, nil
}

// Walk is [Walk] over what b was collected from. It hands over the same; what
// was unpacked then and is still held is not unpacked again.
func (b *Beside) Walk(ctx context.Context, path string, limits Limits, visit func(Document, error) error) error {
	limits.unpacked, limits.payload = b.limits.unpacked, b.IsPayload
	return Walk(ctx, path, limits, visit)
}

// WalkFS is [WalkFS] over what b was collected from.
func (b *Beside) WalkFS(ctx context.Context, fsys fs.FS, root string, limits Limits, visit func(Document, error) error) error {
	limits.payload = b.IsPayload
	return WalkFS(ctx, fsys, root, limits, visit)
}
