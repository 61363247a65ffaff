package csaf

import (
	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// relation is a relationship (2.0) or the first step of a product path (2.1).
type relation struct {
	category, of, to string
	product          *wireProduct
	list             string // the member it stands in
	index            int
	more             bool // further steps follow
}

func (r *relation) place() string { return jsondoc.Pointer("/product_tree", r.list, r.index) }

// relate adds the products of relationships and product paths. A relationship
// may refer to the product of another one that stands behind it in the document.
func (t *tree) relate(wire *wireTree) error {
	list, err := relations(wire, t.warnings)
	if err != nil || len(list) == 0 {
		return err
	}
	r := relater{tree: t, list: list, state: make([]uint8, len(list)),
		byRef: make(map[string]int, len(list))}
	for i := range list {
		if _, taken := r.byRef[list[i].product.ProductID]; !taken {
			r.byRef[list[i].product.ProductID] = i
		}
	}
	for i := range list {
		if err := r.add(i, 0); err != nil {
			return err
		}
	}
	return nil
}

func relations(wire *wireTree, warnings *jsondoc.Warnings) ([]relation, error) {
	list := make([]relation, 0, len(wire.Relationships)+len(wire.ProductPaths))
	for i := range wire.Relationships {
		w := &wire.Relationships[i]
		list = append(list, relation{category: w.Category, of: w.Reference, to: w.RelatesTo, product: &w.Product,
			list: "relationships", index: i})
	}
	for i := range wire.ProductPaths {
		w := &wire.ProductPaths[i]
		r := relation{of: w.Beginning, product: &w.Product, more: len(w.Subpaths) > 1,
			list: "product_paths", index: i}
		if len(w.Subpaths) > 0 {
			r.category, r.to = w.Subpaths[0].Category, w.Subpaths[0].Next
		}
		list = append(list, r)
	}
	kept := list[:0]
	for _, r := range list {
		switch {
		case r.product.ProductID == "" && r.of == "" && r.to == "":
			warnings.Add(jsondoc.WarnNull, r.place())
			continue
		case r.product.ProductID == "":
			return nil, jsondoc.Missing(op, r.place()+"/full_product_name/product_id")
		case r.of == "":
			return nil, jsondoc.Missing(op, r.place()+"/product_reference")
		}
		kept = append(kept, r)
	}
	return kept, nil
}

// maxRelations is how many relationships may hang on one another.
const maxRelations = 50

// States of a relation while it is resolved.
const (
	waiting uint8 = iota
	entered
	added
)

type relater struct {
	*tree
	list  []relation
	state []uint8
	byRef map[string]int
}

// add makes the product of relation i, those it refers to first.
func (r *relater) add(i, depth int) error {
	if r.state[i] != waiting {
		return nil
	}
	r.state[i] = entered
	rel := &r.list[i]
	if _, known := r.tree.byRef[rel.of]; !known {
		if next, ok := r.byRef[rel.of]; ok {
			if r.state[next] == entered || depth > maxRelations {
				r.warnings.Add(WarnCircle, rel.place(), "product", rel.product.ProductID)
			} else if err := r.add(next, depth+1); err != nil {
				return err
			}
		}
	}
	r.state[i] = added
	if rel.more {
		r.warnings.Add(WarnPath, rel.place(), "product", rel.product.ProductID)
	}
	p := domain.Product{Ref: rel.product.ProductID, Name: rel.product.Name,
		Relationship: &domain.Relationship{Category: rel.category, Product: rel.of, RelatesTo: rel.to}}
	if rel.product.Helper != nil {
		fromHelper(&p, rel.product.Helper)
	}
	r.register(p, r.inherit(&p, rel))
	return nil
}

// inherit fills what the relationship's product does not say itself from the
// product it refers to, and gives its product line.
func (r *relater) inherit(p *domain.Product, rel *relation) string {
	of, known := r.tree.byRef[rel.of]
	if !known {
		r.warnings.Add(WarnUndefined, rel.place(), "product", rel.of)
		return ""
	}
	from := &r.products[of]
	p.Vendor, p.Product, p.Version, p.VersionRange = from.Vendor, from.Product, from.Version, from.VersionRange
	if len(p.PURLs)+len(p.CPEs)+len(p.Hashes)+len(p.Models)+len(p.Serials)+len(p.SKUs) == 0 {
		p.PURLs, p.CPEs, p.Hashes = from.PURLs, from.CPEs, from.Hashes
		p.Models, p.Serials, p.SKUs = from.Models, from.Serials, from.SKUs
	}
	line := r.tree.lines[of]
	if len(p.PURLs) == 1 {
		line = purlPackage(p.PURLs[0])
	}
	if line == "" {
		return ""
	}
	return line + " on " + rel.to
}

// group resolves product groups; members the tree does not define are warned
// about where a claim needs them, not here.
func (t *tree) group(list []wireGroup) {
	if len(list) == 0 {
		return
	}
	t.groups = make(map[string][]int32, len(list))
	for _, g := range list {
		members := t.groups[g.GroupID]
		for _, id := range g.ProductIDs {
			if index, ok := t.byRef[id]; ok {
				members = append(members, index)
				members = append(members, t.twins[id]...)
			}
		}
		t.groups[g.GroupID] = members
	}
}
