package store

import (
	"fmt"
	"iter"

	"fenceline/internal/domain"
)

// Desk is what the desk knows of itself; NotFound before it was set up.
func (r *Read) Desk() (domain.Desk, error) {
	desk, ok, err := find[domain.Desk](r, keyDesk)
	if err == nil && !ok {
		err = &domain.Error{Kind: domain.NotFound, Op: "read desk", Code: CodeNoDesk}
	}
	return desk, err
}

// PutDesk replaces what the desk knows of itself.
func (w *Write) PutDesk(desk domain.Desk) error { return w.put(keyDesk, desk) }

// PlanSettings are what people said of their time; the zero value at first.
func (r *Read) PlanSettings() (domain.PlanSettings, error) {
	p, _, err := find[domain.PlanSettings](r, keyPlan)
	return p, err
}

// PutPlanSettings replaces them.
func (w *Write) PutPlanSettings(p domain.PlanSettings) error { return w.put(keyPlan, p) }

// PolicySettings are the operator's tables and the groups' policies; the zero value
// at first.
func (r *Read) PolicySettings() (domain.PolicySettings, error) {
	p, _, err := find[domain.PolicySettings](r, keyPolicies)
	return p, err
}

// PutPolicySettings replaces them.
func (w *Write) PutPolicySettings(p domain.PolicySettings) error { return w.put(keyPolicies, p) }

// Asset is the asset with the id.
func (r *Read) Asset(id string) (domain.Asset, error) {
	asset, ok, err := find[domain.Asset](r, path(pathAsset, id))
	if err == nil && !ok {
		err = missing("read asset", id, CodeNoAsset)
	}
	return asset, err
}

// AssetByName is the asset of that name, without regard to case and surrounding
// space; Conflict where several assets bear it.
func (r *Read) AssetByName(name string) (domain.Asset, error) {
	ids, err := collect(scan[string](r, Range{Prefix: under(pathAssetName, foldName(name))}))
	switch {
	case err != nil:
		return domain.Asset{}, err
	case len(ids) == 0:
		return domain.Asset{}, missing("read asset", name, CodeNoAsset)
	case len(ids) > 1:
		return domain.Asset{}, &domain.Error{
			Kind: domain.Conflict, Op: "read asset", Subject: name, Code: CodeAssetAmbiguous,
			Params: domain.Params{"name": name, "count": fmt.Sprint(len(ids))},
		}
	}
	return r.Asset(ids[0])
}

// Assets yields every asset in the order of ids.
func (r *Read) Assets() iter.Seq2[domain.Asset, error] {
	return scan[domain.Asset](r, Range{Prefix: under(pathAsset)})
}

// PutAsset stores an asset under its id and its name.
func (w *Write) PutAsset(asset domain.Asset) error {
	old, ok, err := find[domain.Asset](&w.Read, path(pathAsset, asset.ID))
	if err != nil {
		return err
	}
	if ok && foldName(old.Name) != foldName(asset.Name) {
		if err := w.delete(keyAssetName(old.Name, asset.ID)); err != nil {
			return err
		}
	}
	if err := w.put(keyAssetName(asset.Name, asset.ID), asset.ID); err != nil {
		return err
	}
	return w.put(path(pathAsset, asset.ID), asset)
}

// Counter is the number [Write.NextID] gave last, 0 at first.
func (r *Read) Counter(name string) (uint64, error) {
	last, _, err := find[uint64](r, path(pathCounter, name))
	return last, err
}

// NextID counts up the named counter and gives its new value, 1 at first.
func (w *Write) NextID(counter string) (uint64, error) {
	last, err := w.Counter(counter)
	if err != nil {
		return 0, err
	}
	return last + 1, w.put(path(pathCounter, counter), last+1)
}
