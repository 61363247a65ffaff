package ingest

import (
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

const op = "open"

// errLimit ends a walk that has reached a limit of the whole; the limit was told
// to the visitor.
var errLimit = errors.New("limit of the walk reached")

// Walk opens the file or folder at path and calls visit with every document in
// it. A file that cannot be had comes as a Document with File alone and a
// [*domain.Error]. An error of visit or of ctx ends the walk and is returned as
// it is; so is a [*domain.Error] of kind NotFound where nothing is at path.
func Walk(ctx context.Context, path string, limits Limits, visit func(Document, error) error) error {
	info, err := os.Stat(path)
	if err != nil {
		return pathError(path, err)
	}
	if info.IsDir() {
		root, err := os.OpenRoot(path) // refuses links that lead out, whatever changes meanwhile
		if err != nil {
			return pathError(path, err)
		}
		defer root.Close()
		return WalkFS(ctx, root.FS(), ".", limits, visit)
	}
	w := newWalk(ctx, limits, visit)
	name := filepath.Base(path)
	if !info.Mode().IsRegular() {
		return w.refuse(name, &domain.Error{Kind: domain.Untrusted, Code: CodeDevice})
	}
	file, err := os.Open(path)
	if err != nil {
		return pathError(path, err)
	}
	defer file.Close()
	return w.end(w.item(source{file: name, r: file, at: file, size: info.Size()}))
}

// WalkFS is [Walk] in a file system, for samples that lie in the program.
func WalkFS(ctx context.Context, fsys fs.FS, root string, limits Limits, visit func(Document, error) error) error {
	w := newWalk(ctx, limits, visit)
	if _, err := fs.Stat(fsys, root); err != nil {
		return pathError(root, err)
	}
	if err := w.looseManifests(fsys, root); err != nil {
		return w.end(err)
	}
	err := fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		file := path.Base(name)
		if name == root && err == nil && entry.IsDir() {
			return nil
		}
		if name != root {
			file = below(root, name)
		}
		return w.entry(fsys, name, file, entry, err)
	})
	return w.end(err)
}

// below gives name as seen from the folder root it lies in.
func below(root, name string) string {
	if root == "." {
		return name
	}
	return strings.TrimPrefix(name, root+"/")
}

func pathError(path string, err error) error {
	e := &domain.Error{Kind: domain.Storage, Op: op, Subject: path, Code: CodeUnreadable, Err: err}
	if errors.Is(err, fs.ErrNotExist) {
		e.Kind, e.Code, e.Params = domain.NotFound, CodePathMissing, domain.Params{"path": path}
	}
	return e
}

// walk is the state of one walk.
type walk struct {
	ctx    context.Context
	limits Limits
	visit  func(Document, error) error
	files  int   // counted against limits.Files
	total  int64 // counted against limits.TotalBytes
}

func newWalk(ctx context.Context, limits Limits, visit func(Document, error) error) *walk {
	limits.Ratio = max(limits.Ratio, 1)
	return &walk{ctx: ctx, limits: limits, visit: visit}
}

// end gives a walk's error as [Walk] promises it.
func (w *walk) end(err error) error {
	if err == errLimit {
		return nil
	}
	return err
}

// refuse hands a file over that cannot be had.
func (w *walk) refuse(file string, e *domain.Error) error {
	e.Op, e.Subject = op, file
	return w.visit(Document{File: file, Format: domain.FormatUnknown}, e)
}

// count counts a file or member, and ends the walk at the limit.
func (w *walk) count(file string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if w.files++; w.files > w.limits.Files {
		if err := w.refuse(file, limitError(CodeFiles, int64(w.limits.Files))); err != nil {
			return err
		}
		return errLimit
	}
	return nil
}

// entry opens one entry of a folder. err is what kept the folder from being read.
func (w *walk) entry(fsys fs.FS, name, file string, entry fs.DirEntry, err error) error {
	if err != nil {
		return w.refuse(file, &domain.Error{Kind: domain.Storage, Code: CodeUnreadable, Err: err})
	}
	if err := w.count(file); err != nil {
		return err
	}
	mode := entry.Type()
	switch {
	case mode.IsDir() && entry.Name() == domain.FetchStateFolder:
		return fs.SkipDir // what a fetch keeps for itself: downloads under way, and what came when
	case mode.IsDir(), w.limits.only != nil && !w.limits.only(file):
		return nil
	case mode&fs.ModeSymlink != 0:
		return w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeLink})
	case !mode.IsRegular():
		return w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeDevice})
	}
	if _, refusal := checkName(file); refusal != nil {
		return w.refuse(printable(file), refusal)
	}
	return w.open(fsys, name, file)
}

func (w *walk) open(fsys fs.FS, name, file string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return w.refuse(file, &domain.Error{Kind: domain.Storage, Code: CodeUnreadable, Err: err})
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return w.refuse(file, &domain.Error{Kind: domain.Storage, Code: CodeUnreadable, Err: err})
	case !info.Mode().IsRegular(): // it changed since the folder was listed
		return w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeDevice})
	}
	s := source{file: file, r: f, size: info.Size()}
	if at, ok := f.(io.ReaderAt); ok {
		s.at = at
	}
	return w.item(s)
}
