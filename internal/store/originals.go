package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"fenceline/internal/domain"
)

// originalHead describes a kept original; it is written after the chunks, so
// that its presence means the bytes are whole.
type originalHead struct {
	Size   int64 `json:"size"` // bytes as they came
	Packed int   `json:"packed"`
	Chunks int   `json:"chunks"`
}

// Packed is a compressed original, ready to be stored.
type Packed struct {
	digest string
	size   int64
	frame  []byte
}

// Compress packs the exact bytes of an original; it may be called by many
// goroutines at once, outside of any transaction.
func Compress(data []byte) Packed {
	sum := sha256.Sum256(data)
	return CompressAs(hex.EncodeToString(sum[:]), data)
}

// CompressAs is [Compress] for bytes whose SHA-256 digest, in lower-case
// hexadecimal, is known already. [Read.Original] compares them when they are read.
func CompressAs(digest string, data []byte) Packed {
	return Packed{digest: digest, size: int64(len(data)), frame: compressOriginal(data)}
}

// Len is how many bytes the packed original takes in the store.
func (p Packed) Len() int { return len(p.frame) }

func (p Packed) check(digest string) error {
	if p.digest == digest {
		return nil
	}
	return &domain.Error{
		Kind: domain.Internal, Op: "store original", Subject: digest,
		Err: fmt.Errorf("the bytes have the digest %q", p.digest),
	}
}

// HasOriginal reports whether the bytes with the SHA-256 digest, in lower-case
// hexadecimal, are kept.
func (r *Read) HasOriginal(digest string) (bool, error) {
	_, ok, err := find[originalHead](r, keyOriginalHead(digest))
	return ok, err
}

// Original is the exact bytes as they came, compared with their digest.
func (r *Read) Original(digest string) ([]byte, error) {
	head, ok, err := find[originalHead](r, keyOriginalHead(digest))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, missing("read original", digest, CodeNoOriginal)
	}
	keys := make([]string, head.Chunks)
	for i := range keys {
		keys[i] = keyOriginalChunk(digest, i)
	}
	chunks, err := r.r.GetMany(keys)
	if err != nil {
		return nil, err
	}
	frame := make([]byte, 0, head.Packed)
	for _, chunk := range chunks {
		frame = append(frame, chunk...)
	}
	data, err := decompressOriginal(frame, head.Size)
	if err != nil {
		return nil, corruptOriginal(digest, err)
	}
	sum := sha256.Sum256(data)
	if have := hex.EncodeToString(sum[:]); have != digest {
		return nil, corruptOriginal(digest, fmt.Errorf("the kept bytes have the digest %q", have))
	}
	if int64(len(data)) != head.Size || len(frame) != head.Packed {
		return nil, corruptOriginal(digest, fmt.Errorf("%d bytes in %d, its head says %d in %d", len(data), len(frame), head.Size, head.Packed))
	}
	return data, nil
}

func corruptOriginal(digest string, err error) error {
	return &domain.Error{
		Kind: domain.Corrupt, Op: "read original", Subject: digest, Code: CodeCorruptOriginal,
		Params: domain.Params{"digest": digest}, Err: err,
	}
}

// PutOriginal stores a packed original in w's transaction; one that is too large
// for it fails with [ErrTooLarge], see [Store.PutPacked]. Storing what is kept
// already writes nothing.
func (w *Write) PutOriginal(digest string, p Packed) error {
	if err := p.check(digest); err != nil {
		return err
	}
	if has, err := w.HasOriginal(digest); err != nil || has {
		return err
	}
	chunks := cut(p.frame, w.w.meter.Limits.Value)
	for i, chunk := range chunks {
		if err := w.w.Put(keyOriginalChunk(digest, i), chunk); err != nil {
			return err
		}
	}
	return w.add(keyOriginalHead(digest), originalHead{Size: p.size, Packed: len(p.frame), Chunks: len(chunks)})
}

// PutOriginal stores bytes of any size under their SHA-256 digest, in as many
// transactions as they need. It may be repeated after a crash; storing what is
// kept already writes nothing.
func (s *Store) PutOriginal(ctx context.Context, digest string, data []byte) error {
	has := false
	err := s.View(ctx, func(r *Read) (err error) {
		has, err = r.HasOriginal(digest)
		return err
	})
	if err != nil || has {
		return err
	}
	return s.PutPacked(ctx, digest, Compress(data))
}

// PutPacked is [Store.PutOriginal] for bytes that are compressed already.
func (s *Store) PutPacked(ctx context.Context, digest string, p Packed) error {
	if err := p.check(digest); err != nil {
		return err
	}
	chunks := cut(p.frame, s.engine.Limits().Value)
	b := s.Batch(ctx)
	for i, chunk := range chunks {
		if err := b.Do(func(w *Write) error { return w.w.Put(keyOriginalChunk(digest, i), chunk) }); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return s.Update(ctx, func(w *Write) error {
		return w.put(keyOriginalHead(digest), originalHead{Size: p.size, Packed: len(p.frame), Chunks: len(chunks)})
	})
}

func keyOriginalHead(digest string) string { return path(pathOriginal, digest, "h") }

func keyOriginalChunk(digest string, n int) string { return path(pathOriginal, digest, number(n)) }
