package ingest

import (
	"context"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// proofEndings are what the name of a hash or signature has behind the name of
// the file it is over.
var proofEndings = []string{".sha256", ".sha512", ".asc", ".sig", ".minisig"}

// packedEndings are those of names of files whose exact bytes are not those of the
// documents that come out of them.
var packedEndings = []string{".zip", ".tar", ".tgz", ".gz", ".zst", ".tzst", ".xz", ".txz", ".bz2", ".tbz", ".tbz2"}

// proofLists are files whose name is enough to be looked at for proofs and keys.
var proofLists = []string{"fenceline-manifest.json", "provider-metadata.json"}

const (
	mostProofBytes = 1 << 20   // of one proof
	mostProofs     = 128 << 20 // bytes of all of them
)

// Beside is what lies beside documents and may prove where they come from.
type Beside struct {
	Found  map[string]Document // hashes, signatures, keys, manifests, provider metadata by [Document].File
	limits Limits
	names  map[uint64]struct{} // hashes of the names of all files

	payloads map[string]bool // names of files that a manifest calls so
	bytes    int64
}

// Has reports whether there is a file of that name, whatever it holds.
func (b *Beside) Has(file string) bool {
	_, ok := b.names[nameSum(file)]
	return ok
}

// Files counts the files and members of archives that were met.
func (b *Beside) Files() int { return len(b.names) }

func nameSum(file string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, file) // a hash never fails
	return h.Sum64()
}

// Proofs collects everything at name that may prove where other files come from:
// hashes, signatures, public keys, manifests, and who a provider says it is. It
// reads what names say to be such, in folders and in archives, so that a walk
// that follows can check each document as it comes, in whatever order it lies.
// What cannot be read is passed over here, since the walk tells it. Beside a single
// file, the proofs next to it are collected, too. Errors as of [Walk].
func Proofs(ctx context.Context, name string, limits Limits) (*Beside, error) {
	b := newBeside(limits)
	if err := Walk(ctx, name, b.limits, b.visit); err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, pathError(name, err)
	}
	if !info.Mode().IsRegular() {
		return b, nil
	}
	b.wanted(filepath.Base(name))
	for _, ending := range proofEndings {
		beside := name + ending
		if info, err := os.Stat(beside); err != nil || !info.Mode().IsRegular() {
			continue
		}
		if err := Walk(ctx, beside, b.limits, b.visit); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// ProofsFS is [Proofs] in a file system.
func ProofsFS(ctx context.Context, fsys fs.FS, root string, limits Limits) (*Beside, error) {
	b := newBeside(limits)
	return b, WalkFS(ctx, fsys, root, b.limits, b.visit)
}

func newBeside(limits Limits) *Beside {
	b := &Beside{limits: limits, Found: map[string]Document{}, names: map[uint64]struct{}{}}
	b.limits.DocumentBytes = min(limits.DocumentBytes, mostProofBytes)
	b.limits.only, b.limits.unpacked = b.wanted, &unpacked{}
	b.payloads = map[string]bool{}
	b.limits.listed, b.limits.payload = b.listed, func(file string) bool { return b.payloads[file] }
	return b
}

func (b *Beside) visit(doc Document, err error) error {
	if err != nil || doc.Stream != nil || !MayProve(doc.File) || b.bytes > mostProofs {
		return nil
	}
	b.bytes += doc.Size
	b.Found[doc.File] = doc
	b.listed(doc.File, doc.Data) // of a tar, whose order nobody knows beforehand
	return nil
}

// wanted notes a name and lets through proofs, and archives for what is in them.
func (b *Beside) wanted(file string) bool {
	b.names[nameSum(file)] = struct{}{}
	return MayProve(file) || IsPacked(file)
}

// MayProve reports whether a name, as in [Document].File, is one of a proof, a
// key or a list of proofs.
func MayProve(file string) bool {
	base := path.Base(file[strings.LastIndexByte(file, '!')+1:])
	return ProofOf(file) != "" || slices.Contains(proofLists, base)
}

// ProofOf gives the name of the file that a proof of that name is over, or "".
func ProofOf(file string) string {
	lower := strings.ToLower(file)
	for _, ending := range proofEndings {
		if strings.HasSuffix(lower, ending) && len(lower) > len(ending) {
			return file[:len(file)-len(ending)]
		}
	}
	return ""
}

// IsPacked reports whether the exact bytes of a file of that name are others than
// those of the documents in it, so that a proof over it is one over all of them.
func IsPacked(file string) bool {
	lower := strings.ToLower(file)
	return slices.ContainsFunc(packedEndings, func(e string) bool { return strings.HasSuffix(lower, e) })
}

// Packing names the files around a document whose exact bytes a proof may be over:
// the archives it lies in, outermost first, and itself where its name says that it is packed.
func Packing(file string) []string {
	var out []string
	for i := range len(file) {
		if file[i] == '!' {
			out = append(out, file[:i])
		}
	}
	if IsPacked(file) {
		out = append(out, file)
	}
	return out
}

// Raw opens the exact bytes of a file below path, named as [Walk] names it. A
// member of an archive cannot be had. Links and devices are refused.
func Raw(name, file string) (io.ReadCloser, error) {
	if strings.Contains(file, "!") {
		return nil, &domain.Error{Kind: domain.Unsupported, Op: op, Subject: file, Code: CodeUnreadable}
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, pathError(name, err)
	}
	folder := name
	if !info.IsDir() {
		folder = filepath.Dir(name)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, pathError(folder, err)
	}
	defer root.Close()
	if info, err := root.Lstat(filepath.FromSlash(file)); err != nil || !info.Mode().IsRegular() {
		return nil, &domain.Error{Kind: domain.Untrusted, Op: op, Subject: file, Code: CodeDevice, Err: err}
	}
	f, err := root.Open(filepath.FromSlash(file))
	if err != nil {
		return nil, pathError(file, err)
	}
	return f, nil
}
