package workflow

import (
	"context"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/stix"
	"fenceline/internal/search"
	"fenceline/internal/store"
)

// Advisories lists advisories, newest first or, for words, the best fit first; it
// also says how many there are. Limit 0 lists all. See [Desk.FindAdvisories].
func (d *Desk) Advisories(ctx context.Context, query string, offset, limit int) ([]domain.AdvisoryView, int, error) {
	page, err := d.FindAdvisories(ctx, domain.AdvisoryQuery{Text: query, Offset: offset, Limit: limit})
	return page.Rows, page.Total, err
}

// FindAdvisories answers a question about advisories by their words, fields,
// numbers and marks; see package search for how one is written. What is not for us
// is left out, and counted, unless the question speaks of it. The first question
// of a large desk reads everything in and takes as long as that takes. Errors:
// Invalid (a flag or column that is none).
func (d *Desk) FindAdvisories(ctx context.Context, q domain.AdvisoryQuery) (domain.AdvisoryPage, error) {
	var page domain.AdvisoryPage
	if err := d.readTexts(ctx); err != nil {
		return page, err
	}
	changes := d.store.Changes()
	err := d.store.View(ctx, func(r *store.Read) error {
		page = domain.AdvisoryPage{}
		_, zone, err := d.settings(r)
		if err != nil {
			return err
		}
		known, err := d.finder.know(d, r, changes)
		if err != nil {
			return err
		}
		page.Brief = known.brief
		src := known.blocks(r)
		o := search.Options{Query: search.Parse(q.Text, zone), Sort: q.Sort, Reverse: q.Reverse, Offset: q.Offset, Limit: q.Limit}
		flags := &flagger{d: d, r: r, known: known, src: src, changes: changes}
		if err := flags.check(&o.Query); err != nil {
			return err
		}
		o.Flag = flags.has
		hide := !slices.ContainsFunc(o.Query.Clauses, func(c search.Clause) bool { return c.Flag == flagNotForUs || c.Flag == flagAny })
		if hide {
			o.Skip = func(key string) bool { return known.marks[key].NotForUs != nil }
			page.Hidden = known.hidden
		}
		rows, total, err := known.index.Find(src, o)
		if err != nil {
			return err
		}
		page.Total = total
		page.Rows, err = d.views(r, known, rows, changes)
		return err
	})
	return page, err
}

// views fills what a list shows of each row.
func (d *Desk) views(r *store.Read, known *knowledge, rows []search.Row, changes uint64) ([]domain.AdvisoryView, error) {
	touched, err := d.finder.touched(r, changes)
	if err != nil {
		return nil, err
	}
	scores, err := r.Scores()
	if err != nil {
		return nil, err
	}
	var out []domain.AdvisoryView
	for i := range rows {
		rec, err := r.Advisory(domain.AdvisoryKey(rows[i].Key))
		if err != nil {
			return nil, err
		}
		view, err := advisoryView(r, &rec)
		if err != nil {
			return nil, err
		}
		view.Watch = rec.Format == domain.FormatSTIX && rec.Status == stix.StatusWatch
		if view.EPSS, err = scores.Highest(rec.Names); err != nil {
			return nil, err
		}
		view.Assets = touched[rec.Advisory]
		for _, one := range []struct {
			column search.Column
			to     *string
		}{{search.ColumnCategory, &view.Category}, {search.ColumnStatus, &view.Status}, {search.ColumnSeverity, &view.Severity}} {
			if *one.to, err = rows[i].Text(one.column); err != nil {
				return nil, err
			}
		}
		newest := rec.Revisions[len(rec.Revisions)-1]
		mark := known.marks[rows[i].Key]
		view.Unread, view.Updated = unread(&mark, newest.Revision, newest.Received.Unix(), known.through)
		view.Comments = len(mark.Comments)
		if mark.NotForUs != nil {
			view.NotForUs = mark.NotForUs.Reason
		}
		out = append(out, view)
	}
	return out, nil
}

// unread tells whether the revision in force was not read yet, and whether an
// older one was.
func unread(mark *domain.AdvisoryMark, revision string, arrived int64, through domain.ReadThrough) (unread, updated bool) {
	switch {
	case mark.Read != nil && mark.Read.Unread:
		return true, false
	case mark.Read != nil && mark.Read.Revision == revision:
		return false, false
	case !through.At.IsZero() && arrived <= through.At.Unix():
		return false, false
	}
	return true, mark.Read != nil
}

// Flags are what "is:" may be followed by.
const (
	flagUnread    = "unread"
	flagRead      = "read"
	flagUpdated   = "updated"
	flagNotForUs  = "not-for-us"
	flagAny       = "any" // also what is not for us
	flagCommented = "commented"
	flagKEV       = "kev"
	flagTouching  = "touching"
	flagWithdrawn = "withdrawn"
	flagReplaced  = "superseded"
)

var flagNames = []string{flagAny, flagCommented, flagKEV, flagNotForUs, flagRead, flagReplaced, flagTouching, flagUnread, flagUpdated, flagWithdrawn}

// flagger answers for marks and for what the desk knows besides.
type flagger struct {
	d       *Desk
	r       *store.Read
	known   *knowledge
	src     search.Blocks
	changes uint64
	touched map[domain.AdvisoryKey]int
	kev     map[string]bool
}

// check refuses flags that are none and fetches what the others need.
func (f *flagger) check(q *search.Query) (err error) {
	for _, c := range q.Clauses {
		switch {
		case c.Flag == "":
		case !slices.Contains(flagNames, c.Flag):
			return &domain.Error{Kind: domain.Invalid, Op: "find advisories", Subject: c.Flag, Code: "flag_unknown",
				Params: domain.Params{"value": c.Flag, "known": joined(flagNames)}}
		case c.Flag == flagTouching:
			if f.touched, err = f.d.finder.touched(f.r, f.changes); err != nil {
				return err
			}
		case c.Flag == flagKEV:
			var names []string
			for s, err := range f.r.KEVs() {
				if err != nil {
					return err
				}
				names = append(names, s.Vulnerability)
			}
			if f.kev, err = f.known.index.Named(f.src, names); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *flagger) has(flag string, row *search.Row) (bool, error) {
	mark := f.known.marks[row.Key]
	switch flag {
	case flagAny:
		return true, nil
	case flagNotForUs:
		return mark.NotForUs != nil, nil
	case flagCommented:
		return len(mark.Comments) > 0, nil
	case flagKEV:
		return f.kev[row.Key], nil
	case flagTouching:
		return f.touched[domain.AdvisoryKey(row.Key)] > 0, nil
	case flagWithdrawn:
		at, err := row.Number(search.ColumnWithdrawn)
		return at != 0, err
	case flagReplaced:
		category, err := row.Text(search.ColumnCategory)
		return category == "csaf_superseded", err
	}
	revision, err := row.Text(search.ColumnVersion)
	if err != nil {
		return false, err
	}
	arrived, err := row.Number(search.ColumnArrived)
	if err != nil {
		return false, err
	}
	isUnread, updated := unread(&mark, revision, arrived, f.known.through)
	switch flag {
	case flagRead:
		return !isUnread, nil
	case flagUpdated:
		return updated, nil
	}
	return isUnread, nil
}
