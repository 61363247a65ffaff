//go:build corpora

package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/klauspost/compress/gzip"

	"fenceline/internal/domain"
)

// The benchmarks come in pairs over the same file: Import walks and decodes into
// items, Limit only decompresses and decodes into any with the JSON library in
// use. Import must stay below three times Limit.

func BenchmarkCISA(b *testing.B) { pair(b, corpora(b, "cisa-csaf", "cisa-csaf-dev.tar.gz")) }
func BenchmarkVendors(b *testing.B) {
	pair(b, corpora(b, "csaf-vendors", "large-dev.tar.gz"))
}
func BenchmarkOSVAlma(b *testing.B)    { pair(b, corpora(b, "osv", "almalinux-250.tar.gz")) }
func BenchmarkOSVBitnami(b *testing.B) { pair(b, corpora(b, "osv", "bitnami-900.tar.gz")) }
func BenchmarkOSVGo(b *testing.B)      { pair(b, corpora(b, "osv", "go-vulndb-900.tar.gz")) }
func BenchmarkOSVZip(b *testing.B)     { pair(b, corpora(b, "bench", "osv", "AlmaLinux.zip")) }
func BenchmarkCVE(b *testing.B)        { pair(b, corpora(b, "cve5", "vulnrichment-1500.tar.gz")) }
func BenchmarkKEV(b *testing.B) {
	pair(b, corpora(b, "kev", "known_exploited_vulnerabilities.json"))
}

func pair(b *testing.B, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("Import", func(b *testing.B) {
		b.SetBytes(info.Size())
		b.ReportAllocs()
		for b.Loop() {
			importAll(b, path)
		}
	})
	b.Run("Limit", func(b *testing.B) {
		b.SetBytes(info.Size())
		b.ReportAllocs()
		for b.Loop() {
			limit(b, path)
		}
	})
}

func importAll(b testing.TB, path string) {
	items := 0
	err := Walk(context.Background(), path, DefaultLimits(), func(doc Document, err error) error {
		if err != nil {
			return err
		}
		return Decode(doc, func(domain.Item) error { items++; return nil })
	})
	if err != nil || items == 0 {
		b.Fatal(items, err)
	}
}

func limit(b testing.TB, path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	switch {
	case bytes.HasPrefix(raw, []byte("PK")):
		r, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			b.Fatal(err)
		}
		r.RegisterDecompressor(zip.Deflate, inflate)
		for _, f := range r.File {
			m, err := f.Open()
			if err != nil {
				b.Fatal(err)
			}
			limitOne(b, m)
			m.Close()
		}
	case bytes.HasPrefix(raw, []byte{0x1F, 0x8B}):
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			b.Fatal(err)
		}
		r := tar.NewReader(z)
		for {
			if _, err := r.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			limitOne(b, r)
		}
	default:
		limitOne(b, bytes.NewReader(raw))
	}
}

func limitOne(b testing.TB, r io.Reader) {
	data, err := io.ReadAll(r)
	if err != nil {
		b.Fatal(err)
	}
	var v any
	if len(data) > 0 {
		if err := json.Unmarshal(data, &v); err != nil {
			b.Fatal(err)
		}
	}
}
