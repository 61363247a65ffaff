package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// benchStore is a store on a file that is synced, as a desk's is.
func benchStore(b *testing.B) *store.Store {
	b.Helper()
	e, err := bolt.Open(filepath.Join(b.TempDir(), "desk.db"), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := e.Close(); err != nil {
			b.Error(err)
		}
	})
	s := store.New(e)
	if err := s.Open(context.Background()); err != nil {
		b.Fatal(err)
	}
	return s
}

// importAdvisories stores n advisories with five rows each, their originals and
// arrivals.
func importAdvisories(b *testing.B, s *store.Store, from, n int) {
	b.Helper()
	batch := s.Batch(context.Background())
	for i := from; i < from+n; i++ {
		record := advisoryRecord()
		record.ID = fmt.Sprintf("DSA-%06d", i)
		record.Advisory = domain.AdvisoryKey("osv|Debian|" + record.ID)
		data := fmt.Appendf(nil, `{"id":%q,"text":%q}`, record.ID, noise(i, 1500))
		packed := store.Compress(data)
		err := batch.Do(func(w *store.Write) error {
			for k := range 5 {
				if err := w.PutMatchRows(domain.PackageKey(fmt.Sprintf("deb/debian/p-%d", (i+k*7)%20000)), record.Advisory, matchRows(1)); err != nil {
					return err
				}
			}
			return first(w.PutOriginal(digest(data), packed), w.PutAdvisory(record),
				w.PutArrival(store.Arrival{ID: fmt.Sprintf("%026d", i), Digest: digest(data), File: record.ID}))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := batch.Flush(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImport stores 10,000 advisories: what a person waits for while a
// bundle comes in, decoding apart.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		importAdvisories(b, benchStore(b), 0, 10_000)
	}
	b.ReportMetric(float64(b.N)*10_000/b.Elapsed().Seconds(), "advisories/s")
}

// BenchmarkMatchRows looks up the rows of 20,000 keys in a store of 20,000
// advisories, as matching an operator's inventory does.
func BenchmarkMatchRows(b *testing.B) {
	s := benchStore(b)
	importAdvisories(b, s, 0, 20_000)
	b.ResetTimer()
	for b.Loop() {
		rows := 0
		view(b, s, func(r *store.Read) error {
			for i := range 20_000 {
				some, err := r.MatchRows(domain.PackageKey(fmt.Sprintf("deb/debian/p-%d", i)))
				if err != nil {
					return err
				}
				rows += len(some)
			}
			return nil
		})
		if rows != 100_000 {
			b.Fatalf("%d rows, want 100,000", rows)
		}
	}
	b.ReportMetric(float64(b.N)*20_000/b.Elapsed().Seconds(), "keys/s")
}

// BenchmarkFindings writes and reads the findings of an asset.
func BenchmarkFindings(b *testing.B) {
	for _, n := range []int{100, 5000} {
		all := findings(n)
		b.Run(fmt.Sprintf("write %d", n), func(b *testing.B) {
			s := benchStore(b)
			for gen := uint64(1); b.Loop(); gen++ {
				if err := s.WriteFindings(context.Background(), assetID, gen, all); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("read %d", n), func(b *testing.B) {
			s := benchStore(b)
			if err := s.WriteFindings(context.Background(), assetID, 1, all); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				view(b, s, func(r *store.Read) error {
					_, err := r.Findings(assetID, 1)
					return err
				})
			}
		})
	}
}

// BenchmarkInventory reads the components of an asset.
func BenchmarkInventory(b *testing.B) {
	s := benchStore(b)
	if err := s.WriteInventory(context.Background(), assetID, 1, heldComponents(2000)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		view(b, s, func(r *store.Read) error {
			_, err := r.Inventory(assetID, 1)
			return err
		})
	}
}

// BenchmarkCompress packs one advisory document.
func BenchmarkCompress(b *testing.B) {
	b.SetBytes(int64(len(document)))
	for b.Loop() {
		store.Compress(document)
	}
}
