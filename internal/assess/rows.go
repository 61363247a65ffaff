package assess

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/version"
)

// Rows gives every statement of an advisory under every identity of its product,
// in the order of the statements and, within one, strongest identity first. A
// withdrawn advisory gives none, and neither does an erratum that names no flaw. Badge and Received are left to the caller, who
// knows how the advisory came in.
func Rows(a *domain.Advisory) []domain.KeyedRow {
	if !a.Withdrawn.IsZero() || !NamesFlaw(a) {
		return nil
	}
	rows := make([]domain.KeyedRow, 0, 2*len(a.Statements))
	EachRow(a, func(kr *domain.KeyedRow) { rows = append(rows, *kr) })
	return rows
}

// EachRow hands the rows of [Rows] to do one after the other, for documents whose rows
// together would not fit into memory. do must not keep the pointer.
func EachRow(a *domain.Advisory, do func(*domain.KeyedRow)) { new(PartRows).Each(a, 0, do) }

// PartRows makes the rows of an advisory that comes in parts: all statements of one
// vulnerability in one part, and with each what the document says of its products.
type PartRows struct {
	known map[string][]identity.KeyedProduct // by Product.Ref; what a product is known by does not depend on the part
}

// Each is [EachRow] for a part; first is the place of its first statement among all.
func (p *PartRows) Each(a *domain.Advisory, first int, do func(*domain.KeyedRow)) {
	if p.known == nil {
		p.known = make(map[string][]identity.KeyedProduct, len(a.Products))
	}
	eachRow(a, newTree(a, p.known), first, do)
}

func eachRow(a *domain.Advisory, t *tree, first int, do func(*domain.KeyedRow)) {
	if !a.Withdrawn.IsZero() || !NamesFlaw(a) {
		return
	}
	key := a.Key()
	var kr domain.KeyedRow
	for i := range a.Statements {
		s := &a.Statements[i]
		p := t.products[s.Product]
		if p == nil {
			continue
		}
		row := domain.MatchRow{
			Advisory:      key,
			Revision:      a.Revision,
			Statement:     first + i,
			Vulnerability: s.Vulnerability,
			Status:        s.Status,
			Needs:         p.Relationship != nil,
			Remedy:        strongestRemedy(s.Remediations),
			Cure:          t.cure(s.Remediations),
			Updates:       t.updates(s.Remediations),
			Score:         t.scores[s.Vulnerability],
		}
		keys := t.keys(p)
		if isVEX(a.Format) {
			row.Claim = t.claim(a, s, p)
			row.Needs = row.Needs && !row.Claim.Bound()
		}
		for _, k := range keys {
			row := row
			row.Stream, row.Arch, row.Confidence, row.Number = k.Stream, k.Arch, k.Confidence, k.Number
			row.Versions = versionsOf(s, p, k)
			row.Module = t.module(k, &row.Versions)
			if s.Status != domain.StatusFixed && s.Status != domain.StatusNotAffected {
				row.Fixed = t.fixedVersions(s, named(keys, k))
			}
			if row.Needs {
				t.beside(p, &row)
			}
			kr.Key, kr.Row = k.Key, row
			do(&kr)
		}
	}
}

// plainErrata begin the ids of errata of Enterprise Linux that mend bugs (BA) or
// bring something new (EA), which its databases list beside those about flaws (SA).
var plainErrata = []string{"ALBA-", "ALEA-", "RHBA-", "RHEA-", "RLBA-", "RLEA-", "ELBA-", "ELEA-"}

// NamesFlaw reports whether an advisory is about a flaw at all: an erratum about
// bugs or new things is, only where it names a CVE.
func NamesFlaw(a *domain.Advisory) bool {
	if a.Format != domain.FormatOSV || !slices.ContainsFunc(plainErrata, func(prefix string) bool { return strings.HasPrefix(a.ID, prefix) }) {
		return true
	}
	isCVE := func(name string) bool { return strings.HasPrefix(name, "CVE-") }
	return slices.ContainsFunc(a.Vulnerabilities, func(v domain.Vulnerability) bool {
		return isCVE(v.ID) || slices.ContainsFunc(v.Aliases, isCVE) || slices.ContainsFunc(v.Related, isCVE)
	})
}

// Keys gives the identities of rows, sorted and each once.
func Keys(rows []domain.KeyedRow) []domain.PackageKey {
	keys := make([]domain.PackageKey, 0, len(rows))
	for i := range rows {
		keys = append(keys, rows[i].Key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// tree is an advisory made easy to look things up in.
type tree struct {
	title    string
	products map[string]*domain.Product
	scores   map[string]float64
	known    map[string][]identity.KeyedProduct // by Product.Ref
	fixed    map[fixedKey][]string
	cures    map[adviceKey]string
	brings   map[adviceKey][]string
}

// adviceKey is a list of remediations that many products share.
type adviceKey struct {
	first *domain.Remediation
	n     int
}

// cure is [Cure], computed once for advice that many products share.
func (t *tree) cure(advice []domain.Remediation) string {
	if len(advice) == 0 {
		return ""
	}
	at := adviceKey{&advice[0], len(advice)}
	if known, ok := t.cures[at]; ok {
		return known
	}
	if t.cures == nil {
		t.cures = map[adviceKey]string{}
	}
	t.cures[at] = Cure(advice)
	return t.cures[at]
}

// updates is [updatesOf], looked for once in advice that many products share.
func (t *tree) updates(advice []domain.Remediation) []string {
	if len(advice) == 0 {
		return nil
	}
	at := adviceKey{&advice[0], len(advice)}
	labels, ok := t.brings[at]
	if !ok {
		if t.brings == nil {
			t.brings = map[adviceKey][]string{}
		}
		labels = updatesOf(advice)
		t.brings[at] = labels
	}
	return labels
}

// fixedKey is a product family in a vulnerability: all its versions share it.
type fixedKey struct {
	vulnerability string
	key           domain.PackageKey
	stream        string
}

func newTree(a *domain.Advisory, known map[string][]identity.KeyedProduct) *tree {
	t := &tree{
		title:    a.Title,
		products: make(map[string]*domain.Product, len(a.Products)),
		scores:   make(map[string]float64, len(a.Vulnerabilities)),
		known:    known,
	}
	for i := range a.Products {
		t.products[a.Products[i].Ref] = &a.Products[i]
	}
	for i := range a.Vulnerabilities {
		v := &a.Vulnerabilities[i]
		for _, score := range v.Scores {
			t.scores[v.ID] = max(t.scores[v.ID], score.Base)
		}
	}
	t.collectFixed(a)
	return t
}

// keys gives the identities of a product. A product that stands in a
// relationship and has none of its own is known by the part it is made of.
func (t *tree) keys(p *domain.Product) []identity.KeyedProduct {
	if keys, ok := t.known[p.Ref]; ok {
		return keys
	}
	subject := p
	for range len(t.products) {
		if subject.Relationship == nil || hasIdentity(subject) {
			break
		}
		part := t.products[subject.Relationship.Product]
		if part == nil {
			break
		}
		subject = part
	}
	keys := identity.ProductKeys(subject)
	t.known[p.Ref] = keys
	return keys
}

func hasIdentity(p *domain.Product) bool {
	return p.Package != "" || len(p.PURLs) > 0 || len(p.CPEs) > 0 || p.Vendor != "" || len(p.Hashes)+len(p.Serials)+len(p.Models)+len(p.SKUs) > 0
}

// named is the name behind a mark on a thing, under which fixed versions of the
// same product are known; any other identity is its own.
func named(keys []identity.KeyedProduct, k identity.KeyedProduct) identity.KeyedProduct {
	if !identity.IsMark(k.Key) {
		return k
	}
	for _, other := range keys {
		if !identity.IsMark(other.Key) {
			return other
		}
	}
	return k
}

// collectFixed gathers the exact versions the advisory calls fixed.
func (t *tree) collectFixed(a *domain.Advisory) {
	for i := range a.Statements {
		s := &a.Statements[i]
		p := t.products[s.Product]
		if s.Status != domain.StatusFixed || p == nil {
			continue
		}
		for _, k := range t.keys(p) {
			set := versionsOf(s, p, k)
			if set.Kind != domain.SetExact {
				continue
			}
			if t.fixed == nil {
				t.fixed = make(map[fixedKey][]string)
			}
			at := fixedKey{s.Vulnerability, k.Key, k.Stream}
			t.fixed[at] = append(t.fixed[at], set.Exact...)
		}
	}
}

// fixedVersions joins what the statement itself calls fixed with the fixed
// versions stated of the same product, oldest first where they can be ordered.
func (t *tree) fixedVersions(s *domain.Statement, k identity.KeyedProduct) []string {
	others := t.fixed[fixedKey{s.Vulnerability, k.Key, k.Stream}]
	if len(s.Fixed)+len(others) == 0 {
		return nil
	}
	all := slices.Concat(s.Fixed, others)
	slices.Sort(all)
	all = slices.Compact(all)
	slices.SortStableFunc(all, func(a, b string) int {
		c, err := version.Compare(k.Scheme, a, b)
		if err != nil {
			return 0
		}
		return c
	})
	return all
}

// versionsOf is what the statement says of versions, filled up from the product:
// the order its ecosystem uses, and the one version its identity names.
func versionsOf(s *domain.Statement, p *domain.Product, k identity.KeyedProduct) domain.VersionSet {
	set := s.Versions
	if k.Only {
		return domain.VersionSet{Kind: domain.SetAll}
	}
	if set.Kind == domain.SetNone && p.VersionRange == "" && k.Version != "" {
		set = domain.VersionSet{Kind: domain.SetExact, Exact: []string{k.Version}}
	}
	if set.Scheme == "" && k.Confidence == domain.Certain && set.Kind != domain.SetAll && set.Kind != domain.SetNone {
		set.Scheme = k.Scheme
	}
	return set
}

// remedies lists CSAF's categories of remediation, strongest first.
var remedies = []string{"vendor_fix", "mitigation", "workaround", "optional_patch", "fix_planned", "no_fix_planned", "none_available"}

func strongestRemedy(remediations []domain.Remediation) string {
	best, place := "", len(remedies)
	for i := range remediations {
		at := slices.Index(remedies, strings.ToLower(remediations[i].Category))
		if at >= 0 && at < place {
			best, place = remedies[at], at
		}
	}
	return best
}
