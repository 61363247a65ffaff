package assess

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// beside fills in what must be on the asset besides the product of a row: what its
// relationship relates to, and what the part it is made of needs in turn. A
// distribution's package in one release of it needs nothing more than that release.
func (t *tree) beside(p *domain.Product, row *domain.MatchRow) {
	var sets [][]domain.Beside
	seen := map[string]bool{}
	for p != nil && p.Relationship != nil && !seen[p.Ref] {
		seen[p.Ref] = true
		rel := p.Relationship
		var set []domain.Beside
		for _, ref := range append([]string{rel.RelatesTo}, rel.Alternatives...) {
			whole := t.products[ref]
			if whole == nil {
				set = nil // not defined: it cannot be looked for
				break
			}
			set = append(set, t.besideOf(whole))
		}
		sets = append(sets, set)
		if other := t.products[rel.RelatesTo]; other != nil && other.Relationship != nil {
			t.alsoBeside(other, &sets, seen)
		}
		p = t.products[rel.Product]
	}
	if len(sets) == 1 && len(sets[0]) == 1 && sets[0][0].Stream != "" && (row.Stream == "" || row.Stream == sets[0][0].Stream) {
		row.Stream, row.Needs = sets[0][0].Stream, false
		return
	}
	if slices.ContainsFunc(sets, func(set []domain.Beside) bool { return len(set) == 0 }) {
		return
	}
	row.With = sets
}

// alsoBeside adds what a product that is related to needs in turn: the other one
// of a pair, on a third.
func (t *tree) alsoBeside(p *domain.Product, sets *[][]domain.Beside, seen map[string]bool) {
	if seen[p.Ref] {
		return
	}
	seen[p.Ref] = true
	if whole := t.products[p.Relationship.RelatesTo]; whole != nil {
		*sets = append(*sets, []domain.Beside{t.besideOf(whole)})
	}
}

// besideOf is a product as it is looked for on an asset: by every identity but its
// bare name.
func (t *tree) besideOf(p *domain.Product) domain.Beside {
	b := domain.Beside{Name: productName(p)}
	for _, cpe := range p.CPEs {
		if b.Stream = identity.StreamOfCPE(cpe); b.Stream != "" {
			return b
		}
	}
	keys := t.keys(p)
	for i := range keys {
		k := &keys[i]
		if k.Confidence == domain.NameOnly {
			continue
		}
		if len(b.Keys) == 0 {
			b.Versions = besideVersions(p, k)
		}
		b.Keys = append(b.Keys, k.Key)
	}
	return b
}

func besideVersions(p *domain.Product, k *identity.KeyedProduct) domain.VersionSet {
	switch {
	case strings.HasPrefix(p.VersionRange, "vers:"):
		return domain.VersionSet{Kind: domain.SetVers, Text: p.VersionRange}
	case p.VersionRange != "":
		return domain.VersionSet{Kind: domain.SetText, Text: p.VersionRange}
	case k.Version != "":
		return domain.VersionSet{Kind: domain.SetExact, Exact: []string{k.Version}, Scheme: k.Scheme}
	}
	return domain.VersionSet{Kind: domain.SetAll}
}

func productName(p *domain.Product) string {
	switch {
	case p.Name != "":
		return p.Name
	case p.Package != "":
		return p.Package
	}
	if name := strings.TrimSpace(p.Vendor + " " + p.Product); name != "" {
		return name
	}
	return p.Ref
}

// besideNames are the products a row needs, for people.
func besideNames(row *domain.MatchRow) string {
	var names []string
	for _, set := range row.With {
		var any []string
		for i := range set {
			any = append(any, set[i].Name)
		}
		names = append(names, strings.Join(any, " or "))
	}
	return strings.Join(names, " and ")
}

// surroundings answers what else is on an asset.
type surroundings struct {
	all        func() []domain.Held
	components []domain.Held // of the asset, once they are indexed
	memo       *version.Memo
	byKey      map[domain.PackageKey][]int
	streams    map[string]bool
}

func (s *surroundings) index() {
	if s.byKey != nil {
		return
	}
	s.components = s.all()
	s.byKey, s.streams = map[domain.PackageKey][]int{}, map[string]bool{}
	for i := range s.components {
		h := &s.components[i]
		for _, key := range append([]domain.PackageKey{h.Key}, h.Also...) {
			if key != "" {
				s.byKey[key] = append(s.byKey[key], i)
			}
		}
		if h.Stream != "" {
			s.streams[h.Stream] = true
		}
	}
}

// beside answers whether all that a row needs is on the asset: no only where one
// of them is there and surely in another version. What is not in the inventory may
// be there all the same.
func (b *judge) beside(row *domain.MatchRow) domain.Answer {
	if b.where == nil || len(row.With) == 0 {
		return domain.Unanswered
	}
	b.where.index()
	all := domain.Yes
	for _, set := range row.With {
		switch b.where.any(set) {
		case domain.No:
			return domain.No
		case domain.Unanswered:
			all = domain.Unanswered
		}
	}
	return all
}

// any answers for one list of alternatives: yes where one is there, no where every
// one of them is there in another version.
func (s *surroundings) any(set []domain.Beside) domain.Answer {
	out := domain.No
	for i := range set {
		switch s.holds(&set[i]) {
		case domain.Yes:
			return domain.Yes
		case domain.Unanswered:
			out = domain.Unanswered
		}
	}
	return out
}

func (s *surroundings) holds(b *domain.Beside) domain.Answer {
	if b.Stream != "" {
		if s.streams[b.Stream] {
			return domain.Yes
		}
		return domain.Unanswered
	}
	if s.family(b) {
		return domain.Yes
	}
	out := domain.Unanswered
	for _, key := range b.Keys {
		for _, i := range s.byKey[key] {
			h := &s.components[i]
			switch s.memo.Contains(&b.Versions, h.Scheme, h.Version).In {
			case domain.Yes:
				return domain.Yes
			case domain.No:
				if out == domain.Unanswered {
					out = domain.No
				}
			default:
				return domain.Unanswered
			}
		}
	}
	return out
}

// Identities by which advisories mean an operating system whatever its release.
const (
	anyWindows domain.PackageKey = "vp/microsoft/windows"
	anyLinux   domain.PackageKey = "vp/linux/kernel"
)

// family reports whether a product is an operating system as such, which every
// release of it on the asset is.
func (s *surroundings) family(b *domain.Beside) bool {
	if b.Versions.Kind != domain.SetAll {
		return false
	}
	switch {
	case slices.Contains(b.Keys, anyLinux):
		return len(s.streams) > 0
	case slices.Contains(b.Keys, anyWindows):
		for i := range s.components {
			if h := &s.components[i]; h.Type == "operating-system" && strings.HasPrefix(string(h.Key), string(anyWindows)+" ") {
				return true
			}
		}
	}
	return false
}
