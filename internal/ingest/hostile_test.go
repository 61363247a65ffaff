package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"fenceline/internal/domain"
)

// small are limits that tests reach without large data.
func small() Limits {
	l := DefaultLimits()
	l.Files, l.DocumentBytes, l.TotalBytes = 10, 1000, 64<<20
	return l
}

func TestWalkRefuses(t *testing.T) {
	doc := samples["pm-1.json"]
	cut := func(b []byte, n int) []byte { return b[:len(b)-n] }
	encrypted := zipOf(t, "a.json", doc)
	binary.LittleEndian.PutUint16(encrypted[6:], binary.LittleEndian.Uint16(encrypted[6:])|1)
	directory := bytes.LastIndex(encrypted, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(encrypted[directory+8:], binary.LittleEndian.Uint16(encrypted[directory+8:])|1)
	odd := zipOf(t, "a.json", doc)
	directory = bytes.LastIndex(odd, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(odd[directory+10:], 97)
	flipped := zipWith(t, &zip.FileHeader{Name: "a.json", Method: zip.Store}, doc)
	flipped[bytes.Index(flipped, []byte("Maker"))] ^= 1
	badsum := gzipOf(t, []byte(doc))
	badsum[len(badsum)-5] ^= 1
	badtar := gzipOf(t, tarOf(t, "a.json", doc))
	badtar[len(badtar)-5] ^= 1
	tests := []struct {
		name    string
		content []byte
		file    string // behind "x"
		kind    domain.Kind
		code    domain.Code
	}{
		{"parent in a zip", zipOf(t, "../../etc/passwd", doc), "!../../etc/passwd", domain.Untrusted, CodeParent},
		{"parent inside", zipOf(t, "a/../../b", doc), "!a/../../b", domain.Untrusted, CodeParent},
		{"parent at the end", tarOf(t, "a/..", doc), "!a/..", domain.Untrusted, CodeParent},
		{"absolute in a zip", zipOf(t, "/etc/passwd", doc), "!/etc/passwd", domain.Untrusted, CodeAbsolute},
		{"absolute in a tar", tarOf(t, "/etc/passwd", doc), "!/etc/passwd", domain.Untrusted, CodeAbsolute},
		{"drive", zipOf(t, "C:/x.json", doc), "!C:/x.json", domain.Untrusted, CodeAbsolute},
		{"backslash", zipOf(t, `a\b.json`, doc), `!a\b.json`, domain.Untrusted, CodeBackslash},
		{"line in a name", zipOf(t, "a\nb", doc), "!a\uFFFDb", domain.Untrusted, CodeName},
		{"endless name", zipOf(t, strings.Repeat("a", 5000), doc), "!" + strings.Repeat("a", 260) + "…", domain.Untrusted, CodeName},
		{"link in a zip", zipWith(t, zipMode("l", fs.ModeSymlink|0o777), "/etc/passwd"), "!l", domain.Untrusted, CodeLink},
		{"device in a zip", zipWith(t, zipMode("d", fs.ModeDevice|0o777), ""), "!d", domain.Untrusted, CodeDevice},
		{"link in a tar", tarWith(t, tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}), "!l", domain.Untrusted, CodeLink},
		{"hard link in a tar", tarWith(t, tar.Header{Name: "l", Typeflag: tar.TypeLink, Linkname: "x"}), "!l", domain.Untrusted, CodeLink},
		{"pipe in a tar", tarWith(t, tar.Header{Name: "p", Typeflag: tar.TypeFifo}), "!p", domain.Untrusted, CodeDevice},
		{"device in a tar", tarWith(t, tar.Header{Name: "d", Typeflag: tar.TypeBlock}), "!d", domain.Untrusted, CodeDevice},
		{"the same name twice", zipOf(t, "a", doc, "./a", doc), "!./a", domain.Untrusted, CodeTwice},
		{"encrypted member", encrypted, "!a.json", domain.Unsupported, CodeEncrypted},
		{"unknown method", odd, "!a.json", domain.Unsupported, CodeMethod},
		{"changed member", flipped, "!a.json", domain.Invalid, CodeChecksum},
		{"changed gzip", badsum, "", domain.Invalid, CodeChecksum},
		{"changed tar.gz", badtar, "", domain.Invalid, CodeChecksum},
		{"cut zip", cut(zipOf(t, "a", doc), 10), "", domain.Invalid, CodeTruncated},
		{"cut gzip", cut(gzipOf(t, []byte(doc)), 10), "", domain.Invalid, CodeTruncated},
		{"cut zstd", cut(zstdOf(t, []byte(doc)), 10), "", domain.Invalid, CodeTruncated},
		{"cut tar", cut(tarOf(t, "a", strings.Repeat(doc, 3)), 4000), "!a", domain.Invalid, CodeTruncated},
		{"cut tar.gz", gzipOf(t, cut(tarOf(t, "a", strings.Repeat(doc, 3)), 4000)), "!a", domain.Invalid, CodeTruncated},
		{"broken gzip", append([]byte{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0}, bytes.Repeat([]byte{0xFF}, 100)...), "", domain.Invalid, CodeBroken},
		{"broken zstd", append([]byte{0x28, 0xB5, 0x2F, 0xFD}, bytes.Repeat([]byte{0xFF}, 100)...), "", domain.Invalid, CodeBroken},
		{"7z", []byte("7z\xBC\xAF\x27\x1C and more"), "", domain.Unsupported, CodePacked},
		{"rar", []byte("Rar!\x1A\x07\x01\x00"), "", domain.Unsupported, CodePacked},
		{"three archives deep", zipOf(t, "b.zip", string(zipOf(t, "c.zip", string(zipOf(t, "d", doc))))), "!b.zip!c.zip", domain.Untrusted, CodeDepth},
		{"gzip in gzip", gzipOf(t, gzipOf(t, []byte(doc))), "", domain.Untrusted, CodeDepth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{"x": {Data: test.content}, "y": {Data: []byte(doc)}}
			got := collect(t, fsys, ".", DefaultLimits())
			e := got.errs["x"+test.file]
			if e == nil || e.Kind != test.kind || e.Code != test.code {
				t.Errorf("got %v in %q, want %s %s", got.errs, got.files, test.kind, test.code)
			}
			if _, ok := got.docs["y"]; !ok {
				t.Error("the walk did not go on")
			}
		})
	}
}

func TestWalkRefusesDevicesInAFolder(t *testing.T) {
	fsys := fstest.MapFS{"pipe": {Mode: fs.ModeNamedPipe}, "null": {Mode: fs.ModeDevice | fs.ModeCharDevice}, "a": {Data: []byte("{}")},
		"link": {Mode: fs.ModeSymlink, Data: []byte("a")}, `back\slash`: {Data: []byte("{}")}}
	got := collect(t, fsys, ".", DefaultLimits())
	for file, code := range map[string]domain.Code{"pipe": CodeDevice, "null": CodeDevice, "link": CodeLink, `back\slash`: CodeBackslash} {
		if e := got.errs[file]; e == nil || e.Code != code {
			t.Errorf("%s: got %v, want %s", file, e, code)
		}
	}
	if len(got.docs) != 1 {
		t.Errorf("got %v", got.files)
	}
}

func TestWalkStopsAtLimits(t *testing.T) {
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("%02d", i), "{}")
	}
	folder := fstest.MapFS{}
	for i := range 20 {
		folder[fmt.Sprintf("%02d", i)] = &fstest.MapFile{Data: []byte("{}")}
	}
	large := strings.Repeat("{}", 501)
	zeros := strings.Repeat("\x00", 12<<20)
	total := small()
	total.TotalBytes = 1500
	roomy := small()
	roomy.DocumentBytes = 64 << 20
	tests := []struct {
		name   string
		fsys   fstest.MapFS
		limits Limits
		file   string
		code   domain.Code
		docs   int
	}{
		{"members of a zip", one("x", zipOf(t, many...)), small(), "x", CodeFiles, 0},
		{"members of a tar", one("x", tarOf(t, many...)), small(), "x!09", CodeFiles, 9},
		{"files of a folder", folder, small(), "10", CodeFiles, 10},
		{"large document", fstest.MapFS{"x": {Data: []byte(large)}, "y": {Data: []byte("{}")}}, small(), "x", CodeBytes, 1},
		{"large member of a zip", one("x", zipOf(t, "a", large, "b", "{}")), small(), "x!a", CodeBytes, 1},
		{"large member of a tar", one("x", tarOf(t, "a", large, "b", "{}")), small(), "x!a", CodeBytes, 1},
		{"large gzip", one("x", gzipOf(t, []byte(large))), small(), "x", CodeBytes, 0},
		{"all together", one("x", zipOf(t, "a", large[:900], "b", large[:900], "c", "{}")), total, "x!b", CodeTotal, 1},
		{"all of a tar.gz", one("x", gzipOf(t, tarOf(t, "a", large[:900], "b", large[:900]))), total, "x", CodeTotal, 1},
		{"zip bomb", one("x", zipOf(t, "a", zeros, "b", "{}")), roomy, "x!a", CodeRatio, 0},
		{"gzip bomb", one("x", gzipOf(t, []byte(zeros))), roomy, "x", CodeRatio, 0},
		{"zstd bomb", one("x", zstdOf(t, []byte(zeros))), roomy, "x", CodeRatio, 0},
		{"tar.zst bomb", one("x", zstdOf(t, tarOf(t, "a", zeros))), roomy, "x!a", CodeRatio, 0},
		{"tar.gz bomb in what is passed over", one("x", gzipOf(t, tarOf(t, "a", zeros))), small(), "x", CodeRatio, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collect(t, test.fsys, ".", test.limits)
			e := got.errs[test.file]
			if e == nil || e.Code != test.code || e.Kind != domain.Untrusted || e.Params["limit"] == "" {
				t.Errorf("got %v in %v, want %s for %s", got.errs, got.files, test.code, test.file)
			}
			if len(got.docs) != test.docs {
				t.Errorf("got %d documents, want %d", len(got.docs), test.docs)
			}
		})
	}
}

// A zip whose directory names the same bytes again and again (an overlap bomb)
// is stopped by what comes out of it as a whole.
func TestWalkStopsAtAnOverlapBomb(t *testing.T) {
	limits := DefaultLimits()
	member := strings.Repeat("x", 7<<20) // below the floor where the ratio of one member counts
	pack := zipOf(t, "a0", member)
	start := bytes.LastIndex(pack, []byte("PK\x01\x02"))
	end := bytes.LastIndex(pack, []byte("PK\x05\x06"))
	entry, tail := pack[start:end], bytes.Clone(pack[end:])
	bomb := bytes.Clone(pack[:start])
	const n = 500
	for i := range n {
		bomb = append(bomb, entry[:46]...)
		bomb = fmt.Appendf(bomb, "%c%c", 'a'+i/26, 'a'+i%26)
		bomb = append(bomb, entry[48:]...)
	}
	binary.LittleEndian.PutUint16(tail[8:], n)
	binary.LittleEndian.PutUint16(tail[10:], n)
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	got := collect(t, one("x", append(bomb, tail...)), ".", limits)
	if e := got.errs["x"]; e == nil || e.Code != CodeRatio {
		t.Errorf("got %v", got.errs)
	}
	if len(got.docs) == 0 || len(got.docs) > n/2 {
		t.Errorf("got %d documents", len(got.docs))
	}
}

func TestWalkBoundsTheDirectoryOfAZip(t *testing.T) {
	limits := small() // a directory of 2 MiB is more than 10 members need
	var pairs []string
	for i := range 500 {
		pairs = append(pairs, fmt.Sprintf("%d%s", i, strings.Repeat("n", 4000)), "")
	}
	got := collect(t, one("x", zipOf(t, pairs...)), ".", limits)
	if e := got.errs["x"]; e == nil || e.Code != CodeFiles {
		t.Errorf("got %v", got.errs)
	}
}
