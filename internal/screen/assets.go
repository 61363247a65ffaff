package screen

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Facet is one value of a column that assets can be narrowed by.
type Facet struct {
	Value string
	Count int
}

// AssetFilter narrows the list; a nil field lets everything through.
type AssetFilter struct {
	Kind      *string
	Exposed   *domain.Answer
	Inventory *bool // true: there is one
}

// AssetsState is what the Assets screen shows.
type AssetsState struct {
	Stage       Stage
	Err         error
	Filter      AssetFilter
	Sort        Sort
	Assets      []domain.AssetView // those the filter lets through
	All         int
	Known       int // of Assets: with an inventory
	Kinds       []Facet
	Exposed     map[domain.Answer]int
	Inventoried int
	Selected    string
	Detail      *domain.AssetView
	Missing     error
	Busy        bool  // an answer is being stored
	ActErr      error // why the last act failed
	Adding      bool  // the form for a new asset is open
}

// Assets is the screen of the operator's machines and devices.
type Assets struct {
	source  AssetsSource
	add     AddAsset
	run     Run
	changed func(AssetsState)
	state   AssetsState
	all     []domain.AssetView
	asked   turn
	looked  turn
}

// AddAsset makes a new asset and gives its id. A nil AddAsset means that this
// window cannot add one.
type AddAsset func(ctx context.Context, name, kind string) (id string, err error)

// NewAssets makes the screen; it asks nothing before Refresh.
func NewAssets(source AssetsSource, add AddAsset, run Run, changed func(AssetsState)) *Assets {
	return &Assets{source: source, add: add, run: run, changed: changed}
}

// State is the newest state.
func (s *Assets) State() AssetsState { return s.state }

// CanAdd reports whether this window can add an asset.
func (s *Assets) CanAdd() bool { return s.add != nil }

// All lists every asset by name, whatever the filter says.
func (s *Assets) All() []domain.AssetView { return s.all }

// Refresh asks for the list and the chosen asset again.
func (s *Assets) Refresh() {
	ask(s.run, &s.asked, s.source.Assets, func(all []domain.AssetView, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.state.Stage, s.state.Err = Ready, nil
		s.all = all
		s.arrange()
		if s.state.Selected == "" && len(s.state.Assets) > 0 {
			s.state.Selected = s.state.Assets[0].ID
		}
		s.changed(s.state)
		s.look()
	})
}

// Narrow changes the filter.
func (s *Assets) Narrow(f AssetFilter) {
	s.state.Filter = f
	s.arrange()
	s.changed(s.state)
}

// SortBy orders the list by a column; again turns it round, a third time gives
// the order by name back.
func (s *Assets) SortBy(column string) {
	s.state.Sort = s.state.Sort.next(column)
	s.arrange()
	s.changed(s.state)
}

// Select chooses an asset and asks for it whole.
func (s *Assets) Select(id string) {
	if id == s.state.Selected && s.state.Detail != nil {
		return
	}
	s.state.Selected, s.state.Detail, s.state.Missing, s.state.ActErr = id, nil, nil, nil
	s.changed(s.state)
	s.look()
}

// Answer stores the answer to "reachable from the internet?" for the chosen
// asset and then calls done, so that other screens can ask again.
func (s *Assets) Answer(value domain.Answer, done func()) {
	id := s.state.Selected
	if id == "" || s.state.Busy {
		return
	}
	s.act(func(ctx context.Context) (string, error) { return id, s.source.AnswerExposure(ctx, id, value) }, done)
}

// StartAdding opens or closes the form for a new asset.
func (s *Assets) StartAdding(open bool) {
	s.state.Adding, s.state.ActErr = open && s.add != nil, nil
	s.changed(s.state)
}

// Add makes a new asset, chooses it, and then calls done.
func (s *Assets) Add(name, kind string, done func()) {
	name = strings.TrimSpace(name)
	if s.add == nil || s.state.Busy || name == "" {
		return
	}
	s.act(func(ctx context.Context) (string, error) { return s.add(ctx, name, kind) }, done)
}

// act does something to an asset off the drawing goroutine; do gives the id of
// the asset to choose afterwards.
func (s *Assets) act(do func(context.Context) (string, error), done func()) {
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		id, err := do(ctx)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err != nil {
				s.changed(s.state)
				return
			}
			if id != s.state.Selected {
				s.state.Selected, s.state.Detail, s.state.Missing = id, nil, nil
			}
			s.state.Adding = false
			s.Refresh()
			if done != nil {
				done()
			}
		})
	})
}

func (s *Assets) look() {
	id := s.state.Selected
	if id == "" {
		return
	}
	ask(s.run, &s.looked, func(ctx context.Context) (domain.AssetView, error) {
		return s.source.Asset(ctx, id)
	}, func(a domain.AssetView, err error) {
		if err != nil {
			s.state.Detail, s.state.Missing = nil, err
		} else {
			s.state.Detail, s.state.Missing = &a, nil
		}
		s.changed(s.state)
	})
}

// arrange makes list, facets and counts from all assets.
func (s *Assets) arrange() {
	st := &s.state
	st.All, st.Known, st.Inventoried = len(s.all), 0, 0
	st.Exposed = map[domain.Answer]int{}
	kinds := map[string]int{}
	st.Assets = nil
	for i := range s.all {
		a := &s.all[i]
		kinds[a.Kind]++
		st.Exposed[a.Exposed().Value]++
		if !a.Inventory.IsZero() {
			st.Inventoried++
		}
		if st.Filter.lets(a) {
			st.Assets = append(st.Assets, *a)
			if !a.Inventory.IsZero() {
				st.Known++
			}
		}
	}
	st.Kinds = nil
	for kind, n := range kinds {
		st.Kinds = append(st.Kinds, Facet{kind, n})
	}
	slices.SortFunc(st.Kinds, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	st.Assets = st.Sort.ordered(st.Assets)
}

func (f *AssetFilter) lets(a *domain.AssetView) bool {
	return (f.Kind == nil || *f.Kind == a.Kind) &&
		(f.Exposed == nil || *f.Exposed == a.Exposed().Value) &&
		(f.Inventory == nil || *f.Inventory == !a.Inventory.IsZero())
}

// namedAsset is an asset with what it is compared by again and again.
type namedAsset struct {
	*domain.AssetView
	low string // its name in small letters
}

// ordered gives the assets in order; it leaves those it is handed where they are.
func (o Sort) ordered(assets []domain.AssetView) []domain.AssetView {
	named := make([]namedAsset, len(assets))
	for i := range assets {
		named[i] = namedAsset{&assets[i], strings.ToLower(assets[i].Name)}
	}
	slices.SortFunc(named, func(a, b namedAsset) int { return o.assets(&a, &b) })
	var out []domain.AssetView
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
