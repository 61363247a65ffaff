package words

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// Explanation puts a finding's explanation into words: the sentence, and the evidence
// line by line. Where words about versions were read, the reading goes first and what the
// publisher wrote stands behind it, quoted.
func Explanation(e domain.Explanation) (text string, lines []string) {
	written, read := "", ""
	for _, r := range e.Evidence {
		switch r.Code {
		case "explain_version", "explain_no_version":
			written = r.Params["range"]
		case "explain_reading":
			read = r.Params["range"]
		}
	}
	for _, r := range e.Evidence {
		switch {
		case r.Code == "explain_reading" && read != written:
			r = domain.Reason{Code: "explain_written", Params: with(r.Params, "written", written)}
		case r.Code == "explain_reading" && r.Params["condition"] == "":
			continue
		case read != "" && (r.Code == "explain_version" || r.Code == "explain_no_version"):
			r.Params = with(r.Params, "range", read)
		}
		lines = append(lines, Reason(r))
	}
	return Reason(e.Sentence), lines
}

// plainEvidence puts into words what a line of evidence holds for programs: instants, keys,
// orders of versions, places within a file.
func plainEvidence(code domain.Code, params map[string]string) {
	if !strings.HasPrefix(string(code), "explain_") {
		return
	}
	if at, err := time.Parse(time.RFC3339Nano, params["revision"]); err == nil {
		params["dated"], params["revision"] = DayPlain(domain.DayOf(at, time.UTC)), ""
	}
	if code == "explain_statement" {
		params["publisher"], params["product"] = ecosystem(params["publisher"]), plainProduct(params["product"])
	}
	if place := params["place"]; place != "" && !strings.ContainsAny(place, `/\`) {
		params["listed"], params["place"] = place, "" // the name of an entry in its SBOM
	}
	if key := params["key"]; key != "" && code == "explain_identity" {
		params["key"] = KeyName(domain.PackageKey(key))
	}
	if scheme := params["scheme"]; scheme != "" {
		params["scheme"] = versionOrder(scheme)
	}
	if r := params["range"]; r != "" {
		params["range"] = plainRange(r)
		if params["range"] == r && strings.ContainsAny(r, " :/") && code != "explain_reading" {
			params["scheme"] = "" // words that were not read as bounds: nothing was compared by them
		}
	}
}

// versionOrder says how versions were compared.
func versionOrder(scheme string) string {
	if scheme == "generic" {
		return say("order_by_numbers")
	}
	return say("order_by_rules", "scheme", ecosystem(scheme))
}

// plainProduct is a product's name without a vendor said twice and without its versions,
// which stand on a line of their own.
func plainProduct(name string) string {
	fields := strings.Fields(name)
	for len(fields) > 1 && (strings.EqualFold(fields[0], fields[1]) || strings.HasPrefix(fields[len(fields)-1], "vers:")) {
		if strings.EqualFold(fields[0], fields[1]) {
			fields = fields[1:]
		} else {
			fields = fields[:len(fields)-1]
		}
	}
	return strings.Join(fields, " ")
}

// KeyName says under which name something was looked for: "npm package lodash".
func KeyName(key domain.PackageKey) string {
	kind, rest, ok := strings.Cut(string(key), "/")
	if !ok || rest == "" {
		return string(key)
	}
	switch kind {
	case "vp":
		vendor, product, both := strings.Cut(rest, "/")
		if !both || vendor == "" || vendor == product {
			return say("key_product", "product", orDash(product, vendor))
		}
		return say("key_product", "product", product, "vendor", vendor)
	case "hash":
		return say("key_file")
	case "serial":
		return say("key_serial", "number", rest)
	case "model":
		return say("key_model", "number", rest)
	}
	if name, source := strings.CutPrefix(rest[strings.IndexByte(rest, '/')+1:], "source/"); source {
		return say("key_source", "name", name, "distribution", rest[:strings.IndexByte(rest, '/')])
	}
	return say("key_package", "kind", packageKind(kind), "name", rest)
}

func orDash(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// packageKind is a package manager as people write it; "" where the kind tells nothing.
func packageKind(kind string) string {
	if name := word("purl_kind_", kind, kind); name != "generic" {
		return name
	}
	return ""
}

// plainRange puts bounds into words: ">= 3.0.0, < 3.0.17" is "from 3.0.0, before 3.0.17".
// What is no list of bounds stays as it is.
func plainRange(text string) string {
	if text == "*" {
		return say("range_all")
	}
	alternatives := strings.Split(strings.ReplaceAll(text, " or ", " | "), " | ")
	for i, alternative := range alternatives {
		bounds := strings.Split(alternative, ", ")
		for j, bound := range bounds {
			op, at, ok := strings.Cut(bound, " ")
			code, known := rangeWords[op]
			if !ok || !known || strings.Contains(at, " ") {
				if len(bounds) == 1 && len(alternatives) == 1 || op != bound {
					return text
				}
				continue // a version by itself
			}
			if bounds[j] = say(code, "version", at); op == ">=" && at == "0" {
				bounds[j] = ""
			}
		}
		alternatives[i] = strings.Trim(strings.Join(bounds, ", "), ", ")
		if alternatives[i] == "" {
			alternatives[i] = say("range_all")
		}
	}
	return strings.Join(alternatives, say("range_or"))
}

var rangeWords = map[string]domain.Code{">=": "range_from", ">": "range_after", "<=": "range_to", "<": "range_before", "=": "range_just"}
