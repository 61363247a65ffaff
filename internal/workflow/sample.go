package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Sample is the tree of the sample operator: operator.json, assets.json,
// sboms/ASSET.*, bundle/; and what people did since: worked/ASSET.*,
// worked/exceptions.json.
type Sample struct {
	Tree   fs.FS
	Worked bool // with what people did since
}

// OpenSample fills an empty desk with the sample operator: its assets, their
// software and a bundle of advisories written for it. What is there already, from
// a run that was interrupted, stays as it is. Errors: Conflict (the desk is somebody's own).
func (d *Desk) OpenSample(ctx context.Context, sample Sample, progress func(domain.Progress)) (domain.Receipt, error) {
	var desk domain.Desk
	used := false
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		if desk, err = r.Desk(); err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		used = false
		for _, err := range r.Assets() {
			used = true
			return err
		}
		return nil
	})
	if err != nil {
		return domain.Receipt{}, err
	}
	if used && !desk.Sample {
		return domain.Receipt{}, &domain.Error{Kind: domain.Conflict, Op: "open sample", Subject: desk.Operator, Code: "desk_in_use"}
	}
	if err := d.fillSample(ctx, sample); err != nil {
		return domain.Receipt{}, err
	}
	receipt, err := d.importFS(ctx, sample.Tree, "bundle", "sample operator", progress)
	if err == nil && sample.Worked {
		err = d.workSample(ctx, sample)
	}
	return receipt, err
}

func (d *Desk) fillSample(ctx context.Context, sample Sample) error {
	var desk domain.Desk
	if err := readJSON(sample.Tree, "operator.json", &desk); err != nil {
		return err
	}
	desk.Sample = true
	if now, err := d.Status(ctx); err != nil || !now.Desk.Sample {
		if err := errors.Join(err, d.Configure(ctx, func(s *domain.Desk) { *s = desk })); err != nil {
			return err
		}
	}
	var assets []domain.Asset
	if err := readJSON(sample.Tree, "assets.json", &assets); err != nil {
		return err
	}
	for _, a := range assets {
		if _, err := d.findAsset(ctx, a.Name); domain.Is(err, domain.NotFound) {
			_, err = d.AddAsset(ctx, a)
			if err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
	}
	return d.inventorySample(ctx, sample, "sboms", 1)
}

// inventorySample takes in the inventories of a folder. An asset that has as many
// already is past them.
func (d *Desk) inventorySample(ctx context.Context, sample Sample, folder string, enough int) error {
	files, err := fs.ReadDir(sample.Tree, folder)
	if err != nil {
		return err
	}
	for _, file := range files {
		name, _, _ := strings.Cut(file.Name(), ".")
		if strings.HasSuffix(file.Name(), ".json") && strings.Count(file.Name(), ".") == 1 {
			continue // no inventory
		}
		a, err := d.Asset(ctx, name)
		if err != nil {
			return err
		}
		a.Snapshots = slices.DeleteFunc(a.Snapshots, func(s domain.SnapshotView) bool { return s.Slot == slotStated })
		if len(a.Snapshots) >= enough {
			continue
		}
		if _, err := d.importSBOMFS(ctx, name, sample.Tree, path.Join(folder, file.Name())); err != nil {
			return err
		}
	}
	return nil
}

// workSample does what the people of the sample operator did since: newer
// inventories that prove fixes, and decisions not to patch, which count from today.
// What was decided once is not decided again.
func (d *Desk) workSample(ctx context.Context, sample Sample) error {
	if err := d.inventorySample(ctx, sample, "worked", 2); err != nil {
		return err
	}
	var granted []struct {
		Vulnerability, Asset, Reason, Control, Approver string
		Days                                            int
	}
	if err := readJSON(sample.Tree, "worked/exceptions.json", &granted); err != nil {
		return err
	}
	tasks, err := d.Tasks(ctx, false)
	if err != nil {
		return err
	}
	before, err := d.Exceptions(ctx, true)
	if err != nil {
		return err
	}
	var today domain.Day
	if err := d.store.View(ctx, func(r *store.Read) (err error) { today, err = d.today(r); return err }); err != nil {
		return err
	}
	for _, e := range granted {
		at := slices.IndexFunc(tasks, func(t domain.TaskView) bool { return slices.Contains(t.Vulnerabilities, e.Vulnerability) })
		if at < 0 || slices.ContainsFunc(before, func(x domain.ExceptionView) bool { return x.AssetName == e.Asset && x.Task == tasks[at].ID }) {
			continue
		}
		_, err = d.Move(ctx, domain.Move{Intent: domain.IntentExcept, Tasks: []string{tasks[at].ID}, Assets: []string{e.Asset}, Reason: e.Reason,
			Exception: domain.Exception{Approver: e.Approver, Control: e.Control, End: today.Add(e.Days)}})
		if err != nil {
			return err
		}
	}
	return nil
}

func readJSON(tree fs.FS, name string, v any) error {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, v)
}

// Configure changes the desk's own settings through edit and recomputes what
// hangs on them. Errors: Invalid (zone, policy or missing-facts setting unknown),
// Untrusted (how long the log is kept and whether two persons approve is set by who approves).
func (d *Desk) Configure(ctx context.Context, edit func(*domain.Desk)) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	e := d.event("", "desk.set", "desk")
	err = d.store.Update(ctx, func(w *store.Write) error {
		before, err := w.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		after := before
		edit(&after)
		policies, err := w.PolicySettings()
		if err != nil {
			return err
		}
		if err := checkDesk(after, &policies); err != nil {
			return err
		}
		if before.Retention != after.Retention || before.TwoPersons != after.TwoPersons { // what protects others' decisions
			if err := d.may(&w.Read, domain.RoleApprove); err != nil {
				return err
			}
		}
		if err := w.PutDesk(after); err != nil {
			return err
		}
		return d.log(w, e, before, after)
	})
	if err != nil {
		return err
	}
	if err := d.pendAll(ctx); err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}
