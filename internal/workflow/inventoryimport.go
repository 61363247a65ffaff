package workflow

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	lists "fenceline/internal/ingest/inventory"
	"fenceline/internal/store"
	"fenceline/internal/words"
)

// InventoryOptions say what inventories do not say themselves.
type InventoryOptions struct {
	Asset  string            // name or id, for a file about one machine
	Assets map[string]string // the same by file, as the receipt names it; goes before Asset
	Slot   string            // which of the asset's inventories it replaces; "" by the sort of list
	OS     string            // the distribution a list of packages is of: "debian:12"
	Create bool              // machines the desk does not have become assets
	DryRun bool              // say what would be done and write nothing

	// Remember keeps that files with such a name are of the asset that was given, where
	// they name no machine themselves and their name tells machines apart.
	Remember bool

	Progress func(domain.Progress) // nil: nobody looks
}

// ImportInventory brings in what runs on machines, from the file, folder or
// archive at path: winget exports, lists of programs and updates of Windows,
// registry dumps, package lists, osquery results, GLPI inventories, Nmap scans
// and SBOMs. The machine is the asset with the serial number, asset tag, name or
// host name the file states, else the one the file is named after. An inventory
// replaces the last one of its sort; the same bytes again write nothing. Every
// machine and every refused file is in the receipt. Errors: NotFound (path,
// asset), and that of the file where there is only one; Storage.
func (d *Desk) ImportInventory(ctx context.Context, path string, o InventoryOptions) (domain.InventoryReceipt, error) {
	if o.Slot == slotStated || strings.ContainsAny(o.Slot, "/\\\x00") {
		return domain.InventoryReceipt{}, &domain.Error{Kind: domain.Invalid, Op: "import inventory", Subject: o.Slot, Code: "slot_name"}
	}
	if !o.DryRun {
		done, err := d.writer()
		if err != nil {
			return domain.InventoryReceipt{}, err
		}
		defer done()
	}
	run := machineRun{desk: d, options: o, done: map[string]string{}}
	if err := run.begin(ctx, path); err != nil {
		return run.receipt, err
	}
	err := ingest.Walk(ctx, path, ingest.DefaultLimits(), func(doc ingest.Document, err error) error {
		run.receipt.Files++
		if o.Progress != nil {
			o.Progress(domain.Progress{Stage: "read", Done: int64(run.receipt.Files), Name: doc.File})
		}
		if err != nil {
			run.refuse(doc, "", err)
			return nil
		}
		return run.document(ctx, doc)
	})
	if err != nil {
		return run.receipt, err
	}
	return run.receipt, run.finish(ctx)
}

// machineRun is one import.
type machineRun struct {
	desk    *Desk
	options InventoryOptions
	index   *assetIndex
	rules   []domain.AssetRule
	receipt domain.InventoryReceipt
	files   []domain.FileReceipt
	done    map[string]string // asset and inventory to the file that brought it
	wrote   bool
}

func (run *machineRun) begin(ctx context.Context, path string) error {
	d := run.desk
	run.receipt = domain.InventoryReceipt{Source: path, At: d.at(), DryRun: run.options.DryRun}
	return d.store.View(ctx, func(r *store.Read) (err error) {
		if run.receipt.By, err = d.person(r); err != nil {
			return err
		}
		if run.index, err = readAssetIndex(r); err != nil {
			return err
		}
		run.rules, err = readAssetRules(r)
		return err
	})
}

// document takes the machines of one file.
func (run *machineRun) document(ctx context.Context, doc ingest.Document) error {
	switch doc.Format {
	case domain.FormatCycloneDX, domain.FormatSPDX, domain.FormatSyft:
	case domain.FormatHash, domain.FormatSignature:
		return nil
	case domain.FormatUnknown:
		doc.Format = lists.Recognise(doc.Data)
	default:
		run.refuse(doc, "", &domain.Error{Kind: domain.Unsupported, Op: "import inventory", Code: "not_an_sbom", Params: domain.Params{"format": string(doc.Format)}})
		return nil
	}
	machines, err := decodeMachines(doc, run.options.OS)
	if err == nil && run.given(doc.File) != "" && len(machines) > 1 {
		err = &domain.Error{Kind: domain.Invalid, Op: "import inventory", Subject: doc.File, Code: "several_machines", Params: domain.Params{"count": fmt.Sprint(len(machines))}}
	}
	if err != nil {
		run.refuse(doc, "", err)
		return nil
	}
	line := domain.FileReceipt{File: doc.File, Format: doc.Format, Outcome: domain.Unchanged, Digest: doc.Digest, Size: doc.Size}
	for i := range machines {
		one, err := run.machine(ctx, doc, i, &machines[i])
		if err != nil {
			var own *domain.Error
			if !errors.As(err, &own) || own.Kind == domain.Storage || own.Kind == domain.Corrupt || own.Kind == domain.Cancelled || own.Kind == domain.Busy {
				return err
			}
			run.refuse(doc, one.Machine, err)
			continue
		}
		line.Records += one.Census.Read
		line.Warnings = append(line.Warnings, one.Warnings...)
		if one.Outcome != domain.RowUnchanged {
			line.Outcome = domain.Imported
		}
		run.receipt.Machines = append(run.receipt.Machines, one)
		switch one.Outcome {
		case domain.RowCreated:
			run.receipt.Created++
		case domain.RowUpdated:
			run.receipt.Updated++
		default:
			run.receipt.Unchanged++
		}
	}
	run.files = append(run.files, line)
	return nil
}

func (run *machineRun) refuse(doc ingest.Document, machine string, err error) {
	own := asError(err, doc.File)
	copied := *own
	what, _ := words.Error(&copied)
	run.receipt.Refused++
	run.receipt.Machines = append(run.receipt.Machines, domain.MachineLine{File: doc.File, Format: doc.Format, Machine: machine, Outcome: domain.RowRefused, Error: &copied, Reason: what})
	run.files = append(run.files, domain.FileReceipt{File: doc.File, Format: doc.Format, Outcome: domain.Rejected, Reason: what, Error: &copied, Digest: doc.Digest, Size: doc.Size})
}

// machine finds the asset of one machine, and writes what is new of it.
func (run *machineRun) machine(ctx context.Context, doc ingest.Document, i int, s *domain.Snapshot) (domain.MachineLine, error) {
	d := run.desk
	line := domain.MachineLine{File: doc.File, Format: s.Format, Machine: first(s.About.Name, s.Subject), Census: s.Census, Warnings: s.Warnings, Slot: first(run.options.Slot, slotOf(s)), Outcome: domain.RowUnchanged}
	now, told, err := run.assetOf(ctx, s, doc.File)
	if err != nil {
		return line, err
	}
	after := apart(now)
	learn(&after, &s.About)
	if now.ID == "" {
		line.Outcome = domain.RowCreated
		if after.ID, err = d.ids.next(); err != nil {
			return line, err
		}
		after.Revision, after.Created = 1, run.receipt.At
	} else if !reflect.DeepEqual(apart(now), after) {
		line.Outcome = domain.RowUpdated
		after.Revision++
	}
	if err := checkAsset(&after); err != nil {
		return line, err
	}
	if other, ok := run.done[after.ID+" "+line.Slot]; ok {
		return line, &domain.Error{Kind: domain.Conflict, Op: "import inventory", Subject: doc.File, Code: "inventory_twice", Params: domain.Params{"name": after.Name, "slot": line.Slot, "first": other}}
	}
	run.done[after.ID+" "+line.Slot] = doc.File
	line.Asset, line.Name, line.By, line.Sign, line.Rule = after.ID, after.Name, told.by, told.sign, told.rule
	line.Changes = domain.Changes(&now, &after)
	if told.by == domain.SignGiven {
		line.Rule = run.answer(s, &now, doc.File)
	}
	run.index.add(&after)
	if run.options.DryRun {
		return line, run.foresee(ctx, &line, doc.Digest, len(s.Components))
	}
	if line.Outcome != domain.RowUnchanged {
		if err := run.writeAsset(ctx, now, after, doc.File); err != nil {
			return line, err
		}
	}
	if line.Rule != nil && line.Rule.ID == "" {
		if err := run.remember(ctx, line.Rule); err != nil {
			return line, err
		}
	}
	if len(s.Components) == 0 && s.Census.Identifiable+s.Census.WithoutIdentity == 0 {
		return line, nil // facts alone
	}
	return line, run.writeInventory(ctx, doc, i, s, after, &line)
}

// foresee says of an asset the desk has that other software would come in. That it is
// the same software in other bytes is found when it is stored.
func (run *machineRun) foresee(ctx context.Context, line *domain.MachineLine, digest string, components int) error {
	if line.Outcome != domain.RowUnchanged || components == 0 {
		return nil
	}
	_, was, err := run.desk.slotVersions(ctx, line.Asset, line.Slot)
	if err == nil && !strings.HasPrefix(was, digest) {
		line.Outcome = domain.RowUpdated
	}
	return err
}

func (run *machineRun) writeAsset(ctx context.Context, now, after domain.Asset, file string) error {
	d := run.desk
	verb, subject := "asset.set", now.Name
	if now.ID == "" {
		verb, subject = "asset.add", after.Name
	}
	e := d.event("", verb, subject)
	e.Reason = file
	run.wrote = true
	return d.store.Update(ctx, func(w *store.Write) error {
		if now.ID == "" {
			return d.createAsset(w, after, e)
		}
		return d.changeAsset(w, now, after, e)
	})
}

// writeInventory keeps the document as the asset's inventory and counts what
// differs from the one before.
func (run *machineRun) writeInventory(ctx context.Context, doc ingest.Document, i int, s *domain.Snapshot, a domain.Asset, line *domain.MachineLine) error {
	d := run.desk
	before, was, err := d.slotVersions(ctx, a.ID, line.Slot)
	if err != nil {
		return err
	}
	if _, err = d.putPart(ctx, a, part{slot: line.Slot, index: i, os: run.options.OS}, doc, func() (domain.Snapshot, error) { return *s, nil }); err != nil {
		return err
	}
	after, is, err := d.slotVersions(ctx, a.ID, line.Slot)
	if err != nil || was == is {
		return err
	}
	run.wrote = true
	if line.Outcome == domain.RowUnchanged {
		line.Outcome = domain.RowUpdated
	}
	for id, version := range after {
		if old, ok := before[id]; !ok {
			line.Added++
		} else if old != version {
			line.Changed++
		}
	}
	for id := range before {
		if _, ok := after[id]; !ok {
			line.Removed++
		}
	}
	return nil
}

// slotVersions are the versions of the components of one inventory of an asset,
// by component, as it will be once it is matched, and how many inventories the
// asset has had.
func (d *Desk) slotVersions(ctx context.Context, asset, slot string) (map[string]string, string, error) {
	out, newest := map[string]string{}, ""
	err := d.store.View(ctx, func(r *store.Read) error {
		cur, err := nextCurrent(r, asset)
		if err != nil {
			return err
		}
		for _, s := range cur.Snapshots {
			if s.Slot == slot && s.Current {
				newest = s.Digest + s.At.String() + s.OS
			}
		}
		held, err := r.Inventory(asset, cur.Inventory)
		for i := range held {
			if held[i].Slot == slot {
				out[held[i].ID] = held[i].Version
			}
		}
		return err
	})
	return out, newest, err
}

// finish lets findings follow and keeps the receipt.
func (run *machineRun) finish(ctx context.Context) error {
	r := &run.receipt
	switch {
	case r.Files == 0:
		return &domain.Error{Kind: domain.NotFound, Op: "import inventory", Subject: r.Source, Code: "no_document"}
	case len(r.Machines) == 1 && r.Refused == 1:
		return r.Machines[0].Error
	case !run.wrote:
		return nil
	}
	d := run.desk
	if err := d.resumeStated(ctx); err != nil {
		return err
	}
	if _, err := d.settle(ctx, func(domain.Progress) {}); err != nil {
		return err
	}
	id, err := d.ids.next()
	if err != nil {
		return err
	}
	r.ID = id
	receipt := domain.Receipt{ID: id, Source: r.Source, Started: r.At, Finished: d.at(), By: r.By}
	for _, f := range run.files {
		tallyFile(&receipt.Totals, f)
	}
	const chunk = 200
	for at := 0; at < len(run.files); at += chunk {
		files := run.files[at:min(at+chunk, len(run.files))]
		if err := d.store.Update(ctx, func(w *store.Write) error { return w.AppendReceiptFiles(id, at/chunk, files) }); err != nil {
			return err
		}
	}
	return d.store.Update(ctx, func(w *store.Write) error { return w.PutReceipt(receipt) })
}

// tallyFile counts a file of an import that brings no advisories.
func tallyFile(t *domain.Totals, f domain.FileReceipt) {
	t.Files++
	t.Warnings += len(f.Warnings)
	t.Bytes += f.Size
	switch f.Outcome {
	case domain.Imported:
		t.Imported++
	case domain.Unchanged:
		t.Unchanged++
	default:
		t.Rejected++
	}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
