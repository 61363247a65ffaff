package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// purging is what a purge would take away.
type purging struct {
	out  domain.Purge
	seqs []uint64
	base uint64 // the last of them that says something of tasks and targets; 0: none does
}

// PurgeRequest is who approves a purge, and why it is made.
type PurgeRequest struct {
	Approver           string // the person who acts, where empty
	ApproverPassphrase string // of an approver who is not the one who acts
	Reason             string
}

// PurgeLog takes entries out of the log which have not been in effect for as long
// as the desk keeps them, and says so in the log; their links stay, so that the
// chain and every head can be checked as before. Originals, receipts, tasks,
// exceptions and people stay as they are. With dry set it only says what it would
// take. Errors: Untrusted (the role approve is missing), Conflict (nothing is that old).
func (d *Desk) PurgeLog(ctx context.Context, ask PurgeRequest, dry bool) (domain.Purge, error) {
	var p purging
	look := func(r *store.Read) (err error) {
		p, err = d.purgeable(r)
		return err
	}
	if dry {
		err := d.store.View(ctx, look)
		return p.out, err
	}
	done, err := d.writer()
	if err != nil {
		return domain.Purge{}, err
	}
	defer done()
	var person string
	var approved domain.LogApproval
	err = d.store.View(ctx, func(r *store.Read) error {
		if person, err = d.person(r); err != nil {
			return err
		}
		approver := cmp.Or(ask.Approver, person)
		if err := d.twoPersons(r, "log", person, approver); err != nil {
			return err
		}
		how, err := d.approver(r, approver, ask.ApproverPassphrase)
		if err != nil {
			return err
		}
		approved = domain.LogApproval{By: approver, How: how, Why: ask.Reason}
		return look(r)
	})
	if err != nil {
		return domain.Purge{}, err
	}
	if len(p.seqs) == 0 {
		return p.out, &domain.Error{Kind: domain.Conflict, Op: "purge log", Code: "nothing_to_purge", Params: domain.Params{"before": string(p.out.Before)}}
	}
	event := d.event(person, "", "")
	if event.Reason, err = asText(approved); err != nil {
		return p.out, err
	}
	if p.base != 0 {
		if err := d.store.WriteBase(ctx, event, p.base); err != nil {
			return p.out, err
		}
	}
	for part := range slices.Chunk(p.seqs, d.store.Engine().Limits().Keys/4) {
		err := d.store.Update(ctx, func(w *store.Write) error { return w.PurgeEvents(event, part, p.out.Before) })
		if err != nil {
			return p.out, err
		}
	}
	if p.base == 0 {
		return p.out, nil
	}
	return p.out, d.store.DropChanges(ctx, p.base)
}

// purgeable are the entries that were last in effect before the day to which the
// log is kept: of a task, where it ended before; of anything else, where a newer
// one of its sort about the same took its place before. What says that entries
// were purged, or that the log moved, stays.
func (d *Desk) purgeable(r *store.Read) (purging, error) {
	var p purging
	desk, zone, err := d.settings(r)
	if err != nil {
		return p, err
	}
	local := d.now().In(zone)
	cut := time.Date(local.Year()-desk.KeepYears(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	p.out.Before, p.out.Years = domain.DayOf(cut, zone), desk.KeepYears()
	ended, err := tasksEnded(r, cut)
	if err != nil {
		return p, err
	}
	var old []domain.LogEvent
	newest := map[string]uint64{} // of each sort, among the old ones
	for e, err := range r.Events(0, 0, false) {
		if err != nil {
			return p, err
		}
		if e.Purged != 0 || !e.At.Before(cut) {
			continue
		}
		e.Before, e.After, e.Reason = "", "", ""
		old = append(old, e)
		newest[e.Verb+" "+e.Subject] = e.Seq
	}
	for _, e := range old {
		over, isTask := ended[e.Subject]
		switch {
		case e.Verb == domain.VerbPurge, e.Verb == domain.VerbMoved:
			continue
		case e.Verb == domain.VerbRecords, e.Verb == domain.VerbBase:
			over = true
		case !isTask && !strings.HasPrefix(e.Verb, "task.") && !strings.HasPrefix(e.Verb, "target."):
			over = newest[e.Verb+" "+e.Subject] != e.Seq
		}
		if !over {
			p.out.Kept++
			continue
		}
		p.seqs = append(p.seqs, e.Seq)
		if e.Changes != nil || e.Verb == domain.VerbBase {
			p.base = e.Seq
		}
	}
	p.out.Entries = len(p.seqs)
	if len(p.seqs) > 0 {
		p.out.First, p.out.Last = p.seqs[0], p.seqs[len(p.seqs)-1]
	}
	return p, nil
}

// tasksEnded tells of each task whether it ended before an instant.
func tasksEnded(r *store.Read, before time.Time) (map[string]bool, error) {
	out := map[string]bool{}
	for t, err := range r.AllTargets() {
		if err != nil {
			return nil, err
		}
		over, known := out[t.Task]
		out[t.Task] = (over || !known) && t.State.Done() && t.Closed.Before(before)
	}
	return out, nil
}
