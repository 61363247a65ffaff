package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"fenceline/internal/domain"
)

const op = "scan folder"

// Codes of errors. Params in brackets.
const (
	CodeFolder  domain.Code = "scan_folder"  // it cannot be opened, or is none
	CodePattern domain.Code = "scan_pattern" // [pattern]
	CodeFiles   domain.Code = "scan_files"   // [limit]
	CodeLibrary domain.Code = "scan_failed"
)

// Stages of a scan, for progress.
const (
	StageList domain.Code = "scan_list" // finding files
	StageRead domain.Code = "scan_read" // reading them
)

// Options say what is read.
type Options struct {
	// Exclude are patterns of paths below the folder, with slashes: "*" stands for
	// any name, "**" for any folders. A folder that fits is left out as a whole.
	Exclude  []string
	Declared bool  // also what lock files and manifests ask for, installed or not
	MaxFiles int   // more files are an error; 0: [DefaultFiles]
	MaxBytes int64 // larger files are not read, and counted; 0: [DefaultBytes]
	Tool     string
	Version  string
	Progress func(domain.Progress)
}

// Limits that hold where none are given.
const (
	DefaultFiles = 2_000_000
	DefaultBytes = 1 << 30
)

// Result is a finished scan.
type Result struct {
	SBOM     []byte `json:"-"`        // syft JSON
	Packages int    `json:"packages"` // in it
	Files    int    `json:"files"`    // that were looked at
	Excluded int    `json:"excluded"` // files and folders
	Links    int    `json:"links"`    // not followed
	Special  int    `json:"special"`  // devices, pipes, sockets
	Large    int    `json:"large"`    // files over the limit
	Closed   int    `json:"closed"`   // files and folders this account may not read
	Unread   int    `json:"unread"`   // files that a reader could not make sense of
}

// systemFolders hold no files of their own; they are left out of a scan of a whole
// file system.
var systemFolders = []string{"proc", "sys", "dev", "run", "$Recycle.Bin", "System Volume Information"}

// index is what the walk found.
type index struct {
	files  []string            // with slashes, below the folder, in order
	byName map[string][]string // last part to files
	sizes  map[string]int64
}

// walk lists the regular files of a folder. Errors: Cancelled, Invalid (a pattern,
// too many files), NotFound.
func walk(ctx context.Context, folder string, o *Options, out *Result) (*index, error) {
	for _, pattern := range o.Exclude {
		if !doublestar.ValidatePattern(pattern) || pattern == "" {
			return nil, &domain.Error{Kind: domain.Invalid, Op: op, Subject: folder, Code: CodePattern, Params: domain.Params{"pattern": pattern}}
		}
	}
	whole, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	isRoot := filepath.Dir(whole) == whole
	x := &index{byName: map[string][]string{}, sizes: map[string]int64{}}
	err = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return cancelled(folder)
		}
		below, _ := filepath.Rel(folder, name)
		below = filepath.ToSlash(below)
		switch {
		case err != nil && below == ".":
			return &domain.Error{Kind: domain.NotFound, Op: op, Subject: folder, Code: CodeFolder, Err: err}
		case err != nil:
			out.Closed++
			return skip(entry)
		case below == ".":
			if !entry.IsDir() {
				return &domain.Error{Kind: domain.NotFound, Op: op, Subject: folder, Code: CodeFolder, Err: errors.New("not a folder")}
			}
			return nil
		case isRoot && slices.Contains(systemFolders, below), excluded(o.Exclude, below):
			out.Excluded++
			return skip(entry)
		case entry.IsDir():
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			out.Links++
			return nil
		case !entry.Type().IsRegular():
			out.Special++
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			out.Closed++
			return nil
		}
		if info.Size() > o.MaxBytes {
			out.Large++
			return nil
		}
		x.files = append(x.files, below)
		x.sizes[below] = info.Size()
		x.byName[path.Base(below)] = append(x.byName[path.Base(below)], below)
		if len(x.files) > o.MaxFiles {
			return &domain.Error{Kind: domain.Invalid, Op: op, Subject: folder, Code: CodeFiles, Params: domain.Params{"limit": strconv.Itoa(o.MaxFiles)}}
		}
		if len(x.files)%1000 == 0 {
			o.Progress(domain.Progress{Stage: StageList, Done: int64(len(x.files)), Name: below})
		}
		return nil
	})
	out.Files = len(x.files)
	return x, err
}

// skip leaves out a folder as a whole, or one file.
func skip(entry fs.DirEntry) error {
	if entry != nil && entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func excluded(patterns []string, below string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return doublestar.MatchUnvalidated(strings.TrimPrefix(strings.TrimSuffix(p, "/"), "/"), below)
	})
}

func cancelled(folder string) error {
	return &domain.Error{Kind: domain.Cancelled, Op: op, Subject: folder, Err: context.Canceled}
}

// match gives the files that fit a pattern, in the order of the walk. The last part
// of the pattern narrows the names that are looked at.
func (x *index) match(pattern string) []string {
	pattern = strings.TrimPrefix(pattern, "/")
	last := lastPart(pattern)
	var out []string
	take := func(files []string) {
		for _, f := range files {
			if doublestar.MatchUnvalidated(pattern, f) {
				out = append(out, f)
			}
		}
	}
	if last != "" && !strings.ContainsAny(last, `*?[{\`) {
		take(x.byName[last])
		return out
	}
	for name, files := range x.byName {
		if last == "" || doublestar.MatchUnvalidated(last, name) {
			take(files)
		}
	}
	slices.Sort(out)
	return out
}

// lastPart is what of a pattern fits a file's own name; "" where braces hold more
// than one part, so that any name may.
func lastPart(pattern string) string {
	if at := strings.LastIndexByte(pattern, '/'); at >= 0 {
		if strings.Count(pattern[:at], "{") != strings.Count(pattern[:at], "}") {
			return ""
		}
		pattern = pattern[at+1:]
	}
	if strings.Contains(pattern, "**") {
		return ""
	}
	return pattern
}

// opened is the folder behind a wall: nothing outside of it can be opened.
func opened(folder string) (*os.Root, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, &domain.Error{Kind: domain.NotFound, Op: op, Subject: folder, Code: CodeFolder, Err: err}
	}
	return root, nil
}
