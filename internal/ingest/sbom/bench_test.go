//go:build corpora

package sbom

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// cycloneDXOf builds a CycloneDX document of one of the component lists.
func cycloneDXOf(t testing.TB, list string) (data []byte, components int) {
	t.Helper()
	file, err := os.Open(filepath.Join(corpora(t), "bench", list))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	type component struct {
		Type    string `json:"type"`
		Ref     string `json:"bom-ref"`
		Name    string `json:"name"`
		Version string `json:"version"`
		PURL    string `json:"purl"`
	}
	var all []component
	lines := bufio.NewScanner(zip)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != 4 {
			t.Fatalf("line %q", lines.Text())
		}
		all = append(all, component{f[0], fmt.Sprintf("ref-%d", len(all)), f[1], f[2], f[3]})
	}
	if lines.Err() != nil || len(all) == 0 {
		t.Fatalf("%d lines: %v", len(all), lines.Err())
	}
	data, err = json.Marshal(map[string]any{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": all})
	if err != nil {
		t.Fatal(err)
	}
	return data, len(all)
}

// BenchmarkDecode reads 5,000 components with the library alone, with the first
// pass alone, and as [Decode] does.
func BenchmarkDecode(b *testing.B) { benchmarkDecode(b, "components-medium.tsv.gz") }

// BenchmarkDecodeLarge does the same with 50,000.
func BenchmarkDecodeLarge(b *testing.B) { benchmarkDecode(b, "components-large.tsv.gz") }

func benchmarkDecode(b *testing.B, list string) {
	data, components := cycloneDXOf(b, list)
	b.Run("library", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if packages, err := decodeWith(decoders[cycloneDXJSON.name], data); err != nil || len(packages) < components*9/10 {
				b.Fatalf("%d packages: %v", len(packages), err)
			}
		}
	})
	b.Run("census", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if doc, err := readCycloneDXJSON(data); err != nil || len(doc.entries) != components {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			err := Decode(bytes.NewReader(data), func(item domain.Item) error {
				if s := item.(domain.Snapshot); s.Census.Identifiable != components {
					return fmt.Errorf("%+v", s.Census)
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
