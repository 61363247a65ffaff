package workflow

import (
	"context"
	"errors"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
)

// applyDocument writes one decoded document: its original bytes, what it says,
// what has to be matched again, and that it arrived, all in w's transaction.
func (d *Desk) applyDocument(w *store.Write, p *prepared, arrival store.Arrival, receipt string) (domain.FileReceipt, error) {
	line := lineOf(p)
	if p.payload != nil && p.err == nil {
		return line, d.applyPayload(w, p, &line, receipt)
	}
	if line.Outcome != domain.Imported {
		return line, d.applyOther(w, p, &line, receipt)
	}
	for i := range p.advisories {
		p.advisories[i].written = nil
	}
	// The same bytes may stand twice in one archive.
	known, err := cameBefore(&w.Read, p.doc.Digest)
	if err != nil {
		return line, err
	}
	if known != nil {
		line.Outcome = domain.Unchanged
		return line, nil
	}
	if p.scores.packed.Count() > 0 {
		return line, store.ErrTooLarge // see [Desk.applyLarge]
	}
	if err := w.PutOriginal(p.doc.Digest, p.packed); err != nil {
		return line, err
	}
	if err := d.keepProofs(w, p, arrival); err != nil {
		return line, err
	}
	for i := range p.advisories {
		warnings, err := d.applyAdvisory(w, &p.advisories[i], arrival)
		if err != nil {
			return line, err
		}
		line.Warnings = append(line.Warnings, warnings...)
	}
	warnings, err := d.applySignals(w, p.signals, arrival)
	if err != nil {
		return line, err
	}
	line.Warnings = append(line.Warnings, warnings...)
	return line, w.AddArrival(arrival)
}

// lineOf is the receipt line of a document before it is written.
func lineOf(p *prepared) domain.FileReceipt {
	line := domain.FileReceipt{File: p.doc.File, Format: p.doc.Format, Digest: p.doc.Digest, Size: p.doc.Size}
	switch {
	case p.quarantined():
		line.Outcome, line.Badge, line.Proofs = domain.Quarantined, domain.BadgeFailed, p.proofs
		line.Error = p.untrusted()
	case p.err != nil:
		line.Outcome = domain.Rejected
		line.Error = asError(p.err, p.doc.File)
	case p.payload != nil:
		line.Outcome, line.Badge, line.Proofs = domain.Imported, p.verdict.Badge, p.proofs
		line.Warnings = slices.Clone(p.warnings)
	case p.unchanged:
		line.Outcome = domain.Unchanged
		line.Warnings = slices.Clone(p.warnings)
		if p.seen != nil {
			line.Badge, line.Proofs = p.seen.Badge, p.seen.Proofs
		}
	case p.records() == 0:
		line.Outcome = domain.Recognised
		line.Warnings = slices.Clone(p.warnings)
	default:
		line.Outcome = domain.Imported
		line.Records, line.Badge, line.Proofs = p.records(), p.verdict.Badge, p.proofs
		line.Waits = p.unchecked
		line.Warnings = slices.Clone(p.warnings)
		for i := range p.advisories {
			line.Items = append(line.Items, string(p.advisories[i].advisory.Key()))
		}
	}
	return line
}

// asError gives any error the form a receipt keeps.
func asError(err error, subject string) *domain.Error {
	var e *domain.Error
	if errors.As(err, &e) {
		return e
	}
	return &domain.Error{Kind: domain.Invalid, Op: "import", Subject: subject, Code: "unreadable", Params: domain.Params{"cause": err.Error()}, Err: err}
}

// applyLarge writes a document that does not fit into one transaction: original
// first, then facts and rows in steps that may be repeated, the arrival last.
func (d *Desk) applyLarge(ctx context.Context, p *prepared, arrival store.Arrival, receipt string) (domain.FileReceipt, error) {
	line := lineOf(p)
	if line.Outcome == domain.Imported || line.Outcome == domain.Quarantined {
		if err := d.store.PutPacked(ctx, p.doc.Digest, p.packed); err != nil {
			return line, err
		}
	}
	if line.Outcome != domain.Imported {
		return line, d.store.Update(ctx, func(w *store.Write) error {
			line = lineOf(p)
			return d.applyOther(w, p, &line, receipt)
		})
	}
	warnings, err := d.applyAdvisories(ctx, p.advisories, arrival)
	if err != nil {
		return line, err
	}
	line.Warnings = append(line.Warnings, warnings...)
	if warnings, err = d.applySignalSteps(ctx, p.signals, arrival); err != nil {
		return line, err
	}
	line.Warnings = append(line.Warnings, warnings...)
	if warnings, err = d.applyScores(ctx, &p.scores, arrival); err != nil {
		return line, err
	}
	line.Warnings = append(line.Warnings, warnings...)
	err = d.store.Update(ctx, func(w *store.Write) error {
		if err := d.keepProofs(w, p, arrival); err != nil {
			return err
		}
		return w.PutArrival(arrival)
	})
	return line, err
}

// change is what one revision of an advisory changes in the match index.
type change struct {
	record   store.AdvisoryRecord
	inForce  bool // this revision is the one that counts now; else rows are what it adds beside that one
	known    bool // it is here already, out of another document of a feed
	deleted  bool // a person took it off the desk since it came
	first    bool // nothing of the advisory is here yet
	old      *domain.Advisory
	oldKeys  []domain.PackageKey
	keys     []domain.PackageKey                       // of rows, sorted
	rows     []store.PackedRows                        // under each of keys
	fill     func(domain.PackageKey, *domain.MatchRow) // how the rows came; nil: they say so themselves
	warnings []domain.Warning

	raisedBefore, raised []domain.KeyedRow // of weaker revisions beside the one in force, before and now
}

// written says what writing the change comes to.
func (c *change) written() *writtenAdvisory {
	newest := c.record.Revisions[len(c.record.Revisions)-1]
	return &writtenAdvisory{inForce: c.inForce, first: c.first, received: c.record.Received, arrived: newest.Received, revisions: len(c.record.Revisions)}
}

// decide compares the arriving revision with what is kept and says what changes.
func (d *Desk) decide(r *store.Read, pa *preparedAdvisory, arrival store.Arrival) (*change, error) {
	a := &pa.advisory
	c := &change{}
	if through, err := r.Deleted(a.Key()); err != nil || arrival.ID <= through {
		c.deleted = true
		return c, err
	}
	rec, err := r.Advisory(a.Key())
	switch {
	case domain.Is(err, domain.NotFound):
		rec = store.AdvisoryRecord{Advisory: a.Key(), Received: arrival.At}
		c.first = true
	case err != nil:
		return nil, err
	}
	revision := store.RevisionRecord{Revision: a.Revision, Digest: arrival.Digest, Received: arrival.At, Badge: arrival.Badge, Arrival: arrival.ID}
	c.inForce = true
	rec = withoutBegun(rec, arrival)
	if len(rec.Revisions) == 0 {
		return c, d.enforce(r, c, pa, rec, revision, arrival)
	}
	newest := rec.Revisions[len(rec.Revisions)-1]
	if isFeed(a.Format) && a.Revision == newest.Revision && newest.Badge.AtLeast(arrival.Badge) {
		c.known, c.inForce, c.record = true, false, rec
		return c, nil
	}
	before := rec
	before.Revisions = slices.Clone(rec.Revisions)
	c.place(a, &rec, &revision)
	if !c.inForce {
		rec.Revisions = slices.Insert(rec.Revisions, len(rec.Revisions)-1, revision)
		if c.record = rec; revision.Raises == 0 {
			return c, nil
		}
		return c, c.standBeside(r, pa, &revision)
	}
	if isFeed(a.Format) {
		c.oldKeys = rec.Keys
		return c, d.enforce(r, c, pa, rec, revision, arrival)
	}
	if c.old, err = d.decodeOriginal(r, newest.Digest, rec.Advisory); err != nil {
		return nil, err
	}
	if c.raisedBefore, err = d.raisedBy(r, &before); err != nil {
		return nil, err
	}
	if c.raised, err = d.raisedBy(r, &rec); err != nil {
		return nil, err
	}
	return c, d.enforce(r, c, pa, rec, revision, arrival)
}

// enforce fills the change with a revision that is in force from now on.
func (d *Desk) enforce(r *store.Read, c *change, pa *preparedAdvisory, rec store.AdvisoryRecord, revision store.RevisionRecord, arrival store.Arrival) error {
	rec.Revisions = append(rec.Revisions, revision)
	c.record = describe(rec, &pa.advisory)
	if isFeed(pa.advisory.Format) {
		c.record.Keys = pa.keys
	}
	return d.fillRows(r, c, pa, arrival)
}

// describe puts what lists show of the advisory into its record.
func describe(rec store.AdvisoryRecord, a *domain.Advisory) store.AdvisoryRecord {
	rec.Format, rec.Namespace, rec.ID = a.Format, a.Namespace, a.ID
	rec.Title, rec.Publisher, rec.Status = a.Title, a.Publisher, a.Status
	rec.Published, rec.Modified, rec.Withdrawn, rec.TLP = a.Published, a.Modified, a.Withdrawn, a.TLP
	rec.Names, rec.Score = nil, 0
	for i := range a.Vulnerabilities {
		v := &a.Vulnerabilities[i]
		if len(rec.Names) < 200 { // a record stays small; the document has them all
			rec.Names = append(rec.Names, v.ID)
			rec.Names = append(rec.Names, v.Aliases...)
		}
		for _, s := range v.Scores {
			rec.Score = max(rec.Score, s.Base)
		}
	}
	slices.SortFunc(rec.Names, assess.CompareNames)
	rec.Names = slices.Compact(rec.Names)
	return rec
}

// fillRows groups the new rows by key and carries over since when each claim has
// been known here.
func (d *Desk) fillRows(r *store.Read, c *change, pa *preparedAdvisory, arrival store.Arrival) error {
	type claim struct {
		key           domain.PackageKey
		vulnerability string
		status        domain.Status
	}
	known := map[claim]domain.MatchRow{}
	if c.old != nil {
		for _, kr := range append(assess.Rows(c.old), c.raisedBefore...) {
			c.oldKeys = append(c.oldKeys, kr.Key)
		}
		slices.Sort(c.oldKeys)
		c.oldKeys = slices.Compact(c.oldKeys)
	}
	for _, key := range c.oldKeys {
		rows, err := r.MatchRowsOf(key, c.record.Advisory)
		if err != nil {
			return err
		}
		for _, row := range rows {
			at := claim{key, row.Vulnerability, row.Status}
			if first, ok := known[at]; !ok || row.Received.Before(first.Received) {
				known[at] = row
			}
		}
	}
	c.keys, c.rows = pa.keys, pa.rows
	c.fill = func(key domain.PackageKey, row *domain.MatchRow) {
		row.Badge, row.Received = arrival.Badge, arrival.At
		if first, ok := known[claim{key, row.Vulnerability, row.Status}]; ok {
			row.Received = first.Received
		}
	}
	if len(c.raised) > 0 {
		var have []domain.KeyedRow
		for i, key := range c.keys {
			for _, row := range c.rowsOf(i) {
				have = append(have, domain.KeyedRow{Key: key, Row: row})
			}
		}
		for i := range c.raised {
			kr := &c.raised[i]
			if first, ok := known[claim{kr.Key, kr.Row.Vulnerability, kr.Row.Status}]; ok {
				kr.Row.Received = first.Received
			}
		}
		c.group(have, c.raised)
	}
	return nil
}

// decodeOriginal reads a kept document again.
func (d *Desk) decodeOriginal(r *store.Read, digest string, key domain.AdvisoryKey) (*domain.Advisory, error) {
	data, err := r.Original(digest)
	if err != nil {
		return nil, err
	}
	var found *domain.Advisory
	doc := ingest.Document{File: string(key), Format: ingest.Recognise("", data), Size: int64(len(data)), Digest: digest, Data: data}
	err = ingest.Decode(doc, func(item domain.Item) error {
		if a, ok := item.(domain.Advisory); ok && a.Key() == key {
			found = &a
		}
		return nil
	})
	if err == nil && found == nil {
		err = &domain.Error{Kind: domain.Corrupt, Op: "read original", Subject: string(key), Code: "original_lost"}
	}
	return found, err
}

// applyAdvisory writes one advisory in one transaction.
func (d *Desk) applyAdvisory(w *store.Write, pa *preparedAdvisory, arrival store.Arrival) ([]domain.Warning, error) {
	pa.written = nil
	c, err := d.decide(&w.Read, pa, arrival)
	if err != nil || c.known {
		return nil, err
	}
	if c.deleted {
		return nil, putSource(w, pa, arrival, false)
	}
	pa.written = c.written()
	for _, key := range c.dropped() {
		if err := dropRows(w, c, key); err != nil {
			return nil, err
		}
	}
	for i := range c.keys {
		if err := putRows(w, c, i); err != nil {
			return nil, err
		}
	}
	if c.inForce {
		if err := putNames(w, c, pa); err != nil {
			return nil, err
		}
	}
	return c.warnings, putRecord(w, c, pa, arrival)
}

// applyAdvisorySteps does the same for an advisory with very many products, in
// transactions of a few hundred keys; every step may be repeated after a crash,
// and the record that makes it count comes last.
func (d *Desk) applyAdvisorySteps(ctx context.Context, pa *preparedAdvisory, arrival store.Arrival) ([]domain.Warning, error) {
	var c *change
	pa.written = nil
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		c, err = d.decide(r, pa, arrival)
		return err
	})
	if err != nil || c.known {
		return nil, err
	}
	if c.deleted {
		return nil, d.store.Update(ctx, func(w *store.Write) error { return putSource(w, pa, arrival, false) })
	}
	pa.written = c.written()
	drop := func(w *store.Write, key domain.PackageKey) error { return dropRows(w, c, key) }
	batch := d.store.Batch(ctx)
	for i := range c.keys {
		if err := batch.Do(func(w *store.Write) error { return putRows(w, c, i) }); err != nil {
			return nil, err
		}
	}
	if err := batch.Flush(); err != nil {
		return nil, err
	}
	if err := inSteps(ctx, d.store, c.dropped(), drop); err != nil {
		return nil, err
	}
	return c.warnings, d.store.Update(ctx, func(w *store.Write) error {
		if c.inForce {
			if err := putNames(w, c, pa); err != nil {
				return err
			}
		}
		return putRecord(w, c, pa, arrival)
	})
}

// inSteps runs one write per element, in as few transactions as the limits of
// the engine allow. A write may run more than once.
func inSteps[T any](ctx context.Context, s *store.Store, all []T, write func(*store.Write, T) error) error {
	batch := s.Batch(ctx)
	for _, one := range all {
		if err := batch.Do(func(w *store.Write) error { return write(w, one) }); err != nil {
			return err
		}
	}
	return batch.Flush()
}
