package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"

	"fenceline/internal/domain"
)

// encrypted is the bit of a member's flags that says so (APPNOTE 4.4.4).
const encrypted = 1

// zip reads the members of a zip in the order of its directory.
func (w *walk) zip(s source, head []byte) error {
	at, size, err := w.randomly(s, head)
	if err != nil {
		return w.fail(s, err)
	}
	r, err := w.openZip(at, size)
	if err != nil {
		s.format = isZip
		return w.fail(s, err)
	}
	if w.files+len(r.File) > w.limits.Files {
		return w.refuse(s.file, limitError(CodeFiles, int64(w.limits.Files)))
	}
	w.zipManifest(s, r)
	names := make(map[string]bool, len(r.File))
	unpacked := int64(0)
	for _, f := range r.File {
		if err := w.count(s.file + "!" + printable(f.Name)); err != nil {
			return err
		}
		n, err := w.zipMember(s, at, f, names)
		if err != nil {
			return err
		}
		if unpacked += n; unpacked > ratioFloor && unpacked/w.limits.Ratio > size {
			return w.refuse(s.file, limitError(CodeRatio, w.limits.Ratio))
		}
	}
	return nil
}

// randomly gives the bytes of s for reading in any order. An archive that comes
// out of a compressed member has to be held in memory.
func (w *walk) randomly(s source, head []byte) (io.ReaderAt, int64, error) {
	if s.at != nil {
		return s.at, s.size, nil
	}
	limit := min(nestedBytes, w.limits.TotalBytes)
	if s.size > limit {
		return nil, 0, limitError(CodeNested, limit)
	}
	data, err := w.read(s, head, limit, CodeNested)
	if err != nil {
		return nil, 0, err
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// openZip reads the directory, but no more of one than limits.Files members with
// ordinary names need.
func (w *walk) openZip(at io.ReaderAt, size int64) (*zip.Reader, error) {
	const perMember, slack = 512, 1 << 20
	bounded := &boundedAt{at: at, left: int64(w.limits.Files)*perMember + slack, err: limitError(CodeFiles, int64(w.limits.Files))}
	r, err := zip.NewReader(bounded, size)
	if bounded.left < 0 {
		return nil, bounded.err
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	bounded.open = true
	r.RegisterDecompressor(zip.Deflate, inflate)
	r.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow)))
	return r, nil
}

// boundedAt lets so many bytes be read until open is set. Then members are read, most
// often in the order in which they lie: what lies behind a short read is read with it,
// since each of the many small members asks for its head and its body by itself.
// It is for one goroutine.
type boundedAt struct {
	at   io.ReaderAt
	left int64
	open bool
	err  *domain.Error

	ahead []byte // what lies at from
	from  int64
}

// zipAhead is how many bytes are read at once.
const zipAhead = 64 << 10

func (b *boundedAt) ReadAt(p []byte, off int64) (int, error) {
	if !b.open {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, b.err
		}
	}
	if !b.open || len(p) >= zipAhead {
		return b.at.ReadAt(p, off)
	}
	if off < b.from || off+int64(len(p)) > b.from+int64(len(b.ahead)) {
		room := b.ahead[:cap(b.ahead)]
		if room == nil {
			room = make([]byte, zipAhead)
		}
		n, err := b.at.ReadAt(room, off)
		b.ahead, b.from = room[:n], off
		if n < len(p) {
			return copy(p, b.ahead), err
		}
	}
	return copy(p, b.ahead[off-b.from:]), nil
}

// zipMember reads one member and gives how many bytes came out of it.
func (w *walk) zipMember(s source, at io.ReaderAt, f *zip.File, names map[string]bool) (int64, error) {
	file := s.file + "!" + printable(f.Name)
	if w.limits.only != nil && !w.limits.only(file) {
		return 0, nil
	}
	switch mode := f.Mode(); {
	case strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0:
		return 0, nil
	case mode&fs.ModeSymlink != 0:
		return 0, w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeLink})
	case !mode.IsRegular():
		return 0, w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeDevice})
	case f.Flags&encrypted != 0:
		return 0, w.refuse(file, &domain.Error{Kind: domain.Unsupported, Code: CodeEncrypted})
	}
	r, err := f.Open()
	if err != nil {
		if errors.Is(err, zip.ErrAlgorithm) {
			return 0, w.refuse(file, unreadMethod(strconv.Itoa(int(f.Method))))
		}
		return 0, w.fail(source{file: file, format: isZip}, err)
	}
	defer r.Close()
	packed := int64(f.CompressedSize64)
	g := &guard{r: r, packed: func() int64 { return packed }, limits: &w.limits}
	m := source{r: g, size: int64(f.UncompressedSize64), format: isZip}
	if f.Method == zip.Store {
		if offset, err := f.DataOffset(); err == nil {
			m.at = io.NewSectionReader(at, offset, packed)
		}
	}
	err = w.member(s, f.Name, names, m)
	return g.n, err
}
