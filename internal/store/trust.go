package store

import (
	"iter"

	"fenceline/internal/domain"
)

// SeriesRecord is the newest bundle of a series that came in.
type SeriesRecord struct {
	Series   string `json:"series"`
	Sequence int64  `json:"sequence"`
	Digest   string `json:"digest"` // SHA-256 of its manifest
}

// TrustKeys yields every key the desk knows, by fingerprint.
func (r *Read) TrustKeys() iter.Seq2[domain.TrustKey, error] {
	return scan[domain.TrustKey](r, Range{Prefix: under(pathTrust)})
}

// TrustKey is the key with the fingerprint; ok is false where it is not known.
func (r *Read) TrustKey(fingerprint string) (key domain.TrustKey, ok bool, err error) {
	return find[domain.TrustKey](r, path(pathTrust, fingerprint))
}

// PutTrustKey stores the key under its fingerprint.
func (w *Write) PutTrustKey(key domain.TrustKey) error {
	return w.put(path(pathTrust, key.Fingerprint), key)
}

// Quarantine yields what was set aside, by digest, released items among it.
func (r *Read) Quarantine() iter.Seq2[domain.QuarantineItem, error] {
	return scan[domain.QuarantineItem](r, Range{Prefix: under(pathQuarantine)})
}

// Quarantined is what was set aside under the digest; ok is false where nothing was.
func (r *Read) Quarantined(digest string) (item domain.QuarantineItem, ok bool, err error) {
	return find[domain.QuarantineItem](r, path(pathQuarantine, digest))
}

// PutQuarantine stores the item under its digest; its original is kept as any other.
func (w *Write) PutQuarantine(item domain.QuarantineItem) error {
	return w.put(path(pathQuarantine, item.Digest), item)
}

// Series is the newest bundle of the series; the zero record where none came.
func (r *Read) Series(name string) (SeriesRecord, error) {
	record, _, err := find[SeriesRecord](r, path(pathSeries, name))
	return record, err
}

// PutSeries stores the record under its series.
func (w *Write) PutSeries(record SeriesRecord) error {
	return w.put(path(pathSeries, record.Series), record)
}
