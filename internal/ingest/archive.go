package ingest

import (
	"bytes"
	"io"
	"strconv"

	"fenceline/internal/domain"
)

// source is one file, or one member of an archive, that is about to be read.
type source struct {
	file   string
	r      io.Reader
	at     io.ReaderAt // nil where the bytes can be had in order only
	size   int64       // as stated; -1: not known
	format string      // of the archive or compression it comes out of; empty: a plain file
	level  int         // archives around it
	packed bool        // it comes out of a compressed stream of its own
}

// What a file is by its first bytes.
const (
	isDocument = ""
	isZip      = "zip"
	isTar      = "tar"
	isGzip     = "gzip"
	isZstd     = "zstd"
	isXz       = "xz"
	isBzip2    = "bzip2"
)

// headBytes is how much of a file is looked at to tell what it is: a tar block.
const headBytes = 512

// unread are archives that are known by their first bytes and not opened.
var unread = []struct{ magic, format string }{
	{"7z\xBC\xAF\x27\x1C", "7z"}, {"Rar!\x1A\x07", "rar"},
	{"MSCF\x00", "cab"}, {"\x04\x22\x4D\x18", "lz4"},
}

func sniff(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return isZip
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B, 8}):
		return isGzip
	case len(head) >= 4 && (bytes.HasPrefix(head, []byte{0x28, 0xB5, 0x2F, 0xFD}) ||
		head[0]&0xF0 == 0x50 && bytes.Equal(head[1:4], []byte{0x2A, 0x4D, 0x18})):
		return isZstd
	case bytes.HasPrefix(head, []byte("\xFD7zXZ\x00")):
		return isXz
	case isBzip2Head(head):
		return isBzip2
	case isTarBlock(head):
		return isTar
	}
	for _, u := range unread {
		if bytes.HasPrefix(head, []byte(u.magic)) {
			return u.format
		}
	}
	return isDocument
}

// isBzip2Head reports "BZh", a block size and the mark of a block or of the end.
func isBzip2Head(head []byte) bool {
	return len(head) >= 10 && bytes.HasPrefix(head, []byte("BZh")) && '1' <= head[3] && head[3] <= '9' &&
		(bytes.Equal(head[4:10], []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}) || bytes.Equal(head[4:10], []byte{0x17, 0x72, 0x45, 0x38, 0x50, 0x90}))
}

// isTarBlock reports a tar header by its checksum, so that archives older than
// the ustar magic are known, too.
func isTarBlock(head []byte) bool {
	if len(head) < headBytes {
		return false
	}
	field := string(bytes.Trim(head[148:156], " \x00"))
	stated, err := strconv.ParseUint(field, 8, 32)
	if err != nil {
		return false
	}
	var unsigned, signed int64
	for i, c := range head[:headBytes] {
		if 148 <= i && i < 156 {
			c = ' '
		}
		unsigned += int64(c)
		signed += int64(int8(c))
	}
	return head[0] != 0 && (int64(stated) == unsigned || int64(stated) == signed)
}

// item tells what s is and reads it as that.
func (w *walk) item(s source) error {
	if w.limits.payload != nil && w.limits.payload(s.file) {
		return w.stream(s)
	}
	var block [headBytes]byte
	n, err := io.ReadFull(s.r, block[:])
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return w.fail(s, err)
	}
	if err == io.ErrUnexpectedEOF && n < headBytes && s.size > int64(n) {
		return w.fail(s, err) // shorter than stated
	}
	head := block[:n]
	switch kind := sniff(head); kind {
	case isDocument:
		return w.document(s, head)
	case isGzip, isZstd, isXz, isBzip2:
		return w.compressed(s, head, kind)
	case isZip, isTar:
		if s.level > w.limits.Depth {
			return w.refuse(s.file, limitError(CodeDepth, int64(w.limits.Depth)))
		}
		if kind == isTar {
			return w.tar(s, head)
		}
		return w.zip(s, head)
	default:
		return w.refuse(s.file, &domain.Error{Kind: domain.Unsupported, Code: CodePacked,
			Params: domain.Params{"format": kind}})
	}
}

// member reads one member of an archive. names are those seen in it before.
func (w *walk) member(archive source, name string, names map[string]bool, m source) error {
	clean, refusal := checkName(name)
	m.file = archive.file + "!" + clean
	if refusal == nil && names[clean] {
		refusal = &domain.Error{Kind: domain.Untrusted, Code: CodeTwice, Params: domain.Params{"name": printable(clean)}}
	}
	if refusal != nil {
		return w.refuse(archive.file+"!"+printable(name), refusal)
	}
	names[clean] = true
	m.level = archive.level + 1
	return w.item(m)
}
