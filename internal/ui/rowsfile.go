package ui

import (
	"bufio"
	"encoding/csv"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"fenceline/internal/domain"
)

// writeRows writes rows as comma-separated values (RFC 4180) to a file that may exist: to
// another name first, so that what is there stays until all of them are on the disk.
func writeRows(path string, rows iter.Seq2[[]string, error]) error {
	failed := func(err error) error {
		return &domain.Error{Kind: domain.Storage, Op: "export", Subject: path, Code: "file_not_written", Params: domain.Params{"file": path, "cause": err.Error()}, Err: err}
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".fenceline-*")
	if err != nil {
		return failed(err)
	}
	defer os.Remove(part.Name()) // once it has its own name, this finds nothing
	into := bufio.NewWriter(part)
	w := csv.NewWriter(into)
	w.UseCRLF = true
	for row, err := range rows {
		if err == nil {
			err = w.Write(inert(row))
		}
		if err != nil {
			_ = part.Close()
			return err
		}
	}
	w.Flush()
	for _, do := range []func() error{w.Error, into.Flush, func() error { return part.Chmod(0o644) }, part.Sync, part.Close, func() error { return os.Rename(part.Name(), path) }} {
		if err := do(); err != nil {
			_ = part.Close()
			return failed(err)
		}
	}
	return nil
}

// inert is a row in which what a spreadsheet would take for a formula begins with an
// apostrophe.
func inert(row []string) []string {
	out := make([]string, len(row))
	for i, text := range row {
		if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
			text = "'" + text
		}
		out[i] = text
	}
	return out
}
