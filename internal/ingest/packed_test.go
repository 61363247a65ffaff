package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
)

// packedFile is a file that was packed beforehand: no library at hand packs bzip2,
// or xz.
func packedFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "packed", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWalkOpensXzAndBzip2(t *testing.T) {
	want := packedFile(t, "doc.json")
	for file, member := range map[string]string{
		"doc.json.xz": "", "doc.json.bz2": "", "doc.tar.xz": "!doc.json", "doc.tar.bz2": "!doc.json",
	} {
		data := packedFile(t, file)
		inZip := zipOf(t, "in/"+file, string(data))
		for name, got := range map[string]seen{
			file + member:               collect(t, one(file, data), ".", DefaultLimits()),
			"x" + member:                collect(t, one("x", data), ".", DefaultLimits()), // told by content
			"x.zip!in/" + file + member: collect(t, one("x.zip", inZip), ".", DefaultLimits()),
		} {
			doc, ok := got.docs[name]
			if !ok || !bytes.Equal(doc.Data, want) || doc.Format != domain.FormatOSV || len(got.errs) > 0 {
				t.Errorf("%s: got %q, %v", name, got.files, got.errs)
			}
		}
		path := filepath.Join(t.TempDir(), file)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if files, size, err := Total(context.Background(), path); files != 0 || size != 0 || err != nil {
			t.Errorf("%s: %d files, %d bytes, %v: that cannot be known beforehand", file, files, size, err)
		}
	}
}

func TestWalkRefusesBadXzAndBzip2(t *testing.T) {
	changed := func(name string, from int) []byte {
		data := packedFile(t, name)
		data[from] ^= 0x40
		return data
	}
	cutOff := func(name string) []byte {
		data := packedFile(t, name)
		return data[:len(data)-20]
	}
	tests := []struct {
		name string
		data []byte
		kind domain.Kind
		code domain.Code
	}{
		{"xz that wants 512 MiB", packedFile(t, "wide.xz"), domain.Untrusted, CodeWindow},
		{"xz bomb", packedFile(t, "zeros.xz"), domain.Untrusted, CodeRatio},
		{"bzip2 bomb", packedFile(t, "zeros.bz2"), domain.Untrusted, CodeRatio},
		{"cut xz", cutOff("doc.json.xz"), domain.Invalid, CodeTruncated},
		{"cut bzip2", cutOff("doc.json.bz2"), domain.Invalid, CodeChecksum}, // it has one block, which is then another
		{"cut bzip2 before its first block", packedFile(t, "doc.json.bz2")[:13], domain.Invalid, CodeTruncated},
		{"changed xz", changed("doc.json.xz", 60), domain.Invalid, CodeBroken},
		{"bzip2 with another checksum", changed("doc.json.bz2", 11), domain.Invalid, CodeChecksum},
		{"broken xz", append([]byte("\xFD7zXZ\x00\x00\x04"), bytes.Repeat([]byte{0xFF}, 100)...), domain.Invalid, CodeBroken},
		{"broken bzip2", append([]byte("BZh91AY&SY"), bytes.Repeat([]byte{0xFF}, 100)...), domain.Invalid, CodeBroken},
		{"xz in gzip", gzipOf(t, packedFile(t, "doc.json.xz")), domain.Untrusted, CodeDepth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collect(t, one("x", test.data), ".", DefaultLimits())
			e := got.errs["x"]
			if e == nil || e.Kind != test.kind || e.Code != test.code || len(got.docs) > 0 {
				t.Errorf("got %v and %q, want %s %s", got.errs, got.files, test.kind, test.code)
			}
		})
	}
}
