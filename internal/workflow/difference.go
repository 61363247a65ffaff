package workflow

import (
	"context"
	"encoding/json"
	"strings"

	"fenceline/internal/assess"
	"fenceline/internal/compare"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Revisions lists the kept revisions of an advisory, the one in force last. Errors:
// NotFound, Conflict.
func (d *Desk) Revisions(ctx context.Context, key domain.AdvisoryKey) ([]domain.RevisionView, error) {
	var out []domain.RevisionView
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		out, err = revisionViews(r, &rec)
		return err
	})
	return out, err
}

func revisionViews(r *store.Read, rec *store.AdvisoryRecord) ([]domain.RevisionView, error) {
	var out []domain.RevisionView
	for i, revision := range rec.Revisions {
		a, err := r.Arrival(revision.Arrival)
		if err != nil && !domain.Is(err, domain.NotFound) { // an import that was stopped writes it last
			return nil, err
		}
		view := domain.RevisionView{Revision: revision.Revision, Digest: revision.Digest, Received: revision.Received, Badge: revision.Badge, File: a.File, InForce: i == len(rec.Revisions)-1}
		if rec.Format == domain.FormatCSAF {
			view.Versioning = assess.VersioningOf(revision.Revision)
		}
		out = append(out, view)
	}
	return out, nil
}

// Difference says what two kept revisions of an advisory say differently. A
// revision is named by its number, or by the first letters of its document's
// digest where several have it; without one the two newest are compared, with one
// that and the one in force. Errors: NotFound, Conflict, Invalid (nothing to compare).
func (d *Desk) Difference(ctx context.Context, key domain.AdvisoryKey, older, newer string) (domain.Difference, error) {
	var out domain.Difference
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		all, err := revisionViews(r, &rec)
		if err != nil {
			return err
		}
		if len(all) < 2 {
			return &domain.Error{Kind: domain.Invalid, Op: "compare revisions", Subject: rec.ID, Code: "one_revision", Params: domain.Params{"revision": all[0].Revision}}
		}
		a, b := len(all)-2, len(all)-1
		if older != "" {
			if a, err = revisionAt(all, older); err != nil {
				return err
			}
		}
		if newer != "" {
			if b, err = revisionAt(all, newer); err != nil {
				return err
			}
		}
		out = domain.Difference{Advisory: rec.Advisory, Older: all[a], Newer: all[b]}
		x, err := d.comparable(r, &rec, all[a].Digest)
		if err != nil {
			return err
		}
		y, err := d.comparable(r, &rec, all[b].Digest)
		if err != nil {
			return err
		}
		if out.Changes, err = compare.Documents(x, y); err != nil {
			return err
		}
		older, err := d.decodeOriginal(r, all[a].Digest, rec.Advisory)
		if err != nil {
			return err
		}
		newer, err := d.decodeOriginal(r, all[b].Digest, rec.Advisory)
		if err != nil {
			return err
		}
		out.Said = compare.Advisories(older, newer, assess.RangeText)
		return nil
	})
	return out, err
}

// revisionAt finds a revision by its number or digest.
func revisionAt(all []domain.RevisionView, ref string) (int, error) {
	found, known := -1, ""
	for i := range all {
		known += ", " + all[i].Revision
		if all[i].Revision != ref && !(len(ref) >= 6 && strings.HasPrefix(all[i].Digest, ref)) {
			continue
		}
		if found >= 0 {
			return 0, &domain.Error{Kind: domain.Conflict, Op: "compare revisions", Subject: ref, Code: "several_revisions",
				Params: domain.Params{"revision": ref, "digests": all[found].Digest[:12] + ", " + all[i].Digest[:12]}}
		}
		found = i
	}
	if found < 0 {
		return 0, &domain.Error{Kind: domain.NotFound, Op: "compare revisions", Subject: ref, Code: "no_such_revision", Params: domain.Params{"revision": ref, "known": known[2:]}}
	}
	return found, nil
}

// comparable is one revision as JSON: the document itself, or what was read of it
// where one document holds many advisories or is no JSON.
func (d *Desk) comparable(r *store.Read, rec *store.AdvisoryRecord, digest string) ([]byte, error) {
	if !isFeed(rec.Format) {
		data, err := r.Original(digest)
		if err != nil || json.Valid(data) {
			return data, err
		}
	}
	a, err := d.decodeOriginal(r, digest, rec.Advisory)
	if err != nil {
		return nil, err
	}
	return json.Marshal(a)
}
