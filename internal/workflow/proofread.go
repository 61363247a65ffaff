package workflow

import (
	"context"
	"errors"
	"io"

	"fenceline/internal/ingest"
)

// counted counts what is read, and ends when the person stops it.
type counted struct {
	ctx context.Context
	r   io.Reader
	n   int64
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// readRaw reads the exact bytes of a file of a bundle.
func readRaw(ctx context.Context, root, file string, read func(*counted) error) error {
	f, err := ingest.Raw(root, file)
	if err != nil {
		return err
	}
	return errors.Join(read(&counted{ctx: ctx, r: f}), f.Close())
}
