package store

import (
	"iter"
	"maps"
	"slices"

	"fenceline/internal/domain"
)

// Advisory is the record of the advisory, over all its revisions.
func (r *Read) Advisory(key domain.AdvisoryKey) (AdvisoryRecord, error) {
	record, ok, err := find[AdvisoryRecord](r, keyAdvisory(key))
	if err == nil && !ok {
		err = missing("read advisory", string(key), CodeNoAdvisory)
	}
	return record, err
}

// Advisories yields the advisories of one format, or of all where format is
// empty, by format, namespace and id.
func (r *Read) Advisories(format domain.Format) iter.Seq2[AdvisoryRecord, error] {
	prefix := under(pathAdvisory)
	if format != "" {
		prefix = under(pathAdvisory, string(format))
	}
	return scan[AdvisoryRecord](r, Range{Prefix: prefix})
}

// AdvisoryKeys yields the keys of all advisories, in the order of [Read.Advisories].
func (r *Read) AdvisoryKeys() iter.Seq2[domain.AdvisoryKey, error] {
	return func(yield func(domain.AdvisoryKey, error) bool) {
		type keyed struct {
			Advisory domain.AdvisoryKey `json:"key"`
		}
		for record, err := range scan[keyed](r, Range{Prefix: under(pathAdvisory)}) {
			if !yield(record.Advisory, err) || err != nil {
				return
			}
		}
	}
}

// PutAdvisory stores the record under its Advisory key.
func (w *Write) PutAdvisory(record AdvisoryRecord) error {
	w.touch(record.Advisory)
	return w.put(keyAdvisory(record.Advisory), record)
}

// AddAdvisory is [Write.PutAdvisory] for an advisory that is not here yet.
func (w *Write) AddAdvisory(record AdvisoryRecord) error {
	w.touch(record.Advisory)
	data, err := marshalAdvisory(&record)
	if err != nil {
		return err
	}
	return w.addData(keyAdvisory(record.Advisory), data)
}

// DeleteAdvisory removes the record alone, not its match rows and aliases.
func (w *Write) DeleteAdvisory(key domain.AdvisoryKey) error {
	w.touch(key)
	return w.delete(keyAdvisory(key))
}

// Source is what one source has brought so far.
func (r *Read) Source(format domain.Format, name string) (SourceRecord, error) {
	key := path(pathSource, string(format), name)
	if source, ok := r.sources[key]; ok {
		return source, nil
	}
	source, ok, err := find[SourceRecord](r, key)
	if err == nil && !ok {
		err = missing("read source", name, CodeNoSource)
	}
	return source, err
}

// Sources lists every source by format and name, without what the same transaction
// puts.
func (r *Read) Sources() ([]SourceRecord, error) {
	return collect(scan[SourceRecord](r, Range{Prefix: under(pathSource)}))
}

// PutSource stores the record under its format and name when the transaction ends: a
// feed changes one source thousands of times in each.
func (w *Write) PutSource(source SourceRecord) error {
	if w.sources == nil {
		w.sources = map[string]SourceRecord{}
	}
	w.sources[path(pathSource, string(source.Format), source.Name)] = source
	return nil
}

// writeSources stores what PutSource was given.
func (w *Write) writeSources() error {
	for _, key := range slices.Sorted(maps.Keys(w.sources)) {
		if err := w.put(key, w.sources[key]); err != nil {
			return err
		}
	}
	return nil
}

// Covers reports whether some loaded source speaks of the ecosystem.
func (r *Read) Covers(ecosystem string) (bool, error) {
	_, ok, err := find[string](r, path(pathCovers, ecosystem))
	return ok, err
}

// CoversAll lists the ecosystems some loaded source speaks of.
func (r *Read) CoversAll() ([]string, error) {
	return collect(scan[string](r, Range{Prefix: under(pathCovers)}))
}

// PutCovers notes that a loaded source speaks of the ecosystem.
func (w *Write) PutCovers(ecosystem string) error {
	if w.covered[ecosystem] { // nothing takes it back
		return nil
	}
	if w.covered == nil {
		w.covered = map[string]bool{}
	}
	w.covered[ecosystem] = true
	return w.put(path(pathCovers, ecosystem), ecosystem)
}
