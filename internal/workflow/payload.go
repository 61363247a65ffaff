package workflow

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// keptPayload is a patch file whose bytes are packed, ready to be noted.
type keptPayload struct {
	packed int64
	bonds  []domain.PayloadBond
}

// takePayload packs the bytes of a patch file and checks all that speaks of them. Of
// one whose proofs fail the bytes are kept for the quarantine.
func (p *prepared) takePayload(ctx context.Context, d *Desk, g *proofs) error {
	var desk domain.Desk
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		desk, err = r.Desk()
		if domain.Is(err, domain.NotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		return err
	}
	doc := &p.doc
	limit := desk.MaxPayload()
	switch {
	case limit == 0:
		return &domain.Error{Kind: domain.Unsupported, Op: "keep payload", Subject: doc.File, Code: "payload_off"}
	case doc.Size > limit:
		return payloadTooLarge(limit)
	}
	kept, err := d.packPayload(ctx, doc.Stream, limit)
	if err != nil {
		return err
	}
	doc.Stream, doc.Digest, doc.Size = nil, kept.sums.SHA256, kept.size
	p.payload = &keptPayload{packed: kept.packed}
	if p.proofs, err = d.checkPayload(doc, kept.sums, g); err != nil {
		return err
	}
	for _, b := range g.manifests {
		if line, ok := b.covers(doc.File); ok && line != nil {
			p.proofs = append(p.proofs, line.Check(kept.sums, kept.size, b.proof))
			p.payload.bonds = append(p.payload.bonds, line.For...)
		}
	}
	p.verdict = trust.Judge(p.proofs, nil, g.known)
	p.warnings = append(p.verdict.Warnings, g.unlisted(doc.File)...)
	for _, beside := range g.over[doc.File] {
		p.kept = append(p.kept, keptProof{beside.Digest, store.CompressAs(beside.Digest, beside.Data)})
	}
	return nil
}

// checkPayload checks the hashes and signatures beside a payload, and those over
// what it came in.
func (d *Desk) checkPayload(doc *ingest.Document, sums trust.Sums, g *proofs) ([]domain.Proof, error) {
	var out []domain.Proof
	for _, beside := range g.over[doc.File] {
		var proof domain.Proof
		var err error
		if beside.Format == domain.FormatHash {
			proof = trust.ReadHashes(beside.Data).Check(doc.File, sums)
		} else {
			err = d.readPayload(doc.Digest, func(r io.Reader) (err error) {
				if trust.IsMinisign(beside.Data) {
					proof, err = trust.CheckMinisignReader(r, beside.Data, g.keys)
				} else {
					proof, err = trust.CheckOpenPGP(r, beside.Data, g.keys, g.at)
				}
				return err
			})
		}
		if err != nil {
			return nil, err
		}
		proof.File, proof.Digest = beside.File, beside.Digest
		out = append(out, proof)
	}
	for _, of := range ingest.Packing(doc.File) {
		if of != doc.File {
			out = append(out, g.around[of]...)
		}
	}
	return out, nil
}

// applyPayload notes a patch file, or sets it aside.
func (d *Desk) applyPayload(w *store.Write, p *prepared, line *domain.FileReceipt, receipt string) error {
	if err := putProofs(w, p); err != nil {
		return err
	}
	person, err := d.person(&w.Read)
	if err != nil {
		return err
	}
	if line.Outcome == domain.Quarantined {
		have, ok, err := w.Quarantined(p.doc.Digest)
		if err != nil || ok && slices.Equal(have.Proofs, p.proofs) {
			return err
		}
		return w.PutQuarantine(domain.QuarantineItem{Digest: p.doc.Digest, File: p.doc.File, Format: p.doc.Format, Size: p.doc.Size,
			At: d.now().UTC(), By: person, Receipt: receipt, Reason: p.verdict.Reason, Params: p.verdict.Params, Proofs: p.proofs})
	}
	one := domain.Payload{Digest: p.doc.Digest, Name: payloadName(p.doc.File), File: p.doc.File, Size: p.doc.Size, Packed: p.payload.packed,
		Badge: p.verdict.Badge, Proofs: p.proofs, For: p.payload.bonds, At: d.now().UTC(), By: person, Here: true}
	have, ok, err := w.Payload(one.Digest)
	if err != nil {
		return err
	}
	if ok {
		one.At, one.By, one.Proofs = have.At, have.By, joinProofs(have.Proofs, one.Proofs)
		for _, bond := range have.For {
			if !slices.Contains(one.For, bond) {
				one.For = append(one.For, bond)
			}
		}
		if have.Badge.AtLeast(one.Badge) {
			one.Badge = have.Badge
		}
		line.Outcome = domain.Unchanged
	}
	line.Badge = one.Badge
	if err := w.PutPayload(one); err != nil {
		return err
	}
	return d.leaveQuarantine(w, one.Digest, person)
}

// payloadName is the name of a file without its folders and archives.
func payloadName(file string) string {
	return path.Base(file[strings.LastIndexByte(file, '!')+1:])
}
