package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// quarantine keeps a document that was set aside, with its proofs.
func (d *Desk) quarantine(w *store.Write, p *prepared, line *domain.FileReceipt, receipt string) error {
	have, ok, err := w.Quarantined(p.doc.Digest)
	if err != nil || ok && have.Released.IsZero() && slices.Equal(have.Proofs, p.proofs) {
		line.Items = have.Items
		return err
	}
	if err := w.PutOriginal(p.doc.Digest, p.packed); err != nil {
		return err
	}
	if err := putProofs(w, p); err != nil {
		return err
	}
	person, err := d.person(&w.Read)
	if err != nil {
		return err
	}
	item := domain.QuarantineItem{Digest: p.doc.Digest, File: p.doc.File, Format: p.doc.Format, Size: p.doc.Size, Owners: p.owners,
		At: d.now().UTC(), By: person, Receipt: receipt, Reason: p.verdict.Reason, Params: p.verdict.Params, Proofs: p.proofs}
	for i := range p.advisories {
		item.Items = append(item.Items, string(p.advisories[i].advisory.Key()))
	}
	line.Items = item.Items
	return w.PutQuarantine(item)
}

// leaveQuarantine closes the item of a document that came in after all, because
// its proofs hold now.
func (d *Desk) leaveQuarantine(w *store.Write, digest, person string) error {
	item, ok, err := w.Quarantined(digest)
	if err != nil || !ok || !item.Released.IsZero() {
		return err
	}
	item.Released, item.Releaser, item.Because = d.now().UTC(), person, "its proofs hold now"
	if item.Reason == codeInvalidCSAF {
		item.Because = "documents that fail tests are taken in now"
	}
	return w.PutQuarantine(item)
}

// Quarantine lists what was set aside, newest first; released items only with all.
func (d *Desk) Quarantine(ctx context.Context, all bool) ([]domain.QuarantineItem, error) {
	var out []domain.QuarantineItem
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for item, err := range r.Quarantine() {
			if err != nil {
				return err
			}
			if all || item.Released.IsZero() {
				out = append(out, item)
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b domain.QuarantineItem) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.File, b.File)) })
	return out, err
}

// Quarantined shows one item and its exact bytes; of a payload no bytes. ref is the digest or its first
// digits, or the file's name. Errors: NotFound, Conflict (several).
func (d *Desk) Quarantined(ctx context.Context, ref string) (domain.QuarantineItem, []byte, error) {
	items, err := d.Quarantine(ctx, true)
	if err != nil {
		return domain.QuarantineItem{}, nil, err
	}
	var found []domain.QuarantineItem
	for _, item := range items {
		if ref != "" && (strings.HasPrefix(item.Digest, strings.ToLower(ref)) || item.File == ref || strings.HasSuffix(item.File, "/"+ref) || strings.HasSuffix(item.File, "!"+ref)) {
			found = append(found, item)
		}
	}
	switch {
	case len(found) == 0:
		return domain.QuarantineItem{}, nil, &domain.Error{Kind: domain.NotFound, Op: "find quarantine", Subject: ref, Code: "no_such_quarantine"}
	case len(found) > 1:
		return domain.QuarantineItem{}, nil, &domain.Error{Kind: domain.Conflict, Op: "find quarantine", Subject: ref, Code: "several_quarantine"}
	}
	if found[0].Format == domain.FormatPayload {
		return found[0], nil, nil // it may be larger than memory: see [Desk.SavePayload]
	}
	var data []byte
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		data, err = r.Original(found[0].Digest)
		return err
	})
	return found[0], data, err
}

// Release lets a document in that was set aside; who and why is recorded. It keeps
// the badge its proofs are worth now: what is let in with a failed proof can lower
// nothing. Errors: Invalid (no reason, or it cannot be read),
// Untrusted (the role), NotFound, Conflict.
func (d *Desk) Release(ctx context.Context, ref, reason string) (domain.Receipt, error) {
	if strings.TrimSpace(reason) == "" {
		return domain.Receipt{}, &domain.Error{Kind: domain.Invalid, Op: "release", Subject: ref, Code: "reason_missing"}
	}
	if err := d.store.View(ctx, func(r *store.Read) error { return d.may(r, domain.RoleApprove) }); err != nil {
		return domain.Receipt{}, err
	}
	item, data, err := d.Quarantined(ctx, ref)
	if err != nil {
		return domain.Receipt{}, err
	}
	if !item.Released.IsZero() {
		return domain.Receipt{}, &domain.Error{Kind: domain.Conflict, Op: "release", Subject: item.File, Code: "released_already"}
	}
	if item.Format == domain.FormatPayload {
		return domain.Receipt{}, &domain.Error{Kind: domain.Untrusted, Op: "release", Subject: item.File, Code: "payload_not_released"}
	}
	doc := ingest.Document{File: item.File, Format: item.Format, Size: item.Size, Digest: item.Digest, Data: data}
	probe := &prepared{doc: doc}
	if probe.decodeInto(); probe.err != nil {
		return domain.Receipt{}, probe.err
	}
	g, err := d.newProofs(ctx, nil)
	if err != nil {
		return domain.Receipt{}, err
	}
	again, err := d.recheck(ctx, item.Digest, item.File, item.Proofs, g.keys, item.At)
	if err != nil {
		return domain.Receipt{}, err
	}
	g.released, g.given = reason, map[string][]domain.Proof{item.Digest: again}
	receipt, err := d.importFrom(ctx, "quarantine: "+item.File, item.Size, ready(g), func(visit func(ingest.Document, error) error) error {
		return visit(doc, nil)
	}, nil)
	if err != nil {
		return receipt, err
	}
	item.Released, item.Releaser, item.Because = d.now().UTC(), receipt.By, reason
	e := d.event(receipt.By, "quarantine.release", item.File)
	e.Before, e.After, e.Reason = string(item.Reason), item.Digest, reason
	return receipt, d.store.Update(ctx, func(w *store.Write) error {
		if err := w.PutQuarantine(item); err != nil {
			return err
		}
		return w.AppendEvent(e)
	})
}
