package store

import (
	"fmt"

	"fenceline/internal/domain"
)

// FindingSet is the asset's findings of that generation, not decoded.
func (r *Read) FindingSet(asset string, gen uint64) (*FindingSet, error) {
	s := &FindingSet{asset: asset, gen: gen}
	if gen == 0 {
		return s, nil
	}
	key := keyGeneration(pathFinding, asset, gen, "h")
	head, ok, err := find[findingHead](r, key)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, corruptRecord(key, fmt.Errorf("generation %d of %s is missing or not whole", gen, pathFinding))
	}
	s.records = head.Records
	if head.Parts == nil {
		s.old = true
		s.whole, err = readGeneration[domain.Finding](r, pathFinding, asset, gen)
		return s, err
	}
	s.parts = make([]findingPart, len(head.Parts))
	for i, name := range head.Parts {
		s.parts[i].name = name
	}
	return s, nil
}

// Findings are the asset's findings in that generation, in the order of components;
// generation 0 is empty.
func (r *Read) Findings(asset string, gen uint64) ([]domain.Finding, error) {
	s, err := r.FindingSet(asset, gen)
	if err != nil {
		return nil, err
	}
	return s.All(r)
}

// WriteFindings writes a state nobody points at yet, together with other writes: it
// is whole only after the next Flush. It may be repeated after a crash.
func (b *Batch) WriteFindings(s *FindingSet) error {
	if s.gen == 0 {
		return &domain.Error{Kind: domain.Internal, Op: "write " + pathFinding, Subject: s.asset, Err: errGeneration}
	}
	for i := range s.parts {
		if p := s.parts[i]; p.fresh {
			if err := b.Do(func(w *Write) error { return w.putData(keyFindingPart(s.asset, p.name), p.data) }); err != nil {
				return err
			}
		}
	}
	return b.Do(func(w *Write) error { return w.put(keyGeneration(pathFinding, s.asset, s.gen, "h"), s.head()) })
}

// DropFindings removes a state nobody points at any more, except for what the one
// that counts now shares with it.
func (b *Batch) DropFindings(gone, now *FindingSet) error {
	if gone.gen == 0 || gone.gen == now.gen {
		return nil
	}
	if gone.old {
		return b.dropOld(gone)
	}
	keep := make(map[string]bool, len(now.parts))
	for i := range now.parts {
		keep[now.parts[i].name] = true
	}
	for i := range gone.parts {
		name := gone.parts[i].name
		if name == "" || keep[name] {
			continue
		}
		if err := b.Do(func(w *Write) error { return w.delete(keyFindingPart(gone.asset, name)) }); err != nil {
			return err
		}
	}
	return b.Do(func(w *Write) error { return w.delete(keyGeneration(pathFinding, gone.asset, gone.gen, "h")) })
}

// dropOld removes what an older program wrote.
func (b *Batch) dropOld(gone *FindingSet) error {
	below := under(pathFinding, gone.asset, generation(gone.gen))
	var keys []string
	err := b.store.View(b.ctx, func(r *Read) error {
		keys = keys[:0]
		for _, prefix := range []string{below, pathMore + "/" + below} {
			for item, err := range r.r.Scan(Range{Prefix: prefix}) {
				if err != nil {
					return err
				}
				keys = append(keys, item.Key)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := b.Do(func(w *Write) error { return w.w.Delete(key) }); err != nil {
			return err
		}
	}
	return nil
}

// findingParts are the prefixes of the parts of a state; none where it is not whole.
func (r *Read) findingParts(asset string, gen uint64) ([]string, error) {
	if gen == 0 {
		return nil, nil
	}
	head, ok, err := find[findingHead](r, keyGeneration(pathFinding, asset, gen, "h"))
	if err != nil || !ok {
		return nil, err
	}
	var all []string
	for _, name := range head.Parts {
		if name != "" {
			all = append(all, under(pathFinding, asset, name))
		}
	}
	return all, nil
}
