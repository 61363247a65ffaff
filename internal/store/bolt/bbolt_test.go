package bolt_test

import (
	"errors"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// bboltErrors are values that must not be met outside of the package.
var bboltErrors = []error{berrors.ErrTimeout, berrors.ErrDatabaseNotOpen, berrors.ErrInvalid, berrors.ErrChecksum, berrors.ErrTxClosed}

// withoutFreePages copies a file as it stands, runs and all, but for the pages that nothing uses: a byte
// spoiled in the copy is, but for the ends of pages, a byte that somebody reads.
func withoutFreePages(path, to string) error {
	from, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	dst, err := bbolt.Open(to, 0o600, nil)
	if err != nil {
		return errors.Join(err, from.Close())
	}
	return errors.Join(bbolt.Compact(dst, from, 0), dst.Close(), from.Close())
}
