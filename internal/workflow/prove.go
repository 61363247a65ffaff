package workflow

import (
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// origin is what the check of a document's proofs gave.
type origin struct {
	seen    *store.Arrival // the same bytes came in before
	proofs  []domain.Proof
	owners  []string
	verdict trust.Verdict
	kept    []keptProof // bytes of proofs over this document alone

	released string // why a person lets it in whatever its proofs say
}

// keptProof is a hash or signature file, ready to be stored.
type keptProof struct {
	digest string
	packed store.Packed
}

// work decodes a document and checks what came with it; it needs no store.
func (p *prepared) work(g *proofs) {
	p.decodeInto()
	if g == nil {
		return
	}
	if p.err == nil && p.records() == 0 {
		p.warnings, p.err = g.notes(&p.doc)
		return
	}
	p.prove(g)
	p.validate(g)
	if p.seen != nil {
		p.advisories, p.signals, p.warnings, p.scores = nil, nil, nil, dayScores{}
		p.unchanged, p.err = true, nil
	}
}

// prove checks the proofs of a document and keeps their bytes. One whose proof
// fails is kept even where it cannot be read: damage is the likeliest cause.
func (p *prepared) prove(g *proofs) {
	if p.err != nil && !g.anyOver(&p.doc) {
		return
	}
	found, err := g.check(&p.doc)
	if err != nil {
		p.err = err
		return
	}
	p.owners = p.speaksFor()
	p.proofs = found
	all := found
	if p.seen != nil {
		all = joinProofs(p.seen.Proofs, found)
		p.proofs = all
	}
	p.verdict = trust.Judge(all, p.owners, g.known)
	p.warnings = append(append(p.warnings, p.verdict.Warnings...), g.unlisted(p.doc.File)...)
	for _, beside := range g.beside(p.doc.File) {
		// A hash that fits says no more than its own digest; a signature can be
		// checked again when a key becomes known.
		if beside.Format != domain.FormatHash || p.verdict.Badge == domain.BadgeFailed {
			p.kept = append(p.kept, keptProof{beside.Digest, store.CompressAs(beside.Digest, beside.Data)})
		}
	}
	if p.setAside(g) && p.err != nil {
		p.packed = store.CompressAs(p.doc.Digest, p.doc.Data)
	}
	p.released = g.released
}

// setAside reports whether the document has to go to quarantine.
func (p *prepared) setAside(g *proofs) bool {
	return p.seen == nil && p.verdict.Badge == domain.BadgeFailed && g.released == ""
}

// quarantined is [prepared.setAside] once the work is done.
func (p *prepared) quarantined() bool {
	return p.seen == nil && p.verdict.Badge == domain.BadgeFailed && p.released == ""
}

// speaksFor lists the publishers a document speaks for: the namespaces of its
// advisories, or the sources of its signals where it has none.
func (p *prepared) speaksFor() []string {
	var out []string
	for i := range p.advisories {
		out = append(out, p.advisories[i].advisory.Namespace)
	}
	if len(out) == 0 {
		for i := range p.signals {
			out = append(out, p.signals[i].Source)
		}
		if p.scores.source != "" {
			out = append(out, p.scores.source)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// joinProofs adds proofs to others; the same bytes over the same thing, checked
// again, replace the older result.
func joinProofs(old, found []domain.Proof) []domain.Proof {
	out := slices.Clone(old)
	for _, f := range found {
		at := slices.IndexFunc(out, func(o domain.Proof) bool { return o.Digest == f.Digest && o.Sort == f.Sort && o.Of == f.Of })
		if at < 0 {
			out = append(out, f)
		} else {
			out[at] = f
		}
	}
	return out
}

// news reports whether a proof lies beside a document that did not when the same
// bytes came in before.
func (g *proofs) news(doc *ingest.Document, seen *store.Arrival) bool {
	return slices.ContainsFunc(g.candidates(doc), func(digest string) bool {
		return !slices.ContainsFunc(seen.Proofs, func(p domain.Proof) bool { return p.Digest == digest })
	})
}

// untrusted is why a document was set aside.
func (p *prepared) untrusted() *domain.Error {
	return &domain.Error{Kind: domain.Untrusted, Op: "verify", Subject: p.doc.File, Code: p.verdict.Reason, Params: p.verdict.Params}
}

// applyOther writes what a document leaves that is not taken in: one that is set
// aside, or better proofs for bytes that are here already.
func (d *Desk) applyOther(w *store.Write, p *prepared, line *domain.FileReceipt, receipt string) error {
	switch {
	case line.Outcome == domain.Quarantined:
		return d.quarantine(w, p, line, receipt)
	case p.seen != nil && len(p.proofs) > 0:
		return d.moreProof(w, p, line)
	}
	return nil
}

// keepProofs stores the bytes of the proofs of a document that is taken in, and
// closes its item in quarantine where it has one.
func (d *Desk) keepProofs(w *store.Write, p *prepared, arrival store.Arrival) error {
	if len(p.proofs) == 0 {
		return nil
	}
	if err := putProofs(w, p); err != nil {
		return err
	}
	return d.leaveQuarantine(w, p.doc.Digest, arrival.By)
}

func putProofs(w *store.Write, p *prepared) error {
	for _, k := range p.kept {
		if err := w.PutOriginal(k.digest, k.packed); err != nil {
			return err
		}
	}
	return nil
}

// moreProof records proofs that came later than the bytes. They may raise the
// badge; a failing one is told and not recorded, since the bytes are the same
// that were found good.
func (d *Desk) moreProof(w *store.Write, p *prepared, line *domain.FileReceipt) error {
	if p.verdict.Badge == domain.BadgeFailed && p.seen.Badge != domain.BadgeFailed {
		line.Warnings = append(line.Warnings, domain.Warning{Code: p.verdict.Reason, Params: p.verdict.Params})
		return nil
	}
	arrival, err := w.Arrival(p.seen.ID)
	if err != nil {
		return err
	}
	before := arrival.Badge
	arrival.Proofs, arrival.Owners, arrival.Badge = p.proofs, p.owners, p.verdict.Badge
	line.Badge, line.Proofs = arrival.Badge, arrival.Proofs
	if err := putProofs(w, p); err != nil {
		return err
	}
	if err := w.PutArrival(arrival); err != nil || before.AtLeast(arrival.Badge) {
		return err
	}
	line.Warnings = append(line.Warnings, domain.Warning{Code: "badge_raised", Params: domain.Params{"have": string(before), "got": string(arrival.Badge)}})
	return w.PutPending(pendingBadge, arrival.ID, store.Pending{})
}
