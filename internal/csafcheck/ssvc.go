package csafcheck

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"
)

// ssvcTable lists the decision points of SSVC's registered namespaces: namespace,
// key, version, the day it was published, name, then "key=name" of each value in
// order, tab-separated. Versions of one key ascend.
//
//go:embed data/ssvc.tsv
var ssvcTable string

// decisionPoint is one version of a decision point.
type decisionPoint struct {
	version, name string
	published     time.Time
	keys, names   []string // of its values, in order
}

type ssvcKeyOf struct{ namespace, key string }

var decisionPoints = sync.OnceValue(func() map[ssvcKeyOf][]decisionPoint {
	out := make(map[ssvcKeyOf][]decisionPoint)
	for line := range strings.Lines(ssvcTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		p := decisionPoint{version: f[2], name: f[4]}
		p.published, _ = time.Parse(time.DateOnly, f[3])
		for _, value := range f[5:] {
			key, name, _ := strings.Cut(value, "=")
			p.keys, p.names = append(p.keys, key), append(p.names, name)
		}
		k := ssvcKeyOf{f[0], f[1]}
		out[k] = append(out[k], p)
	}
	return out
})

// Registered namespaces of SSVC, and those for documentation and tests, of which
// every decision point is fine. "invalid" is never registered.
var (
	ssvcRegistered = []string{"ssvc", "cvss", "cisa", "basic", "nist"}
	ssvcSpecial    = []string{"example", "test"}
)

// namespaceOf splits a namespace into its base and its extension.
func namespaceOf(s string) (base, extension string) {
	base, extension, _ = strings.Cut(s, "/")
	return base, extension
}

func family(base string) string {
	f, _, _ := strings.Cut(base, "#")
	return f
}

func isSpecial(base string) bool    { return slices.Contains(ssvcSpecial, family(base)) }
func isRegistered(base string) bool { return slices.Contains(ssvcRegistered, family(base)) }

// ssvcObjects goes through the SSVC objects with their vulnerability.
func (d *document) ssvcObjects() iter.Seq2[*vulnerability, *place] {
	return func(yield func(*vulnerability, *place) bool) {
		for _, v := range d.vulns {
			for at := range v.at.each("metrics", "*", "content", "ssvc_v2") {
				if !yield(v, at) {
					return
				}
			}
		}
	}
}

// selections goes through the selections with base and extension of the namespace.
func (d *document) selections(found func(at *place, base, extension string)) {
	for _, object := range d.ssvcObjects() {
		for at := range object.field("selections").items() {
			if ns := at.get("namespace"); ns != "" {
				base, extension := namespaceOf(ns)
				found(at, base, extension)
			}
		}
	}
}

// ssvcTargets is 6.1.47. The document's own id may stand for its only vulnerability.
func ssvcTargets(d *document, report reporter) {
	tracking := d.root.get("document", "tracking", "id")
	for v, object := range d.ssvcObjects() {
		for at := range object.field("target_ids").items() {
			id := at.text()
			ok := id == v.at.get("cve")
			for item := range v.at.field("ids").items() {
				ok = ok || item.get("text") == id
			}
			switch {
			case id == tracking && len(d.vulns) > 1:
				report(at, "check_ssvc_target_document", "target", id)
			case !ok && id != tracking:
				report(at, "check_ssvc_target", "target", id)
			}
		}
	}
}

// ssvcPoints is 6.1.48.
func ssvcPoints(d *document, report reporter) {
	table := decisionPoints()
	d.selections(func(at *place, base, extension string) {
		if isSpecial(base) || !isRegistered(base) {
			return
		}
		versions := table[ssvcKeyOf{base, at.get("key")}]
		if versions == nil {
			report(or(at.field("key"), at), "check_ssvc_point", "key", at.get("key"), "namespace", base)
			return
		}
		i := slices.IndexFunc(versions, func(p decisionPoint) bool { return p.version == at.get("version") })
		if i < 0 {
			report(or(at.field("version"), at), "check_ssvc_version", "key", at.get("key"), "version", at.get("version"))
			return
		}
		point := versions[i]
		if name := at.get("name"); extension == "" && name != "" && name != point.name {
			report(at.field("name"), "check_ssvc_name", "got", name, "want", point.name)
		}
		last := -1
		for value := range at.field("values").items() {
			n := slices.Index(point.keys, value.get("key"))
			switch {
			case n < 0:
				report(value, "check_ssvc_value", "value", value.get("key"), "name", point.name, "version", point.version)
			case n <= last:
				report(value, "check_ssvc_order", "value", value.get("key"), "name", point.name)
			case extension == "" && value.get("name") != "" && value.get("name") != point.names[n]:
				report(value.field("name"), "check_ssvc_name", "got", value.get("name"), "want", point.names[n])
			}
			last = max(last, n)
		}
	})
}

// ssvcUnknown is 6.2.34.
func ssvcUnknown(d *document, report reporter) {
	d.selections(func(at *place, base, _ string) {
		if !isRegistered(base) && !isSpecial(base) {
			report(at.field("namespace"), "check_ssvc_unregistered", "namespace", base)
		}
	})
}

// ssvcUnregistered is 6.2.35 and, for other labels, 6.3.14.
func ssvcUnregistered(clear bool) func(*document, reporter) {
	return func(d *document, report reporter) {
		if clear != (d.label() == "CLEAR") {
			return
		}
		ssvcUnknown(d, report)
	}
}

// ssvcExtended is 6.2.36 and, for other labels, 6.3.15.
func ssvcExtended(clear bool) func(*document, reporter) {
	return func(d *document, report reporter) {
		if clear != (d.label() == "CLEAR") {
			return
		}
		d.selections(func(at *place, base, extension string) {
			if extension != "" && !isSpecial(base) {
				report(at.field("namespace"), "check_ssvc_extended", "namespace", at.get("namespace"))
			}
		})
	}
}

// ssvcResource is 6.2.37.
func ssvcResource(d *document, report reporter) {
	for _, object := range d.ssvcObjects() {
		for at := range object.field("selections").items() {
			ns := at.get("namespace")
			base, extension := namespaceOf(ns)
			if ns == "" || isSpecial(base) || isRegistered(base) && extension == "" {
				continue
			}
			described := false
			for resource := range object.field("decision_point_resources").items() {
				described = described || mentions(resource.get("summary"), ns)
			}
			if !described {
				report(or(object.field("decision_point_resources"), object), "check_ssvc_resource", "namespace", ns)
			}
		}
	}
}

// mentions reports whether a summary names a namespace, and not only one that
// begins the same.
func mentions(summary, namespace string) bool {
	for rest := summary; ; {
		i := strings.Index(rest, namespace)
		if i < 0 {
			return false
		}
		rest = rest[i+len(namespace):]
		if rest == "" || !strings.ContainsRune("/#-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", rune(rest[0])) ||
			rest[0] == '.' && (len(rest) == 1 || rest[1] == ' ') {
			return true
		}
	}
}

// ssvcLatest is 6.3.13. The oldest version of a decision point was always there.
func ssvcLatest(d *document, report reporter) {
	table := decisionPoints()
	for _, object := range d.ssvcObjects() {
		when, ok := object.field("timestamp").at()
		if !ok {
			continue
		}
		for at := range object.field("selections").items() {
			base, _ := namespaceOf(at.get("namespace"))
			versions := table[ssvcKeyOf{base, at.get("key")}]
			if versions == nil {
				continue
			}
			latest := versions[0].version
			for _, p := range versions {
				if !p.published.After(when) {
					latest = p.version
				}
			}
			if v := at.get("version"); v != latest {
				report(or(at.field("version"), at), "check_ssvc_latest", "key", at.get("key"), "version", v, "latest", latest)
			}
		}
	}
}
