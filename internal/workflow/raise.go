package workflow

import (
	"reflect"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// A revision that is newer than the one in force and less well proven may not
// replace it: it could take back what the other raised. What it raises itself
// stands beside it. Each such revision has a number, and its statements are counted from
// that number times raisedFrom, so that they are no others' statements.
const raisedFrom = 1 << 20

// place says what an arriving revision is beside the one in force: it takes its
// place, stands beside it, or is kept and nothing more. Of all revisions the
// best proven are looked at first, and of those the newest is in force, in
// whatever order they come.
func (c *change) place(a *domain.Advisory, rec *store.AdvisoryRecord, revision *store.RevisionRecord) {
	newest := &rec.Revisions[len(rec.Revisions)-1]
	older := assess.RevisionLess(a.Format, a.Revision, newest.Revision)
	warn := func(code domain.Code, params domain.Params) {
		c.warnings = append(c.warnings, domain.Warning{Code: code, Params: params})
	}
	badges := domain.Params{"have": string(newest.Badge), "got": string(revision.Badge)}
	switch {
	case older && newest.Badge.AtLeast(revision.Badge):
		c.inForce = false
		warn("older_revision", domain.Params{"have": newest.Revision, "got": a.Revision})
	case !revision.Badge.AtLeast(newest.Badge):
		c.inForce = false
		revision.Raises = nextRaise(rec)
		warn("weaker_revision", badges)
	case older:
		newest.Raises = nextRaise(rec)
		warn("stronger_revision", badges)
	case a.Revision == newest.Revision:
		warn("same_revision_other_bytes", domain.Params{"revision": a.Revision})
	}
	if !c.inForce {
		return
	}
	for i := range rec.Revisions {
		if r := &rec.Revisions[i]; r.Raises > 0 && !assess.RevisionLess(a.Format, a.Revision, r.Revision) {
			r.Raises = 0 // what is newer and no less proven has spoken
		}
	}
}

// nextRaise numbers a revision that raises. Records of a feed do not: reading the
// whole feed again for each of them would take too long.
func nextRaise(rec *store.AdvisoryRecord) int {
	if isFeed(rec.Format) {
		return 0
	}
	n := 0
	for _, r := range rec.Revisions {
		n = max(n, r.Raises)
	}
	return n + 1
}

// raising gives the rows by which a revision may raise something: what it calls
// fixed or not affected is left out.
func raising(rows []domain.KeyedRow, revision *store.RevisionRecord) []domain.KeyedRow {
	var out []domain.KeyedRow
	for _, kr := range rows {
		if kr.Row.Status == domain.StatusFixed || kr.Row.Status == domain.StatusNotAffected {
			continue
		}
		kr.Row.Statement += revision.Raises * raisedFrom
		kr.Row.Badge, kr.Row.Received = revision.Badge, revision.Received
		out = append(out, kr)
	}
	return out
}

// raisedBy collects the raising rows of the revisions in rec that have some.
func (d *Desk) raisedBy(r *store.Read, rec *store.AdvisoryRecord) ([]domain.KeyedRow, error) {
	var out []domain.KeyedRow
	for i := range rec.Revisions {
		if rec.Revisions[i].Raises == 0 {
			continue
		}
		a, err := d.decodeOriginal(r, rec.Revisions[i].Digest, rec.Advisory)
		if err != nil {
			return nil, err
		}
		out = append(out, raising(assess.Rows(a), &rec.Revisions[i])...)
	}
	return out, nil
}

// standBeside fills the change with what a weaker revision adds to the rows that
// are there. It may be repeated: its own rows of an earlier try are left out.
func (c *change) standBeside(r *store.Read, pa *preparedAdvisory, revision *store.RevisionRecord) error {
	var keyed []domain.KeyedRow
	for i, key := range pa.keys {
		for _, row := range pa.rows[i].Rows() {
			keyed = append(keyed, domain.KeyedRow{Key: key, Row: row})
		}
	}
	var have []domain.KeyedRow
	for _, key := range pa.keys {
		rows, err := r.MatchRowsOf(key, c.record.Advisory)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Statement/raisedFrom != revision.Raises {
				have = append(have, domain.KeyedRow{Key: key, Row: row})
			}
		}
	}
	c.group(have, raising(keyed, revision))
	return nil
}

// group sorts rows under their keys, those that are there already first; a row
// that says nothing new is left out.
func (c *change) group(have, added []domain.KeyedRow) {
	rows := map[domain.PackageKey][]domain.MatchRow{}
	for _, kr := range have {
		rows[kr.Key] = append(rows[kr.Key], kr.Row)
	}
	for _, kr := range added {
		if !slices.ContainsFunc(rows[kr.Key], func(row domain.MatchRow) bool { return sameClaim(row, kr.Row) }) {
			rows[kr.Key] = append(rows[kr.Key], kr.Row)
		}
	}
	c.keys, c.rows, c.fill = nil, nil, nil
	for key := range rows {
		c.keys = append(c.keys, key)
	}
	slices.Sort(c.keys)
	for _, key := range c.keys {
		c.rows = append(c.rows, store.PackRows(rows[key]))
	}
}

// sameClaim reports whether two rows say the same, whoever says it and when.
func sameClaim(a, b domain.MatchRow) bool {
	b.Revision, b.Statement, b.Badge, b.Received, b.Remedy, b.Cure, b.Updates, b.Score = a.Revision, a.Statement, a.Badge, a.Received, a.Remedy, a.Cure, a.Updates, a.Score
	return reflect.DeepEqual(a, b)
}

// statedIn gives the original that a finding's statement stands in, and the
// finding with the statement counted as there.
func statedIn(rec *store.AdvisoryRecord, f *domain.Finding) (string, *domain.Finding) {
	one := *f
	for _, revision := range rec.Revisions {
		if n := f.Statement / raisedFrom; n > 0 && revision.Raises == n {
			one.Statement %= raisedFrom
			return revision.Digest, &one
		}
	}
	return rec.Revisions[len(rec.Revisions)-1].Digest, &one
}
