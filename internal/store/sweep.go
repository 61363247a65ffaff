package store

import (
	"context"
	"iter"
	"strings"
)

// Sweep removes what interrupted runs left where nobody looks: inventories and
// findings that neither a [Current] nor the Next of a [Pending] points at, and
// pieces of originals that never became whole. Nothing else may write beside it:
// call it after opening, before the first verb.
func (s *Store) Sweep(ctx context.Context) error {
	var stale []string
	err := s.View(ctx, func(r *Read) (err error) {
		stale, err = r.stale()
		return err
	})
	if err != nil {
		return err
	}
	for _, prefix := range stale {
		if err := s.dropBelow(ctx, prefix); err != nil {
			return err
		}
	}
	return nil
}

// stale lists the prefixes that nothing points at.
func (r *Read) stale() ([]string, error) {
	used, err := r.generationsInUse()
	if err != nil {
		return nil, err
	}
	var stale []string
	for _, first := range []string{pathInventory, pathFinding, pathOriginal} {
		for prefix, err := range r.groups(first) {
			if err != nil {
				return nil, err
			}
			keep := used[prefix]
			if first == pathOriginal {
				if _, keep, err = find[originalHead](r, prefix+"h"); err != nil {
					return nil, err
				}
			}
			if !keep {
				stale = append(stale, prefix)
			}
		}
	}
	return stale, nil
}

// generationsInUse holds the prefix of every generation something points at.
func (r *Read) generationsInUse() (map[string]bool, error) {
	used := map[string]bool{}
	use := func(current Current) error {
		used[under(pathInventory, current.Asset, generation(current.Inventory))] = true
		used[under(pathFinding, current.Asset, generation(current.Findings))] = true
		parts, err := r.findingParts(current.Asset, current.Findings)
		for _, prefix := range parts {
			used[prefix] = true
		}
		return err
	}
	for current, err := range r.Currents() {
		if err != nil {
			return nil, err
		}
		if err := use(current); err != nil {
			return nil, err
		}
	}
	for record, err := range scan[pendingRecord](r, Range{Prefix: under(pathPending)}) {
		if err != nil {
			return nil, err
		}
		if record.Work.Next != nil {
			if err := use(*record.Work.Next); err != nil {
				return nil, err
			}
		}
	}
	return used, nil
}

// groups yields what the keys under the path have in front of their last slash,
// each once, without reading all of them.
func (r *Read) groups(first string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for from := first + "/"; ; {
			key, err := r.firstKey(Range{Prefix: first + "/", From: from})
			if err != nil || key == "" {
				if err != nil {
					yield("", err)
				}
				return
			}
			prefix := key[:strings.LastIndexByte(key, '/')+1]
			if !yield(prefix, nil) {
				return
			}
			from = prefixEnd(prefix)
		}
	}
}

// firstKey is the first key of the range, or "" where it is empty.
func (r *Read) firstKey(over Range) (string, error) {
	over.Limit = 1
	for item, err := range r.r.Scan(over) {
		return item.Key, err
	}
	return "", nil
}
