package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Sample is the tree of the sample operator: operator.json, assets.json,
// sboms/ASSET.*, bundle/.
type Sample struct {
	Tree fs.FS
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
	return d.importFS(ctx, sample.Tree, "bundle", "sample operator", progress)
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
	files, err := fs.ReadDir(sample.Tree, "sboms")
	if err != nil {
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
		for _, file := range files {
			name, _, _ := strings.Cut(file.Name(), ".")
			if name != a.Name {
				continue
			}
			if _, err := d.importSBOMFS(ctx, a.Name, sample.Tree, path.Join("sboms", file.Name())); err != nil {
				return err
			}
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
