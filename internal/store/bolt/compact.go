package bolt

import (
	"context"
	"errors"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"fenceline/internal/store"
)

// compactStep is how many bytes one transaction of a rewriting copies.
const compactStep = 16 << 20

// Rewrite copies what the file at from holds into a new file at to, page after
// page without gaps and without what was freed; to is replaced if it is there. from
// is not changed and must not be open elsewhere. Errors: Busy, Corrupt, Storage,
// Cancelled; to is removed then.
func Rewrite(ctx context.Context, from, to string) (err error) {
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
	err = rewrite(ctx, dst, src)
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

// rewrite copies the bucket in the order of its keys.
func rewrite(ctx context.Context, dst, src *bbolt.DB) (err error) {
	defer recovered(&err)
	from, err := src.Begin(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Rollback()) }()
	b := from.Bucket(bucket)
	if b == nil {
		return errDamaged{"it has no bucket"}
	}
	c := b.Cursor()
	k, v := c.First()
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := dst.Update(func(tx *bbolt.Tx) error {
			to, err := tx.CreateBucketIfNotExists(bucket)
			if err != nil {
				return err
			}
			to.FillPercent = filled
			for size := 0; k != nil && size < compactStep; k, v = c.Next() {
				if err := to.Put(k, v); err != nil {
					return err
				}
				size += len(k) + len(v)
			}
			more = k != nil
			return nil
		})
		if err != nil {
			return err
		}
	}
	return dst.Sync()
}
