package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
)

// ReadFile reads the file at path as one document, whatever it holds: an archive
// stays closed, as a workbook has to. Errors are those of [Walk].
func ReadFile(ctx context.Context, path string, limits Limits) (Document, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Document{}, pathError(path, err)
	}
	refused := func(code domain.Code) error {
		return &domain.Error{Kind: domain.Untrusted, Op: op, Subject: path, Code: code}
	}
	if !info.Mode().IsRegular() {
		return Document{}, refused(CodeDevice)
	}
	file, err := os.Open(path)
	if err != nil {
		return Document{}, pathError(path, err)
	}
	defer file.Close()
	var got Document
	w := newWalk(ctx, limits, func(d Document, err error) error {
		got = d
		return err
	})
	err = w.document(source{file: filepath.Base(path), r: file, size: info.Size()}, nil)
	if err == nil && len(bytes.TrimSpace(got.Data)) == 0 {
		return Document{}, &domain.Error{Kind: domain.Invalid, Op: op, Subject: path, Code: CodeEmpty}
	}
	return got, w.end(err)
}
