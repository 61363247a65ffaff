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
	if err := begin(dst, patterns); err != nil {
		return err
	}
	small := &frames{patterns: patterns, encoders: map[string]*zstd.Encoder{}}
	w := &blockWriter{pack: small.pack, step: compactStep, write: func(w *blockWriter, size int) error {
		err := dst.Update(func(tx *bbolt.Tx) error { return w.put(tx.Bucket(blocksBucket), tx.Bucket(streamBucket), size) })
		w.passed(size)
		return err
	}}
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

// begin makes the buckets of a rewritten file.
func begin(db *bbolt.DB, patterns map[string][]byte) error {
	return db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{bucket, blocksBucket, streamBucket, patternsBucket} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		for path, pattern := range patterns {
			if err := tx.Bucket(patternsBucket).Put([]byte(path), pattern); err != nil {
				return err
			}
		}
		return nil
	})
}

// frames packs the blocks of a rewritten file, as small as may be.
type frames struct {
	patterns map[string][]byte
	encoders map[string]*zstd.Encoder // by path; "" is for frames that stand alone
}

// pack is [blockWriter.pack].
func (f *frames) pack(stream []byte, path string, data []byte) ([]byte, error) {
	tag, by := byte(blockPlain), ""
	if len(f.patterns[path]) > 0 {
		tag, by = blockPattern, path
	}
	enc, err := f.encoder(by)
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(data, append(stream, tag)), nil
}

func (f *frames) encoder(path string) (*zstd.Encoder, error) {
	if enc, ok := f.encoders[path]; ok {
		return enc, nil
	}
	opts := []zstd.EOption{zstd.WithEncoderConcurrency(1)}
	if path != "" {
		opts = append(opts, zstd.WithEncoderDictRaw(patternID, f.patterns[path]))
	}
	enc, err := zstd.NewWriter(nil, opts...)
	if err == nil {
		f.encoders[path] = enc
	}
	return enc, err
}
