package ingest

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"

	"fenceline/internal/domain"
)

// tar reads the members of a tar in order.
func (w *walk) tar(s source, head []byte) error {
	stream := io.MultiReader(bytes.NewReader(head), s.r)
	r := tar.NewReader(stream)
	names := map[string]bool{}
	broken := s
	if broken.format == "" {
		broken.format = isTar
	}
	for {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return w.fail(broken, err)
		}
		if err := w.count(s.file + "!" + printable(h.Name)); err != nil {
			return err
		}
		if err := w.tarMember(s, r, h, names); err != nil {
			return err
		}
	}
	if !s.packed {
		return nil
	}
	if _, err := io.Copy(io.Discard, stream); err != nil { // to the checksum at the end
		return w.fail(broken, err)
	}
	return nil
}

func (w *walk) tarMember(s source, r *tar.Reader, h *tar.Header, names map[string]bool) error {
	file := s.file + "!" + printable(h.Name)
	if w.limits.only != nil && !w.limits.only(file) {
		return nil
	}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse:
		format := s.format
		if format == "" {
			format = isTar
		}
		return w.member(s, h.Name, names, source{r: r, size: h.Size, format: format})
	case tar.TypeDir, tar.TypeXGlobalHeader:
		return nil
	case tar.TypeSymlink, tar.TypeLink:
		return w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeLink})
	}
	return w.refuse(file, &domain.Error{Kind: domain.Untrusted, Code: CodeDevice})
}
