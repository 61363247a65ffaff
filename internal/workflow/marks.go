package workflow

import (
	"context"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// MarkRead notes that advisories were read, each in its revision in force, or with
// read false that they count as unread. Errors: NotFound, Conflict (an id of
// several publishers).
func (d *Desk) MarkRead(ctx context.Context, keys []domain.AdvisoryKey, read bool) error {
	verb := "advisory.read"
	if !read {
		verb = "advisory.unread"
	}
	return d.markAll(ctx, keys, func(mark *domain.AdvisoryMark, rec *store.AdvisoryRecord, person string) (domain.LogEvent, bool) {
		newest := rec.Revisions[len(rec.Revisions)-1]
		was := ""
		if mark.Read != nil && !mark.Read.Unread {
			was = mark.Read.Revision
		}
		if read && mark.Read != nil && !mark.Read.Unread && was == newest.Revision || !read && mark.Read != nil && mark.Read.Unread {
			return domain.LogEvent{}, false
		}
		mark.Read = &domain.ReadMark{Revision: newest.Revision, By: person, At: d.now().UTC(), Unread: !read}
		e := d.event(person, verb, string(rec.Advisory))
		e.Before, e.After = was, newest.Revision
		return e, true
	})
}

// MarkAllRead counts everything that is here now as read, whoever looked at it.
func (d *Desk) MarkAllRead(ctx context.Context) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	now := d.now().UTC()
	return d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		if err := w.PutReadThrough(domain.ReadThrough{At: now, By: person}); err != nil {
			return err
		}
		for mark, err := range w.Marks() {
			if err != nil {
				return err
			}
			if mark.Read != nil { // the instant speaks for all of them
				mark.Read = nil
				if err := w.PutMark(mark); err != nil {
					return err
				}
			}
		}
		return w.AppendEvent(d.event(person, "advisory.all_read", "desk"))
	})
}

// Comment adds a remark to an advisory. Errors: NotFound, Conflict, Invalid
// (nothing said).
func (d *Desk) Comment(ctx context.Context, key domain.AdvisoryKey, text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "comment", Subject: string(key), Code: "comment_empty"}
	}
	return d.markAll(ctx, []domain.AdvisoryKey{key}, func(mark *domain.AdvisoryMark, rec *store.AdvisoryRecord, person string) (domain.LogEvent, bool) {
		mark.Comments = append(mark.Comments, domain.Comment{By: person, At: d.now().UTC(), Text: text})
		e := d.event(person, "advisory.comment", string(rec.Advisory))
		e.After = text
		return e, true
	})
}

// NotForUs takes advisories off the list with a reason; an empty one puts them back.
// What they say about the inventory counts on: a finding is not made to go away by
// not looking at it. Errors: NotFound, Conflict.
func (d *Desk) NotForUs(ctx context.Context, keys []domain.AdvisoryKey, reason string) error {
	reason = strings.TrimSpace(reason)
	return d.markAll(ctx, keys, func(mark *domain.AdvisoryMark, rec *store.AdvisoryRecord, person string) (domain.LogEvent, bool) {
		was := ""
		if mark.NotForUs != nil {
			was = mark.NotForUs.Reason
		}
		if was == reason {
			return domain.LogEvent{}, false
		}
		mark.NotForUs = nil
		e := d.event(person, "advisory.for_us", string(rec.Advisory))
		if reason != "" {
			mark.NotForUs = &domain.Decision{By: person, At: d.now().UTC(), Reason: reason}
			e.Verb = "advisory.not_for_us"
		}
		e.Before, e.Reason = was, reason
		return e, true
	})
}

// Mark is what people noted of an advisory. Errors: NotFound, Conflict.
func (d *Desk) Mark(ctx context.Context, key domain.AdvisoryKey) (domain.AdvisoryMark, error) {
	var mark domain.AdvisoryMark
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		mark, err = r.Mark(rec.Advisory)
		return err
	})
	return mark, err
}

// markAll changes the marks of advisories in one turn, each with its event; change
// says whether there was something to change.
func (d *Desk) markAll(ctx context.Context, keys []domain.AdvisoryKey, change func(*domain.AdvisoryMark, *store.AdvisoryRecord, string) (domain.LogEvent, bool)) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	var recs []store.AdvisoryRecord
	err = d.store.View(ctx, func(r *store.Read) error {
		recs = recs[:0]
		for _, key := range keys {
			rec, err := advisoryByRef(r, key)
			if err != nil {
				return err
			}
			recs = append(recs, rec)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return inSteps(ctx, d.store, recs, func(w *store.Write, rec store.AdvisoryRecord) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		mark, err := w.Mark(rec.Advisory)
		if err != nil {
			return err
		}
		e, changed := change(&mark, &rec, person)
		if !changed {
			return nil
		}
		if err := w.PutMark(mark); err != nil {
			return err
		}
		return w.AppendEvent(e)
	})
}
