package bolt

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// release tells the system that the mapped pages of the file are not needed now. It
// keeps them as long as it has room, and maps them again when they are read: nothing
// is written through the mapping, so nothing can be lost. tx keeps the file from being
// mapped anew meanwhile. Where it fails the pages go on counting.
func release(db *bbolt.DB, tx *bbolt.Tx) {
	if data := db.Info().Data; data != 0 {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
	}
}
