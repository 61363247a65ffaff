package ingest

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
)

// Total estimates cheaply how many files and unpacked bytes [Walk] will hand
// over, for showing progress. Both are 0 where that cannot be known without
// unpacking: a compressed tar says nothing about itself, and one inside a folder
// or zip makes the sum unknown.
func Total(ctx context.Context, path string) (files int, bytes int64, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, 0, pathError(path, err)
	}
	if info.Mode().IsRegular() {
		files, bytes, _ = totalFile(path, info.Size())
		return files, bytes, nil
	}
	known := true
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if stop := ctx.Err(); stop != nil {
			return stop
		}
		if err == nil && entry.IsDir() && entry.Name() == domain.FetchStateFolder {
			return fs.SkipDir
		}
		if err != nil || !entry.Type().IsRegular() || !known {
			return nil // the walk itself will tell
		}
		info, err := entry.Info()
		if err != nil {
			return nil
		}
		n, size, ok := totalFile(name, info.Size())
		files, bytes, known = files+n, bytes+size, known && ok
		return nil
	})
	if err != nil || !known {
		return 0, 0, err
	}
	return files, bytes, nil
}

// totalFile estimates one file; ok is false where it cannot.
func totalFile(path string, size int64) (files int, bytes int64, ok bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, true
	}
	defer f.Close()
	var head [headBytes]byte
	n, _ := io.ReadFull(f, head[:])
	switch sniff(head[:n]) {
	case isDocument:
		return 1, size, true
	case isZip:
		return totalZip(f, size)
	}
	return 0, 0, false
}

func totalZip(f *os.File, size int64) (files int, bytes int64, ok bool) {
	w := walk{limits: DefaultLimits()}
	r, err := w.openZip(f, size)
	if err != nil {
		return 0, 0, false
	}
	for _, m := range r.File {
		switch filepath.Ext(m.Name) {
		case ".zip", ".gz", ".tgz", ".zst", ".xz", ".txz", ".bz2", ".tbz2", ".tar":
			return 0, 0, false
		}
		if m.Mode().IsRegular() {
			files++
			bytes += int64(min(m.UncompressedSize64, 1<<40))
		}
	}
	return files, bytes, true
}
