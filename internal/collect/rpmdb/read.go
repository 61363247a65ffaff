package rpmdb

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"

	"fenceline/internal/domain"
)

const op = "read rpm database"

// CodeDamaged says that a database does not hold together. Place tells where.
const CodeDamaged domain.Code = "rpmdb_damaged"

// Limits of what is believed: rpm itself refuses larger headers.
const (
	maxHeader   = 64 << 20
	maxPackages = 1 << 20
)

// Package is one installed package.
type Package struct {
	Name    string
	Version string // EPOCH:VERSION-RELEASE; no epoch where there is none
	Arch    string // "" for a package that has none, such as a key
	Source  string // name of the source package
}

// Database is what one database holds.
type Database struct {
	File     string // the database that was read; "" where there is none
	Packages []Package
	Unread   int // headers that could not be read
}

// forms are the databases in the order of their age, newest first: rpm leaves an
// older one behind only empty.
var forms = []struct {
	file string
	open func(file, fs.FS, string) (source, error)
}{
	{"rpmdb.sqlite", openSQLite},
	{"Packages.db", openNDB},
	{"Packages", openBDB},
}

// source hands over the headers of a database, one after the other.
type source interface {
	headers(emit func(blob []byte) error) error
	bytesHeld() int64 // of all there is to read; headers together are no more
}

// file is a database's bytes.
type file struct {
	io.ReaderAt
	size int64
}

// Read gives the packages of the newest database in a folder of root, in the
// database's order; a Database without a File where there is none. Errors: Invalid
// (damaged, with what was read before), and that of the file where it is closed to
// us, as fs.ErrPermission.
func Read(root fs.FS, folder string) (Database, error) {
	for _, form := range forms {
		name := path.Join(folder, form.file)
		opened, err := root.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Database{File: name}, err
		}
		out, err := readFile(root, name, opened, form.open)
		if err := opened.Close(); err != nil {
			return out, err
		}
		if err != nil || out.File != "" {
			return out, err
		}
	}
	return Database{}, nil
}

func readFile(root fs.FS, name string, opened fs.File, open func(file, fs.FS, string) (source, error)) (Database, error) {
	out := Database{File: name}
	info, err := opened.Stat()
	if err != nil {
		return out, err
	}
	if info.Size() == 0 || !info.Mode().IsRegular() {
		return Database{}, nil
	}
	at, ok := opened.(io.ReaderAt)
	if !ok {
		data, err := io.ReadAll(opened)
		if err != nil {
			return out, err
		}
		at = bytes.NewReader(data)
	}
	from, err := open(file{at, info.Size()}, root, name)
	if err != nil {
		return out, err
	}
	left := from.bytesHeld()
	err = from.headers(func(blob []byte) error {
		if left -= int64(len(blob)); left < 0 {
			return damaged("the same bytes stand in several packages")
		}
		if len(out.Packages)+out.Unread >= maxPackages {
			return damaged("more than " + strconv.Itoa(maxPackages) + " packages")
		}
		if p, ok := header(blob); ok {
			out.Packages = append(out.Packages, p)
		} else {
			out.Unread++
		}
		return nil
	})
	return out, err
}

func (f file) bytesHeld() int64 { return f.size }

// bytes reads n bytes at an offset; an error where the file is shorter.
func (f file) bytes(at int64, n int) ([]byte, error) {
	if at < 0 || n < 0 || n > maxHeader || at > f.size-int64(n) {
		return nil, damaged("byte " + strconv.FormatInt(at, 10))
	}
	out := make([]byte, n)
	if _, err := f.ReadAt(out, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return out, nil
}

func damaged(place string) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Place: place, Code: CodeDamaged}
}

func page(n uint32) string { return "page " + strconv.FormatUint(uint64(n), 10) }
