package workflow

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/trust"
)

// payloadFolder holds the bytes of patch files, in the folder of the desk beside its
// store: each packed by gzip under its SHA-256.
const payloadFolder = "payloads"

const payloadEnding = ".gz"

func (d *Desk) payloadPath(digest string) string {
	return filepath.Join(d.folder, payloadFolder, digest+payloadEnding)
}

// packedPayload is what came of packing a stream.
type packedPayload struct {
	sums   trust.Sums
	size   int64
	packed int64
}

// packPayload packs a stream of at most limit bytes into the folder of payloads,
// under its digest. Nothing of it is looked at but for hashing.
func (d *Desk) packPayload(ctx context.Context, from io.Reader, limit int64) (packedPayload, error) {
	folder := filepath.Join(d.folder, payloadFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return packedPayload{}, notWritten(folder, err)
	}
	f, err := os.CreateTemp(folder, ".payload-*")
	if err != nil {
		return packedPayload{}, notWritten(folder, err)
	}
	out, err := d.packInto(ctx, f, from, limit)
	if err == nil {
		err = os.Rename(f.Name(), d.payloadPath(out.sums.SHA256))
		if err != nil {
			err = notWritten(folder, err)
		}
	}
	if err != nil {
		return out, errors.Join(err, takenAway(f.Name()))
	}
	return out, nil
}

// packInto fills the open file and closes it.
func (d *Desk) packInto(ctx context.Context, f *os.File, from io.Reader, limit int64) (out packedPayload, err error) {
	defer func() {
		if closed := f.Close(); closed != nil && err == nil {
			err = notWritten(f.Name(), closed)
		}
	}()
	to := &watched{to: f}
	buffer := bufio.NewWriterSize(to, 256<<10)
	pack, err := gzip.NewWriterLevel(buffer, gzip.BestSpeed) // most patches are packed already
	if err != nil {
		return out, err
	}
	short, long := sha256.New(), sha512.New()
	all := io.MultiWriter(short, long, pack)
	piece := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		n, readErr := from.Read(piece)
		if out.size += int64(n); out.size > limit {
			return out, payloadTooLarge(limit)
		}
		if _, err := all.Write(piece[:n]); err != nil {
			return out, notWritten(f.Name(), err)
		}
		if readErr == io.EOF {
			break
		}
		if readErr != nil {
			return out, readErr
		}
	}
	if err := errors.Join(pack.Close(), buffer.Flush(), f.Sync()); err != nil {
		return out, notWritten(f.Name(), err)
	}
	if info, err := f.Stat(); err == nil {
		out.packed = info.Size()
	}
	out.sums = trust.Sums{SHA256: hex.EncodeToString(short.Sum(nil)), SHA512: hex.EncodeToString(long.Sum(nil))}
	return out, nil
}

func payloadTooLarge(limit int64) error {
	return &domain.Error{Kind: domain.Invalid, Op: "keep payload", Code: "payload_too_large",
		Params: domain.Params{"limit": strconv.FormatInt(limit>>20, 10)}}
}

// readPayload hands the bytes of a kept payload to use. A wrong digest is an error
// of kind Corrupt, told after the last byte.
func (d *Desk) readPayload(digest string, use func(io.Reader) error) error {
	f, err := os.Open(d.payloadPath(digest))
	if errors.Is(err, os.ErrNotExist) {
		return &domain.Error{Kind: domain.NotFound, Op: "read payload", Subject: digest, Code: "payload_not_here"}
	}
	if err != nil {
		return unreadable(d.payloadPath(digest), err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return unpackPayload(f, digest, use)
}

func unpackPayload(f io.Reader, digest string, use func(io.Reader) error) error {
	damaged := func(err error) error {
		return &domain.Error{Kind: domain.Corrupt, Op: "read payload", Subject: digest, Code: "payload_damaged", Err: err}
	}
	r, err := gzip.NewReader(bufio.NewReaderSize(f, 256<<10))
	if err != nil {
		return damaged(err)
	}
	sum := sha256.New()
	in := &unpackedPayload{r: io.TeeReader(r, sum)}
	if err := use(in); err != nil && in.err == nil {
		return err
	}
	if _, err := io.Copy(io.Discard, in); err != nil || in.err != nil {
		return damaged(in.err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != digest {
		return damaged(nil)
	}
	return nil
}

// unpackedPayload keeps the error that unpacking ended with, so that it is told from
// one of whoever reads.
type unpackedPayload struct {
	r   io.Reader
	err error
}

// Read implements [io.Reader].
func (u *unpackedPayload) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		u.err = err
	}
	return n, err
}
