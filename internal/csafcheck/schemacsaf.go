package csafcheck

// edition is a version of the standard.
type edition struct {
	name   string // "2.0" or "2.1"
	schema *rule
	v21    bool
}

var (
	edition20 = &edition{name: "2.0"}
	edition21 = &edition{name: "2.1", v21: true}
)

func init() {
	edition20.schema = edition20.document()
	edition21.schema = edition21.document()
}

// obj is an object of the edition: 2.1 allows no further members.
func (e *edition) obj(f fields, required ...string) *rule {
	r := obj(f, required...)
	r.closed = e.v21
	return r
}

// only21 adds members that 2.1 alone has.
func (e *edition) only21(r *rule, f fields) *rule {
	if e.v21 {
		r.with(f)
	}
	return r
}

var (
	edgesPattern   = pattern(`^[^\s\-_.](.*[^\s\-_.])?$`) // does not begin or end with a separator
	trackingID     = pattern(`^\S(.*\S)?$`)
	cvePattern     = pattern(`^CVE-[0-9]{4}-[0-9]{4,}$`)
	cwePattern     = pattern(`^CWE-[1-9]\d{0,5}$`)
	cweRelease     = pattern(`^[1-9]\d*\.([0-9]|[1-9]\d+)(\.\d+)?$`)
	versionPattern = pattern(`^(0|[1-9][0-9]*)$|^` + semanticVersion + `$`)
	uuidPattern    = pattern(`^([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|` + nilUUID + `|` + maxUUID + `)$`)
	unitPattern    = pattern(`^(0\.[0-9]+|1\.0+)$`) // EPSS: a number from 0 to 1
)

const (
	semanticVersion = `(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)` +
		`(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?` +
		`(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?`
	nilUUID = "00000000-0000-0000-0000-000000000000"
	maxUUID = "ffffffff-ffff-ffff-ffff-ffffffffffff"

	// languageTag is the form of a tag of BCP 47, without the irregular ones that CSAF leaves out.
	languageTag = `([A-Za-z]{2,3}(-[A-Za-z]{3}(-[A-Za-z]{3}){0,2})?|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?` +
		`(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?` +
		`|[Xx](-[A-Za-z0-9]{1,8})+|[Ii]-[Dd][Ee][Ff][Aa][Uu][Ll][Tt]|[Ii]-[Mm][Ii][Nn][Gg][Oo]`
)

var languagePattern = pattern(`^(` + languageTag + `)$`)

// document is the rule of a whole document.
func (e *edition) document() *rule {
	tree := fields{
		"branches":           e.branches(),
		"full_product_names": list(e.fullProductName()),
		"product_groups": list(e.obj(fields{"group_id": str(), "product_ids": set(str()).atLeast(2), "summary": str()},
			"group_id", "product_ids")),
	}
	if e.v21 {
		tree["product_paths"] = list(e.obj(fields{
			"beginning_product_reference": str(),
			"full_product_name":           e.fullProductName(),
			"subpaths": list(e.obj(fields{"category": choice(relationCategories), "next_product_reference": str()},
				"category", "next_product_reference")),
		}, "beginning_product_reference", "full_product_name", "subpaths"))
	} else {
		tree["relationships"] = list(e.obj(fields{
			"category": choice(relationCategories), "full_product_name": e.fullProductName(),
			"product_reference": str(), "relates_to_product_reference": str(),
		}, "category", "full_product_name", "product_reference", "relates_to_product_reference"))
	}
	root := e.obj(fields{
		"document":        e.head(),
		"product_tree":    e.obj(tree).atLeast(1),
		"vulnerabilities": list(e.vulnerability()),
	}, "document")
	if e.v21 {
		root.required = []string{"$schema", "document"}
		root.with(fields{"$schema": oneValue(schema21), "x_extensions": e.extensions()})
	}
	return root
}

const (
	relationCategories = "default_component_of external_component_of installed_on installed_with optional_component_of"
	schema21           = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
)

// head is the rule of the member document.
func (e *edition) head() *rule {
	tlp := e.obj(fields{"label": choice("AMBER GREEN RED WHITE"), "url": uri()}, "label")
	distribution := e.obj(fields{"text": str(), "tlp": tlp}).atLeast(1)
	publishers := "coordinator discoverer other translator user vendor"
	required := []string{"category", "csaf_version", "publisher", "title", "tracking"}
	if e.v21 {
		tlp.fields["label"] = choice("AMBER AMBER+STRICT CLEAR GREEN RED")
		distribution.required = []string{"tlp"}
		distribution.with(fields{"sharing_group": e.obj(fields{"id": matching(uuidPattern), "name": str()}, "id")})
		publishers += " multiplier"
		required = append(required, "distribution")
	}
	return e.only21(e.obj(fields{
		"acknowledgments":    e.acknowledgments(),
		"aggregate_severity": e.obj(fields{"namespace": uri(), "text": str()}, "text"),
		"category":           matching(edgesPattern),
		"csaf_version":       oneValue(e.name),
		"distribution":       distribution,
		"lang":               &rule{kind: text, pattern: languagePattern},
		"notes":              e.notes(),
		"publisher": e.obj(fields{
			"category": choice(publishers), "contact_details": str(), "issuing_authority": str(), "name": str(), "namespace": uri(),
		}, "category", "name", "namespace"),
		"references":  e.references(),
		"source_lang": &rule{kind: text, pattern: languagePattern},
		"title":       str(),
		"tracking":    e.tracking(),
	}, required...), fields{"license_expression": str(), "x_extensions": e.extensions()})
}

func (e *edition) tracking() *rule {
	return e.obj(fields{
		"aliases":              set(str()),
		"current_release_date": dateTime(),
		"generator": e.obj(fields{
			"date":   dateTime(),
			"engine": e.obj(fields{"name": str(), "version": str()}, "name"),
		}, "engine"),
		"id":                   matching(trackingID),
		"initial_release_date": dateTime(),
		"revision_history": list(e.obj(fields{
			"date": dateTime(), "legacy_version": str(), "number": matching(versionPattern), "summary": str(),
		}, "date", "number", "summary")),
		"status":  choice("draft final interim"),
		"version": matching(versionPattern),
	}, "current_release_date", "id", "initial_release_date", "revision_history", "status", "version")
}

func (e *edition) acknowledgments() *rule {
	return list(e.obj(fields{"names": list(str()), "organization": str(), "summary": str(), "urls": list(uri())}).atLeast(1))
}

func (e *edition) notes() *rule {
	return list(e.only21(e.obj(fields{
		"audience": str(), "category": choice("description details faq general legal_disclaimer other summary"), "text": str(), "title": str(),
	}, "category", "text"), e.products()))
}

// products are the two members by which 2.1 ties nearly everything to products.
func (e *edition) products() fields {
	return fields{"group_ids": set(str()), "product_ids": set(str())}
}

func (e *edition) references() *rule {
	return list(e.obj(fields{"category": choice("external self"), "summary": str(), "url": uri()}, "summary", "url"))
}
