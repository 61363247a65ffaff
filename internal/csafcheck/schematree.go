package csafcheck

// One attribute of a CPE 2.3 (NISTIR 7695, section 6.2): quoted characters, and
// wildcards at its ends.
const (
	cpeAttribute = `((\?*|\*?)([a-zA-Z0-9\-._]|\\[\\*?!"#$%&'()+,/:;<=>@\[\]^` + "`" + `{|}~])+(\?*|\*?)|[*\-])`
	cpeLanguage  = `([a-zA-Z]{2,3}(-([a-zA-Z]{2}|[0-9]{3}))?|[*\-])`
)

var (
	cpePattern = pattern(`^(cpe:2\.3:[aho*\-](:` + cpeAttribute + `){5}:` + cpeLanguage + `(:` + cpeAttribute + `){4}` +
		`|[cC][pP][eE]:/[AHOaho]?(:[A-Za-z0-9._\-~%]*){0,6})$`)
	purl20 = pattern(`^pkg:[A-Za-z.\-+][A-Za-z0-9.\-+]*/.+`)
	purl21 = pattern(`^pkg:[a-z][a-z0-9.\-]*/.+`)
	hash20 = pattern(`^[0-9a-fA-F]{32,}$`)
	hash21 = pattern(`^[0-9a-f]{32,}$`)
	digest = pattern(`^[0-9a-z][0-9a-z-]*$`)
)

// branches is the rule of a list of branches, which holds itself.
func (e *edition) branches() *rule {
	categories := "architecture host_name language patch_level product_family product_name product_version product_version_range " +
		"service_pack specification vendor"
	if e.v21 {
		categories += " platform"
	} else {
		categories += " legacy"
	}
	branch := e.obj(fields{"category": choice(categories), "name": str(), "product": e.fullProductName()}, "category", "name").atLeast(3).atMost(3)
	branches := list(branch)
	branch.fields["branches"] = branches
	return branches
}

func (e *edition) fullProductName() *rule {
	hash := e.obj(fields{"algorithm": str(), "value": matching(hash20).atLeast(32)}, "algorithm", "value")
	helper := e.obj(fields{
		"cpe":           matching(cpePattern).atLeast(5),
		"model_numbers": set(str()), "serial_numbers": set(str()),
	}).atLeast(1)
	each := list // 2.1 asks more lists to have no item twice
	if e.v21 {
		each = set
		hash.fields["algorithm"], hash.fields["value"] = matching(digest), matching(hash21).atLeast(32)
		helper.with(fields{"purls": set(&rule{kind: text, least: 7, pattern: purl21, format: isURI, formatID: "URI"})})
	} else {
		helper.with(fields{"purl": &rule{kind: text, least: 7, pattern: purl20, format: isURI, formatID: "URI"}})
	}
	helper.with(fields{
		"hashes":         each(e.obj(fields{"file_hashes": each(hash), "filename": str()}, "file_hashes", "filename")),
		"sbom_urls":      each(uri()),
		"skus":           each(str()),
		"x_generic_uris": each(e.obj(fields{"namespace": uri(), "uri": uri()}, "namespace", "uri")),
	})
	return e.only21(e.obj(fields{"name": str(), "product_id": str(), "product_identification_helper": helper}, "name", "product_id"),
		fields{"x_extensions": e.extensions()})
}
