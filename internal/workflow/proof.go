package workflow

import (
	"bytes"
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// proofs is what came with a bundle that may say where its documents come from,
// with the keys the desk knows. After it is made it is only read, by all cores.
type proofs struct {
	at        time.Time
	keys      []domain.TrustKey
	known     map[string]domain.TrustKey
	over      map[string][]ingest.Document // hashes and signatures by the file they are over
	around    map[string][]domain.Proof    // checked: those over archives and packed files
	has       func(file string) bool       // nil: not known
	manifests []*bundleManifest
	csaf      domain.CSAFSetting
	files     int                       // that were met beside
	released  string                    // why a person lets the documents in whatever their proofs say
	given     map[string][]domain.Proof // checked before, by digest of the document
}

// bundleManifest is a manifest with what its own signature proves.
type bundleManifest struct {
	file     string
	folder   string // before the paths in it; ends in "/" or "!" or is empty
	manifest *trust.Manifest
	proof    domain.Proof
	warnings []domain.Warning
}

// gathered is what lies below one path a person named.
type gathered struct {
	path   string // empty: a file system of the program
	beside *ingest.Beside
}

// newProofs sorts what was gathered and checks what is over whole archives.
// Pieces of proof that many documents rest on are kept at once.
func (d *Desk) newProofs(ctx context.Context, all []gathered) (*proofs, error) {
	p := &proofs{at: d.now().UTC(), over: map[string][]ingest.Document{}, around: map[string][]domain.Proof{}, known: map[string]domain.TrustKey{}}
	p.has = func(file string) bool {
		return slices.ContainsFunc(all, func(g gathered) bool { return g.beside.Has(file) })
	}
	for _, g := range all {
		p.files += g.beside.Files()
	}
	err := d.store.View(ctx, func(r *store.Read) error {
		p.keys = p.keys[:0]
		desk, err := r.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		p.csaf = desk.CSAF
		for key, err := range r.TrustKeys() {
			if err != nil {
				return err
			}
			p.keys = append(p.keys, key)
			p.known[key.Fingerprint] = key
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, g := range all {
		for file, doc := range g.beside.Found {
			if doc.Format == domain.FormatHash || doc.Format == domain.FormatSignature {
				p.over[ingest.ProofOf(file)] = append(p.over[ingest.ProofOf(file)], doc)
			}
		}
	}
	for of := range p.over {
		slices.SortFunc(p.over[of], func(a, b ingest.Document) int { return strings.Compare(a.File, b.File) })
	}
	for _, g := range all {
		if err := d.readManifests(ctx, p, g); err != nil {
			return nil, err
		}
	}
	for _, g := range all {
		if err := d.checkArchives(ctx, p, g); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// readManifests reads what says it is the manifest of a bundle. One without a
// signature is a list of hashes.
func (d *Desk) readManifests(ctx context.Context, p *proofs, g gathered) error {
	for file, doc := range g.beside.Found {
		if path.Base(file[strings.LastIndexByte(file, '!')+1:]) != trust.ManifestName {
			continue
		}
		m, err := trust.ReadManifest(doc.Data)
		if err != nil {
			continue // its line of the receipt says so
		}
		b := &bundleManifest{file: file, folder: strings.TrimSuffix(file, trust.ManifestName), manifest: m,
			proof: domain.Proof{Sort: domain.ProofSHA256, Result: trust.ResultGood}}
		for _, sig := range p.over[file] {
			if !trust.IsMinisign(sig.Data) {
				continue
			}
			b.proof = trust.CheckMinisign(doc.Data, sig.Data, p.keys)
			b.proof.Signed = sig.Digest
			if err := d.store.PutOriginal(ctx, sig.Digest, sig.Data); err != nil {
				return err
			}
		}
		b.proof.File, b.proof.Digest = file, doc.Digest
		if err := d.store.PutOriginal(ctx, doc.Digest, doc.Data); err != nil {
			return err
		}
		if err := d.follow(ctx, b, doc.Digest); err != nil {
			return err
		}
		for _, f := range m.Files {
			if !p.has(b.folder + f.Path) {
				b.warnings = append(b.warnings, domain.Warning{Code: "manifest_missing", Params: domain.Params{"name": f.Path}})
			}
		}
		p.manifests = append(p.manifests, b)
	}
	slices.SortFunc(p.manifests, func(a, b *bundleManifest) int { return strings.Compare(a.file, b.file) })
	return nil
}

// follow compares a signed manifest with the last one of its series by the same
// key, and remembers it where it is the newest. What anybody could have written is not remembered.
func (d *Desk) follow(ctx context.Context, b *bundleManifest, digest string) error {
	if b.proof.Sort != domain.ProofMinisign || b.proof.Result != trust.ResultGood {
		return nil
	}
	series := b.proof.Key + " " + b.manifest.Series
	return d.store.Update(ctx, func(w *store.Write) error {
		last, err := w.Series(series)
		if err != nil {
			return err
		}
		b.warnings = nil
		if warning := b.manifest.Follows(trust.Last{Sequence: last.Sequence, Digest: last.Digest}, digest); warning != nil {
			b.warnings = append(b.warnings, *warning)
		}
		if b.manifest.Sequence <= last.Sequence {
			return nil
		}
		return w.PutSeries(store.SeriesRecord{Series: series, Sequence: b.manifest.Sequence, Digest: digest})
	})
}

// covers gives the manifest's line for a file of the bundle.
func (b *bundleManifest) covers(file string) (*trust.ManifestFile, bool) {
	rest, ok := strings.CutPrefix(file, b.folder)
	if !ok || strings.Contains(rest, "!") || file == b.file {
		return nil, false
	}
	return b.manifest.File(rest), true
}

// checkArchives checks the proofs over files whose exact bytes are read in parts
// otherwise: archives and packed documents that lie open in a folder.
func (d *Desk) checkArchives(ctx context.Context, p *proofs, g gathered) error {
	if g.path == "" {
		return nil
	}
	targets := map[string]bool{}
	for of := range p.over {
		targets[of] = true
	}
	for _, b := range p.manifests {
		for _, f := range b.manifest.Files {
			if !f.Payload { // which is checked as it is taken in
				targets[b.folder+f.Path] = true
			}
		}
	}
	for of := range targets {
		if g.beside.IsPayload(of) || !ingest.IsPacked(of) || strings.Contains(of, "!") || !g.beside.Has(of) || p.around[of] != nil {
			continue
		}
		found, err := p.checkRaw(ctx, g.path, of)
		if err != nil {
			return err
		}
		for _, doc := range p.over[of] {
			if err := d.store.PutOriginal(ctx, doc.Digest, doc.Data); err != nil {
				return err
			}
		}
		p.around[of] = found
	}
	return nil
}

// checkRaw reads the bytes of an archive once for all hashes and once for each
// signature.
func (p *proofs) checkRaw(ctx context.Context, root, of string) ([]domain.Proof, error) {
	var out []domain.Proof
	sums, size := trust.Sums{}, int64(0)
	err := readRaw(ctx, root, of, func(r *counted) (err error) {
		sums, err = trust.SumsOf(r)
		size = r.n
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, doc := range p.over[of] {
		var proof domain.Proof
		if doc.Format == domain.FormatHash {
			proof = trust.ReadHashes(doc.Data).Check(of, sums)
		} else if err := readRaw(ctx, root, of, func(r *counted) (err error) {
			if trust.IsMinisign(doc.Data) {
				proof, err = trust.CheckMinisignReader(r, doc.Data, p.keys)
			} else {
				proof, err = trust.CheckOpenPGP(r, doc.Data, p.keys, p.at)
			}
			return err
		}); err != nil {
			return nil, err
		}
		proof.File, proof.Digest, proof.Of = doc.File, doc.Digest, of
		out = append(out, proof)
	}
	for _, b := range p.manifests {
		if line, ok := b.covers(of); ok && line != nil {
			proof := line.Check(sums, size, b.proof)
			proof.Of = of
			out = append(out, proof)
		}
	}
	return out, nil
}

// has reports whether some proof speaks of the document.
func (p *proofs) anyOver(doc *ingest.Document) bool { return len(p.candidates(doc)) > 0 }

// candidates are the digests of the proofs that speak of a document.
func (p *proofs) candidates(doc *ingest.Document) []string {
	var out []string
	for _, proof := range p.beside(doc.File) {
		out = append(out, proof.Digest)
	}
	for _, of := range ingest.Packing(doc.File) {
		for _, proof := range p.around[of] {
			out = append(out, proof.Digest)
		}
	}
	for _, b := range p.manifests {
		if line, ok := b.covers(doc.File); ok && line != nil && !ingest.IsPacked(doc.File) {
			out = append(out, b.proof.Digest)
		}
	}
	return out
}

// beside are the hashes and signatures over the very bytes of a document.
func (p *proofs) beside(file string) []ingest.Document {
	if !ingest.IsPacked(file) {
		return p.over[file]
	}
	return p.over[strings.TrimSuffix(file, path.Ext(file))] // a.json.asc beside a.json.gz
}

// check checks everything that speaks of a document.
func (p *proofs) check(doc *ingest.Document) ([]domain.Proof, error) {
	if given, ok := p.given[doc.Digest]; ok {
		return given, nil
	}
	var out []domain.Proof
	sums := trust.Sums{SHA256: doc.Digest}
	for _, beside := range p.beside(doc.File) {
		var proof domain.Proof
		var err error
		switch {
		case beside.Format == domain.FormatHash:
			hashes := trust.ReadHashes(beside.Data)
			if sums.SHA512 == "" && slices.Contains(hashes.Needs(), domain.ProofSHA512) {
				if sums, err = trust.SumsOf(bytes.NewReader(doc.Data)); err != nil {
					return nil, err
				}
			}
			proof = hashes.Check(ingest.ProofOf(beside.File), sums)
		case trust.IsMinisign(beside.Data):
			proof = trust.CheckMinisign(doc.Data, beside.Data, p.keys)
		default:
			proof, err = trust.CheckOpenPGP(bytes.NewReader(doc.Data), beside.Data, p.keys, p.at)
		}
		if err != nil {
			return nil, err
		}
		proof.File, proof.Digest = beside.File, beside.Digest
		out = append(out, proof)
	}
	for _, of := range ingest.Packing(doc.File) {
		out = append(out, p.around[of]...)
	}
	if ingest.IsPacked(doc.File) {
		return out, nil
	}
	for _, b := range p.manifests {
		if line, ok := b.covers(doc.File); ok && line != nil {
			out = append(out, line.Check(sums, doc.Size, b.proof))
		}
	}
	return out, nil
}

// unlisted says which manifests of the bundle pass a document over.
func (p *proofs) unlisted(file string) []domain.Warning {
	var out []domain.Warning
	for _, b := range p.manifests {
		if line, ok := b.covers(file); ok && line == nil {
			out = append(out, domain.Warning{Code: "manifest_unlisted"})
		}
	}
	return out
}

// notes are the warnings on the line of a proof, a key or a manifest itself.
func (p *proofs) notes(doc *ingest.Document) ([]domain.Warning, error) {
	switch doc.Format {
	case domain.FormatHash, domain.FormatSignature:
		if of := ingest.ProofOf(doc.File); p.has != nil && of != "" && !p.has(of) && !p.has(of+".gz") && !p.has(of+".zst") {
			return []domain.Warning{{Code: "proof_alone", Params: domain.Params{"file": doc.File}}}, nil
		}
	case domain.FormatKey:
		keys, err := trust.ReadKeys(doc.Data)
		if err != nil {
			return nil, err
		}
		var out []domain.Warning
		for _, k := range keys {
			if p.known[k.Fingerprint].State == domain.KeyOffered {
				out = append(out, domain.Warning{Code: "key_offered", Params: domain.Params{"key": k.Fingerprint}})
			}
		}
		return out, nil
	case domain.FormatManifest:
		if _, err := trust.ReadManifest(doc.Data); err != nil {
			return nil, err
		}
		for _, b := range p.manifests {
			if b.file == doc.File {
				verdict := trust.Judge([]domain.Proof{b.proof}, nil, p.known)
				return append(slices.Clone(b.warnings), verdict.Warnings...), nil
			}
		}
	}
	return nil, nil
}
