package workflow

import (
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// pendKey notes that the holders of a key have to be matched again.
func pendKey(w *store.Write, key domain.PackageKey) error {
	held, err := w.HasHolder(key)
	if err != nil || !held {
		return err
	}
	return w.PutPending("key", string(key), store.Pending{Keys: []domain.PackageKey{key}})
}

// pendName notes that the findings of a vulnerability have to be judged again.
func pendName(w *store.Write, name string) error {
	assets, err := w.NamedAssets(name)
	if err != nil || len(assets) == 0 {
		return err
	}
	return w.PutPending("name", name, store.Pending{Names: []string{name}})
}

// putNames writes which names mean the same flaw. Where that changes, findings
// under any of the names are judged again.
func putNames(w *store.Write, c *change, pa *preparedAdvisory) error {
	before := map[string]bool{}
	if c.old != nil {
		var names []string
		for i := range c.old.Vulnerabilities {
			v := &c.old.Vulnerabilities[i]
			for _, alias := range v.Aliases {
				if c.old.Withdrawn.IsZero() { // else it joined nothing
					before[v.ID+"\x00"+alias] = true
				}
			}
			names = append(append(names, v.ID), v.Aliases...)
		}
		if err := w.DeleteAliases(names, c.record.Advisory); err != nil {
			return err
		}
	}
	if !pa.advisory.Withdrawn.IsZero() {
		return pendAll(w, before)
	}
	put := w.PutAlias
	if c.first {
		put = w.AddAlias
	}
	for i := range pa.advisory.Vulnerabilities {
		v := &pa.advisory.Vulnerabilities[i]
		for _, alias := range v.Aliases {
			if err := put(v.ID, alias, c.record.Advisory); err != nil {
				return err
			}
			pair := v.ID + "\x00" + alias
			if before[pair] {
				delete(before, pair)
				continue
			}
			before[pair] = true
		}
	}
	return pendAll(w, before)
}

func pendAll(w *store.Write, pairs map[string]bool) error {
	for pair := range pairs {
		a, b, _ := cutPair(pair)
		for _, name := range []string{a, b} {
			if err := pendName(w, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// putRecord writes the record that lists show, and counts the source.
func putRecord(w *store.Write, c *change, pa *preparedAdvisory, arrival store.Arrival) error {
	put := w.PutAdvisory
	if c.first {
		put = w.AddAdvisory
	}
	if err := put(c.record); err != nil {
		return err
	}
	return putSource(w, pa, arrival, len(c.record.Revisions) == 1)
}

// putSource notes what a source brought; first says that the advisory counts.
func putSource(w *store.Write, pa *preparedAdvisory, arrival store.Arrival, first bool) error {
	source, err := w.Source(pa.advisory.Format, pa.advisory.Namespace)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	source.Name, source.Format = pa.advisory.Namespace, pa.advisory.Format
	if first {
		source.Count++
	}
	if pa.advisory.Modified.After(source.Newest) {
		source.Newest = pa.advisory.Modified
	}
	if arrival.At.After(source.Arrived) {
		source.Arrived = arrival.At
	}
	if err := w.PutSource(source); err != nil {
		return err
	}
	for _, eco := range pa.speaksOf {
		if err := w.PutCovers(eco); err != nil {
			return err
		}
	}
	return nil
}
