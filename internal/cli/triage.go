package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type taskTriageCmd struct {
	ID       string `arg:"" name:"task" help:"Number of the task."`
	Asset    string `help:"Only on this asset; every target with the duty otherwise." placeholder:"NAME"`
	Scope    string `help:"Record the scope: which systems are concerned." placeholder:"TEXT"`
	Volatile string `help:"Record that volatile evidence was kept, and where." placeholder:"TEXT"`
	Decision string `help:"Record the decision: no-evidence, suspected or confirmed." placeholder:"WORD"`
	Waive    string `help:"Waive a step by name (scope, volatile, decision); needs --note." placeholder:"STEP"`
	Note     string `help:"What the decision or the waiver rests on." placeholder:"TEXT"`
	At       string `help:"When it was done, as 2026-11-24T21:05:00Z; now otherwise." placeholder:"TIME"`
	Sheet    string `help:"Write the triage sheet as a page to print." type:"path" placeholder:"FILE"`
	Force    bool   `help:"Replace the sheet's file if it is there."`
}

// records are the steps a command line records, in their order.
func (c *taskTriageCmd) records() ([]domain.TriageRecord, error) {
	var at time.Time
	if c.At != "" {
		var err error
		if at, err = time.Parse(time.RFC3339, c.At); err != nil {
			return nil, &domain.Error{Kind: domain.Invalid, Op: "record triage", Subject: c.At, Code: "instant_unreadable", Params: domain.Params{"value": c.At}, Err: err}
		}
	}
	var out []domain.TriageRecord
	add := func(step domain.TriageStep, outcome, note string, waived bool) {
		out = append(out, domain.TriageRecord{Step: step, Outcome: outcome, Note: note, Waived: waived, At: at})
	}
	if c.Scope != "" {
		add(domain.TriageScope, "", c.Scope, false)
	}
	if c.Volatile != "" {
		add(domain.TriageVolatile, "", c.Volatile, false)
	}
	if c.Decision != "" {
		add(domain.TriageDecision, strings.ReplaceAll(c.Decision, "-", "_"), c.Note, false)
	}
	if c.Waive != "" {
		add(domain.TriageStep(c.Waive), "", c.Note, true)
	}
	return out, nil
}

func (c *taskTriageCmd) Run(r *run) error {
	records, err := c.records()
	if err != nil {
		return err
	}
	open := r.reading
	if len(records) > 0 {
		open = r.writing
	}
	return open(func(d *workflow.Desk) error {
		to := r.to(c.Sheet, c.Force)
		if c.Sheet != "" {
			if err := to.Check(d.Folder()); err != nil { // before anything is recorded
				return err
			}
		}
		for _, record := range records {
			if err := d.RecordTriage(r.ctx, c.ID, c.Asset, record); err != nil {
				return err
			}
		}
		if c.Sheet != "" {
			if err := d.ExportTriage(r.ctx, c.ID, to); err != nil {
				return err
			}
			if to.ToStandard() {
				return nil
			}
		}
		sheet, err := d.Triage(r.ctx, c.ID)
		if err != nil {
			return err
		}
		return r.answer(sheet, func(w io.Writer) error { return c.text(w, &sheet) })
	})
}

func (c *taskTriageCmd) text(w io.Writer, sheet *domain.TriageSheet) error {
	if len(sheet.Targets) == 0 {
		_, err := fmt.Fprintf(w, words.Text("%s has no forensic duty.\n"), sheet.Task.ID)
		return err
	}
	zone, err := time.LoadLocation(sheet.Desk.Zone)
	if err != nil {
		zone = time.UTC
	}
	for i := range sheet.Targets {
		t := &sheet.Targets[i]
		since := words.Text("forensic triage is suggested, a missing fact could make it a duty")
		if !t.Suggested {
			since = words.Text("duty held since {time}", "time", words.Instant(t.Triage.Held, zone))
		}
		fmt.Fprintf(w, "%s: %s; %s\n", oneLine(t.Asset.Name), words.State(t.State), since)
		for _, clock := range t.Clocks {
			fmt.Fprintf(w, "  %s\n", oneLine(words.TriageClock(clock, zone)))
		}
	}
	if c.Sheet != "" {
		full, err := filepath.Abs(c.Sheet)
		if err != nil {
			full = c.Sheet
		}
		fmt.Fprintf(w, words.Text("The sheet lies in %s\n"), full)
	}
	return nil
}
