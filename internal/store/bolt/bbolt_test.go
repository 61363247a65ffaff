package bolt_test

import berrors "go.etcd.io/bbolt/errors"

// bboltErrors are values that must not be met outside of the package.
var bboltErrors = []error{berrors.ErrTimeout, berrors.ErrDatabaseNotOpen, berrors.ErrInvalid, berrors.ErrChecksum, berrors.ErrTxClosed}
