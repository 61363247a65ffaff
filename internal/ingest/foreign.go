package ingest

import (
	"bytes"
	"strings"

	"fenceline/internal/ingest/jsondoc"
)

// foreign names a format that this program knows of and does not read, so that
// a person is told what they hold; empty where it does not know.
func foreign(text []byte) string {
	start := text[:min(len(text), 1024)]
	lower := bytes.ToLower(start)
	switch {
	case text[0] == '{':
		return foreignJSON(text)
	case text[0] == '[':
		return "JSON list"
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")):
		return "HTML"
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return "PDF"
	case bytes.HasPrefix(start, []byte("\xD0\xCF\x11\xE0")):
		return "Microsoft Office"
	case bytes.HasPrefix(start, []byte("<?xml")):
		return "XML"
	}
	return ""
}

// foreignSchema names what describes documents and has their words in it, so that it
// would be taken for one.
func foreignSchema(text []byte) string {
	if text[0] != '{' {
		return ""
	}
	switch name := foreignJSON(text); name {
	case "JSON Schema", "JSON-LD context", "CVE container":
		return name
	}
	return ""
}

func foreignJSON(text []byte) string {
	values := map[string]string{}
	jsondoc.Members(text, func(m jsondoc.Member) bool {
		if len(m.Value) < 200 {
			values[m.Name] = string(m.Value)
		} else {
			values[m.Name] = ""
		}
		return true
	})
	has := func(member string) bool { _, ok := values[member]; return ok }
	switch {
	case has("CVE_Items"):
		return "NVD 1.1"
	case has("type") && stixID.MatchString(values["id"]):
		return "STIX object"
	case has("data_type") && has("CVE_data_meta"):
		return "CVE JSON 4"
	case has("cnaContainer") || has("adpContainer"):
		return "CVE container"
	case has("ghsaId") || has("ghsa_id"):
		return "GitHub advisory"
	case strings.Contains(values["$schema"], "json-schema.org/"), has("$schema") && (has("properties") || has("$defs") || has("definitions")):
		return "JSON Schema"
	case has("@context") && len(values) == 1:
		return "JSON-LD context"
	case has("namespace") && has("key") && (has("values") || has("decision_points")):
		return "SSVC decision point"
	}
	return ""
}
