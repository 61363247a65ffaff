package store

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"fenceline/internal/domain"
)

// Current points at the generations of the asset that count; the zero Current
// where it has none.
func (r *Read) Current(asset string) (Current, error) {
	current, _, err := find[Current](r, path(pathCurrent, asset))
	return current, err
}

// Currents yields the pointers of every asset that has any, by asset id.
func (r *Read) Currents() iter.Seq2[Current, error] {
	return scan[Current](r, Range{Prefix: under(pathCurrent)})
}

// PutCurrent makes the generations it names count, under its asset.
func (w *Write) PutCurrent(current Current) error {
	return w.put(path(pathCurrent, current.Asset), current)
}

// Holders lists the assets that hold a component under the key, by id.
func (r *Read) Holders(key domain.PackageKey) ([]string, error) {
	return collect(scan[string](r, Range{Prefix: under(pathHolder, string(key))}))
}

// HasHolder reports whether any asset holds a component under the key.
func (r *Read) HasHolder(key domain.PackageKey) (bool, error) {
	if r.noHolders {
		return false, nil
	}
	if has, err := r.anyUnder(pathHolder, string(key)); err != nil || has {
		return has, err
	}
	if !r.askedHolders {
		has, err := r.anyUnder(pathHolder)
		if err != nil {
			return false, err
		}
		r.askedHolders, r.noHolders = true, !has
	}
	return false, nil
}

// anyUnder reports whether there is a key below path.
func (r *Read) anyUnder(first string, parts ...string) (bool, error) {
	for _, err := range r.r.Scan(Range{Prefix: under(first, parts...), Limit: 1}) {
		return err == nil, err
	}
	return false, nil
}

// PutHolder notes that the asset holds a component under the key.
func (w *Write) PutHolder(key domain.PackageKey, asset string) error {
	w.askedHolders, w.noHolders = false, false
	return w.put(path(pathHolder, string(key), asset), asset)
}

// DeleteHolder takes that back.
func (w *Write) DeleteHolder(key domain.PackageKey, asset string) error {
	return w.delete(path(pathHolder, string(key), asset))
}

// NamedAssets lists the assets that have findings under the vulnerability's
// name, by id.
func (r *Read) NamedAssets(name string) ([]string, error) {
	if !r.askedNamed {
		has, err := r.anyUnder(pathNamed)
		if err != nil {
			return nil, err
		}
		r.askedNamed, r.noNamed = true, !has
	}
	if r.noNamed {
		return nil, nil
	}
	return collect(scan[string](r, Range{Prefix: under(pathNamed, name)}))
}

// PutNamed notes that the asset has findings under the name.
func (w *Write) PutNamed(name, asset string) error {
	w.askedNamed, w.noNamed = false, false
	return w.put(path(pathNamed, name, asset), asset)
}

// DeleteNamed takes that back.
func (w *Write) DeleteNamed(name, asset string) error { return w.delete(path(pathNamed, name, asset)) }

// Inventory is the asset's components in that generation, in the order they
// were written; generation 0 is empty.
func (r *Read) Inventory(asset string, gen uint64) ([]domain.Held, error) {
	return readGeneration[domain.Held](r, pathInventory, asset, gen)
}

// WriteInventory writes a generation nobody points at yet, in as many
// transactions as it needs; it may be repeated after a crash.
func (s *Store) WriteInventory(ctx context.Context, asset string, gen uint64, held []domain.Held) error {
	b := s.Batch(ctx)
	if err := b.writeInventory(asset, gen, held); err != nil {
		return err
	}
	return b.Flush()
}

// DropInventory removes a generation nobody points at any more.
func (s *Store) DropInventory(ctx context.Context, asset string, gen uint64) error {
	return s.dropGeneration(ctx, pathInventory, asset, gen)
}

// generationHead is written after the chunks, so that its presence means the
// generation is whole.
type generationHead struct {
	Records int  `json:"records"`
	Chunks  int  `json:"chunks"`
	Indexed bool `json:"indexed,omitzero"` // an [inventoryIndex] stands beside the chunks
	Owners  bool `json:"owners,omitzero"`  // some component names the package its files belong to
}

// chunkBytes is how much JSON goes into one chunk before compression, which
// makes it some ten times smaller: few enough to be read for one component.
const chunkBytes = 32 << 10

func keyGeneration(first, asset string, gen uint64, last string) string {
	return path(first, asset, generation(gen), last)
}

func readGeneration[T any](r *Read, first, asset string, gen uint64) ([]T, error) {
	if gen == 0 {
		return nil, nil
	}
	key := keyGeneration(first, asset, gen, "h")
	head, ok, err := find[generationHead](r, key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, corruptRecord(key, fmt.Errorf("generation %d of %s is missing or not whole", gen, first))
	}
	records := make([]T, 0, min(head.Records, 1<<20))
	for n := range head.Chunks {
		key := keyGeneration(first, asset, gen, number(n))
		chunk, ok, err := find[[]T](r, key)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, corruptRecord(key, fmt.Errorf("chunk %d of %d is missing", n, head.Chunks))
		}
		records = append(records, chunk...)
	}
	if len(records) != head.Records {
		return nil, corruptRecord(key, fmt.Errorf("%d records, want %d", len(records), head.Records))
	}
	return records, nil
}

// writeInventory writes the chunks, what tells which of them to look into, and the
// head.
func (b *Batch) writeInventory(asset string, gen uint64, held []domain.Held) error {
	if gen == 0 {
		return &domain.Error{Kind: domain.Internal, Op: "write " + pathInventory, Subject: asset, Err: errGeneration}
	}
	chunks, begins, err := chunk(held, chunkBytes)
	if err != nil {
		return err
	}
	if err := b.store.dropStale(b.ctx, pathInventory, asset, gen); err != nil {
		return err
	}
	for n, data := range chunks {
		key := keyGeneration(pathInventory, asset, gen, number(n))
		if err := b.Do(func(w *Write) error { return w.putData(key, data) }); err != nil {
			return err
		}
	}
	index := indexInventory(held, begins)
	err = b.Do(func(w *Write) error { return w.put(keyGeneration(pathInventory, asset, gen, "i"), index) })
	if err != nil {
		return err
	}
	head := generationHead{Records: len(held), Chunks: len(chunks), Indexed: true,
		Owners: slices.ContainsFunc(held, func(h domain.Held) bool { return h.Owner != "" })}
	return b.Do(func(w *Write) error { return w.put(keyGeneration(pathInventory, asset, gen, "h"), head) })
}

// dropStale removes what an interrupted run left under the generation.
func (s *Store) dropStale(ctx context.Context, first, asset string, gen uint64) error {
	stale := false
	below := under(first, asset, generation(gen))
	err := s.View(ctx, func(r *Read) error {
		for _, prefix := range []string{below, pathMore + "/" + below} {
			for _, err := range r.r.Scan(Range{Prefix: prefix, Limit: 1}) {
				stale = true
				return err
			}
		}
		return nil
	})
	if err != nil || !stale {
		return err
	}
	return s.dropGeneration(ctx, first, asset, gen)
}

// dropGeneration removes a generation nobody points at, whole or not.
func (s *Store) dropGeneration(ctx context.Context, first, asset string, gen uint64) error {
	return s.dropBelow(ctx, under(first, asset, generation(gen)))
}

// dropBelow removes every key with the prefix and the pieces of their values.
func (s *Store) dropBelow(ctx context.Context, prefix string) error {
	if _, err := s.dropPrefix(ctx, prefix, nil); err != nil {
		return err
	}
	_, err := s.dropPrefix(ctx, pathMore+"/"+prefix, nil)
	return err
}
