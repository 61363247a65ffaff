package ingest

import (
	"archive/zip"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/trust"
)

// patchEndings are those of names of installers and images that are payloads where
// a hash or signature lies beside them, without a manifest that says so. What might be
// an archive of documents is not among them.
var patchEndings = []string{".msi", ".msp", ".msu", ".msix", ".appx", ".exe", ".cab", ".rpm", ".deb", ".apk", ".pkg", ".dmg", ".bin", ".img", ".iso", ".fw", ".rom", ".hex", ".run"}

// IsPayload reports whether a file is a patch to be kept and never opened: a manifest
// says so, or its name is that of an installer and a proof lies beside it.
func (b *Beside) IsPayload(file string) bool {
	if b.payloads[file] {
		return true
	}
	ending := strings.ToLower(path.Ext(file))
	return slices.Contains(patchEndings, ending) &&
		slices.ContainsFunc(proofEndings, func(e string) bool { return b.Has(file + e) })
}

// listed notes the payloads of a manifest; file is its name.
func (b *Beside) listed(file string, data []byte) {
	folder, ok := strings.CutSuffix(file, trust.ManifestName)
	if !ok {
		return
	}
	m, err := trust.ReadManifest(data)
	if err != nil {
		return // its line of the receipt says so
	}
	for _, f := range m.Files {
		if f.Payload {
			b.payloads[folder+f.Path] = true
		}
	}
}

// stream hands a payload over as it is. What the visitor leaves unread is passed
// over, and counts neither as a document nor against the bytes of all documents:
// the visitor has its own limit.
func (w *walk) stream(s source) error {
	if w.limits.only != nil {
		return nil // the search for proofs has no use for it
	}
	r := &streamed{r: s.r}
	err := w.visit(Document{File: s.file, Format: domain.FormatPayload, Size: s.size, Stream: r}, nil)
	if err != nil || r.err == nil {
		return err
	}
	return w.ctx.Err()
}

// streamed remembers the error that reading ended with, and gives it in the door's
// codes.
type streamed struct {
	r   io.Reader
	err error
}

// Read implements [io.Reader].
func (f *streamed) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = readError("", err)
		err = f.err
	}
	return n, err
}

// looseManifests hands over every manifest that lies open in a folder before
// anything else is looked at, so that no payload is opened for being met first.
func (w *walk) looseManifests(fsys fs.FS, root string) error {
	if w.limits.listed == nil {
		return nil
	}
	return fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		if stop := w.ctx.Err(); stop != nil {
			return stop
		}
		if err != nil || !entry.Type().IsRegular() || path.Base(name) != trust.ManifestName {
			return nil // the walk itself tells what cannot be read
		}
		f, err := fsys.Open(name)
		if err != nil {
			return nil
		}
		defer f.Close()
		if data, err := io.ReadAll(io.LimitReader(f, mostProofBytes)); err == nil {
			w.limits.listed(below(root, name), data)
		}
		return nil
	})
}

// zipManifest does so for a zip, whose directory says where it stands.
func (w *walk) zipManifest(s source, r *zip.Reader) {
	if w.limits.listed == nil {
		return
	}
	for _, f := range r.File {
		clean, refusal := checkName(f.Name)
		if refusal != nil || path.Base(clean) != trust.ManifestName || f.UncompressedSize64 > mostProofBytes {
			continue
		}
		member, err := f.Open()
		if err != nil {
			continue
		}
		if data, err := io.ReadAll(io.LimitReader(member, mostProofBytes)); err == nil {
			w.limits.listed(s.file+"!"+clean, data)
		}
		_ = member.Close() // it was only read
	}
}
