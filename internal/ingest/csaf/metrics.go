package csaf

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// point is a decision point of SSVC, its values by their keys.
type point struct {
	kind   domain.SignalKind
	values map[string]string
}

// points are the decision points that deadlines rest on, by their keys in the
// namespace "ssvc".
var points = map[string]point{
	"E":  {domain.SignalExploit, map[string]string{"N": "none", "P": "poc", "A": "active"}},
	"A":  {domain.SignalAutomatable, map[string]string{"N": "no", "Y": "yes"}},
	"TI": {domain.SignalImpact, map[string]string{"P": "partial", "T": "total"}},
}

// signals reads the SSVC selections of all metrics (CSAF 2.1, section 3.2.4.10). What a
// publisher selects is its word about a flaw that has a CVE; of points this program has
// no use for nothing is said.
func signals(wire *wireDocument, warnings *jsondoc.Warnings) []domain.Signal {
	var out []domain.Signal
	source := wire.Document.Publisher.Name + " SSVC"
	for i := range wire.Vulnerabilities {
		w := &wire.Vulnerabilities[i]
		name := strings.TrimSpace(w.CVE)
		for j := range w.Metrics {
			raw := w.Metrics[j].Content.SSVC
			if len(raw) == 0 || name == "" {
				continue
			}
			place := jsondoc.Pointer("/vulnerabilities", i, "metrics", j, "content", "ssvc_v2")
			var ssvc wireSSVC
			if json.Unmarshal(raw, &ssvc) != nil {
				warnings.Add(WarnSSVC, place, "point", "", "value", "")
				continue
			}
			published := warnings.Date(place+"/timestamp", ssvc.Timestamp)
			for k, selection := range ssvc.Selections {
				p, known := points[selection.Key]
				if !known || selection.Namespace != "ssvc" || len(selection.Values) != 1 { // several: it is not decided
					continue
				}
				key := selection.Values[0].Key
				value := p.values[key]
				if value == "" {
					warnings.Add(WarnSSVC, jsondoc.Pointer(place, "selections", k), "point", selection.Key, "value", key)
					continue
				}
				s := domain.Signal{Kind: p.kind, Vulnerability: name, Value: value, Source: source, Published: published}
				if !slices.ContainsFunc(out, func(have domain.Signal) bool {
					return have.Kind == s.Kind && have.Vulnerability == s.Vulnerability && have.Value == s.Value
				}) {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// quoted puts a quoted score of EPSS into words. The order of work follows the days of
// scores that FIRST publishes, not what a document quotes of one of them.
func (c *wireContent) quoted() string {
	var e wireEPSS
	if len(c.EPSS) == 0 || json.Unmarshal(c.EPSS, &e) != nil || e.Probability == "" {
		return ""
	}
	day, _, _ := strings.Cut(e.Timestamp, "T")
	return strings.TrimSpace(e.Probability + " (" + e.Percentile + ") " + day)
}

// rating is the qualitative rating of severity.
func (c *wireContent) rating() string {
	var rating string
	if len(c.Rating) == 0 || json.Unmarshal(c.Rating, &rating) != nil {
		return ""
	}
	return rating
}
