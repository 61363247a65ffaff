package screen

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// assetsRead is the list with what is looked through and compared in it, made
// away from the drawing goroutine.
type assetsRead struct {
	all   []domain.AssetView
	texts []string // of each, in lower case
	twice []Duplicate
	there map[string]bool // ids
}

func readAssets(all []domain.AssetView, retired bool) assetsRead {
	read := assetsRead{all: all, texts: make([]string, len(all)), there: make(map[string]bool, len(all))}
	for i := range all {
		a := &all[i]
		read.there[a.ID] = true
		parts := append([]string{a.Name, a.Kind, a.Role, a.Manufacturer, a.Model, a.Serial, a.AssetTag, a.OS, a.Location, a.Zone, a.Owner, a.Custodian, a.WindowGroup}, a.Hostnames...)
		read.texts[i] = strings.ToLower(strings.Join(slices.Concat(parts, a.IPs, a.MACs, a.Tags), "\n"))
	}
	if !retired {
		read.twice = Duplicates(all)
	}
	return read
}

// assetOrder is what the list is made from: it changes nothing and is read away from
// the drawing goroutine.
type assetOrder struct {
	all    []domain.AssetView
	texts  []string
	twice  []Duplicate
	filter AssetFilter
	sort   Sort
}

// assetList is the list in order, its facets and counts.
type assetList struct {
	shown              []domain.AssetView
	known, inventoried int
	exposed            map[domain.Answer]int
	open               map[string]int
	kinds              []Facet
}

// arrange makes list, facets and counts from all assets and then calls what waits for
// them; of long lists elsewhere, so that only the newest order counts.
func (s *Assets) arrange(then func()) {
	s.ordered = append(s.ordered, then)
	o := assetOrder{s.all, s.texts, s.twice, s.state.Filter, s.state.Sort}
	answer := func(l assetList, _ error) {
		st := &s.state
		st.All, st.Known, st.Inventoried, st.Twice = len(o.all), l.known, l.inventoried, o.twice
		st.Exposed, st.OpenFacts, st.Kinds, st.Assets = l.exposed, l.open, l.kinds, l.shown
		waiting := s.ordered
		s.ordered = nil
		for _, f := range waiting {
			f()
		}
	}
	if len(o.all) <= atOnce {
		s.orders.pass() // an order still on its way is of older lists
		answer(o.list(), nil)
		return
	}
	ask(s.run, &s.orders, func(context.Context) (assetList, error) { return o.list(), nil }, answer)
}

func (o *assetOrder) list() assetList {
	l := assetList{exposed: map[domain.Answer]int{}, open: map[string]int{}}
	kinds := map[string]int{}
	shown := make([]*domain.AssetView, 0, len(o.all))
	twice := TwiceGroups(o.twice)
	words := strings.Fields(strings.ToLower(o.filter.Text))
	for i := range o.all {
		a := &o.all[i]
		kinds[a.Kind]++
		l.exposed[a.Exposed().Value]++
		for _, q := range questions {
			if unanswered(a, q) {
				l.open[q]++
			}
		}
		if !a.Inventory.IsZero() {
			l.inventoried++
		}
		if o.filter.lets(a) && (!o.filter.Twice || twice[a.ID] > 0) && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(o.texts[i], w) }) {
			shown = append(shown, a)
			if !a.Inventory.IsZero() {
				l.known++
			}
		}
	}
	for kind, n := range kinds {
		l.kinds = append(l.kinds, Facet{kind, n})
	}
	slices.SortFunc(l.kinds, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	l.shown = o.sort.ordered(shown)
	if o.filter.Twice {
		slices.SortStableFunc(l.shown, func(a, b domain.AssetView) int { return cmp.Compare(twice[a.ID], twice[b.ID]) })
	}
	return l
}

func (f *AssetFilter) lets(a *domain.AssetView) bool {
	return (f.Kind == nil || *f.Kind == a.Kind) &&
		(f.Exposed == nil || *f.Exposed == a.Exposed().Value) &&
		(f.Inventory == nil || *f.Inventory == !a.Inventory.IsZero()) &&
		(f.Open == "" || unanswered(a, f.Open)) &&
		(f.Named == nil || f.Named.IDs[a.ID])
}

// namedAsset is an asset with what it is compared by again and again.
type namedAsset struct {
	*domain.AssetView
	low string // its name in small letters
}

// ordered gives the assets in order; it leaves those it is handed where they are.
func (o Sort) ordered(assets []*domain.AssetView) []domain.AssetView {
	named := make([]namedAsset, len(assets))
	for i := range assets {
		named[i] = namedAsset{assets[i], strings.ToLower(assets[i].Name)}
	}
	slices.SortFunc(named, func(a, b namedAsset) int { return o.assets(&a, &b) })
	var out []domain.AssetView
	if len(named) > 0 {
		out = make([]domain.AssetView, 0, len(named))
	}
	for _, a := range named {
		out = append(out, *a.AssetView)
	}
	return out
}

func (o Sort) assets(a, b *namedAsset) int {
	var c int
	switch o.Column {
	case "kind":
		c = strings.Compare(a.Kind, b.Kind)
	case "exposed":
		c = strings.Compare(string(b.Exposed().Value), string(a.Exposed().Value))
	case "inventory":
		c = a.Inventory.Compare(b.Inventory)
	case "open":
		c = cmp.Compare(b.OpenTargets, a.OpenTargets)
	case "tier":
		c = cmp.Compare(a.Tier.Rank(), b.Tier.Rank())
	}
	byName := strings.Compare(a.low, b.low)
	if o.Column == "asset" {
		c = byName
	}
	if o.Down {
		c = -c
	}
	return cmp.Or(c, byName, strings.Compare(a.ID, b.ID))
}
