package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// Matches lists which advisories are matched with which products, assets, SBOMs
// or components (the side asked for; assets where none is), one line for each
// pair, and counts the subjects and their statuses over all lines. A component
// that is not affected any more is still listed where somebody marked it or a
// task took care of it. Errors: NotFound, Conflict (an id two publishers use).
func (d *Desk) Matches(ctx context.Context, f domain.MatchFilter) (domain.MatchList, error) {
	if f.Side == "" {
		f.Side = domain.SideAsset
	}
	if f.Confidence == "" {
		f.Confidence = domain.Check
	}
	var out domain.MatchList
	err := d.store.View(ctx, func(r *store.Read) error {
		out = domain.MatchList{Side: f.Side, Confidence: f.Confidence, Of: map[domain.Remedied]int{}}
		scope, err := scopeOf(r, &f)
		if err != nil {
			return err
		}
		g := newGathering(&f)
		for i := range scope.assets {
			if err := scope.each(r, &scope.assets[i], func(m *oneMatch) {
				if f.Status != "" && m.status != f.Status {
					return
				}
				g.add(m)
			}); err != nil {
				return err
			}
		}
		out.Weaker = scope.weaker
		return g.finish(r, &f, &out)
	})
	return out, err
}

// oneMatch is one vulnerability of an advisory on one component.
type oneMatch struct {
	asset    *domain.Asset
	held     *domain.Held
	snapshot *domain.SnapshotView // the SBOM it came from; nil where it came from another list
	finding  *domain.Finding
	status   domain.Remedied
	mark     *domain.MatchMark
}

// matchScope is what a filter means on this desk.
type matchScope struct {
	filter     *domain.MatchFilter
	assets     []domain.Asset // by name
	advisories []domain.AdvisoryKey
	wanted     map[domain.AdvisoryKey]bool
	components map[string]bool
	weaker     int
}

func scopeOf(r *store.Read, f *domain.MatchFilter) (*matchScope, error) {
	s := &matchScope{filter: f, wanted: map[domain.AdvisoryKey]bool{}, components: map[string]bool{}}
	for _, ref := range f.Advisories {
		rec, err := advisoryByRef(r, ref)
		if err != nil {
			return nil, err
		}
		s.advisories = append(s.advisories, rec.Advisory)
		s.wanted[rec.Advisory] = true
	}
	for _, id := range f.Components {
		s.components[id] = true
	}
	if len(f.Assets) == 0 {
		var err error
		s.assets, err = assetsByName(r, "")
		return s, err
	}
	for _, ref := range f.Assets {
		a, err := assetByRef(r, ref)
		if err != nil {
			return nil, err
		}
		s.assets = append(s.assets, a)
	}
	slices.SortFunc(s.assets, func(a, b domain.Asset) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	s.assets = slices.CompactFunc(s.assets, func(a, b domain.Asset) bool { return a.ID == b.ID })
	return s, nil
}

func (s *matchScope) assetIDs() []string {
	ids := make([]string, len(s.assets))
	for i := range s.assets {
		ids[i] = s.assets[i].ID
	}
	return ids
}

// each visits the matches of one asset that are in scope.
func (s *matchScope) each(r *store.Read, a *domain.Asset, visit func(*oneMatch)) error {
	cur, err := r.Current(a.ID)
	if err != nil || cur.Findings == 0 {
		return err
	}
	finds, err := r.Findings(a.ID, cur.Findings)
	if err != nil {
		return err
	}
	held, err := r.Inventory(a.ID, cur.Inventory)
	if err != nil {
		return err
	}
	states, err := statusesOf(r, a.ID)
	if err != nil {
		return err
	}
	byID := make(map[string]*domain.Held, len(held))
	for i := range held {
		byID[held[i].ID] = &held[i]
	}
	boms := bomsOf(cur.Snapshots)
	for i := range finds {
		f := &finds[i]
		h := byID[f.Component]
		if h == nil || !s.means(f, h, boms[h.Slot]) {
			continue
		}
		m := &oneMatch{asset: a, held: h, snapshot: boms[h.Slot], finding: f}
		var known bool
		if m.status, m.mark, known = states.of(f); !known && !assess.Matched(f) {
			continue
		}
		if !assess.Broad(f.Confidence, s.filter.Confidence) {
			s.weaker++
			continue
		}
		visit(m)
	}
	return nil
}

// bomsOf are the SBOMs in force among an asset's inventories, by slot.
func bomsOf(all []domain.SnapshotView) map[string]*domain.SnapshotView {
	out := map[string]*domain.SnapshotView{}
	for i := range all {
		if s := &all[i]; s.Current && s.Format.IsSBOM() {
			out[s.Slot] = s
		}
	}
	return out
}

// means tells whether a finding is one of those asked for.
func (s *matchScope) means(f *domain.Finding, h *domain.Held, bom *domain.SnapshotView) bool {
	q := s.filter
	switch {
	case len(s.wanted) > 0 && !s.wanted[f.Advisory],
		len(s.components) > 0 && !s.components[h.ID],
		q.Vulnerability != "" && !slices.Contains(f.Aliases, q.Vulnerability),
		len(q.Products) > 0 && !slices.ContainsFunc(q.Products, func(p string) bool { return isProduct(h, p) }):
		return false
	}
	if len(q.SBOMs) > 0 || q.Side == domain.SideSBOM {
		if bom == nil || len(q.SBOMs) > 0 && !slices.ContainsFunc(q.SBOMs, func(b string) bool { return isBOM(bom, b) }) {
			return false
		}
	}
	return true
}

// isProduct tells whether a product of the asset database is meant: by a key of
// it, or by its name.
func isProduct(h *domain.Held, ref string) bool {
	key := domain.PackageKey(ref)
	return h.Key == key || slices.Contains(h.Also, key) || strings.EqualFold(h.Name, ref)
}

func isBOM(s *domain.SnapshotView, ref string) bool {
	return len(ref) >= 8 && strings.HasPrefix(s.Digest, strings.ToLower(ref)) ||
		s.Serial != "" && strings.EqualFold(s.Serial, strings.TrimPrefix(ref, "urn:uuid:")) || s.File == ref
}

// statuses is what is known of the remediation of one asset's matches.
type statuses struct {
	marks   []domain.MatchMark
	targets map[string][]targetStatus // by component
}

type targetStatus struct {
	names []string
	state domain.State
}

func statusesOf(r *store.Read, asset string) (*statuses, error) {
	s := &statuses{targets: map[string][]targetStatus{}}
	for m, err := range r.MatchMarks(asset) {
		if err != nil {
			return nil, err
		}
		s.marks = append(s.marks, m)
	}
	for t, err := range r.TargetsOf(asset) {
		if err != nil {
			return nil, err
		}
		for i := range t.Findings {
			f := &t.Findings[i]
			names := f.Aliases
			if len(names) == 0 {
				names = []string{f.Vulnerability}
			}
			s.targets[f.Component] = append(s.targets[f.Component], targetStatus{names, t.State})
		}
	}
	return s, nil
}

// of is the status of a match: the latest word of a person on it or on the whole
// asset, else what the targets that cover it come to. known is false where there
// is neither.
func (s *statuses) of(f *domain.Finding) (status domain.Remedied, mark *domain.MatchMark, known bool) {
	for i := range s.marks {
		m := &s.marks[i]
		if m.Advisory != f.Advisory || m.Component != "" && m.Component != f.Component || !assess.SharesName(m.Aliases, f.Aliases) {
			continue
		}
		if mark == nil || m.At.After(mark.At) || m.At.Equal(mark.At) && m.Component != "" {
			mark = m
		}
	}
	if mark != nil {
		return mark.Status, mark, true
	}
	for _, t := range s.targets[f.Component] {
		if assess.SharesName(t.names, f.Aliases) {
			if one := domain.RemediedBy(t.state); !known || lessDone(one, status) {
				status = one
			}
			known = true
		}
	}
	return cmp.Or(status, domain.NotRemediated), nil, known
}

func lessDone(a, b domain.Remedied) bool {
	order := domain.Remedies()
	return slices.Index(order, a) < slices.Index(order, b)
}
