//go:build !windows

package collect

import (
	"io/fs"

	"fenceline/internal/ingest/inventory"
)

// This collects the machine the program runs on, whose file system is root.
func This(root fs.FS) (*inventory.Collected, error) { return Linux(root) }
