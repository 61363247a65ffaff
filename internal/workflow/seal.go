package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/store/bolt"
)

// A backup ends with its seal, one line of text behind the store:
//
//	fenceline-backup 1 LENGTH sha256:DIGEST
//
// LENGTH counts the bytes before the seal, in 20 digits; DIGEST is their SHA-256.
// The seal begins and ends with a line feed. It tells damage and careless changes;
// whoever changes a backup on purpose can seal it again.
const (
	sealStart = "\nfenceline-backup 1 "
	sealMid   = " sha256:"
	sealLen   = len(sealStart) + 20 + len(sealMid) + 2*sha256.Size + 1

	leastPage = 1 << 10 // the length of a store is a multiple of it
)

// sealed lets write fill a backup and puts the seal behind it.
func sealed(write func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		sum, length := sha256.New(), byteCount(0)
		if err := write(io.MultiWriter(w, sum, &length)); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "%s%020d%s%x\n", sealStart, length, sealMid, sum.Sum(nil))
		return err
	}
}

// byteCount is how many bytes went through it.
type byteCount int64

func (c *byteCount) Write(p []byte) (int, error) {
	*c += byteCount(len(p))
	return len(p), nil
}

// backupContent is what a backup holds before its seal.
type backupContent struct {
	length int64
	digest string // SHA-256 in hexadecimal; "" where there is no seal
}

// readSeal compares a backup with its seal. Backups of earlier versions and
// plain copies of a store have none; they end where a page does. Errors:
// Unsupported (no backup), Corrupt (not what was sealed), Storage, Cancelled.
func readSeal(ctx context.Context, f *os.File) (backupContent, error) {
	info, err := f.Stat()
	if err != nil {
		return backupContent{}, unreadable(f.Name(), err)
	}
	if !info.Mode().IsRegular() {
		return backupContent{}, noBackup(f.Name(), nil)
	}
	form, err := bolt.Inspect(f)
	if err != nil {
		return backupContent{}, err
	}
	size := info.Size()
	length, digest, ok := sealAt(f, size)
	switch {
	case !ok && !form.Ours:
		return backupContent{}, noBackup(f.Name(), nil)
	case !ok && (size%leastPage != 0 || form.Used == 0 || form.Used > size):
		return backupContent{}, damagedBackup(f.Name(), nil)
	case !ok:
		return backupContent{length: size}, nil
	case length != size-int64(sealLen):
		return backupContent{}, damagedBackup(f.Name(), nil)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, stoppable{ctx, io.NewSectionReader(f, 0, length)}); err != nil {
		if ctx.Err() != nil {
			return backupContent{}, store.Cancelled("verify backup", ctx.Err())
		}
		return backupContent{}, unreadable(f.Name(), err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != digest {
		return backupContent{}, damagedBackup(f.Name(), nil)
	}
	return backupContent{length: length, digest: digest}, nil
}

// sealAt reads the seal at the end of a file of that size; ok is false where
// there is none.
func sealAt(f io.ReaderAt, size int64) (length int64, digest string, ok bool) {
	tail := make([]byte, sealLen)
	if size < int64(sealLen) {
		return 0, "", false
	}
	if _, err := f.ReadAt(tail, size-int64(sealLen)); err != nil {
		return 0, "", false
	}
	rest, found := bytes.CutPrefix(tail, []byte(sealStart))
	number, digest, middle := strings.Cut(strings.TrimSuffix(string(rest), "\n"), sealMid)
	length, err := strconv.ParseInt(number, 10, 64)
	return length, digest, found && middle && err == nil && len(number) == 20 && len(digest) == 2*sha256.Size
}

// stoppable ends reading when the context is done.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

func unreadable(path string, err error) error {
	return &domain.Error{Kind: domain.Storage, Op: "read backup", Subject: path, Code: "file_unreadable", Err: err}
}

func noBackup(path string, err error) error {
	return &domain.Error{Kind: domain.Unsupported, Op: "read backup", Subject: path, Code: "not_a_backup", Params: domain.Params{"file": path}, Err: err}
}

func damagedBackup(path string, err error) error {
	return &domain.Error{Kind: domain.Corrupt, Op: "read backup", Subject: path, Code: "backup_damaged", Params: domain.Params{"file": path}, Err: err}
}
