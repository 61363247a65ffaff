package csaf

import (
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// maxWork is how many times a product may be named by remediations, flags and
// threats of one document once groups are expanded. The largest known documents
// need a twentieth.
const maxWork = 20_000_000

func (s *wireStatus) size() int {
	return len(s.FirstAffected) + len(s.FirstFixed) + len(s.Fixed) + len(s.KnownAffected) +
		len(s.KnownNotAffected) + len(s.LastAffected) + len(s.UnderInvestigation)
}

// maxFixed is how many fixed versions of one product line are worth repeating at
// its affected statements; the statements about them are there in any case.
const maxFixed = 32

// claim is one list of product_status and what it claims.
type claim struct {
	name   string
	status domain.Status
	ids    []string
}

// claims gives the lists in the order their statements are made.
func (s *wireStatus) claims() [7]claim {
	return [7]claim{
		{"first_affected", domain.StatusAffected, s.FirstAffected},
		{"known_affected", domain.StatusAffected, s.KnownAffected},
		{"last_affected", domain.StatusAffected, s.LastAffected},
		{"known_not_affected", domain.StatusNotAffected, s.KnownNotAffected},
		{"first_fixed", domain.StatusFixed, s.FirstFixed},
		{"fixed", domain.StatusFixed, s.Fixed},
		{"under_investigation", domain.StatusUnderInvestigation, s.UnderInvestigation},
	}
}

// Bits of what one vulnerability claims about one product.
var bits = map[domain.Status]uint8{
	domain.StatusAffected: 1, domain.StatusNotAffected: 2, domain.StatusFixed: 4, domain.StatusUnderInvestigation: 8,
}

// stater makes the statements of one document.
type stater struct {
	advisory *domain.Advisory
	tree     *tree
	claimed  []uint8 // per product: bits of the vulnerability at hand
	touched  []int32
	work     int
}

func newStater(a *domain.Advisory, t *tree) *stater {
	return &stater{advisory: a, tree: t, claimed: make([]uint8, len(t.products))}
}

// vulnerability makes the statements of one entry of vulnerabilities.
func (s *stater) vulnerability(id string, w *wireVulnerability, place string) error {
	first := len(s.advisory.Statements)
	if free := cap(s.advisory.Statements) - first; free < w.Status.size() {
		grown := make([]domain.Statement, first, max(first+w.Status.size(), first*2))
		copy(grown, s.advisory.Statements)
		s.advisory.Statements = grown
	}
	at := make([]int32, 0, w.Status.size()) // product index per statement
	for _, c := range w.Status.claims() {
		for i, ref := range c.ids {
			if ref == "" {
				s.tree.warnings.Add(jsondoc.WarnNull, jsondoc.Pointer(place, "product_status", c.name, i))
				continue
			}
			where := ""
			if _, known := s.tree.byRef[ref]; !known {
				where = jsondoc.Pointer(place, "product_status", c.name, i)
			}
			s.tree.each(ref, where, func(index int32) {
				if s.take(index, bits[c.status]) {
					at = append(at, index)
					s.state(id, index, c.status)
				}
			})
		}
	}
	s.warnConflicts(place)
	made := s.advisory.Statements[first:]
	s.attachFixed(made, at)
	err := s.attach(made, at, w, place)
	for _, index := range s.touched {
		s.claimed[index] = 0
	}
	s.touched = s.touched[:0]
	return err
}

// take notes a claim and reports whether it is new.
func (s *stater) take(index int32, bit uint8) bool {
	for int(index) >= len(s.claimed) {
		s.claimed = append(s.claimed, 0)
	}
	if s.claimed[index]&bit != 0 {
		return false
	}
	if s.claimed[index] == 0 {
		s.touched = append(s.touched, index)
	}
	s.claimed[index] |= bit
	return true
}

func (s *stater) state(id string, index int32, status domain.Status) {
	s.advisory.Statements = append(s.advisory.Statements, domain.Statement{
		Vulnerability: id, Product: s.tree.products[index].Ref, Status: status, Versions: s.tree.sets[index]})
}

// warnConflicts names products that are affected and not affected at once
// (mandatory test 6.1.6); both statements stay.
func (s *stater) warnConflicts(place string) {
	const both = 1 | 2
	for _, index := range s.touched {
		if s.claimed[index]&both == both {
			s.tree.warnings.Add(WarnConflict, place+"/product_status", "product", s.tree.products[index].Ref)
		}
	}
}

// attachFixed gives affected statements the versions that the same vulnerability
// calls fixed on the same product line.
func (s *stater) attachFixed(made []domain.Statement, at []int32) {
	fixed := map[string][]string{}
	for i := range made {
		if made[i].Status == domain.StatusFixed && made[i].Versions.Kind == domain.SetExact {
			line := s.tree.lines[at[i]]
			if line == "" {
				continue
			}
			for _, v := range made[i].Versions.Exact {
				if list := fixed[line]; len(list) == 0 || list[len(list)-1] != v {
					fixed[line] = append(list, v)
				}
			}
		}
	}
	if len(fixed) == 0 {
		return
	}
	for i := range made {
		if made[i].Status == domain.StatusAffected {
			if list := fixed[s.tree.lines[at[i]]]; len(list) <= maxFixed {
				made[i].Fixed = list
			}
		}
	}
}

// expand calls visit with every product that ids and groups name, or with all
// products of the vulnerability where both are empty.
func (s *stater) expand(ids, groups []string, place string, visit func(int32)) error {
	n := len(ids)
	for _, g := range groups {
		n += len(s.tree.groups[g])
	}
	if len(ids)+len(groups) == 0 {
		n = len(s.touched)
	}
	if s.work += n; s.work > maxWork {
		return &domain.Error{Kind: domain.Untrusted, Op: op, Place: place, Code: jsondoc.CodeWork,
			Params: domain.Params{"limit": strconv.Itoa(maxWork)}}
	}
	if len(ids)+len(groups) == 0 {
		for _, index := range s.touched {
			visit(index)
		}
		return nil
	}
	for _, id := range ids {
		if index, ok := s.tree.byRef[id]; ok {
			visit(index)
			for _, twin := range s.tree.twins[id] {
				visit(twin)
			}
		}
	}
	for _, g := range groups {
		members, ok := s.tree.groups[g]
		if !ok {
			s.tree.warnings.Add(WarnGroup, place, "group", g)
		}
		for _, index := range members {
			visit(index)
		}
	}
	return nil
}
