package workflow

import (
	"iter"
	"maps"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// work is what waits to be matched.
type work struct {
	assets      []string          // sorted
	inventories []string          // those of them with a new inventory
	touched     map[string]*touch // those of them of which only some components are to be judged
	done        []store.PendingID // what is to be struck off when all assets are through
}

// touch says what changed about an asset's components: statements under some of
// their identities, or the names of some of their flaws.
type touch struct {
	keys  []domain.PackageKey
	names []string
}

// mostTouches is how many keys and names of one asset are noted: where more
// changed, all of it is judged.
const mostTouches = 32

// pendingWork turns touched keys and names into the assets they touch.
func pendingWork(r *store.Read) (work, error) {
	todo := work{touched: map[string]*touch{}}
	whole := map[string]bool{}
	for id, p := range r.Pendings("asset") {
		if p.Err != nil {
			return todo, p.Err
		}
		whole[id] = true
		if p.Next != nil {
			todo.inventories = append(todo.inventories, id)
		}
	}
	touched := func(assets []string, note func(*touch)) {
		for _, asset := range assets {
			if !whole[asset] && todo.touch(asset, note) {
				whole[asset] = true
			}
		}
	}
	for id, p := range r.Pendings("key") {
		if p.Err != nil {
			return todo, p.Err
		}
		for _, key := range p.Keys {
			holders, err := r.Holders(key)
			if err != nil {
				return todo, err
			}
			touched(holders, func(t *touch) { t.keys = append(t.keys, key) })
		}
		todo.done = append(todo.done, store.PendingID{Kind: "key", ID: id})
	}
	for id, p := range r.Pendings("name") {
		if p.Err != nil {
			return todo, p.Err
		}
		for _, name := range p.Names {
			assets, err := r.NamedAssets(name)
			if err != nil {
				return todo, err
			}
			touched(assets, func(t *touch) { t.names = append(t.names, name) })
		}
		todo.done = append(todo.done, store.PendingID{Kind: "name", ID: id})
	}
	todo.assets = slices.Sorted(maps.Keys(whole))
	for asset := range todo.touched {
		todo.assets = append(todo.assets, asset)
	}
	slices.Sort(todo.assets)
	return todo, nil
}

// touch notes what touches an asset; true means that it is so much that all of the
// asset is to be judged.
func (w *work) touch(asset string, note func(*touch)) (whole bool) {
	t := w.touched[asset]
	if t == nil {
		t = &touch{}
		w.touched[asset] = t
	}
	note(t)
	if whole = len(t.keys)+len(t.names) > mostTouches; whole {
		delete(w.touched, asset)
	}
	return whole
}

// How many assets are settled together: whole ones take memory, while of those of
// which only some components are judged little is held, and a task that is on many
// of them is read once. Few of them go like whole ones.
const (
	mostWhole   = 32
	mostPartial = 1024
	fewPartial  = 128
)

// batches gives the assets that are settled together, in their order.
func batches(todo *work) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		start, whole, most := 0, 0, mostPartial
		if len(todo.assets) <= fewPartial {
			most = mostWhole
		}
		for i, asset := range todo.assets {
			if todo.touched[asset] == nil {
				whole++
			}
			if whole == mostWhole || i+1-start == most || i+1 == len(todo.assets) {
				if !yield(todo.assets[start : i+1]) {
					return
				}
				start, whole = i+1, 0
			}
		}
	}
}

// components are those that are to be judged: what is held under a touched key, what
// has findings under a touched name, and what belongs to the same package of a
// distribution as one of them. Others may be among them.
func (t *touch) components(r *store.Read, text *store.InventoryText, before *store.FindingSet) ([]domain.Held, error) {
	asked := map[string]bool{}
	for _, key := range t.keys {
		asked[string(key)] = true
	}
	if len(t.names) > 0 {
		old, err := before.Naming(r, t.names)
		if err != nil {
			return nil, err
		}
		for i := range old {
			if slices.ContainsFunc(t.names, func(name string) bool { return slices.Contains(old[i].Aliases, name) }) {
				asked[old[i].Component] = true
			}
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	for {
		held, err := text.Naming(r, slices.Sorted(maps.Keys(asked)))
		if err != nil || !text.HasOwners() || len(held) == text.Len() {
			return held, err
		}
		before := len(asked)
		for i := range held {
			for _, key := range []domain.PackageKey{held[i].Key, held[i].Owner} {
				if key != "" {
					asked[string(key)] = true
				}
			}
		}
		if len(asked) == before {
			return held, nil
		}
	}
}
