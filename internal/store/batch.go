package store

import (
	"context"
	"errors"
)

// batchLen is how many writes a [Batch] holds back at most.
const batchLen = 512

// Batch collects small writes and stores them in as few transactions as the
// engine's limits allow. Each write is kept whole or not at all; they are stored
// in the order given, so that after a crash a first part of them is there. It
// is for one goroutine.
type Batch struct {
	store   *Store
	ctx     context.Context
	waiting []func(*Write) error
}

// Batch begins an empty batch; end it with [Batch.Flush].
func (s *Store) Batch(ctx context.Context) *Batch { return &Batch{store: s, ctx: ctx} }

// Do adds a write, which may run later and more than once; what it refers to
// must not change before the next Flush. The error is that of a write given
// earlier, too.
func (b *Batch) Do(write func(*Write) error) error {
	b.waiting = append(b.waiting, write)
	if len(b.waiting) < batchLen {
		return nil
	}
	return b.Flush()
}

// Flush stores everything given so far. After an error the batch is empty and
// what was not stored is dropped.
func (b *Batch) Flush() error {
	rest := b.waiting
	b.waiting = nil
	for len(rest) > 0 {
		n, err := b.commit(rest)
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// commit stores the first writes in one transaction and tells how many. The
// next write is begun only while the transaction is not full; should it not fit
// all the same, the transaction is repeated without it.
func (b *Batch) commit(writes []func(*Write) error) (int, error) {
	for limit := len(writes); ; {
		done, whole := 0, false
		err := b.store.Update(b.ctx, func(w *Write) error {
			done, whole = 0, false
			for _, write := range writes[:limit] {
				if done > 0 && w.Full() {
					break
				}
				if err := write(w); err != nil {
					return err
				}
				done++
			}
			whole = true
			return nil
		})
		if err == nil {
			return done, nil
		}
		if whole { // the writes fitted, but not what the log keeps of them
			done /= 2
		}
		if done == 0 || !errors.Is(err, ErrTooLarge) {
			return 0, err
		}
		limit = done
	}
}
