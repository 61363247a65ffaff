package bolt

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

const (
	blockLen    = 16 << 10 // bytes of items that a block holds, where it holds several
	patternLen  = 96 << 10 // bytes of a pattern
	patternFrom = 1 << 20  // bytes under a path from which on it has a pattern
	patternPart = 4 << 10  // at most so much of one item goes into a pattern
	patternID   = 1        // by which a frame names the pattern; each path has but one

	// compactStep is how many compressed bytes one transaction of a rewriting writes.
	compactStep = 16 << 20
)

// Rewrite copies what the file at from holds into a new file at to: neighbouring items compressed together
// in blocks, without what was freed; to is replaced if it is there. from
// is not changed and must not be open elsewhere. loosened gives a value in another
// form that says the same and compresses better together with others. Errors: Busy,
// Corrupt, Storage, Cancelled; to is removed then.
func Rewrite(ctx context.Context, from, to string, loosened func(key string, value []byte) []byte) (err error) {
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return told("compact", to, err)
	}
	src, err := openFile(from, &bbolt.Options{ReadOnly: true, Timeout: time.Second, NoStatistics: true})
	if err != nil {
		return told("compact", from, err)
	}
	dst, err := openFile(to, &bbolt.Options{Timeout: time.Second, NoSync: true, PageSize: pageSize, FreelistType: bbolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		return errors.Join(told("compact", to, err), src.Close())
	}
	dst.AllocSize = compactStep / 16 // by which the file grows: what is not filled stays room
	err = rewrite(ctx, dst, src, loosened)
	if ctx.Err() != nil {
		err = store.Cancelled("compact", ctx.Err())
	} else {
		err = told("compact", to, err)
	}
	err = errors.Join(err, told("compact", to, dst.Close()), told("compact", from, src.Close()))
	if err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}

// rewrite reads everything three times: to count, to draw the patterns, to copy.
func rewrite(ctx context.Context, dst, src *bbolt.DB, loosened func(key string, value []byte) []byte) (err error) {
	defer recovered(&err)
	tx, err := src.Begin(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	from := (&engine{path: src.Path(), shelf: newShelf()}).baseOf(tx)
	if from.bucket == nil {
		return errDamaged{"it has no bucket"}
	}
	all := func(yield func(key string, value []byte) error) error {
		next := from.Scan("", "", false)
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			item, ok, err := next()
			if err != nil || !ok {
				return err
			}
			if err := yield(item.Key, loosened(item.Key, item.Value)); err != nil {
				return err
			}
		}
	}
	sizes := map[string]int{}
	err = all(func(key string, value []byte) error {
		sizes[pathOf(key)] += len(key) + len(value)
		return nil
	})
	if err != nil {
		return err
	}
	patterns, err := patternsOf(all, sizes)
	if err != nil {
		return err
	}
	w := &blockWriter{db: dst, patterns: patterns, encoders: map[string]*zstd.Encoder{}}
	if err := w.begin(); err != nil {
		return err
	}
	if err := all(w.add); err != nil {
		return err
	}
	if err := w.end(); err != nil {
		return err
	}
	return dst.Sync()
}

// patternsOf draws the patterns of the paths that are large enough: parts of items
// from everywhere under the path, evenly.
func patternsOf(all func(func(key string, value []byte) error) error, sizes map[string]int) (map[string][]byte, error) {
	patterns, seen := map[string][]byte{}, map[string]int{}
	err := all(func(key string, value []byte) error {
		path := pathOf(key)
		size := sizes[path]
		if size < patternFrom {
			return nil
		}
		seen[path] += len(key) + len(value)
		if due := int(int64(seen[path]) * patternLen / int64(size)); len(patterns[path]) < due {
			patterns[path] = append(append(patterns[path], key...), value[:min(len(value), patternPart)]...)
		}
		return nil
	})
	return patterns, err
}

// blockWriter makes blocks of items that come in the order of their keys.
type blockWriter struct {
	db       *bbolt.DB
	patterns map[string][]byte
	encoders map[string]*zstd.Encoder // by path; "" is for frames that stand alone

	path string // of the block being made
	last string
	data []byte

	stream []byte // not written yet
	begun  uint64 // where stream begins: always with a piece
	ready  []madeBlock
}

// madeBlock is a block whose entry is not written yet.
type madeBlock struct {
	last  string
	where address
}

// begin makes the buckets.
func (w *blockWriter) begin() error {
	return w.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{bucket, blocksBucket, streamBucket, patternsBucket} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		for path, pattern := range w.patterns {
			if err := tx.Bucket(patternsBucket).Put([]byte(path), pattern); err != nil {
				return err
			}
		}
		return nil
	})
}

// add takes the next item.
func (w *blockWriter) add(key string, value []byte) error {
	path := pathOf(key)
	if len(w.data) > 0 && (path != w.path || len(w.data)+len(value) > blockLen) {
		if err := w.close(); err != nil {
			return err
		}
	}
	w.data = appendItem(w.data, w.last, key, value)
	w.path, w.last = path, key
	return nil
}

// close compresses the block.
func (w *blockWriter) close() error {
	tag, path := byte(blockPlain), ""
	if len(w.patterns[w.path]) > 0 {
		tag, path = blockPattern, w.path
	}
	enc, err := w.encoder(path)
	if err != nil {
		return err
	}
	at := len(w.stream)
	w.stream = enc.EncodeAll(w.data, append(w.stream, tag))
	w.ready = append(w.ready, madeBlock{w.last, address{w.begun + uint64(at), uint64(len(w.stream) - at)}})
	w.data, w.last = w.data[:0], ""
	if len(w.stream) < compactStep {
		return nil
	}
	return w.write(len(w.stream) / pieceLen * pieceLen)
}

func (w *blockWriter) encoder(path string) (*zstd.Encoder, error) {
	if enc, ok := w.encoders[path]; ok {
		return enc, nil
	}
	opts := []zstd.EOption{zstd.WithEncoderConcurrency(1)}
	if path != "" {
		opts = append(opts, zstd.WithEncoderDictRaw(patternID, w.patterns[path]))
	}
	enc, err := zstd.NewWriter(nil, opts...)
	if err == nil {
		w.encoders[path] = enc
	}
	return enc, err
}

// write stores the entries of the blocks made so far, and so many bytes of the
// stream. Both come in the order of keys, so pages can be full.
func (w *blockWriter) write(size int) error {
	err := w.db.Update(func(tx *bbolt.Tx) error {
		blocks, stream := tx.Bucket(blocksBucket), tx.Bucket(streamBucket)
		blocks.FillPercent, stream.FillPercent = 1, 1
		for _, made := range w.ready {
			if err := blocks.Put([]byte(made.last), made.where.encode()); err != nil {
				return err
			}
		}
		for at := 0; at < size; at += pieceLen {
			n := (w.begun + uint64(at)) / pieceLen
			if err := stream.Put(pieceKey(n), w.stream[at:min(at+pieceLen, size)]); err != nil {
				return err
			}
		}
		return nil
	})
	w.begun += uint64(size)
	w.stream, w.ready = append(w.stream[:0], w.stream[size:]...), w.ready[:0]
	return err
}

// end writes what is left.
func (w *blockWriter) end() error {
	if len(w.data) > 0 {
		if err := w.close(); err != nil {
			return err
		}
	}
	return w.write(len(w.stream))
}
