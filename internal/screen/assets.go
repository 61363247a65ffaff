package screen

import (
	"context"
	"slices"

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
	Inventory *bool  // true: there is one
	Open      string // a question nobody answered, by the name of its fact; "" for all
	Text      string // words that stand in names, addresses, serial numbers, places, people and tags
	Twice     bool   `json:"-"` // only what may be listed twice
	Named     *Named `json:"-"` // only these assets
}

// Named are assets by their ids, and the check of readiness they are listed for.
type Named struct {
	IDs   map[string]bool
	Check domain.Code
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
	Busy        bool  // something is being stored
	ActErr      error // why the last act failed
	Form        *AssetForm
	Marked      []string
	Tab         AssetTab
	Retired     bool             // the list shows what is out of use
	OpenFacts   map[string]int   // questions to how many assets have no answer
	Twice       []Duplicate      // assets that may be listed twice
	Next        *domain.Question // the unanswered question about an asset whose answer moves most dates
	Past        *AssetPast       // of the chosen asset; nil: not asked yet
	Software    []domain.Held    // of the chosen asset
	Filled      bool             // Software is of the chosen asset
	Found       *AssetFound      // of the chosen asset; nil: not asked yet
	Work        *AssetWork       // of the chosen asset; nil: not asked yet
}

// Assets is the screen of the operator's machines and devices.
type Assets struct {
	source  AssetsSource
	add     AddAsset
	run     Run
	deeds   *Deeds
	changed func(AssetsState)
	state   AssetsState
	all     []domain.AssetView
	texts   []string // of each asset, what is looked through, in lower case
	twice   []Duplicate
	orders  turn
	ordered []func() // what waits for the newest order
	asked   turn
	looked  turn
	open    turn
	paged   turn
}

// AddAsset makes a new asset of facts by the names of [domain.AssetFields] and gives
// its id. A nil AddAsset means that this window cannot add one.
type AddAsset func(ctx context.Context, facts map[string]string) (id string, err error)

// NewAssets makes the screen; it asks nothing before Refresh.
func NewAssets(source AssetsSource, add AddAsset, run Run, deeds *Deeds, changed func(AssetsState)) *Assets {
	return &Assets{state: AssetsState{Tab: AssetFacts}, source: source, add: add, run: run, deeds: deeds, changed: changed}
}

// State is the newest state.
func (s *Assets) State() AssetsState { return s.state }

// CanAdd reports whether this window can add an asset.
func (s *Assets) CanAdd() bool { return s.add != nil }

// All lists every asset by name, whatever the filter says.
func (s *Assets) All() []domain.AssetView { return s.all }

// Refresh asks for the list and the chosen asset again.
func (s *Assets) Refresh() {
	list := s.source.Assets
	if s.state.Retired {
		list = s.source.RetiredAssets
	}
	retired := s.state.Retired
	ask(s.run, &s.asked, func(ctx context.Context) (assetsRead, error) {
		all, err := list(ctx)
		if err != nil {
			return assetsRead{}, err
		}
		return readAssets(all, retired), nil
	}, func(read assetsRead, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
			s.changed(s.state)
			return
		}
		s.all, s.texts, s.twice = read.all, read.texts, read.twice
		s.state.Marked = slices.DeleteFunc(s.state.Marked, func(id string) bool { return !read.there[id] })
		s.arrange(func() {
			s.state.Stage, s.state.Err = Ready, nil
			if s.state.Selected == "" && len(s.state.Assets) > 0 {
				s.state.Selected = s.state.Assets[0].ID
			}
			s.changed(s.state)
			s.look()
		})
	})
	ask(s.run, &s.open, s.source.Today, func(t domain.Today, err error) {
		if err != nil {
			return // Today says so; the list does without
		}
		s.state.Next = nil
		for i := range t.Questions {
			if q := &t.Questions[i]; q.Fact == domain.FactExposure && (s.state.Next == nil || q.Moves > s.state.Next.Moves) {
				s.state.Next = q
			}
		}
		s.changed(s.state)
	})
}

// ShowRetired shows what is out of use in the place of what is in use.
func (s *Assets) ShowRetired(yes bool) {
	if s.state.Retired == yes {
		return
	}
	s.state.Retired, s.state.Filter, s.state.Marked, s.state.Form = yes, AssetFilter{}, nil, nil
	s.state.Selected, s.state.Detail, s.state.Missing = "", nil, nil
	s.all, s.texts, s.twice = nil, nil, nil
	s.arrange(func() {})
	s.state.Stage = Loading
	s.changed(s.state)
	s.Refresh()
}

// Narrow changes the filter.
func (s *Assets) Narrow(f AssetFilter) {
	s.state.Filter = f
	s.arrange(func() { s.changed(s.state) })
}

// SortBy orders the list by a column; again turns it round, a third time gives
// the order by name back.
func (s *Assets) SortBy(column string) {
	s.state.Sort = s.state.Sort.next(column)
	s.arrange(func() { s.changed(s.state) })
}

// Select chooses an asset and asks for it whole.
func (s *Assets) Select(id string) {
	if id == s.state.Selected && s.state.Detail != nil {
		return
	}
	if f := s.state.Form; f != nil && (f.Act == AssetEdit || f.Act == AssetNew) && !s.state.Busy {
		s.state.Form = nil
	}
	s.state.Selected, s.state.Detail, s.state.Missing, s.state.ActErr = id, nil, nil, nil
	s.changed(s.state)
	s.look()
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
		s.state.Past, s.state.Software, s.state.Filled, s.state.Found, s.state.Work = nil, nil, false, nil, nil
		s.changed(s.state)
		s.fill()
	})
}

// questions are the four that only people answer, by the names of their facts.
var questions = []string{"exposed", "criticality", "safety", "mission"}

func unanswered(a *domain.AssetView, question string) bool {
	switch question {
	case "exposed":
		return a.Exposed().Value == domain.Unanswered
	case "criticality":
		return a.Criticality == ""
	case "safety":
		return a.Safety.Value == domain.Unanswered
	case "mission":
		return a.Mission.Value == domain.Unanswered
	}
	return false
}
