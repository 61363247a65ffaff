package fetch

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"fenceline/internal/domain"
)

// Pack writes everything in a bundle to one archive, told by the ending of its
// name: .zip, .tar or .tar.gz. What lies in [StateFolder] stays at home. The archive
// appears whole or not at all.
func Pack(ctx context.Context, folder, archive string) (err error) {
	lower := strings.ToLower(archive)
	var open func(io.Writer) packer
	switch {
	case strings.HasSuffix(lower, ".zip"):
		open = newZip
	case strings.HasSuffix(lower, ".tar"):
		open = newTar
	case strings.HasSuffix(lower, ".tar.gz"), strings.HasSuffix(lower, ".tgz"):
		open = newTarGzip
	default:
		return &domain.Error{Kind: domain.Invalid, Op: "pack", Subject: archive, Code: "fetch_pack"}
	}
	f, err := os.CreateTemp(filepath.Dir(archive), ".fenceline-*")
	if err != nil {
		return unwritten(archive, err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // a second close tells nothing new
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	p := open(f)
	if err := packAll(ctx, folder, archive, p); err != nil {
		return err
	}
	if err := errors.Join(p.Close(), f.Sync(), f.Close()); err != nil {
		return unwritten(archive, err)
	}
	if err := os.Rename(f.Name(), archive); err != nil {
		return unwritten(archive, err)
	}
	return nil
}

// packer writes an archive. Names have slashes.
type packer interface {
	add(name string, info fs.FileInfo, from io.Reader) error
	io.Closer
}

func packAll(ctx context.Context, folder, archive string, p packer) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return unusable(folder, err)
	}
	defer root.Close()
	own, _ := filepath.Abs(filepath.Dir(archive)) // "" is no folder of the bundle
	return fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		switch {
		case ctx.Err() != nil:
			return &domain.Error{Kind: domain.Cancelled, Op: "pack", Subject: folder, Code: "fetch_stopped", Err: err}
		case err != nil:
			return unusable(folder, err)
		case entry.IsDir() && name == StateFolder:
			return fs.SkipDir
		case !entry.Type().IsRegular():
			return nil
		}
		if at, err := filepath.Abs(filepath.Join(folder, filepath.FromSlash(name))); err == nil && filepath.Dir(at) == own &&
			(strings.HasPrefix(path.Base(name), ".fenceline-") || at == archive || filepath.Base(at) == filepath.Base(archive)) {
			return nil // the archive itself
		}
		from, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return unusable(folder, err)
		}
		defer from.Close()
		info, err := from.Stat()
		if err != nil {
			return unusable(folder, err)
		}
		if err := p.add(name, info, from); err != nil {
			return unwritten(archive, err)
		}
		return nil
	})
}

type zipPacker struct{ *zip.Writer }

func newZip(w io.Writer) packer { return zipPacker{zip.NewWriter(w)} }

func (p zipPacker) add(name string, info fs.FileInfo, from io.Reader) error {
	head := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: info.ModTime()}
	switch strings.ToLower(path.Ext(name)) {
	case ".zip", ".gz", ".zst", ".xz", ".bz2":
		head.Method = zip.Store
	}
	to, err := p.CreateHeader(head)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return err
}

type tarPacker struct {
	*tar.Writer
	gz *gzip.Writer
}

func newTar(w io.Writer) packer { return tarPacker{Writer: tar.NewWriter(w)} }

func newTarGzip(w io.Writer) packer {
	gz := gzip.NewWriter(w)
	return tarPacker{tar.NewWriter(gz), gz}
}

func (p tarPacker) add(name string, info fs.FileInfo, from io.Reader) error {
	if err := p.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()}); err != nil {
		return err
	}
	_, err := io.Copy(p.Writer, from)
	return err
}

// Close implements [io.Closer].
func (p tarPacker) Close() error {
	err := p.Writer.Close()
	if p.gz != nil {
		err = errors.Join(err, p.gz.Close())
	}
	return err
}
