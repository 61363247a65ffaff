package csaf

import (
	"reflect"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// maxBranches is how deep branches may nest. The standard names no number for
// 2.0; 2.1 test 6.1.42 and all known documents stay far below.
const maxBranches = 30

// tree is the flattened product tree.
type tree struct {
	products []domain.Product
	sets     []domain.VersionSet // per product: the versions it names
	lines    []string            // per product: equal where only the version differs, empty where that cannot be said
	byRef    map[string]int32
	twins    map[string][]int32 // further products of a product_id defined twice
	groups   map[string][]int32
	warnings *jsondoc.Warnings
	nodes    int // product_name branches so far
	ranges   int // product_version branches that hold a range
}

func flatten(wire *wireTree, warnings *jsondoc.Warnings) (*tree, error) {
	t := &tree{byRef: map[string]int32{}, warnings: warnings}
	w := walker{tree: t}
	if err := w.branches(wire.Branches, ""); err != nil {
		return nil, err
	}
	for i := range wire.FullProductNames {
		p := &wire.FullProductNames[i]
		switch {
		case p.ProductID == "" && p.Name == "" && p.Helper == nil:
			warnings.Add(jsondoc.WarnNull, jsondoc.Pointer("/product_tree/full_product_names", i))
			continue
		case p.ProductID == "":
			return nil, jsondoc.Missing(op, jsondoc.Pointer("/product_tree/full_product_names", i, "product_id"))
		}
		t.add(p, nil, "")
	}
	if err := t.relate(wire); err != nil {
		return nil, err
	}
	t.group(wire.ProductGroups)
	if t.ranges > 0 {
		warnings.Add(WarnRange, "/product_tree", "count", strconv.Itoa(t.ranges))
	}
	return t, nil
}

// walker carries the path from the root while branches are walked.
type walker struct {
	*tree
	path  []domain.Branch
	steps []int // indexes of the branches on the path
}

// place gives the JSON Pointer of a member of the branch at hand.
func (w *walker) place(members ...string) string {
	place := "/product_tree"
	for _, i := range w.steps {
		place = jsondoc.Pointer(place, "branches", i)
	}
	for _, m := range members {
		place = jsondoc.Pointer(place, m)
	}
	return place
}

func (w *walker) branches(list []wireBranch, line string) error {
	if len(list) > 0 && len(w.steps) >= maxBranches {
		return &domain.Error{Kind: domain.Invalid, Op: op, Place: w.place("branches"), Code: CodeDepth,
			Params: domain.Params{"limit": strconv.Itoa(maxBranches)}}
	}
	w.steps = append(w.steps, 0)
	for i := range list {
		w.steps[len(w.steps)-1] = i
		if err := w.branch(&list[i], line); err != nil {
			return err
		}
	}
	w.steps = w.steps[:len(w.steps)-1]
	return nil
}

func (w *walker) branch(b *wireBranch, line string) error {
	switch {
	case b.empty():
		w.warnings.Add(jsondoc.WarnNull, w.place())
		return nil
	case b.Category == "" && b.Name == "": // a step that says nothing; what hangs on it does
		w.warnings.Add(WarnBranch, w.place())
		return w.below(b, line)
	case b.Category == "":
		return jsondoc.Missing(op, w.place("category"))
	case b.Name == "":
		return jsondoc.Missing(op, w.place("name"))
	}
	w.path = append(w.path, domain.Branch{Category: b.Category, Name: b.Name})
	switch b.Category {
	case categoryVersion, categoryRange:
	case categoryProduct:
		w.nodes++
		line = "#" + strconv.Itoa(w.nodes)
	default:
		line = ""
	}
	if err := w.below(b, line); err != nil {
		return err
	}
	w.path = w.path[:len(w.path)-1]
	return nil
}

// below reads what hangs on a branch whose step is on the path.
func (w *walker) below(b *wireBranch, line string) error {
	if b.Product != nil {
		if b.Product.ProductID == "" {
			return jsondoc.Missing(op, w.place("product", "product_id"))
		}
		w.add(b.Product, w.path, line)
	}
	return w.branches(b.Branches, line)
}

// add makes a product of a full product name.
func (t *tree) add(p *wireProduct, path []domain.Branch, line string) {
	product := domain.Product{Ref: p.ProductID, Name: p.Name}
	if len(path) > 0 {
		product.Path = append(make([]domain.Branch, 0, len(path)), path...)
		fromPath(&product)
	}
	if p.Helper != nil {
		fromHelper(&product, p.Helper)
	}
	t.register(product, lineOf(&product, line))
}

// lineOf gives the product line: that of the package a purl names, else that of
// the product_name branch it hangs on.
func lineOf(p *domain.Product, branch string) string {
	if len(p.PURLs) == 1 {
		return purlPackage(p.PURLs[0])
	}
	return branch
}

func (t *tree) register(product domain.Product, line string) int32 {
	index := int32(len(t.products))
	if first, taken := t.byRef[product.Ref]; taken {
		if reflect.DeepEqual(t.products[first], product) {
			return first // said again, word for word
		}
		t.warnings.Add(WarnTwice, "/product_tree", "product", product.Ref)
		if t.twins == nil {
			t.twins = map[string][]int32{}
		}
		id := product.Ref
		t.twins[id] = append(t.twins[id], index)
		product.Ref = t.freeRef(id, len(t.twins[id])+1)
	}
	t.byRef[product.Ref] = index
	set, ranged := versions(&product)
	if ranged {
		t.ranges++
	}
	t.products = append(t.products, product)
	t.sets = append(t.sets, set)
	t.lines = append(t.lines, line)
	return index
}

// freeRef makes a Ref for a product whose product_id is taken.
func (t *tree) freeRef(id string, n int) string {
	for ; ; n++ {
		ref := id + "#" + strconv.Itoa(n)
		if _, taken := t.byRef[ref]; !taken {
			return ref
		}
	}
}

// each calls visit with every product of a product_id. One that the tree does
// not define becomes a product of its own with nothing but its id, so that the
// claim is not lost.
func (t *tree) each(id, place string, visit func(int32)) {
	index, ok := t.byRef[id]
	if !ok {
		t.warnings.Add(WarnUndefined, place, "product", id)
		index = t.register(domain.Product{Ref: id, Name: id}, "")
	}
	visit(index)
	for _, twin := range t.twins[id] {
		visit(twin)
	}
}

// Branch categories that are read by meaning (section 3.1.2.2); all are kept.
const (
	categoryVendor  = "vendor"
	categoryFamily  = "product_family"
	categoryProduct = "product_name"
	categoryVersion = "product_version"
	categoryRange   = "product_version_range"
)

// fromPath reads vendor, product and version off the path; the innermost branch
// of a category counts.
func fromPath(p *domain.Product) {
	family := ""
	for _, b := range p.Path {
		switch b.Category {
		case categoryVendor:
			p.Vendor = b.Name
		case categoryFamily:
			family = b.Name
		case categoryProduct:
			p.Product = b.Name
		case categoryVersion:
			p.Version = b.Name
		case categoryRange:
			p.VersionRange = b.Name
		}
	}
	if p.Product == "" {
		p.Product = family
	}
}

// fromHelper reads section 3.1.3.3.
func fromHelper(p *domain.Product, h *wireHelper) {
	if h.PURL != "" {
		p.PURLs = append(p.PURLs, h.PURL)
	}
	p.PURLs = append(p.PURLs, h.PURLs...)
	if h.CPE != "" {
		p.CPEs = []string{h.CPE}
	}
	for _, generic := range h.GenericURIs { // of the names there are, those that are package URLs or CPE names
		switch uri := strings.TrimSpace(generic.URI); {
		case strings.HasPrefix(uri, "pkg:"):
			p.PURLs = append(p.PURLs, uri)
		case strings.HasPrefix(uri, "cpe:"):
			p.CPEs = append(p.CPEs, uri)
		}
	}
	p.Models, p.Serials, p.SKUs = h.ModelNumbers, h.SerialNumbers, h.SKUs
	for _, file := range h.Hashes {
		for _, hash := range file.FileHashes {
			if hash.Value != "" {
				p.Hashes = append(p.Hashes, domain.Hash{
					Algorithm: strings.ToLower(hash.Algorithm), Value: strings.ToLower(hash.Value)})
			}
		}
	}
}
