package store

import (
	"bytes"
	"iter"

	"fenceline/internal/domain"
)

// TaskView is the task with the id, with what its targets come to as it was put.
func (r *Read) TaskView(id string) (domain.TaskView, error) {
	task, ok, err := find[domain.TaskView](r, path(pathTask, id))
	if err == nil && !ok {
		err = missing("read task", id, CodeNoTask)
	}
	return task, err
}

// TaskViews yields every task in the order of ids as text.
func (r *Read) TaskViews() iter.Seq2[domain.TaskView, error] {
	return scan[domain.TaskView](r, Range{Prefix: under(pathTask)})
}

// PutTaskView stores the task and its summary under its id; whoever changes a
// target puts both in one transaction.
func (w *Write) PutTaskView(task domain.TaskView) error {
	key := path(pathTask, task.ID)
	data, err := marshal(task)
	if err != nil {
		return err
	}
	if !w.recording {
		return w.putData(key, data)
	}
	own, err := marshal(task.PatchTask)
	if err != nil {
		return err
	}
	same, err := w.holdsTask(key, own)
	if err != nil {
		return err
	}
	if !same {
		w.changed.put(key, own)
	}
	return w.putData(key, data)
}

// holdsTask tells whether the task is stored as it is, whatever its summary says:
// a view begins with its task.
func (w *Write) holdsTask(key string, own []byte) (bool, error) {
	old, err := get(w.r, key)
	if err != nil || old == nil {
		return false, err
	}
	if old, err = unpack(w.r, key, old); err != nil {
		return false, err
	}
	begin := own[:len(own)-1]
	return bytes.HasPrefix(old, begin) && bytes.HasPrefix(old[len(begin):], []byte(`,"tier":`)), nil
}

// DeleteTask removes the task alone, not its targets.
func (w *Write) DeleteTask(id string) error {
	w.changed.put(path(pathTask, id), nil)
	return w.delete(path(pathTask, id))
}

// Target is one asset of a task.
func (r *Read) Target(task, asset string) (domain.Target, error) {
	target, ok, err := find[domain.Target](r, path(pathTarget, task, asset))
	if err == nil && !ok {
		err = &domain.Error{
			Kind: domain.NotFound, Op: "read target", Subject: task, Code: CodeNoTarget,
			Params: domain.Params{"name": task, "task": task, "asset": asset},
		}
	}
	return target, err
}

// Targets yields the targets of the task in the order of asset ids.
func (r *Read) Targets(task string) iter.Seq2[domain.Target, error] {
	return scan[domain.Target](r, Range{Prefix: under(pathTarget, task)})
}

// AllTargets yields every target by task and asset.
func (r *Read) AllTargets() iter.Seq2[domain.Target, error] {
	return scan[domain.Target](r, Range{Prefix: under(pathTarget)})
}

// TargetsAs yields every target by task and asset as a T, which has those members
// of [domain.Target] that its reader needs: the others are not decoded.
func TargetsAs[T any](r *Read) iter.Seq2[T, error] {
	return scan[T](r, Range{Prefix: under(pathTarget)})
}

// TargetsOfAs is [TargetsAs] for the targets of one task, in the order of asset ids.
// Those of the assets in known are not decoded: they are what it says.
func TargetsOfAs[T any](r *Read, task string, known map[string]T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		at := make(map[string]string, len(known))
		for asset := range known {
			at[path(pathTarget, task, asset)] = asset
		}
		for item, err := range r.r.Scan(Range{Prefix: under(pathTarget, task)}) {
			var one T
			if asset, ok := at[item.Key]; ok {
				one = known[asset]
			} else if err == nil {
				one, err = decode[T](r, item.Key, item.Value)
			}
			if !yield(one, err) || err != nil {
				return
			}
		}
	}
}

// TargetsOf yields the targets of the asset in the order of task ids.
func (r *Read) TargetsOf(asset string) iter.Seq2[domain.Target, error] {
	return func(yield func(domain.Target, error) bool) {
		for task, err := range scan[string](r, Range{Prefix: under(pathAssetTarget, asset)}) {
			var target domain.Target
			if err == nil {
				target, err = r.Target(task, asset)
			}
			if !yield(target, err) || err != nil {
				return
			}
		}
	}
}

// PutTarget stores the target under its task and its asset.
func (w *Write) PutTarget(target domain.Target) error {
	if err := w.put(path(pathAssetTarget, target.Asset, target.Task), target.Task); err != nil {
		return err
	}
	key := path(pathTarget, target.Task, target.Asset)
	data, err := marshal(target)
	if err != nil {
		return err
	}
	changed, err := w.replace(key, data)
	if err == nil && changed && w.recording {
		w.changed.put(key, data)
	}
	return err
}

// DeleteTarget removes one asset from a task.
func (w *Write) DeleteTarget(task, asset string) error {
	if err := w.delete(path(pathAssetTarget, asset, task)); err != nil {
		return err
	}
	w.changed.put(path(pathTarget, task, asset), nil)
	return w.delete(path(pathTarget, task, asset))
}
