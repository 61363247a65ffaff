package store

import (
	"iter"

	"fenceline/internal/domain"
)

// factRecord is what one source said of one fact over time.
type factRecord struct {
	Source string         `json:"source"`
	Known  []domain.Known `json:"known"`
}

// Facts gives every value of the fact that entered, by source, each source's
// oldest first as it was put.
func (r *Read) Facts(vulnerability string, kind domain.SignalKind) (map[string][]domain.Known, error) {
	facts := map[string][]domain.Known{}
	for record, err := range scan[factRecord](r, Range{Prefix: under(pathFact, vulnerability, string(kind))}) {
		if err != nil {
			return nil, err
		}
		facts[record.Source] = record.Known
	}
	return facts, nil
}

// PutFacts replaces what one source said of one fact; none removes it.
func (w *Write) PutFacts(vulnerability string, kind domain.SignalKind, source string, known []domain.Known) error {
	key := keyFact(vulnerability, kind, source)
	if len(known) == 0 {
		return w.delete(key)
	}
	return w.put(key, factRecord{Source: source, Known: known})
}

// KEV is the vulnerability's entry in the newest KEV catalogue; ok is false
// where it has none.
func (r *Read) KEV(vulnerability string) (signal domain.Signal, ok bool, err error) {
	return find[domain.Signal](r, path(pathKEV, vulnerability))
}

// KEVs yields every entry of the newest KEV catalogue, by vulnerability.
func (r *Read) KEVs() iter.Seq2[domain.Signal, error] {
	return scan[domain.Signal](r, Range{Prefix: under(pathKEV)})
}

// PutKEV stores the entry under its vulnerability.
func (w *Write) PutKEV(signal domain.Signal) error {
	return w.put(path(pathKEV, signal.Vulnerability), signal)
}

// DeleteKEV removes the vulnerability's entry.
func (w *Write) DeleteKEV(vulnerability string) error { return w.delete(path(pathKEV, vulnerability)) }
