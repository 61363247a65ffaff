package workflow

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
)

// Destination says where a report, a backup or a sheet goes. What is there is
// never lost by surprise: a file that exists is replaced only where the person
// said so, and nothing is ever written into the folder of a desk.
type Destination struct {
	Path     string    // a file; "-" and the system's names of standard output are Standard
	Replace  bool      // a regular file that is there may be replaced
	Standard io.Writer // standard output; nil where there is none
}

// ToStandard reports whether the path means standard output.
func (t Destination) ToStandard() bool {
	switch t.Path {
	case "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return true
	}
	return false
}

// Check says whether something may be written there, for a desk in folder.
// Errors: Invalid (in the desk's folder, or no regular file), Conflict (it
// exists), Storage (the place cannot be looked at).
func (t Destination) Check(folder string) error {
	_, err := t.place(folder)
	return err
}

// Write lets write fill the destination. A file appears whole or not at all,
// readable by its owner only. Errors: as Check, and those of write.
func (t Destination) Write(folder string, write func(io.Writer) error) error {
	path, err := t.place(folder)
	if err != nil {
		return err
	}
	if !t.ToStandard() {
		return writeFile(path, write)
	}
	out := &watched{to: t.Standard}
	if err := write(out); out.err == nil {
		return err
	}
	return notWritten("standard output", out.err)
}

// place finds the file that will be written: behind a link, the one it leads to.
func (t Destination) place(folder string) (string, error) {
	if t.ToStandard() {
		if t.Standard == nil {
			return "", t.refused(domain.Invalid, "file_not_regular")
		}
		return "", nil
	}
	real, err := filepath.Abs(t.Path)
	if err != nil {
		return "", notWritten(t.Path, err)
	}
	_, err = os.Lstat(real)
	there := err == nil
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", notWritten(t.Path, err)
	}
	if there {
		if real, err = filepath.EvalSymlinks(real); err != nil {
			return "", t.refused(domain.Invalid, "file_not_regular")
		}
	} else if parent, err := filepath.EvalSymlinks(filepath.Dir(real)); err == nil {
		real = filepath.Join(parent, filepath.Base(real))
	}
	if inDesk(real, folder) {
		return "", t.refused(domain.Invalid, "file_in_desk")
	}
	if !there {
		return real, nil
	}
	info, err := os.Stat(real)
	switch {
	case err != nil:
		return "", notWritten(t.Path, err)
	case !info.Mode().IsRegular():
		return "", t.refused(domain.Invalid, "file_not_regular")
	case !t.Replace:
		return "", t.refused(domain.Conflict, "file_exists")
	}
	return real, nil
}

func (t Destination) refused(kind domain.Kind, code domain.Code) error {
	return &domain.Error{Kind: kind, Op: "write file", Subject: t.Path, Code: code, Params: domain.Params{"file": t.Path}}
}

// inDesk reports whether path lies in the folder or is its store by another
// name. Folders are compared by what they are, not by how they are spelled.
func inDesk(path, folder string) bool {
	home, err := os.Stat(folder)
	if err != nil {
		return false
	}
	if own, err := os.Stat(filepath.Join(folder, storeFile)); err == nil {
		if info, err := os.Stat(path); err == nil && os.SameFile(info, own) {
			return true
		}
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, home) {
			return true
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

// watched keeps the first error of the place that is written to, so that it is
// told from an error of what is written.
type watched struct {
	to  io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}

func notWritten(path string, err error) error {
	return &domain.Error{Kind: domain.Storage, Op: "write file", Subject: path, Code: "file_not_written", Params: domain.Params{"file": path}, Err: err}
}

// writeFile writes a file beside its place, syncs it, and moves it there, so
// that a crash leaves the old file or the new one.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".fenceline-*")
	if err != nil {
		return notWritten(path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	if err := f.Chmod(0o600); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return notWritten(path, err)
	}
	out := &watched{to: f}
	if err := write(out); out.err != nil {
		return notWritten(path, out.err)
	} else if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return notWritten(path, err)
	}
	if err := f.Close(); err != nil {
		return notWritten(path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return notWritten(path, err)
	}
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
