package ingest

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"

	"fenceline/internal/domain"
)

// Document is one file as it was found, with its format told by content.
type Document struct {
	File   string        // as in [domain.FileReceipt]: slashes, members of an archive behind "!"
	Format domain.Format // unknown where the content tells nothing
	Size   int64         // bytes of Data
	Digest string        // SHA-256 of Data, lower-case hexadecimal
	Data   []byte        // the visitor's own

	Stream io.Reader // of a payload, in place of Data: its bytes, to be read during the visit alone; Digest is empty, Size what is stated, -1 unknown
}

// document reads what is left of s behind head as one document.
func (w *walk) document(s source, head []byte) error {
	if w.limits.only != nil && !MayProve(s.file) {
		return nil // it came out of a file that might have been an archive
	}
	data, err := w.whole(s, head)
	if err != nil {
		return w.fail(s, err)
	}
	if w.total += int64(len(data)); w.total > w.limits.TotalBytes {
		if err := w.refuse(s.file, limitError(CodeTotal, w.limits.TotalBytes)); err != nil {
			return err
		}
		return errLimit
	}
	sum := sha256.Sum256(data)
	return w.visit(Document{File: s.file, Format: Recognise(s.file, data), Size: int64(len(data)),
		Digest: hex.EncodeToString(sum[:]), Data: data}, nil)
}

// whole reads the document. How large it may be depends on what it is, and that is
// told by how it begins.
func (w *walk) whole(s source, head []byte) ([]byte, error) {
	limit := w.limits.DocumentBytes
	if s.size >= 0 && s.size <= limit || w.limits.FeedBytes <= limit {
		if s.size > limit {
			return nil, limitError(CodeBytes, limit)
		}
		return w.read(s, head, limit, CodeBytes)
	}
	beginning := make([]byte, max(feedHead, len(head)))
	n, err := io.ReadFull(s.r, beginning[copy(beginning, head):])
	if head = beginning[:len(head)+n]; err == nil && Recognise(s.file, head) == domain.FormatNVD {
		limit = w.limits.FeedBytes
	}
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if s.size > limit {
		return nil, limitError(CodeBytes, limit)
	}
	return w.read(s, head, limit, CodeBytes)
}

// feedHead is how many bytes tell what a large document is.
const feedHead = 64 << 10

// read gives head and all that follows it in s, at most limit bytes.
func (w *walk) read(s source, head []byte, limit int64, code domain.Code) ([]byte, error) {
	const most = 4 << 20 // trust a stated size no further
	capacity := int64(64 << 10)
	if s.size >= 0 {
		capacity = min(s.size, most) + 1
	}
	data := make([]byte, 0, max(capacity, int64(len(head))+1))
	data = append(data, head...)
	for {
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := s.r.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > limit:
			return nil, limitError(code, limit)
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, err
		}
	}
}

// fail refuses s for an error met while reading it.
func (w *walk) fail(s source, err error) error {
	if stop := w.ctx.Err(); stop != nil {
		return stop
	}
	return w.refuse(s.file, readError(s.format, err))
}

// readError says in the door's codes why bytes would not come. format names what
// was being read; empty is a plain file.
func readError(format string, err error) *domain.Error {
	var own *domain.Error
	if errors.As(err, &own) {
		e := *own
		return &e
	}
	e := &domain.Error{Kind: domain.Invalid, Op: op, Code: CodeBroken, Err: err}
	var system *fs.PathError
	switch {
	case errors.As(err, &system) || format == "":
		e.Kind, e.Code = domain.Storage, CodeUnreadable
		return e
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, zip.ErrFormat):
		// a zip that starts as one and has no directory at its end was cut off
		e.Code = CodeTruncated
	case isChecksum(err):
		e.Code = CodeChecksum
	}
	e.Params = domain.Params{"format": format}
	return e
}
