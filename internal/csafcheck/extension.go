package csafcheck

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// The places of extensions, as the metadata of an extension name them.
const (
	extDocument = "$.document.x_extensions"
	extBranches = "$.product_tree.branches..product.x_extensions"
	extNames    = "$.product_tree.full_product_names[*].x_extensions"
	extPaths    = "$.product_tree.product_paths[*].full_product_name.x_extensions"
	extMetrics  = "$.vulnerabilities[*].metrics[*].content.x_extensions"
	extVulns    = "$.vulnerabilities[*].x_extensions"
	extRoot     = "$.x_extensions"
)

// extensionLists goes through every list of extensions with the kind of its place.
func (d *document) extensionLists() iter.Seq2[string, *place] {
	return func(yield func(string, *place) bool) {
		one := func(kind string, at *place) bool { return at == nil || yield(kind, at) }
		if !one(extRoot, d.root.field("x_extensions")) || !one(extDocument, d.root.field("document", "x_extensions")) {
			return
		}
		kinds := map[origin]string{inBranches: extBranches, inNames: extNames, inPaths: extPaths}
		for _, p := range d.products {
			if !one(kinds[p.origin], p.at.field("x_extensions")) {
				return
			}
		}
		for _, v := range d.vulns {
			if !one(extVulns, v.at.field("x_extensions")) {
				return
			}
			for at := range v.at.each("metrics", "*", "content", "x_extensions") {
				if !one(extMetrics, at) {
					return
				}
			}
		}
	}
}

// extensions goes through the extensions.
func (d *document) extensions() iter.Seq[*place] {
	return func(yield func(*place) bool) {
		for _, list := range d.extensionLists() {
			for at := range list.items() {
				if !yield(at) {
					return
				}
			}
		}
	}
}

// extension is what this program knows of one: its content and its metadata.
type extension struct {
	content      *rule          // of the member content
	most         map[string]int // occurrences in one list, by place; none where a place is not named
	incompatible []string
	critical     bool     // what the member critical must say
	products     []string // path from content to full product names that it defines
}

// exampleExtension is the address of one of the extensions that the standard
// itself publishes for documentation and tests.
func exampleExtension(n string) string {
	return fmt.Sprintf("https://raw.githubusercontent.com/oasis-tcs/csaf/refs/heads/master/csaf_2.1/extension/data/valid/documentation-%[1]s/documentation-%[1]s-content_1.0.0.json", n)
}

// knownExtensions are the extensions of the standard's own documentation. No
// official and no registered extension exists yet; one that does belongs here.
var knownExtensions = map[string]extension{
	exampleExtension("11"): {
		content:      obj(fields{"documentation": oneValue(exampleText)}).atLeast(1).close(),
		most:         everywhere(1),
		incompatible: []string{exampleExtension("12")},
	},
	exampleExtension("12"): {
		content: obj(fields{"documentation": oneValue(exampleText), "notes": list(str())}, "documentation").atLeast(1).close(),
		most:    everywhere(-1),
	},
	exampleExtension("13"): {
		most: map[string]int{extRoot: 1}, critical: true,
		products: []string{"configuration_tree", "relationships", "*", "full_product_name"},
	},
}

const exampleText = "This extension is for documentation and test purposed only. It is valid. It is not allowed to be used in a production CSAF."

func everywhere(n int) map[string]int {
	return map[string]int{extDocument: n, extBranches: n, extNames: n, extPaths: n, extMetrics: n, extVulns: n, extRoot: n}
}

// Classes of extensions (2.1, section 2.4.1).
const experimental = "experimental"

// class is the class of an extension: none is official or registered yet.
func class(*place) string { return experimental }

// extensionContent is 6.1.60.2. What cannot be judged is noted by 6.2.20.
func extensionContent(d *document, report reporter) {
	for at := range d.extensions() {
		known, ok := knownExtensions[at.get("$schema")]
		if content := at.field("content"); ok && known.content != nil && content != nil {
			c := runner{report: func(string) reporter { return report }}
			c.check(content, known.content, "")
		}
		if critical := at.field("critical"); ok && critical.is(boolean) && critical.str != strconv.FormatBool(known.critical) {
			report(critical, "check_value", "value", critical.str, "allowed", strconv.FormatBool(known.critical))
		}
	}
}

// extensionProducts defines the products that known extensions bring.
func (d *document) extensionProducts() {
	for at := range d.extensions() {
		if path := knownExtensions[at.get("$schema")].products; path != nil {
			for full := range at.field("content").each(path...) {
				if id := full.get("product_id"); id != "" && d.byID[id] == nil {
					d.byID[id] = &product{id: id, at: full, origin: inNames}
				}
			}
		}
	}
}

// extensionMetadata is 6.1.60.3.
func extensionMetadata(d *document, report reporter) {
	used := make(map[string]bool)
	for at := range d.extensions() {
		used[at.get("$schema")] = true
	}
	for kind, list := range d.extensionLists() {
		count := make(map[string]int)
		for at := range list.items() {
			id := at.get("$schema")
			known, ok := knownExtensions[id]
			if !ok {
				continue
			}
			count[id]++
			if most := known.most[kind]; most >= 0 && count[id] > most {
				report(at, "check_extension_often", "extension", id, "most", strconv.Itoa(most))
			}
			for _, other := range known.incompatible {
				if used[other] {
					report(at, "check_extension_incompatible", "extension", id, "other", other)
				}
			}
		}
	}
}

// additionalProperties is 6.2.20. Of an extension that this program does not know
// the content is not judged, which is noted.
func additionalProperties(d *document, report reporter) {
	for _, at := range d.unknown {
		report(at, "check_member_unknown", "member", at.name)
	}
	silent := runner{report: func(string) reporter { return func(*place, domain.Code, ...string) {} }}
	for at := range d.extensions() {
		id, content := at.get("$schema"), at.field("content")
		switch known := knownExtensions[id]; {
		case id == "" || content == nil:
		case known.content == nil:
			d.note(at, "check_extension_unsupported", "extension", id, "class", class(at))
		default:
			silent.check(content, known.content, "")
		}
	}
	for _, at := range silent.unknown {
		report(at, "check_member_unknown", "member", at.name)
	}
}

// notOfClass reports extensions outside of the classes.
func notOfClass(code string, classes ...string) func(*document, reporter) {
	return func(d *document, report reporter) {
		for at := range d.extensions() {
			if !slices.Contains(classes, class(at)) {
				report(at, "check_extension_class", "extension", at.get("$schema"), "want", code)
			}
		}
	}
}

// criticalExtension is 6.2.54.3.
func criticalExtension(d *document, report reporter) {
	for at := range d.extensions() {
		if critical := at.field("critical"); critical.is(boolean) && critical.str == "true" {
			report(critical, "check_extension_critical", "extension", at.get("$schema"))
		}
	}
}

// experimentalExtension is 6.2.54.4 and, for other labels, 6.3.21.2.
func experimentalExtension(clear bool) func(*document, reporter) {
	return func(d *document, report reporter) {
		if clear != (d.label() == "CLEAR") {
			return
		}
		for at := range d.extensions() {
			if class(at) == experimental {
				report(at, "check_extension_experimental", "extension", at.get("$schema"))
			}
		}
	}
}

// essentialExtension is 6.3.21.1.
func essentialExtension(d *document, report reporter) {
	for at := range d.extensions() {
		if category := at.field("category"); category.text() == "essential" {
			report(category, "check_extension_essential", "extension", at.get("$schema"))
		}
	}
}

// extensionAt reports lists of extensions of one place (6.3.21.3 to 6.3.21.9).
func extensionAt(kind string) func(*document, reporter) {
	return func(d *document, report reporter) {
		for k, at := range d.extensionLists() {
			if k == kind {
				report(at, "check_extension_used", "path", strings.TrimPrefix(kind, "$."))
			}
		}
	}
}
