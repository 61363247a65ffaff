package fetch

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"fenceline/internal/domain"
)

// StateFolder is the folder of a bundle that says what was fetched and holds what
// is under way. An import passes it over.
const StateFolder = domain.FetchStateFolder

// metadataFile is what the metadata of a provider is called in its folder.
const metadataFile = "provider-metadata.json"

// entry is what is known of one address: where it lies and which bytes they are.
type entry struct {
	URL     string     `json:"url"`
	File    string     `json:"file"` // below the bundle, slashes; "" once it was removed
	Updated time.Time  `json:"updated,omitzero"`
	Of      validators `json:"of,omitzero"`
	Size    int64      `json:"size"`
	Digest  string     `json:"sha256"`
	Proofs  []string   `json:"proofs,omitzero"` // endings of those beside it
}

// bundle is the folder that is filled. Its journal has a line for each file that
// was put in its place, so that a fetch that is cut off loses nothing.
type bundle struct {
	root  *os.Root // of the folder: nothing is written outside
	path  string
	state string

	guard   sync.Mutex
	entries map[string]entry // by address
	names   names
	journal *os.File
	lines   int
}

func unusable(path string, err error) error {
	return &domain.Error{Kind: domain.Storage, Op: op, Subject: path, Code: "fetch_bundle", Err: err}
}

// openBundle opens or makes the folder of a bundle.
func openBundle(path string) (*bundle, error) {
	state := filepath.Join(path, StateFolder)
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, unusable(path, err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, unusable(path, err)
	}
	b := &bundle{root: root, path: path, state: state, entries: map[string]entry{}, names: names{}}
	if err := b.load(); err != nil {
		_ = root.Close()
		return nil, err
	}
	return b, nil
}

func (b *bundle) journalFile() string { return filepath.Join(b.state, "fetched.jsonl") }

// load reads the journal; a line that cannot be read is as none: what it was of is
// fetched again.
func (b *bundle) load() error {
	f, err := os.OpenFile(b.journalFile(), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return unusable(b.path, err)
	}
	b.journal = f
	r := bufio.NewReaderSize(f, 1<<20)
	for {
		line, err := r.ReadBytes('\n')
		var e entry
		if json.Unmarshal(line, &e) == nil && e.URL != "" && len(line) < 1<<16 && (e.File == "" || filepath.IsLocal(filepath.FromSlash(e.File))) {
			b.lines++
			if e.File == "" {
				delete(b.entries, e.URL)
			} else {
				b.entries[e.URL] = e
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return errors.Join(unusable(b.path, err), f.Close())
		}
	}
	for _, e := range b.entries {
		b.names[strings.ToLower(e.File)] = e.URL
		if folder, file := path.Split(e.File); file == metadataFile {
			b.names[strings.ToLower(strings.TrimSuffix(folder, "/"))] = e.URL
		}
	}
	if len(b.entries)*2+1000 < b.lines {
		return b.compact()
	}
	return nil
}

// compact writes the journal anew with one line for each address.
func (b *bundle) compact() error {
	next := b.journalFile() + ".new"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return unusable(b.path, err)
	}
	enc := json.NewEncoder(f)
	for _, e := range b.entries {
		if err = enc.Encode(e); err != nil {
			break
		}
	}
	if err = errors.Join(err, f.Sync(), f.Close(), b.journal.Close()); err == nil {
		err = os.Rename(next, b.journalFile())
	}
	if err == nil {
		b.journal, err = os.OpenFile(b.journalFile(), os.O_WRONLY|os.O_APPEND, 0o600)
	}
	if err != nil {
		return unusable(b.path, err)
	}
	b.lines = len(b.entries)
	return nil
}

// close ends the work with the folder; the journal is on the disk afterwards.
func (b *bundle) close() error {
	_ = os.Remove(filepath.Join(b.state, "parts")) // where it is empty
	return errors.Join(b.journal.Sync(), b.journal.Close(), b.root.Close())
}

// known is what the bundle holds of an address; nothing where the file is gone or
// another than the journal says.
func (b *bundle) known(address string) (entry, bool) {
	b.guard.Lock()
	e, ok := b.entries[address]
	b.guard.Unlock()
	if !ok {
		return entry{}, false
	}
	info, err := b.root.Stat(filepath.FromSlash(e.File))
	return e, err == nil && info.Mode().IsRegular() && info.Size() == e.Size
}

// take gives the file that an address may have, the wanted one or one beside it.
func (b *bundle) take(wanted, address string) string {
	b.guard.Lock()
	defer b.guard.Unlock()
	return b.names.take(wanted, address)
}

// takeFolder gives the folder that the provider with its metadata at an address may
// have, the wanted one or one beside it.
func (b *bundle) takeFolder(wanted, address string) string {
	b.guard.Lock()
	defer b.guard.Unlock()
	if owner, taken := b.names[strings.ToLower(wanted)]; taken && owner != address {
		wanted += "-" + short(address)
	}
	return b.names.take(wanted, address)
}

// note writes down what an address has now, and removes the file it had before
// where that is another.
func (b *bundle) note(e entry) error {
	b.guard.Lock()
	defer b.guard.Unlock()
	old, had := b.entries[e.URL]
	line, err := json.Marshal(e)
	if err == nil {
		_, err = b.journal.Write(append(line, '\n'))
	}
	if err != nil {
		return unusable(b.path, err)
	}
	b.lines++
	b.entries[e.URL] = e
	if !had {
		return nil
	}
	for _, ending := range append([]string{""}, old.Proofs...) {
		if old.File != e.File || ending != "" && !slices.Contains(e.Proofs, ending) {
			if err := b.root.Remove(filepath.FromSlash(old.File + ending)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return unusable(b.path, err)
			}
		}
	}
	if old.File != e.File {
		b.names.drop(old.File, e.URL)
	}
	return nil
}

// write puts small data in a file of the bundle, whole or not at all.
func (b *bundle) write(file string, data []byte) error {
	if err := b.folderOf(file); err != nil {
		return err
	}
	temporary := StateFolder + "/" + short(file) + ".new"
	err := b.root.WriteFile(temporary, data, 0o600)
	if err == nil {
		err = b.root.Rename(temporary, filepath.FromSlash(file))
	}
	if err != nil {
		return unwritten(file, err)
	}
	return nil
}

// place moves a finished download to its file.
func (b *bundle) place(p *part, file string) error {
	if err := b.folderOf(file); err != nil {
		return err
	}
	from, err := filepath.Rel(b.path, p.file)
	if err == nil {
		err = b.root.Rename(from, filepath.FromSlash(file))
	}
	if err != nil {
		return unwritten(file, err)
	}
	p.gone()
	return nil
}

func (b *bundle) folderOf(file string) error {
	dir := filepath.Dir(filepath.FromSlash(file))
	if dir == "." {
		return nil
	}
	if err := b.root.MkdirAll(dir, 0o700); err != nil {
		return unwritten(file, err)
	}
	if info, err := b.root.Lstat(filepath.FromSlash(file)); err == nil && !info.Mode().IsRegular() {
		return unwritten(file, fmt.Errorf("it is no file"))
	}
	return nil
}
