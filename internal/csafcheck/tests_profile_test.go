package csafcheck

// as makes a document of the base document with another category.
func as(category string, more ...string) []string {
	return append([]string{"/document/category", `"` + category + `"`}, more...)
}

// retired makes a sound withdrawn or superseded document of the base document.
func retired(category, reason string, more ...string) []string {
	return append(as(category, "/vulnerabilities", "", "/product_tree", "",
		"/document/notes", `[{"category": "description", "text": "It was wrong.", "title": "`+reason+`"}]`,
		"/document/references/-", `{"category": "external", "summary": "Superseding Document", "url": "https://meridian.example/8"}`), more...)
}

const (
	whyWithdrawn  = "Reasoning for Withdrawal"
	whySuperseded = "Reasoning for Supersession"
)

var breakingProfiles = []breaking{
	{"6.1.26", "20 21", "/document/category", as("Security_Incident_Response")},
	{"6.1.26", "20 21", "/document/category", as("V\u2014eX")},
	{"6.1.26", "20 21", "/document/category", as("csaf_anything")},
	{"6.1.26", "21", "/document/category", as("with drawn")},
	{"6.1.27.1", "20 21", "/document/notes", as("csaf_security_incident_response", "/document/notes/0/category", `"legal_disclaimer"`)},
	{"6.1.27.2", "20 21", "/document/references", as("csaf_informational_advisory")},
	{"6.1.27.3", "20 21", "/vulnerabilities", as("csaf_informational_advisory")},
	{"6.1.27.3", "21", "/vulnerabilities", as("csaf_withdrawn")},
	{"6.1.27.4", "20 21", "", []string{"/product_tree", ""}},
	{"6.1.27.5", "20 21", vuln, []string{vuln + "/notes", ""}},
	{"6.1.27.6", "20 21", vuln, []string{state, ""}},
	{"6.1.27.7", "20 21", state, as("csaf_vex", state, `{"recommended": ["P38"]}`)},
	{"6.1.27.8", "20 21", vuln, as("csaf_vex", vuln+"/cve", "")},
	{"6.1.27.8", "21", state + "/known_affected/0", as("csaf_vex", vuln+"/cve", "", vuln+"/ids", `[{"system_name": "x", "text": "y", "product_ids": ["P38", "MOUNT"]}]`)},
	{"6.1.27.9", "20 21", state + "/known_not_affected/0", as("csaf_vex", vuln+"/flags", "")},
	{"6.1.27.9", "20 21", state + "/known_not_affected/0", as("csaf_vex", vuln+"/flags", "", vuln+"/threats",
		`[{"category": "target_set", "details": "x", "product_ids": ["MOUNT"]}]`)},
	{"6.1.27.10", "20 21", state + "/known_affected/0", as("csaf_vex", vuln+"/remediations", "")},
	{"6.1.27.11", "20 21", "", []string{"/vulnerabilities", ""}},
	{"6.1.27.12", "21", state, []string{state + "/known_affected", ""}},
	{"6.1.27.13", "21", state + "/fixed/0", []string{state + "/known_affected/0", `"MOUNT"`, state + "/known_not_affected", ""}},
	{"6.1.27.14", "21", "/document/notes", retired("csaf_withdrawn", whyWithdrawn, "/document/notes/0/category", `"summary"`)},
	{"6.1.27.15", "21", "/product_tree", retired("csaf_withdrawn", whyWithdrawn, "/product_tree", `{"full_product_names": [{"name": "x", "product_id": "y"}]}`)},
	{"6.1.27.16", "21", track + "/revision_history", retired("csaf_superseded", whySuperseded, track+"/revision_history/1", "")},
	{"6.1.27.17", "21", "/document/notes/0/category", retired("csaf_withdrawn", whyWithdrawn, "/document/notes/0/category", `"summary"`)},
	{"6.1.27.17", "21", "/document/notes", retired("csaf_withdrawn", "Other")},
	{"6.1.27.18", "21", "/document/notes", retired("csaf_superseded", whyWithdrawn)},
	{"6.1.27.19", "21", "/document/references/1/category", retired("csaf_superseded", whySuperseded, "/document/references/1/category", `"self"`)},
	{"6.1.27.19", "21", "/document/references", retired("csaf_superseded", whySuperseded, "/document/references/1/summary", `"Next"`)},
	{"6.2.38", "21", "/document/category", as("csaf_deprecated_security_advisory")},
	{"6.2.39.1", "21", state + "/known_affected/0", []string{state + "/fixed", ""}},
	{"6.2.39.2", "21", "/document/notes", retired("csaf_withdrawn", whyWithdrawn, "/document/lang", `"de"`)},
	{"note", "21", "/document/lang", retired("csaf_withdrawn", whyWithdrawn, "/document/lang", `"fr"`)},
	{"note", "21", "/x_extensions/0", []string{"/x_extensions", "[" + ownExtension + "]"}},
	{"6.2.20", "21", "/x_extensions/0/content/other", []string{"/x_extensions", "[" + extensionAt11("essential") + "]", "/x_extensions/0/content/other", "1"}},
	{"6.2.39.3", "21", "/document/notes", retired("csaf_superseded", whySuperseded, "/document/lang", `"de-AT"`)},
	{"6.2.39.4", "21", "/document/references", retired("csaf_superseded", whySuperseded, "/document/lang", `"de"`)},
	{"6.2.39.5", "21", "/x_extensions", retired("csaf_withdrawn", whyWithdrawn, "/x_extensions", "["+extensionAt11("supplementary")+"]")},
}

// extensionAt11 is the first example extension of the standard.
func extensionAt11(category string) string {
	return `{"$schema": "` + exampleExtension("11") + `", "category": "` + category + `", "content": {"documentation": "` + exampleText + `"}, "critical": false}`
}

const ownExtension = `{"$schema": "https://meridian.example/pump_1.0.0.json", "category": "supplementary", "content": {"a": 1}, "critical": true}`

func sharing(id, name, label string) []string {
	return []string{"/document/distribution", `{"sharing_group": {"id": "` + id + `", "name": "` + name + `"}, "tlp": {"label": "` + label + `"}}`}
}

const someUUID = "5868d6be-b28a-404e-a245-0b5093b31b8b"

var breaking21 = []breaking{
	{"6.1.38", "21", "/document/distribution/tlp/label", sharing(maxUUID, publicGroup, "RED")},
	{"6.1.39", "21", "/document/distribution/sharing_group/id", sharing(someUUID, "Us", "CLEAR")},
	{"6.1.40", "21", "/document/distribution/sharing_group/name", sharing(someUUID, publicGroup, "GREEN")},
	{"6.1.40", "21", "/document/distribution/sharing_group/name", sharing(maxUUID, closedGroup, "CLEAR")},
	{"6.1.41", "21", "/document/distribution/sharing_group/name", sharing(nilUUID, "Us", "RED")},
	{"6.1.54", "21", "/document/license_expression", []string{"/document/license_expression", `"do as you like"`}},
	{"6.1.54", "21", "/document/license_expression", []string{"/document/license_expression", `"MIT AND (Apache-2.0"`}},
	{"6.1.54", "21", "/document/license_expression", []string{"/document/license_expression", `"DocumentRef-x:LicenseRef-y"`}},
	{"6.1.55", "21", "/document/notes", []string{"/document/license_expression", `"LicenseRef-meridian.example-own-1.0"`}},
	{"6.1.60.1", "21", "/x_extensions/0", []string{"/x_extensions", `[{"$schema": "https://meridian.example/pump_1.0.0.json", "category": "essential", "content": {"a": 1}}]`}},
	{"6.1.60.1", "21", "/x_extensions/0/$schema", []string{"/x_extensions", `[{"$schema": "https://meridian.example/pump.json", "category": "essential", "content": {"a": 1}, "critical": false}]`}},
	{"6.1.60.2", "21", "/x_extensions/0/content/other", []string{"/x_extensions", "[" + extensionAt11("essential") + "]", "/x_extensions/0/content/other", "1"}},
	{"6.1.60.3", "21", "/x_extensions/1", []string{"/x_extensions", "[" + extensionAt11("essential") + "," + extensionAt11("significant") + "]"}},
	{"6.2.28", "21", "/document/distribution/sharing_group/id", sharing(maxUUID, publicGroup, "CLEAR")},
	{"6.2.29", "21", "/document/distribution/sharing_group/id", sharing(nilUUID, closedGroup, "RED")},
	{"6.2.30", "21", "/document/distribution/sharing_group", sharing(maxUUID, publicGroup, "CLEAR")},
	{"6.2.40", "21", "/document/notes/1", []string{"/document/notes/-", `{"category": "description", "title": "Product Description", "text": "It pumps."}`}},
	{"6.2.43", "21", "/document", []string{"/document/license_expression", ""}},
	{"6.2.44", "21", "/document/license_expression", []string{"/document/license_expression", `"GFDL-1.1"`}},
	{"6.2.45", "21", "/document/license_expression", []string{"/document/license_expression", `"MIT OR No-Such-License"`}},
	{"6.2.45", "21", "/document/license_expression", []string{"/document/license_expression", `"GPL-2.0-only WITH No-Such-Exception"`}},
	{"6.2.46", "21", "/document/notes", []string{"/document/license_expression", `"LicenseRef-meridian.example-own-1.0"`, "/document/lang", `"de"`}},
	{"6.2.50.1", "21", state + "/known_affected/0", overlapping(`"vers:intdot/>2.1|<4.2"`, `"vers:intdot/<3"`)},
	{"6.2.50.2", "21", state + "/known_affected/0", overlapping(`">2.1|<4.2"`, `"<3"`)},
	{"6.2.50.3", "21", state + "/known_affected/0", []string{old + "/category", `"product_version_range"`, old + "/name", `"vers:intdot/>2.1|<4.2"`}},
	{"6.2.54.1", "21", "/x_extensions/0", []string{"/x_extensions", "[" + ownExtension + "]"}},
	{"6.2.54.2", "21", "/x_extensions/0", []string{"/x_extensions", "[" + ownExtension + "]"}},
	{"6.2.54.3", "21", "/x_extensions/0/critical", []string{"/x_extensions", "[" + ownExtension + "]"}},
	{"6.2.54.4", "21", "/x_extensions/0", []string{"/x_extensions", "[" + ownExtension + "]", "/document/distribution/tlp/label", `"CLEAR"`}},
	{"6.3.17", "21", "/document/license_expression", []string{"/document/license_expression", `"LicenseRef-meridian.example-own-1.0"`}},
	{"6.3.19.1", "21", state + "/fixed/1", append(overlapping(`"vers:intdot/>2.1|<4.2"`, `"vers:intdot/<3"`), state+"/fixed/-", `"P37"`, state+"/known_affected", "")},
	{"6.3.19.2", "21", state + "/fixed/0", append(overlapping(`">2.1|<4.2"`, `"<3"`), state+"/fixed", `["P37", "P38"]`, state+"/known_affected", "")},
	{"6.3.19.3", "21", state + "/known_affected/0", []string{old + "/category", `"product_version_range"`, old + "/name", `"<4"`, state + "/known_affected/-", `"P38"`}},
	{"6.3.19.4", "21", old + "/name", ranged(`"product_version_range"`, `"vers:intdot/<3"`)},
	{"6.3.19.5", "21", old + "/name", ranged(`"product_version"`, `"3"`)},
	{"6.3.21.1", "21", "/x_extensions/0/category", []string{"/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.2", "21", "/x_extensions/0", []string{"/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.3", "21", "/document/x_extensions", []string{"/document/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.4", "21", old + "/product/x_extensions", []string{old + "/product/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.5", "21", mount + "/x_extensions", []string{mount + "/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.6", "21", "/product_tree/product_paths/0/full_product_name/x_extensions", []string{"/product_tree/product_paths/0/full_product_name/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.7", "21", content + "/x_extensions", []string{content + "/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.8", "21", vuln + "/x_extensions", []string{vuln + "/x_extensions", "[" + extensionAt11("essential") + "]"}},
	{"6.3.21.9", "21", "/x_extensions", []string{"/x_extensions", "[" + extensionAt11("essential") + "]"}},
}

// ranged makes 3.7 a range and 3.8 a branch with the category and name, both with
// branches of their own.
func ranged(category, name string) []string {
	leaf := `[{"category": "language", "name": "de", "product": {"name": "x", "product_id": "`
	return []string{
		old, `{"category": "product_version_range", "name": "vers:intdot/>2|<4", "branches": ` + leaf + `P37"}}]}`,
		fixed, `{"category": ` + category + `, "name": ` + name + `, "branches": ` + leaf + `P38"}}]}`,
	}
}

var breakingAdvice = []breaking{
	{"6.2.10", "20", "/document", []string{"/document/distribution", ""}},
	{"6.2.11", "20 21", "/document/references", []string{"/document/references/0/url", `"https://meridian.example/other.json"`}},
	{"6.2.12", "20 21", "/document", []string{"/document/lang", ""}},
	{"6.2.14", "20 21", "/document/lang", []string{"/document/lang", `"en-x-pump"`}},
	{"6.2.14", "20 21", "/document/lang", []string{"/document/lang", `"qtx"`}},
	{"6.2.14", "20 21", "/document/lang", []string{"/document/lang", `"en-ZZ"`}},
	{"6.2.15", "20 21", "/document/lang", []string{"/document/lang", `"i-default"`}},
	{"6.2.20", "20", "/document/colour", []string{"/document/colour", `"red"`}},
	{"6.2.20", "20 21", "/document/tracking/colour", []string{"/document/tracking/colour", `"red"`}},
	{"6.2.22", "21", "/document/title", []string{"/document/title", `"MER-2026-7: a notice"`}},
	{"6.3.6", "20 21", "/document/publisher/namespace", []string{"/document/publisher/namespace", `"https://pumps.invalid"`}},
	{"6.3.7", "20 21", "/document/references/0/url", []string{"/document/references/0/url", `"https://pumps.invalid/mer-2026-7.json"`}},
	{"6.3.8", "20 21", "/document/notes/0/text", []string{"/document/notes/0/text", `"Secruity is lost."`}},
	{"6.3.8", "20 21", "/document/lang", []string{"/document/lang", `"de"`}},
	{"6.3.16", "21", "/document/notes/0/text", []string{"/document/notes/0/text", `"The guide must followed."`}},
	{"6.3.16", "21", "/document/notes/0/text", []string{"/document/notes/0/text", `"Replace the the pump."`}},
	{"6.3.16", "21", "/document/lang", []string{"/document/lang", `"de"`}},
}
