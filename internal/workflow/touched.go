package workflow

import (
	"maps"
	"slices"
	"strings"

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

// components are those that are to be judged: what is held under a touched key, what
// has findings under a touched name, and what belongs to the same package of a
// distribution as one of them. Others may be among them.
func (t *touch) components(text *store.InventoryText, old []domain.Finding) ([]domain.Held, error) {
	asked := map[string]bool{}
	for _, key := range t.keys {
		asked[string(key)] = true
	}
	for i := range old {
		if slices.ContainsFunc(t.names, func(name string) bool { return slices.Contains(old[i].Aliases, name) }) {
			asked[old[i].Component] = true
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	for {
		held, err := text.Naming(slices.Sorted(maps.Keys(asked)))
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

// replaced are the findings with those of some components in the place of theirs.
func replaced(old []domain.Finding, held []domain.Held, finds []domain.Finding) []domain.Finding {
	judged := make(map[string]bool, len(held))
	for i := range held {
		judged[held[i].ID] = true
	}
	out := make([]domain.Finding, 0, len(old)+len(finds))
	for i := range old {
		if !judged[old[i].Component] {
			out = append(out, old[i])
		}
	}
	out = append(out, finds...)
	slices.SortStableFunc(out, func(a, b domain.Finding) int { return strings.Compare(a.Component, b.Component) })
	return out
}

// all are the components of the asset's inventory.
func (out *matched) all() (held []domain.Held, err error) {
	if out.held == nil && out.text != nil {
		out.held, err = out.text.All()
	}
	return out.held, err
}

// mostLookups is how many components are looked for one by one; decoding all of a
// usual inventory takes no longer than finding more.
const mostLookups = 24

// hold puts components of the asset into held: all of them, or where they are not
// decoded those of the ids.
func (out *matched) hold(held map[string]domain.Held, ids map[string]bool) (err error) {
	some := out.held
	for _, h := range out.judged {
		held[h.ID] = h
	}
	if some == nil && out.text != nil {
		missing := make([]string, 0, len(ids))
		for id := range ids {
			if _, ok := held[id]; !ok {
				missing = append(missing, id)
			}
		}
		slices.Sort(missing)
		switch {
		case len(missing) == 0:
			return nil
		case len(missing) > mostLookups:
			some, err = out.all()
		default:
			some, err = out.text.Naming(missing)
		}
	}
	for _, h := range some {
		held[h.ID] = h
	}
	return err
}
