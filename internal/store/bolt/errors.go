package bolt

import (
	"errors"
	"fmt"

	berrors "go.etcd.io/bbolt/errors"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// errDamaged says that the file is not as it was written.
type errDamaged struct{ why string }

func (e errDamaged) Error() string { return e.why }

var errCutShort = errDamaged{"the file is cut short"}

// recovered turns a panic of bbolt, or a fault of the memory it maps, into
// errDamaged; defer it around calls into bbolt alone, never around a caller's
// closure.
func recovered(err *error) {
	if v := recover(); v != nil {
		*err = errDamaged{fmt.Sprint(v)}
	}
}

// told gives an error its kind. The causes are kept as text: no error value of
// bbolt leaves this package.
func told(op, path string, err error) error {
	if err == nil {
		return nil
	}
	e := &domain.Error{Kind: domain.Storage, Op: op, Subject: path, Code: store.CodeStoreFailed, Params: domain.Params{"path": path}, Err: err}
	var damaged errDamaged
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		e.Kind, e.Code = domain.Busy, store.CodeStoreBusy
	case errors.As(err, &damaged), errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum),
		errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrBucketNotFound):
		e.Kind, e.Code = domain.Corrupt, store.CodeStoreCorrupt
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		e.Code = store.CodeStoreClosed
	case errors.Is(err, berrors.ErrDatabaseReadOnly):
		e.Kind, e.Code = domain.Busy, store.CodeStoreReadOnly
	}
	if ownError(err) {
		e.Err = errors.New(err.Error())
	}
	return e
}

// ownError reports whether err is, or wraps, an error value of bbolt.
func ownError(err error) bool {
	for _, own := range []error{
		berrors.ErrTimeout, berrors.ErrInvalid, berrors.ErrChecksum, berrors.ErrVersionMismatch,
		berrors.ErrBucketNotFound, berrors.ErrDatabaseNotOpen, berrors.ErrDatabaseReadOnly, berrors.ErrInvalidMapping,
		berrors.ErrTxClosed, berrors.ErrTxNotWritable, berrors.ErrMaxSizeReached, berrors.ErrKeyRequired,
		berrors.ErrKeyTooLarge, berrors.ErrValueTooLarge, berrors.ErrIncompatibleValue, berrors.ErrFreePagesNotLoaded,
	} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}
