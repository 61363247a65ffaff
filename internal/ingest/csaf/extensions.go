package csaf

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// Categories of extensions by what is missed without them (2.1, section 2.4.4.2).
var extensionWarnings = map[string]domain.Code{
	"essential":   WarnEssential,
	"significant": WarnSignificant,
}

// extensions warns of extensions whose content helps to understand the document, for this
// program reads none: each once, where it is met first.
type extensions struct {
	warnings *jsondoc.Warnings
	said     map[wireExtension]bool
}

// warnOfExtensions looks at every place at which an extension may stand.
func warnOfExtensions(wire *wireDocument, warnings *jsondoc.Warnings) {
	e := &extensions{warnings: warnings}
	e.list(wire.Extensions, "")
	e.list(wire.Document.Extensions, "/document")
	tree := &wire.ProductTree
	e.branches(tree.Branches, "/product_tree", 0)
	for i := range tree.FullProductNames {
		e.product(&tree.FullProductNames[i], "/product_tree/full_product_names", i)
	}
	for i := range tree.ProductPaths {
		e.product(&tree.ProductPaths[i].Product, "/product_tree/product_paths", i, "full_product_name")
	}
	for i := range wire.Vulnerabilities {
		v := &wire.Vulnerabilities[i]
		e.list(v.Extensions, "/vulnerabilities", i)
		for j := range v.Metrics {
			e.list(v.Metrics[j].Content.Extensions, "/vulnerabilities", i, "metrics", j, "content")
		}
	}
}

// branches goes no deeper than the reader of the tree does.
func (e *extensions) branches(list []wireBranch, place string, depth int) {
	if depth >= maxBranches {
		return
	}
	for i := range list {
		if p := list[i].Product; p != nil {
			e.product(p, place, "branches", i, "product")
		}
		if len(list[i].Branches) > 0 {
			e.branches(list[i].Branches, jsondoc.Pointer(place, "branches", i), depth+1)
		}
	}
}

func (e *extensions) product(p *wireProduct, place string, steps ...any) {
	if p.Extensions != nil {
		e.list(*p.Extensions, place, steps...)
	}
}

// list reads one list of extensions. A document is not refused for one of an odd shape.
func (e *extensions) list(raw jsontext.Value, place string, steps ...any) {
	var list []wireExtension
	if len(raw) == 0 || json.Unmarshal(raw, &list) != nil {
		return
	}
	for i, x := range list {
		code, tells := extensionWarnings[x.Category]
		if !tells || e.said[x] {
			continue
		}
		if e.said == nil {
			e.said = map[wireExtension]bool{}
		}
		e.said[x] = true
		e.warnings.Add(code, jsondoc.Pointer(jsondoc.Pointer(place, steps...), "x_extensions", i), "extension", x.Schema)
	}
}
