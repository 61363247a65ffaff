package bolt

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"os"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// The parts of bbolt's file that CopyLive reads: two meta pages lie at the start
// of the file, one page apart, each with a page header and then these fields in
// the machine's byte order. The valid one with the higher transaction number
// counts.
const (
	metaAt       = 16 // behind the page header
	metaPageSize = 8
	metaPages    = 40 // number of the first page past the end
	metaTx       = 48
	metaSum      = 56 // FNV-1a of everything before it
	metaLen      = 64
	metaMagic    = 0xED0CDAED
	largestPage  = 64 << 10
)

// meta is what counts at one moment.
type meta struct {
	tx   uint64
	size int64 // bytes of the file that are in use
	page int64 // bytes of a page

	fields []byte
}

// copyTries is how often CopyLive begins anew when the file changed under it.
const copyTries = 50

// CopyLive copies the file at path to a new file at to, which only its owner may
// read, while another process may have it open and write to it. The copy is the
// file as it was at one moment: pages in use at a commit are not overwritten
// before the next commit, so a copy during which nothing was committed is
// whole. Errors: Busy (commits came too fast), Corrupt, Storage.
func CopyLive(ctx context.Context, path, to string) (err error) {
	from, err := os.Open(path)
	if err != nil {
		return told("copy", path, err)
	}
	defer func() { _ = from.Close() }() // it was only read
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return told("copy", to, err)
	}
	defer func() {
		err = errors.Join(err, told("copy", to, target.Close()))
		if err != nil {
			err = errors.Join(err, os.Remove(to))
		}
	}()
	for range copyTries {
		done, err := copyOnce(ctx, from, target)
		if err != nil {
			return told("copy", path, err)
		}
		if done {
			return nil
		}
		select {
		case <-ctx.Done():
			return store.Cancelled("copy", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
	return &domain.Error{
		Kind: domain.Busy, Op: "copy", Subject: path, Code: store.CodeStoreBusy, Params: domain.Params{"path": path},
		Err: errors.New("it is being written to all the time"),
	}
}

// copyOnce copies what is in use; done is false when a commit came in between.
func copyOnce(ctx context.Context, from, to *os.File) (done bool, err error) {
	before, err := newestMeta(from)
	if err != nil {
		return false, err
	}
	if err := to.Truncate(0); err != nil {
		return false, err
	}
	const piece = 8 << 20
	for at := int64(0); at < before.size; at += piece {
		if ctx.Err() != nil {
			return false, nil
		}
		part := io.NewSectionReader(from, at, min(piece, before.size-at))
		n, err := io.Copy(io.NewOffsetWriter(to, at), part)
		if err != nil {
			return false, err
		}
		if n < part.Size() {
			return false, errCutShort
		}
		if now, err := newestMeta(from); err != nil || now.tx != before.tx {
			return false, err
		}
	}
	return true, nil
}

// newestMeta reads the meta page that counts.
func newestMeta(f *os.File) (meta, error) {
	head := make([]byte, 2*largestPage)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return meta{}, err
	}
	head = head[:n]
	best, found := readMeta(head, 0)
	for size := 1 << 10; size <= largestPage; size *= 2 {
		if m, ok := readMeta(head, size); ok && (!found || m.tx > best.tx) {
			best, found = m, true
		}
	}
	if !found {
		return meta{}, errDamaged{"it has no valid meta page"}
	}
	return best, nil
}

// readMeta reads the meta page that begins at byte at; ok is false where there
// is none.
func readMeta(head []byte, at int) (m meta, ok bool) {
	if len(head) < at+metaAt+metaLen {
		return meta{}, false
	}
	field := head[at+metaAt : at+metaAt+metaLen]
	order := binary.NativeEndian
	sum := fnv.New64a()
	sum.Write(field[:metaSum])
	if order.Uint32(field) != metaMagic || order.Uint64(field[metaSum:]) != sum.Sum64() {
		return meta{}, false
	}
	page := int64(order.Uint32(field[metaPageSize:]))
	if at != 0 && int64(at) != page || page < 1<<10 || page > largestPage {
		return meta{}, false
	}
	pages := order.Uint64(field[metaPages:])
	if pages > 1<<46 {
		return meta{}, false
	}
	return meta{tx: order.Uint64(field[metaTx:]), size: int64(pages) * page, page: page, fields: field}, true
}
