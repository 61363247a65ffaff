package csafcheck

import (
	"strings"
)

// vulnerability is the rule of one item of vulnerabilities.
func (e *edition) vulnerability() *rule {
	tied := func(f fields, required ...string) *rule {
		return e.obj(f, required...).with(e.products())
	}
	remedies := "mitigation no_fix_planned none_available vendor_fix workaround"
	status := "first_affected first_fixed fixed known_affected known_not_affected last_affected recommended under_investigation"
	if e.v21 {
		remedies += " fix_planned optional_patch"
		status += " unknown"
	}
	statuses := fields{}
	for _, name := range strings.Fields(status) {
		statuses[name] = set(str())
	}
	v := e.obj(fields{
		"acknowledgments": e.acknowledgments(),
		"cve":             {kind: text, pattern: cvePattern},
		"discovery_date":  dateTime(),
		"flags":           set(tied(fields{"date": dateTime(), "label": choice(vexJustifications)}, "label")),
		"ids":             set(e.only21(e.obj(fields{"system_name": str(), "text": str()}, "system_name", "text"), e.products())),
		"involvements": set(e.only21(e.obj(fields{
			"date": dateTime(), "party": choice("coordinator discoverer other user vendor"),
			"status": choice("completed contact_attempted disputed in_progress not_contacted open"), "summary": str(),
		}, "party", "status"), e.products())),
		"notes":          e.notes(),
		"product_status": e.obj(statuses).atLeast(1),
		"references":     e.references(),
		"remediations": list(tied(fields{
			"category": choice(remedies), "date": dateTime(), "details": str(), "entitlements": list(str()),
			"restart_required": e.obj(fields{
				"category": choice("connected dependencies machine none parent service system vulnerable_component zone"), "details": str(),
			}, "category"),
			"url": uri(),
		}, "category", "details")),
		"threats": list(tied(fields{"category": choice("exploit_status impact target_set"), "date": dateTime(), "details": str()},
			"category", "details")),
		"title": str(),
	}).atLeast(1)
	if e.v21 {
		v.fields["involvements"].items.with(fields{"contact": str()})
		return v.with(e.vulnerability21(tied))
	}
	return v.with(fields{
		"cwe":          e.obj(fields{"id": matching(cwePattern), "name": str()}, "id", "name"),
		"release_date": dateTime(),
		"scores": list(e.obj(fields{
			"cvss_v2": cvssRule(cvss20).under("6.1.8"), "cvss_v3": cvss3Rule().under("6.1.8"), "products": set(str()),
		}, "products").atLeast(2)),
	})
}

const vexJustifications = "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary " +
	"vulnerable_code_not_in_execute_path vulnerable_code_not_present"

// vulnerability21 are the members that 2.1 has beside or in place of those of 2.0.
func (e *edition) vulnerability21(tied func(fields, ...string) *rule) fields {
	return fields{
		"cwes": set(e.obj(fields{"id": matching(cwePattern), "name": matching(edgesPattern), "version": matching(cweRelease)},
			"id", "name", "version")),
		"disclosure_date": dateTime(),
		"first_known_exploitation_dates": set(tied(fields{"date": dateTime(), "exploitation_date": dateTime()},
			"date", "exploitation_date").atLeast(3)),
		"metrics": set(e.obj(fields{
			"content": e.obj(fields{
				"cvss_v2": cvssRule(cvss20).under("6.1.8"), "cvss_v3": cvss3Rule().under("6.1.8"), "cvss_v4": cvss4Rule().under("6.1.8"),
				"epss": e.obj(fields{"percentile": matching(unitPattern), "probability": matching(unitPattern), "timestamp": dateTime()},
					"percentile", "probability", "timestamp"),
				"qualitative_severity_rating": choice("critical high low medium none"),
				"ssvc_v2":                     ssvcRule().under("6.1.46"),
				"x_extensions":                e.extensions(),
			}).atLeast(1),
			"products": set(str()),
			"source":   uri(),
		}, "content", "products")),
		"x_extensions": e.extensions(),
	}
}

// extensions is the rule of a list of extensions (2.1, section 2.4).
func (e *edition) extensions() *rule {
	content := &rule{kind: object, least: 1, free: true}
	item := e.obj(fields{
		"$schema":  {kind: text, format: isExtensionSchema, formatID: "URL of an extension's schema"},
		"category": choice("essential significant supplementary"), "content": content, "critical": yesNo(),
	}, "$schema", "category", "content", "critical").under("6.1.60.1")
	return set(item)
}

var extensionSchema = pattern(`^https://[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+/` +
	`([^/\s]+/)*[^/\s]+_` + semanticVersion + `\.json$`)

// isExtensionSchema reports whether s can name an extension's schema: an https
// address that ends with a version, and not that of the standard's own schema.
func isExtensionSchema(s string) bool {
	own := strings.HasPrefix(s, "https://docs.oasis-open.org/csaf/csaf/v2.1/") && strings.Contains(s, "schema/extension-content.json")
	return !own && extensionSchema.MatchString(s) && isURI(s)
}

// A namespace of SSVC 2: a registered name, or x_ with a name under the author's
// own domain; then extensions.
const (
	ssvcLabel    = `[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?`
	ssvcDomain   = ssvcLabel + `(\.` + ssvcLabel + `)+`
	ssvcFragment = `#[a-z0-9]+([.-][a-z0-9]+)*`
	ssvcBase     = `(x_` + ssvcDomain + ssvcFragment + `|[a-z][a-z0-9]([.-]?[a-z0-9]+)+(` + ssvcFragment + `)?)`
	ssvcLanguage = `(` + languageTag + `)`
	ssvcStep     = `(` + ssvcLanguage + `|\.` + ssvcDomain + ssvcFragment + `|\.` + ssvcDomain + `(` + ssvcFragment + `)?\$` + ssvcLanguage + `)`
)

var (
	ssvcNamespace = pattern(`^` + ssvcBase + `(/` + ssvcLanguage + `?(/` + ssvcStep + `)*)?$`)
	ssvcKey       = pattern(`^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9_]*[a-zA-Z0-9]|T\*)$`)
	semver        = pattern(`^` + semanticVersion + `$`)
)

// ssvcRule is the rule of a selection list of SSVC, schema version 2.0.0.
func ssvcRule() *rule {
	reference := list(obj(fields{"uri": {kind: text, least: 1, format: isURI, formatID: "URI"}, "summary": anyText()}, "uri", "summary").close())
	value := obj(fields{"key": matching(ssvcKey), "name": str(), "definition": str()}, "key").close()
	return obj(fields{
		"timestamp":     dateTime(),
		"schemaVersion": oneValue("2.0.0"),
		"target_ids":    set(anyText()),
		"selections": list(obj(fields{
			"namespace": matching(ssvcNamespace).atLeast(3).atMost(1000), "key": matching(ssvcKey), "version": matching(semver).atLeast(5),
			"name": str(), "definition": str(), "values": list(value),
		}, "namespace", "key", "version", "values").close()),
		"decision_point_resources": reference,
		"references":               reference,
	}, "timestamp", "schemaVersion", "selections").close()
}
