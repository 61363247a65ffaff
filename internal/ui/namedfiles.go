package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"
)

// fileRepository is all that the toolkit's own files can do.
type fileRepository interface {
	repository.AppendableRepository
	repository.ListableRepository
	repository.HierarchicalRepository
	repository.DeleteAllRepository
	repository.CopyableRepository
	repository.MovableRepository
}

// namedFiles are the toolkit's files, but one that is only named is not touched.
// Its dialog for saving opens the file that was named, which empties one that is
// there; the desk then writes beside it and puts the new one in its place. Were the
// writing to fail, nothing would be left of the old one.
type namedFiles struct{ fileRepository }

// nameFilesOnly makes the toolkit's dialogs leave files alone, once.
func nameFilesOnly() {
	known, err := repository.ForScheme("file")
	if err != nil {
		return
	}
	if files, ok := known.(fileRepository); ok {
		if _, done := known.(*namedFiles); !done {
			repository.Register("file", &namedFiles{files})
		}
	}
}

// Writer implements [repository.WritableRepository].
func (f *namedFiles) Writer(u fyne.URI) (fyne.URIWriteCloser, error) {
	return &firstWrite{at: u, open: f.fileRepository.Writer}, nil
}

// firstWrite opens a file when something is written to it.
type firstWrite struct {
	at   fyne.URI
	open func(fyne.URI) (fyne.URIWriteCloser, error)
	out  fyne.URIWriteCloser
}

// URI implements [fyne.URIWriteCloser].
func (f *firstWrite) URI() fyne.URI { return f.at }

// Write implements [io.Writer].
func (f *firstWrite) Write(p []byte) (int, error) {
	if f.out == nil {
		out, err := f.open(f.at)
		if err != nil {
			return 0, err
		}
		f.out = out
	}
	return f.out.Write(p)
}

// Close implements [io.Closer].
func (f *firstWrite) Close() error {
	if f.out == nil {
		return nil
	}
	return f.out.Close()
}
