package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"

	"fenceline/internal/domain"
)

// DropDerived deletes everything a reindex rebuilds: all derived paths and the
// work that was still to be done. Before the first delete it leaves one piece of
// work of kind [PendingReindex] and id [PendingAll], so that a crash at any
// moment is followed by a reindex; whoever has rebuilt everything deletes it.
// progress may be nil; it is told the keys deleted so far.
func (s *Store) DropDerived(ctx context.Context, progress func(domain.Progress)) error {
	err := s.Update(ctx, func(w *Write) error { return w.PutPending(PendingReindex, PendingAll, Pending{}) })
	if err != nil {
		return err
	}
	done, err := s.DropText(ctx)
	if err != nil {
		return err
	}
	keep := path(pathPending, PendingReindex, PendingAll)
	for _, first := range append([]string{pathPending}, Derived()...) {
		for _, prefix := range []string{first + "/", pathMore + "/" + first + "/"} {
			n, err := s.dropPrefix(ctx, prefix, func(key string) bool { return key != keep })
			if err != nil {
				return err
			}
			done += n
		}
		if progress != nil {
			progress(domain.Progress{Stage: "drop", Done: done, Name: first})
		}
	}
	return nil
}

// DropText drops the text index and counts its keys; it is built again when it is
// needed. Its description goes first, so that what is left of it after a crash is
// nobody's.
func (s *Store) DropText(ctx context.Context) (int64, error) {
	var done int64
	err := s.Update(ctx, func(w *Write) error {
		done = 0
		if old, err := get(w.r, pathTextHead); err != nil || old == nil {
			return err
		}
		done++
		return w.delete(pathTextHead)
	})
	if err != nil {
		return 0, err
	}
	for _, first := range []string{pathTextTodo, pathText} {
		for _, prefix := range []string{first + "/", pathMore + "/" + first + "/"} {
			n, err := s.dropPrefix(ctx, prefix, nil)
			if err != nil {
				return done, err
			}
			done += n
		}
	}
	return done, nil
}

// dropPrefix deletes the keys with the prefix that pick allows, as they lie,
// in as many transactions as it takes, and counts them. A nil pick allows all.
func (s *Store) dropPrefix(ctx context.Context, prefix string, pick func(key string) bool) (int64, error) {
	var total int64
	for from, more := "", true; more; {
		var n int64
		var next string
		err := s.Update(ctx, func(w *Write) error {
			n, next, more = 0, "", false
			for item, err := range w.r.Scan(Range{Prefix: prefix, From: from}) {
				if err != nil {
					return err
				}
				if w.Full() {
					next, more = item.Key, true
					return nil
				}
				if pick != nil && !pick(item.Key) {
					continue
				}
				if err := w.w.Delete(item.Key); err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil {
			return total, err
		}
		total, from = total+n, next
	}
	return total, nil
}

// Digest hashes keys and decoded values, all or only the derived ones, so that
// two stores with equal records have equal digests whatever the compressor
// made of them. byPath has one digest for each path of the layout, to find what
// differs.
func (s *Store) Digest(ctx context.Context, derivedOnly bool) (all string, byPath map[string]string, err error) {
	byPath = map[string]string{}
	err = s.View(ctx, func(r *Read) error {
		for _, l := range layout {
			if derivedOnly && l.is != derived {
				continue
			}
			sum, err := r.digestPath(l.path)
			if err != nil {
				return err
			}
			byPath[l.path] = sum
		}
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	h := sha256.New()
	for _, p := range slices.Sorted(maps.Keys(byPath)) {
		field(h, []byte(p))
		field(h, []byte(byPath[p]))
	}
	return hex.EncodeToString(h.Sum(nil)), byPath, nil
}

// DerivedDigest hashes everything a reindex rebuilds: equal before and after it
// where nothing was lost.
func (s *Store) DerivedDigest(ctx context.Context) (string, error) {
	all, _, err := s.Digest(ctx, true)
	return all, err
}

func (r *Read) digestPath(first string) (string, error) {
	h := sha256.New()
	over := Range{Prefix: first + "/"}
	if first == keyLogHead || first == pathTextHead {
		over = Range{Prefix: first, To: first + "\x00"}
	}
	for item, err := range r.r.Scan(over) {
		if err != nil {
			return "", err
		}
		value := item.Value
		if first == pathOriginal { // an original's chunks are no values of their own
			value = Loosened(item.Key, value)
		} else {
			if value, err = unpack(r.r, item.Key, value); err != nil {
				return "", err
			}
		}
		field(h, []byte(item.Key))
		field(h, value)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// field hashes one byte string so that its end is part of the hash.
func field(h hash.Hash, data []byte) {
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(data)))
	h.Write(size[:])
	h.Write(data)
}
