//go:build cgo

package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/drives"
	"fenceline/internal/screen"
	"fenceline/internal/workflow"
	"fenceline/testdata/sample"
)

// deskSource shows the desk to the window in the window's own narrow terms.
type deskSource struct{ *workflow.Desk }

func (d deskSource) Findings(ctx context.Context, verdict domain.Verdict, offset, limit int) ([]domain.FindingView, int, error) {
	return d.Desk.Findings(ctx, workflow.FindingFilter{Verdict: verdict, Offset: offset, Limit: limit})
}

func (d deskSource) Gaps(ctx context.Context, kind domain.GapKind, offset, limit int) (domain.GapList, error) {
	return d.Desk.Gaps(ctx, workflow.GapFilter{Kind: kind, Offset: offset, Limit: limit, Quick: true})
}

func (d deskSource) Receipts(ctx context.Context, limit int) ([]domain.Receipt, error) {
	return d.Desk.ReceiptHeads(ctx, limit)
}

func (d deskSource) ImportSBOM(ctx context.Context, asset, path string) (domain.SnapshotView, error) {
	return d.Desk.ImportSBOM(ctx, asset, path, "")
}

func (d deskSource) OpenSample(ctx context.Context, progress func(domain.Progress)) error {
	_, err := d.Desk.OpenSample(ctx, workflow.Sample{Tree: sample.FS, Worked: true}, progress)
	return err
}

func (d deskSource) ExportReport(ctx context.Context, format, audience, path string) error {
	// The file dialog has asked before it gives the name of a file that is there.
	return d.Desk.ExportReport(ctx, format, audience, workflow.Destination{Path: path, Replace: true})
}

func (d deskSource) BackUp(ctx context.Context, path string) (screen.BackupFacts, error) {
	// The file dialog has asked before it gives the name of a file that is there.
	if err := d.Desk.Backup(ctx, workflow.Destination{Path: path, Replace: true}); err != nil {
		return screen.BackupFacts{}, err
	}
	return d.CheckBackup(ctx, path)
}

func (d deskSource) CheckBackup(ctx context.Context, path string) (screen.BackupFacts, error) {
	facts, err := workflow.VerifyBackup(ctx, path)
	return screen.BackupFacts{Path: path, Operator: facts.Operator, Assets: facts.Assets, Log: facts.Log, Sealed: facts.Sealed}, err
}

func (deskSource) Drives(context.Context) ([]domain.Drive, error) { return drives.List() }

func (deskSource) Recognise(ctx context.Context, paths []string) (domain.Guess, error) {
	return workflow.Recognise(ctx, paths)
}

func (d deskSource) TakeAssets(ctx context.Context, path string, o screen.ListOptions) (domain.AssetReceipt, error) {
	return d.Desk.ImportAssets(ctx, path, workflow.AssetListOptions{Map: o.Columns, Dates: o.Dates, DryRun: o.DryRun})
}

func (d deskSource) TakeTickets(ctx context.Context, path string, o screen.ListOptions) (domain.TicketReceipt, error) {
	return d.Desk.ImportTickets(ctx, path, workflow.TicketListOptions{Map: o.Columns, States: o.States, Dates: o.Dates, Exceptions: o.Exceptions, Control: o.Control, DryRun: o.DryRun})
}

// TakeMachines takes one path after the other; where there are several, one that cannot
// be read is a refused line of the receipt, and the others come in.
func (d deskSource) TakeMachines(ctx context.Context, paths []string, o screen.MachineOptions, progress func(domain.Progress)) (domain.InventoryReceipt, error) {
	var all domain.InventoryReceipt
	for i, path := range paths {
		read := all.Files
		one, err := d.Desk.ImportInventory(ctx, path, workflow.InventoryOptions{Asset: o.Asset, Assets: o.Assets, Slot: o.Slot, OS: o.OS, Create: o.Create, DryRun: o.DryRun, Remember: o.Remember, Progress: func(p domain.Progress) {
			p.Done += int64(read)
			progress(p)
		}})
		if err != nil && (len(paths) == 1 || ctx.Err() != nil || len(one.Machines) == 0) {
			return one, err
		}
		if i == 0 {
			all = one
			continue
		}
		all.Files += one.Files
		all.Created += one.Created
		all.Updated += one.Updated
		all.Unchanged += one.Unchanged
		all.Refused += one.Refused
		all.Machines = append(all.Machines, one.Machines...)
	}
	return all, nil
}

// Fetch is called when a person has pressed Fetch, and at no other time.
func (d deskSource) Fetch(ctx context.Context, wish domain.FetchWish, folder, proxy string, since time.Time, progress func(domain.Progress)) (domain.FetchReceipt, error) {
	return workflow.Fetch(ctx, wish, workflow.FetchOptions{Out: folder, Desk: d.Desk.Folder(), Program: "Fenceline " + version, Proxy: proxy, Since: since}, progress)
}

// BundleFolder lies in the person's own folder, where they find it; the desk's is
// for the desk alone.
func (deskSource) BundleFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "" // the person says where
	}
	return filepath.Join(home, "fenceline-bundle")
}

func (d deskSource) WriteRunSheet(ctx context.Context, monday domain.Day, path string) error {
	return d.Desk.ExportRunSheet(ctx, monday, workflow.Destination{Path: path, Replace: true})
}

func (d deskSource) WriteToday(ctx context.Context, path string) error {
	return d.Desk.ExportToday(ctx, workflow.Destination{Path: path, Replace: true})
}

func (d deskSource) WriteCalendar(ctx context.Context, path string) error {
	return d.Desk.ExportCalendar(ctx, workflow.Destination{Path: path, Replace: true})
}

// WritePolicy writes a table where the dialog said, which asked before it replaces.
func (d deskSource) WritePolicy(ctx context.Context, name string, rows bool, path string) error {
	return d.Desk.ExportPolicy(ctx, name, rows, workflow.Destination{Path: path, Replace: true})
}

// WriteVEX writes the own decisions where the dialog said, which asked before it replaces.
func (d deskSource) WriteVEX(ctx context.Context, format, audience, path string) (domain.VEXDocument, error) {
	return d.Desk.ExportVEX(ctx, format, audience, workflow.Destination{Path: path, Replace: true})
}

func (d deskSource) WriteTriage(ctx context.Context, task, path string) error {
	return d.Desk.ExportTriage(ctx, task, workflow.Destination{Path: path, Replace: true})
}

// CopyPayload copies a patch file where the dialog said, which asked before it replaces.
func (d deskSource) CopyPayload(ctx context.Context, digest, path string) error {
	_, err := d.Desk.SavePayload(ctx, digest, workflow.Destination{Path: path, Replace: true})
	return err
}

// SaveAttachment copies a kept file where the dialog said, which asked before it replaces.
func (d deskSource) SaveAttachment(ctx context.Context, task, id, path string) error {
	_, err := d.Desk.SaveAttachment(ctx, task, id, workflow.Destination{Path: path, Replace: true})
	return err
}
