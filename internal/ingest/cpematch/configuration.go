package cpematch

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/jsondoc"
)

// Codes of warnings. Params in brackets.
const (
	WarnNegate domain.Code = "nvd_negate" // a negated node claims nothing
	WarnCPE    domain.Code = "nvd_cpe"    // [cpe] is no CPE name; kept, and meets nothing
)

// needsBeside is the category of a product that is affected only beside another.
const needsBeside = "installed_on"

// Configuration is one item of "configurations" or "cpeApplicability".
type Configuration struct {
	Operator string `json:"operator"`
	Negate   bool   `json:"negate"`
	Nodes    []Node `json:"nodes"`
}

// Node is a list of names, of which one has to match, or with AND all.
type Node struct {
	Operator string  `json:"operator"`
	Negate   bool    `json:"negate"`
	Matches  []Match `json:"cpeMatch"`
}

// Match is a CPE name with the bounds of versions that are meant.
type Match struct {
	Vulnerable     bool   `json:"vulnerable"`
	Criteria       string `json:"criteria"`
	StartIncluding string `json:"versionStartIncluding"`
	StartExcluding string `json:"versionStartExcluding"`
	EndIncluding   string `json:"versionEndIncluding"`
	EndExcluding   string `json:"versionEndExcluding"`
}

// Converter adds what configurations claim of one vulnerability, each product
// and each claim once.
type Converter struct {
	Vulnerability string // of the statements
	Products      []domain.Product
	Statements    []domain.Statement
	Warnings      *jsondoc.Warnings

	products map[string]string // names by ref, of those that are there
	said     map[string]bool   // refs that have their statement
}

// need is what must be on an asset as well: one of the products (refs).
type need []string

// Add states what one configuration makes vulnerable; place is its JSON Pointer.
func (r *Converter) Add(c *Configuration, place string) {
	if r.products == nil {
		r.products, r.said = map[string]string{}, map[string]bool{}
	}
	if c.Negate {
		r.Warnings.Add(WarnNegate, place)
		return
	}
	joined := strings.EqualFold(c.Operator, "AND")
	for i := range c.Nodes {
		node := &c.Nodes[i]
		at := jsondoc.Pointer(place, "nodes", i)
		if node.Negate {
			if !joined || !vulnerable(c, i) {
				r.Warnings.Add(WarnNegate, at)
			}
			continue
		}
		var needs []need
		for j := range c.Nodes {
			if joined && j != i && node.vulnerable() {
				needs = append(needs, r.needs(&c.Nodes[j])...)
			}
		}
		for j := range node.Matches {
			if !node.Matches[j].Vulnerable {
				continue
			}
			own := needs
			if strings.EqualFold(node.Operator, "AND") {
				own = append(needs[:len(needs):len(needs)], r.others(node, j)...)
			}
			r.affected(&node.Matches[j], own, jsondoc.Pointer(at, "cpeMatch", j))
		}
	}
}

// vulnerable reports whether a node other than the one at place i names something
// vulnerable.
func vulnerable(c *Configuration, i int) bool {
	for j := range c.Nodes {
		if j != i && !c.Nodes[j].Negate && c.Nodes[j].vulnerable() {
			return true
		}
	}
	return false
}

func (n *Node) vulnerable() bool {
	for i := range n.Matches {
		if n.Matches[i].Vulnerable {
			return true
		}
	}
	return false
}

// needs is what a node asks for beside another one.
func (r *Converter) needs(node *Node) []need {
	if node.Negate {
		return r.without(node)
	}
	if strings.EqualFold(node.Operator, "AND") {
		return r.others(node, -1)
	}
	var one need
	for j := range node.Matches {
		if m := &node.Matches[j]; m.Criteria != "" && partOf(m.Criteria) != "h" {
			one = append(one, r.beside(m))
		}
	}
	if one == nil {
		return nil
	}
	return []need{one}
}

// others is every name of a node but one.
func (r *Converter) others(node *Node, but int) []need {
	var out []need
	for j := range node.Matches {
		if m := &node.Matches[j]; j != but && m.Criteria != "" && partOf(m.Criteria) != "h" {
			out = append(out, need{r.beside(m)})
		}
	}
	return out
}

// without is a product that stands for the absence of what a node names: by no
// identity, so that it is never found.
func (r *Converter) without(node *Node) []need {
	var names []string
	for j := range node.Matches {
		m := &node.Matches[j]
		names = append(names, nameOf(m.Criteria)+bounds(m))
	}
	name := "no " + strings.Join(names, " or ")
	return []need{{r.product(domain.Product{Ref: name, Name: name})}}
}

// beside is a product that has to be there, with the versions meant.
func (r *Converter) beside(m *Match) string {
	p := domain.Product{Ref: m.Criteria + bounds(m), Name: nameOf(m.Criteria) + bounds(m), CPEs: []string{m.Criteria}}
	if text := strings.TrimSpace(bounds(m)); text != "" {
		p.VersionRange = text
	}
	return r.product(p)
}

// partOf is the part of a CPE name: a, o or h.
func partOf(criteria string) string {
	if name, err := identity.ParseCPE(criteria); err == nil {
		return name.Part
	}
	return ""
}

// nameOf is how people write a CPE name: vendor, product and version.
func nameOf(criteria string) string {
	name, err := identity.ParseCPE(criteria)
	if err != nil {
		return criteria
	}
	text := strings.TrimSpace(name.Vendor + " " + name.Product + " " + name.Version)
	return strings.ReplaceAll(text, "_", " ")
}

// product puts a product into the advisory, once.
func (r *Converter) product(p domain.Product) string {
	if _, known := r.products[p.Ref]; !known {
		r.products[p.Ref] = p.Name
		r.Products = append(r.Products, p)
	}
	return p.Ref
}

func (r *Converter) affected(m *Match, needs []need, place string) {
	if m.Criteria == "" {
		r.Warnings.Add(jsondoc.WarnNull, place)
		return
	}
	name, err := identity.ParseCPE(m.Criteria)
	if err != nil {
		r.Warnings.Add(WarnCPE, place, "cpe", m.Criteria)
	}
	set := versions(m, name.Version)
	p := domain.Product{Ref: m.Criteria + bounds(m), Name: nameOf(m.Criteria) + bounds(m), CPEs: []string{m.Criteria}}
	if set.Kind == domain.SetCVE || set.Kind == domain.SetVers {
		p.VersionRange = strings.TrimSpace(bounds(m))
	}
	for _, n := range needs {
		p = r.on(p, n)
	}
	if r.said[p.Ref] {
		return // configurations repeat themselves
	}
	r.said[p.Ref] = true
	r.Statements = append(r.Statements, domain.Statement{Vulnerability: r.Vulnerability, Product: r.product(p),
		Status: domain.StatusAffected, Versions: set})
}

// on is a product beside one of several others.
func (r *Converter) on(p domain.Product, others need) domain.Product {
	whole := domain.Product{Ref: p.Ref + " on " + strings.Join(others, " or "), Name: p.Name + " on " + r.products[others[0]],
		Relationship: &domain.Relationship{Category: needsBeside, Product: r.product(p), RelatesTo: others[0]}}
	if len(others) > 1 {
		whole.Name += " or another"
		whole.Relationship.Alternatives = others[1:]
	}
	return whole
}

// bounds writes the version bounds of a match: " >= 2.0.1 < 2.3.1".
func bounds(m *Match) string {
	text := ""
	for _, b := range [][2]string{{" >= ", m.StartIncluding}, {" > ", m.StartExcluding}, {" <= ", m.EndIncluding}, {" < ", m.EndExcluding}} {
		if b[1] != "" {
			text += b[0] + b[1]
		}
	}
	return text
}

// versions is the set that a match names: its bounds; else the version in its CPE
// name; else every one where the name leaves it open, and none where the name says
// that the product has no versions.
func versions(m *Match, version string) domain.VersionSet {
	switch {
	case m.StartExcluding != "":
		return domain.VersionSet{Kind: domain.SetVers, Text: versOf(m)}
	case m.StartIncluding+m.EndIncluding+m.EndExcluding != "":
		start := m.StartIncluding
		if start == "" {
			start = "0"
		}
		events := []domain.Event{{Introduced: start}}
		switch {
		case m.EndExcluding != "":
			events = append(events, domain.Event{Fixed: m.EndExcluding})
		case m.EndIncluding != "":
			events = append(events, domain.Event{LastAffected: m.EndIncluding})
		}
		return domain.VersionSet{Kind: domain.SetCVE, Ranges: []domain.Range{{Type: "custom", Events: events}}}
	case version != "" && strings.HasPrefix(m.Criteria, "cpe:2.3:"):
		return domain.VersionSet{Kind: domain.SetCPE, Text: m.Criteria} // its update tells as well
	case version != "":
		return domain.VersionSet{Kind: domain.SetExact, Exact: []string{version}}
	case versionField(m.Criteria) == "*":
		return domain.VersionSet{Kind: domain.SetAll}
	}
	return domain.VersionSet{}
}

// versionField is the sixth field of a CPE 2.3 name as written.
func versionField(criteria string) string {
	fields := strings.Split(criteria, ":")
	if len(fields) < 6 {
		return ""
	}
	return fields[5]
}

// versOf writes bounds whose lower one is not in the set as a vers string, which
// has a word for that.
func versOf(m *Match) string {
	text := "vers:generic/>" + m.StartExcluding
	switch {
	case m.EndExcluding != "":
		text += "|<" + m.EndExcluding
	case m.EndIncluding != "":
		text += "|<=" + m.EndIncluding
	}
	return text
}
