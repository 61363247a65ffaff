package workflow

import (
	"context"
	"io"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/report"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// RecordTriage keeps what was done for a forensic step, or its waiver by name, on
// one target of a task, or on every target with the duty where asset is "". A
// target whose fix is proven closes with its last step. At is when the step was
// done, now where it is zero. Errors: NotFound, Invalid (step, outcome, a note is
// missing, a time ahead), Conflict (the target has no forensic duty).
func (d *Desk) RecordTriage(ctx context.Context, task, asset string, r domain.TriageRecord) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	now := d.now().UTC()
	if r.At.IsZero() {
		r.At = now
	}
	r.At = r.At.UTC()
	if err := checkTriage(&r, now); err != nil {
		return err
	}
	r.Assurance = d.assurance
	var assets []string
	if asset != "" {
		assets = []string{asset}
	}
	var all []chosen
	var names map[string]string
	err = d.store.View(ctx, func(read *store.Read) (err error) {
		if r.By, err = d.person(read); err != nil {
			return err
		}
		all, names, err = choose(read, []string{task}, assets)
		return err
	})
	if err != nil {
		return err
	}
	recorded := 0
	err = d.changeTargets(ctx, all[0], func(was domain.Target) (domain.Target, []writing, error) {
		if was.Triage.Held.IsZero() && !was.Due.ForensicSuggested {
			return was, nil, nil
		}
		recorded++
		is, events := d.recorded(was, r)
		return is, []writing{func(w *store.Write) error {
			for _, e := range events {
				if err := w.AppendEvent(e); err != nil {
					return err
				}
			}
			return nil
		}}, nil
	})
	if err == nil && recorded == 0 {
		err = &domain.Error{Kind: domain.Conflict, Op: "record triage", Subject: task, Code: "no_forensic_duty", Params: domain.Params{"asset": joined(named(names, assets))}}
	}
	return err
}

// named are the names of assets, where some were named.
func named(names map[string]string, assets []string) []string {
	if len(assets) == 0 {
		return nil
	}
	var out []string
	for _, name := range names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func checkTriage(r *domain.TriageRecord, now time.Time) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "record triage", Subject: value, Code: code, Params: domain.Params{"value": value}}
	}
	switch {
	case r.Step.Within() == 0:
		return bad("triage_step_unknown", string(r.Step))
	case r.At.After(now):
		return bad("time_ahead", r.At.Format(time.RFC3339))
	case r.Waived && r.Note == "":
		return bad("step_without_reason", "")
	case r.Waived:
		r.Outcome = ""
		return nil
	case r.Step == domain.TriageDecision && !slices.Contains(domain.TriageOutcomes(), r.Outcome):
		return bad("triage_outcome_unknown", r.Outcome)
	case r.Step != domain.TriageDecision && r.Note == "":
		return bad("triage_note_missing", string(r.Step))
	}
	return nil
}

// recorded is the target with the record, closed where it was the last step that
// was outstanding, and the events of it.
func (d *Desk) recorded(t domain.Target, r domain.TriageRecord) (domain.Target, []domain.LogEvent) {
	t.Triage.Records = append(slices.Clone(t.Triage.Records), r)
	e := d.event(r.By, "triage."+string(r.Step), t.Task)
	e.Asset, e.After, e.Reason = t.Asset, r.Outcome, r.Note
	if r.Waived {
		e.Verb, e.After = "triage.waived", string(r.Step)
	}
	events := []domain.LogEvent{e}
	before := t.State
	if before != domain.StateTriage || len(t.Triage.Outstanding()) > 0 {
		t.Revision++
		return t, events
	}
	t.Take(&domain.Move{Intent: domain.IntentTriaged}, r.By, d.now().UTC())
	closed := d.event(r.By, "target."+string(t.State), t.Task)
	closed.Asset, closed.Before, closed.After, closed.Reason = t.Asset, string(before), string(t.State), "triage_recorded"
	return t, append(events, closed)
}

// installedAt is when the fix was first said or seen to be on the asset; zero
// where it is not.
func installedAt(t *domain.Target) time.Time {
	var out time.Time
	if t.Claimed.Value == domain.Yes {
		out = t.Claimed.At
	}
	for _, e := range t.Evidence {
		if (e.Code == "verified" || e.Code == "installed") && (out.IsZero() || e.At.Before(out)) {
			out = e.At
		}
	}
	return out
}

// Triage shows the forensic duty of a task's targets, with both clocks. Errors:
// NotFound.
func (d *Desk) Triage(ctx context.Context, task string) (domain.TriageSheet, error) {
	var out domain.TriageSheet
	err := d.store.View(ctx, func(r *store.Read) error {
		desk, zone, err := d.settings(r)
		if err != nil {
			return err
		}
		out = domain.TriageSheet{Made: d.now().UTC(), Desk: desk, Program: d.program}
		if out.By, err = d.person(r); err != nil {
			return err
		}
		if out.Log, err = r.LogHead(); err != nil {
			return err
		}
		view, err := r.TaskView(task)
		if err != nil {
			return noTask(err, task)
		}
		out.Task, out.Fix = view.PatchTask, words.Fix(view.PatchTask)
		adv, err := leading(r, map[domain.AdvisoryKey]store.AdvisoryRecord{}, &view.PatchTask)
		if err != nil {
			return err
		}
		out.TLP, out.Advisories = adv.tlp, adv.ids
		for t, err := range r.Targets(task) {
			if err != nil {
				return err
			}
			if t.Triage.Held.IsZero() && !t.Due.ForensicSuggested && len(t.Triage.Records) == 0 {
				continue
			}
			a, err := r.Asset(t.Asset)
			if err != nil {
				return err
			}
			out.Targets = append(out.Targets, domain.TriageTarget{Asset: a, State: t.State, Due: t.Due, Triage: t.Triage,
				Suggested: t.Triage.Held.IsZero(), Installed: installedAt(&t), Clocks: t.Triage.Clocks(zone, installedAt(&t), d.now().UTC())})
		}
		return nil
	})
	slices.SortFunc(out.Targets, func(a, b domain.TriageTarget) int { return compareText(a.Asset.Name, b.Asset.Name) })
	return out, err
}

// ExportTriage writes the triage sheet of a task as one printable page. Errors:
// NotFound (no such task, or no target of it has the duty), Storage.
func (d *Desk) ExportTriage(ctx context.Context, task string, to Destination) error {
	sheet, err := d.Triage(ctx, task)
	if err != nil {
		return err
	}
	if len(sheet.Targets) == 0 {
		return &domain.Error{Kind: domain.NotFound, Op: "print triage sheet", Subject: task, Code: "no_forensic_duty"}
	}
	return to.Write(d.folder, func(w io.Writer) error { return report.TriageSheet(w, sheet) })
}
