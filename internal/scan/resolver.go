package scan

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	stereofile "github.com/anchore/stereoscope/pkg/file"
	"github.com/anchore/syft/syft/file"

	"fenceline/internal/domain"
)

// resolver shows syft the files that the walk found, and no others. Its paths begin
// with a slash, as if the folder were a system's root.
type resolver struct {
	ctx      context.Context
	root     *os.Root
	found    *index
	progress func(domain.Progress)
	read     atomic.Int64
	closed   atomic.Int64

	mutex    sync.Mutex
	places   map[string]file.Location
	programs map[string][]string // MIME type to files; nil until asked for
}

var _ file.Resolver = (*resolver)(nil)

func (r *resolver) String() string { return "folder" }

func below(name string) string { return strings.TrimPrefix(path.Clean("/"+name), "/") }

// place is the location of a file; the same one each time.
func (r *resolver) place(name string) file.Location {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if l, ok := r.places[name]; ok {
		return l
	}
	l := file.NewLocationFromDirectory("/"+name, "", *stereofile.NewFileReference(stereofile.Path("/" + name)))
	r.places[name] = l
	return l
}

func (r *resolver) HasPath(name string) bool {
	_, ok := r.found.sizes[below(name)]
	return ok
}

func (r *resolver) FilesByPath(names ...string) ([]file.Location, error) {
	var out []file.Location
	for _, name := range names {
		if r.HasPath(name) {
			out = append(out, r.place(below(name)))
		}
	}
	return out, r.ctx.Err()
}

func (r *resolver) FilesByGlob(patterns ...string) ([]file.Location, error) {
	var out []file.Location
	seen := map[string]bool{}
	for _, pattern := range patterns {
		if r.ctx.Err() != nil {
			break
		}
		for _, name := range r.found.match(pattern) {
			if !seen[name] {
				seen[name] = true
				out = append(out, r.place(name))
			}
		}
	}
	return out, r.ctx.Err()
}

// FilesByMIMEType knows the types of programs alone: these are all that is asked
// for.
func (r *resolver) FilesByMIMEType(types ...string) ([]file.Location, error) {
	r.mutex.Lock()
	if r.programs == nil {
		r.programs = map[string][]string{}
		for _, name := range r.found.files {
			if r.ctx.Err() != nil {
				break
			}
			if kind := r.programType(name); kind != "" {
				r.programs[kind] = append(r.programs[kind], name)
			}
		}
	}
	programs := r.programs
	r.mutex.Unlock()
	var out []file.Location
	for _, kind := range slices.Compact(slices.Sorted(slices.Values(types))) {
		for _, name := range programs[kind] {
			out = append(out, r.place(name))
		}
	}
	return out, r.ctx.Err()
}

// programMarks are the first bytes of ELF, PE and the forms of Mach-O.
var programMarks = []string{"\x7fELF", "MZ", "\xfe\xed\xfa", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"}

// programType is the MIME type of a program; "" for anything else.
func (r *resolver) programType(name string) string {
	if r.found.sizes[name] < 4 {
		return ""
	}
	f, err := r.root.Open(name)
	if err != nil {
		r.closed.Add(1)
		return ""
	}
	defer f.Close()
	head := make([]byte, 4)
	if _, err := io.ReadFull(f, head); err != nil {
		return ""
	}
	if !slices.ContainsFunc(programMarks, func(mark string) bool { return strings.HasPrefix(string(head), mark) }) {
		return ""
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return ""
	}
	return stereofile.MIMEType(f)
}

func (r *resolver) RelativeFileByPath(_ file.Location, name string) *file.Location {
	if !r.HasPath(name) {
		return nil
	}
	l := r.place(below(name))
	return &l
}

func (r *resolver) AllLocations(ctx context.Context) <-chan file.Location {
	out := make(chan file.Location)
	go func() {
		defer close(out)
		for _, name := range r.found.files {
			select {
			case out <- r.place(name):
			case <-ctx.Done():
				return
			case <-r.ctx.Done():
				return
			}
		}
	}()
	return out
}

func (r *resolver) FileContentsByLocation(l file.Location) (io.ReadCloser, error) {
	name := below(l.RealPath)
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	if _, ok := r.found.sizes[name]; !ok {
		return nil, &fs.PathError{Op: "open", Path: l.RealPath, Err: fs.ErrNotExist}
	}
	f, err := r.root.Open(name)
	if err != nil {
		return nil, err
	}
	if n := r.read.Add(1); n%50 == 1 {
		r.progress(domain.Progress{Stage: StageRead, Done: n, Name: name})
	}
	return &reading{File: f, ctx: r.ctx}, nil
}

func (r *resolver) FileMetadataByLocation(l file.Location) (file.Metadata, error) {
	name := below(l.RealPath)
	info, err := r.root.Lstat(name)
	if err != nil {
		return file.Metadata{}, err
	}
	return file.Metadata{FileInfo: info, Path: "/" + name, Type: stereofile.TypeFromMode(info.Mode())}, nil
}

// reading is a file that ends when the scan is cancelled.
type reading struct {
	*os.File
	ctx context.Context
}

func (f *reading) Read(p []byte) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

func (f *reading) ReadAt(p []byte, at int64) (int, error) {
	if err := f.ctx.Err(); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, at)
}
