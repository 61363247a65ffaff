package store

import (
	"iter"

	"fenceline/internal/domain"
)

// Payloads yields what is known of every patch file, by digest. The bytes are no
// part of the store.
func (r *Read) Payloads() iter.Seq2[domain.Payload, error] {
	return scan[domain.Payload](r, Range{Prefix: under(pathPayload)})
}

// Payload is what is known of the patch file with the SHA-256 digest; ok is false
// where none is.
func (r *Read) Payload(digest string) (p domain.Payload, ok bool, err error) {
	return find[domain.Payload](r, path(pathPayload, digest))
}

// PutPayload stores what is known of a patch file under its digest.
func (w *Write) PutPayload(p domain.Payload) error { return w.put(path(pathPayload, p.Digest), p) }
