package workflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/ingest/ticketlist"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// TicketListOptions say what a list of tickets does not say itself. The zero
// options guess.
type TicketListOptions struct {
	Map        map[string]string // column (header or number from 1) to one of domain.TicketFields, or "-"
	States     map[string]string // a word of the list to one of domain.Stands
	Dates      string            // mdy or dmy
	Separator  string            // ",", ";", "|" or "tab"
	Sheet      string            // of a workbook
	Exceptions bool              // every row is an exception, whatever it says of its state
	Control    string            // what protects the assets of exceptions that state no control
	DryRun     bool              // say what would be done and write nothing
}

// ImportTickets brings in a list of tickets and exceptions kept elsewhere, from the
// file at path: each row is put on the targets it means, by CVE, advisory, update or
// task and by asset. It moves a target as a person would, and only forward: what
// the desk knows better stays, and a step that a list once led to is not taken a
// second time, whatever became of the target. Who has it, and the ticket's own words
// go into the task. Every row is in the receipt; a row that no task answers to is
// counted and named there, and finds its task when the file is imported again. A
// list that changes nothing writes nothing. What was said about its columns is
// remembered for lists with the same header. Errors: NotFound (file), Invalid,
// Unsupported, Untrusted (the list as a whole, with what would help; where its columns
// are known, the receipt holds them and nothing else), Storage.
func (d *Desk) ImportTickets(ctx context.Context, path string, o TicketListOptions) (domain.TicketReceipt, error) {
	doc, err := ingest.ReadFile(ctx, path, ingest.DefaultLimits())
	if err != nil {
		return domain.TicketReceipt{}, err
	}
	var done func()
	if !o.DryRun {
		if done, err = d.writer(); err != nil {
			return domain.TicketReceipt{}, err
		}
		defer done()
	}
	run := ticketListRun{desk: d, options: o, doc: doc}
	if err := run.plan(ctx); err != nil {
		var own *domain.Error
		if errors.As(err, &own) && own.Subject == "" {
			own.Subject = doc.File
		}
		return domain.TicketReceipt{Columns: run.list.Columns}, err
	}
	if o.DryRun {
		return run.receipt, nil
	}
	return run.receipt, run.write(ctx)
}

// ticketListRun is one import of a list.
type ticketListRun struct {
	desk    *Desk
	options TicketListOptions
	doc     ingest.Document
	list    ticketlist.List
	receipt domain.TicketReceipt
	index   *ticketIndex
	zone    *time.Location
}

// plan reads the list and says row by row what is to be done.
func (run *ticketListRun) plan(ctx context.Context) error {
	d, o := run.desk, run.options
	var settings domain.Desk
	person := ""
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if settings, run.zone, err = d.settings(r); err != nil {
			return err
		}
		person, err = d.person(r)
		return err
	})
	if err != nil {
		return err
	}
	run.list, err = ticketlist.Read(bytes.NewReader(run.doc.Data), ticketlist.Options{Map: o.Map, States: o.States, Dates: o.Dates, Separator: o.Separator, Sheet: o.Sheet,
		Known: listsOf(settings.Lists, true)})
	if err != nil {
		return err
	}
	l := &run.list
	run.receipt = domain.TicketReceipt{Source: run.doc.File, Digest: run.doc.Digest, At: d.at(), By: person, DryRun: o.DryRun,
		Tool: l.Tool, Sheet: l.Sheet, Columns: l.Columns, DateOrder: l.DateOrder, States: l.States, Unknown: l.Unknown, Rows: len(l.Rows) + len(l.Refused), Warnings: l.Warnings}
	if err := d.store.View(ctx, func(r *store.Read) (err error) { run.index, err = readTicketIndex(r, l.Rows); return err }); err != nil {
		return err
	}
	lines := make([]ticketOutcome, len(l.Rows))
	for more := true; more; { // one row may lead to where another's step is allowed
		more = false
		for i := range l.Rows {
			now, err := run.row(ctx, &l.Rows[i])
			if err != nil {
				return err
			}
			more = more || len(now.line.Steps) > 0
			now.line.Steps = append(lines[i].line.Steps, now.line.Steps...)
			if len(now.line.Steps) > 0 {
				now.outcome = domain.RowTaken
			}
			lines[i] = now
		}
	}
	for i := range lines {
		run.put(lines[i].line, lines[i].outcome, lines[i].err)
	}
	run.receipt.Targets = run.index.changing()
	for _, refused := range l.Refused {
		run.put(domain.TicketLine{Line: refused.Line, Name: refused.Name}, domain.RowRefused, refused.Error)
	}
	slices.SortStableFunc(run.receipt.Lines, func(a, b domain.TicketLine) int { return a.Line - b.Line })
	return nil
}

// put counts a row and keeps its line.
func (run *ticketListRun) put(line domain.TicketLine, outcome string, err error) {
	if err != nil {
		if !errors.As(err, &line.Error) {
			line.Error = &domain.Error{Kind: domain.Internal, Err: err}
		}
		line.Reason, _ = words.Error(line.Error)
	}
	r := &run.receipt
	line.Outcome = outcome
	switch outcome {
	case domain.RowTaken:
		r.Taken++
	case domain.RowUnchanged:
		r.Unchanged++
	case domain.RowUnmatched:
		r.Unmatched++
	default:
		r.Refused++
	}
	r.Lines = append(r.Lines, line)
}

// ticketOutcome is what becomes of a row; err says why something of it, or all, is
// not taken.
type ticketOutcome struct {
	line    domain.TicketLine
	outcome string
	err     error
}

// row finds the targets of a row and what it does to them. The error is the
// import's: that of the row is in its outcome.
func (run *ticketListRun) row(ctx context.Context, row *ticketlist.Row) (ticketOutcome, error) {
	out := ticketOutcome{line: domain.TicketLine{Line: row.Line, Name: row.Ticket, About: row.About, Asset: joined(row.Assets)}, outcome: domain.RowRefused}
	if out.line.Name == "" {
		out.line.Name = row.About[0]
	}
	assets, missing, err := run.index.assetsOf(row)
	if err != nil {
		out.err = err
		return out, nil
	}
	if len(assets) > 0 {
		out.line.Asset = run.index.namesOf(assets)
	}
	if len(missing) > 0 {
		out.err = &domain.Error{Kind: domain.NotFound, Op: "match ticket", Code: "ticket_no_asset", Params: domain.Params{"asset": joined(missing)}}
	}
	if len(missing) > 0 && len(assets) == 0 {
		out.outcome = domain.RowUnmatched
		return out, nil
	}
	pairs := run.index.targets(row.About, assets)
	if len(pairs) == 0 {
		out.outcome = domain.RowUnmatched
		out.err = &domain.Error{Kind: domain.NotFound, Op: "match ticket", Code: "ticket_no_task", Params: domain.Params{"about": joined(row.About), "asset": out.line.Asset}}
		return out, nil
	}
	m, text, err := run.moveOf(ctx, row, pairs)
	if err != nil {
		out.err = err
		return out, nil
	}
	return out, run.takeAll(&out, pairs, row, m, text, len(missing) > 0)
}

// takeAll does what a row does to its targets. A row that names an asset the desk
// has not, beside one it has, is not refused for it: the reason is said.
func (run *ticketListRun) takeAll(out *ticketOutcome, pairs []ticketPair, row *ticketlist.Row, m domain.Move, text string, partly bool) error {
	for _, p := range pairs {
		step, no, err := run.take(p, row, m, text)
		if err != nil {
			return err
		}
		if no != nil && out.err == nil {
			out.err = no
		}
		if step != nil {
			out.line.Steps = append(out.line.Steps, *step)
		}
	}
	if out.err == nil || partly {
		out.outcome = domain.RowUnchanged
	}
	return nil
}

// write stores what the plan says, task by task, and the receipt.
func (run *ticketListRun) write(ctx context.Context) error {
	d := run.desk
	said := domain.ListMapping{Header: run.list.Header, Map: run.options.Map, Dates: run.options.Dates, States: run.options.States, Tickets: true}
	if run.receipt.Taken == 0 {
		return d.rememberList(ctx, said)
	}
	id, err := d.ids.next()
	if err != nil {
		return err
	}
	for _, task := range run.index.changed() {
		task.view.Revision += task.revised
		err := d.changeTargets(ctx, task.chosen, func(was domain.Target) (domain.Target, []writing, error) {
			if now, ok := task.after[was.Asset]; ok {
				return now, task.writes[was.Asset], nil
			}
			return was, nil, nil
		})
		if err != nil {
			return err
		}
	}
	run.receipt.ID = id
	if err := run.keepReceipt(ctx); err != nil {
		return err
	}
	return d.rememberList(ctx, said)
}

// keepReceipt writes the receipt as lists of imports show it, a row that was
// refused or not matched as a warning of its file.
func (run *ticketListRun) keepReceipt(ctx context.Context) error {
	r := &run.receipt
	line := domain.FileReceipt{File: r.Source, Format: domain.FormatTickets, Outcome: domain.Imported, Digest: r.Digest, Size: run.doc.Size, Records: r.Rows, Warnings: r.Warnings}
	codes := map[string]domain.Code{domain.RowRefused: "row_refused", domain.RowUnmatched: "row_unmatched"}
	const most = 200
	for _, row := range r.Lines {
		if code := codes[row.Outcome]; code != "" && len(line.Warnings) < most {
			line.Warnings = append(line.Warnings, domain.Warning{Code: code, Params: domain.Params{"line": fmt.Sprint(row.Line), "name": row.Name, "reason": row.Reason}})
		}
	}
	e := run.desk.event(r.By, "ticket.import", r.Source)
	e.After = fmt.Sprintf("%d rows: %d taken, %d unchanged, %d without a task here, %d refused", r.Rows, r.Taken, r.Unchanged, r.Unmatched, r.Refused)
	e.Reason = r.Digest
	return run.desk.putListReceipt(ctx, r.ID, r.At, line, e)
}
