package ingest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csaf"
	"fenceline/internal/ingest/cve"
	"fenceline/internal/ingest/epss"
	"fenceline/internal/ingest/kev"
	"fenceline/internal/ingest/nvd"
	"fenceline/internal/ingest/osv"
	"fenceline/internal/ingest/stix"
	"fenceline/internal/ingest/vex"
)

type reader func(io.Reader, func(domain.Item) error) error

// fuzzReader holds a reader to its laws: no panic, errors that say where and
// why, items that [checkItem] accepts, the same items from the same bytes. They
// are the bytes themselves where raw, else changes to the sample, see [edited].
func fuzzReader(f *testing.F, read reader, seed string) {
	valid := 0
	err := read(bytes.NewReader([]byte(samples[seed])), func(domain.Item) error { valid++; return nil })
	if err != nil || valid == 0 {
		f.Fatalf("the seed %s gives %d items, %v", seed, valid, err)
	}
	for _, text := range samples {
		f.Add(true, []byte(text))
	}
	own := samples[seed]
	f.Add(true, []byte("\xEF\xBB\xBF"+own))
	f.Add(true, []byte(own[:len(own)/2]))
	for kind := range byte(6) {
		f.Add(false, []byte{kind, 0, 10 + kind, 7})
		f.Add(false, []byte{kind, 0, 3 * kind, 130, kind + 1, 0, 40 + kind, 9})
	}
	tally := newFuzzTally()
	f.Fuzz(func(t *testing.T, raw bool, data []byte) {
		if !raw {
			data = edited([]byte(own), data)
		}
		items := 0
		err := read(bytes.NewReader(data), func(item domain.Item) error {
			items++
			checkItem(t, "fuzz", item)
			return nil
		})
		var own *domain.Error
		if err != nil && (!errors.As(err, &own) || own.Code == "" || own.Op == "" || own.Kind == "") {
			t.Errorf("error without code, op or kind: %#v", err)
		}
		again := 0
		second := read(bytes.NewBuffer(data), func(domain.Item) error { again++; return nil })
		if (err == nil) != (second == nil) || items != again {
			t.Errorf("read twice: %d items and %v, then %d and %v", items, err, again, second)
		}
		tally.add(t, items)
	})
}

func FuzzCSAF(f *testing.F)         { fuzzReader(f, csaf.Decode, "pm-1.json") }
func FuzzOSV(f *testing.F)          { fuzzReader(f, osv.Decode, "GHSA-1.json") }
func FuzzCVE(f *testing.F)          { fuzzReader(f, cve.Decode, "CVE-2026-1.json") }
func FuzzKEV(f *testing.F)          { fuzzReader(f, kev.Decode, "kev.json") }
func FuzzKEVAsCSV(f *testing.F)     { fuzzReader(f, kev.Decode, "kev.csv") }
func FuzzOpenVEX(f *testing.F)      { fuzzReader(f, vex.Decode, "a.openvex.json") }
func FuzzCycloneDXVEX(f *testing.F) { fuzzReader(f, vex.Decode, "vex.cdx.json") }
func FuzzVEXAsXML(f *testing.F)     { fuzzReader(f, vex.Decode, "vex.cdx.xml") }
func FuzzNVD(f *testing.F)          { fuzzReader(f, nvd.Decode, "nvd.json") }
func FuzzSTIX(f *testing.F)         { fuzzReader(f, stix.Decode, "stix.json") }
func FuzzEPSS(f *testing.F)         { fuzzReader(f, epss.Decode, "epss_scores-2026-06-12.csv") }

// FuzzWalk holds the door to its laws: no panic, no error of its own, every
// refusal with a code and the file it is about.
func FuzzWalk(f *testing.F) {
	doc := samples["pm-1.json"]
	for _, seed := range [][]byte{
		[]byte(doc), zipOf(f, "a/b.json", doc, "c.json", "{}"), tarOf(f, "a/b.json", doc, "c.json", "{}"),
		gzipOf(f, []byte(doc)), zstdOf(f, []byte(doc)), gzipOf(f, tarOf(f, "a", doc)),
		packedFile(f, "doc.tar.xz"), packedFile(f, "doc.tar.bz2"), packedFile(f, "doc.json.xz"), zipOf(f, "a.zip", string(zipOf(f, "b", doc))),
	} {
		found := collect(f, one("x", seed), ".", DefaultLimits())
		if len(found.docs) == 0 {
			f.Fatalf("a seed gives no document: %v", found.errs)
		}
		f.Add(seed)
	}
	for _, text := range others {
		f.Add([]byte(text))
	}
	limits := DefaultLimits()
	limits.DocumentBytes, limits.TotalBytes, limits.Files = 1<<20, 8<<20, 100
	tally := newFuzzTally()
	f.Fuzz(func(t *testing.T, data []byte) {
		items := 0
		s := seen{docs: map[string]Document{}, errs: map[string]*domain.Error{}}
		visit := s.visit(t)
		err := WalkFS(context.Background(), one("x", data), ".", limits, func(doc Document, err error) error {
			if err == nil {
				_ = Decode(doc, func(item domain.Item) error { items++; checkItem(t, doc.File, item); return nil })
			}
			return visit(doc, err)
		})
		if err != nil {
			t.Error(err)
		}
		if len(s.files) > limits.Files+2 {
			t.Errorf("%d files", len(s.files))
		}
		tally.add(t, items)
	})
}
