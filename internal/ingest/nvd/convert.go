package nvd

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cpematch"
	"fenceline/internal/ingest/cvss"
	"fenceline/internal/ingest/jsondoc"
)

// converter turns one record into an advisory and signals.
type converter struct {
	wire     *wireCVE
	place    string
	advisory domain.Advisory
	signals  []domain.Signal
	warnings jsondoc.Warnings
}

func (c *converter) convert() error {
	w := c.wire
	id := strings.TrimSpace(w.ID)
	if id == "" {
		return jsondoc.Missing(op, c.place+"/id")
	}
	if w.LastModified == "" {
		return jsondoc.Missing(op, c.place+"/lastModified")
	}
	modified, _, ok := jsondoc.Time(w.LastModified) // without a zone, which is UTC
	if !ok {
		return jsondoc.BadDate(op, c.place+"/lastModified", w.LastModified)
	}
	summary := english(w.Descriptions)
	c.advisory = domain.Advisory{Format: domain.FormatNVD, Namespace: Namespace, Publisher: Publisher, ID: id, TLP: domain.TLPClear,
		Revision: w.LastModified, Modified: modified, Published: c.warnings.DateUTC(c.place+"/published", w.Published),
		Status: strings.ToLower(w.Status), Title: w.CISAName, Summary: summary}
	if c.advisory.Title == "" {
		c.advisory.Title = firstWords(summary)
	}
	if strings.EqualFold(w.Status, "Rejected") {
		c.advisory.Withdrawn = modified
	}
	flaw := domain.Vulnerability{ID: id, Title: w.CISAName, Text: summary}
	for _, weakness := range w.Weaknesses {
		for _, d := range weakness.Description {
			if strings.HasPrefix(d.Value, "CWE-") && !slices.Contains(flaw.CWEs, d.Value) {
				flaw.CWEs = append(flaw.CWEs, d.Value)
			}
		}
	}
	flaw.Scores = c.scores()
	c.advisory.Vulnerabilities = []domain.Vulnerability{flaw}
	matches := cpematch.Converter{Vulnerability: id, Warnings: &c.warnings}
	for i := range w.Configurations {
		matches.Add(&w.Configurations[i], jsondoc.Pointer(c.place, "configurations", i))
	}
	c.advisory.Products, c.advisory.Statements = matches.Products, matches.Statements
	for i, r := range w.References {
		if r.URL == "" {
			c.warnings.Add(jsondoc.WarnNull, jsondoc.Pointer(c.place, "references", i))
			continue
		}
		c.advisory.References = append(c.advisory.References, domain.Reference{Summary: strings.Join(r.Tags, ", "), URL: r.URL})
	}
	for _, tag := range w.Tags {
		for _, name := range tag.Tags {
			c.advisory.Notes = append(c.advisory.Notes, domain.Note{Category: "tag", Text: name})
		}
	}
	for i := range w.Metrics.SSVC {
		c.ssvc(&w.Metrics.SSVC[i], jsondoc.Pointer(c.place, "metrics", "ssvcV203", i))
	}
	c.advisory.Warnings = c.warnings.List()
	return nil
}

// english is the first English text, else the first one.
func english(texts []wireText) string {
	for _, t := range texts {
		if strings.HasPrefix(strings.ToLower(t.Lang), "en") {
			return t.Value
		}
	}
	if len(texts) > 0 {
		return texts[0].Value
	}
	return ""
}

// firstWords stands for the title that records do not have.
func firstWords(text string) string {
	const most = 110
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= most {
		return text
	}
	cut := strings.LastIndexByte(text[:most], ' ')
	if cut < most/2 {
		cut = most
	}
	return strings.ToValidUTF8(text[:cut], "") + "…"
}

func (c *converter) scores() []domain.Score {
	var out []domain.Score
	m := &c.wire.Metrics
	for _, list := range []struct {
		name    string
		metrics []wireMetric
	}{{"cvssMetricV40", m.V40}, {"cvssMetricV31", m.V31}, {"cvssMetricV30", m.V30}, {"cvssMetricV2", m.V2}} {
		for i := range list.metrics {
			metric := &list.metrics[i]
			severity := metric.Data.Severity
			if severity == "" {
				severity = metric.Severity
			}
			score, code := cvss.Stated{Version: metric.Data.Version, Vector: metric.Data.Vector, Base: metric.Data.Base,
				Severity: severity, Source: metric.Source}.Score()
			if code != "" {
				c.warnings.Add(code, jsondoc.Pointer(c.place, "metrics", list.name, i), "vector", metric.Data.Vector,
					"stated", strconv.FormatFloat(metric.Data.Base, 'f', -1, 64), "computed", strconv.FormatFloat(score.Base, 'f', -1, 64))
			}
			out = append(out, score)
		}
	}
	return out
}

// points are the decision points that are read, in NVD's spelling, and the values
// they can have.
var points = map[string]struct {
	kind   domain.SignalKind
	values []string
}{
	"exploitation":    {domain.SignalExploit, []string{"none", "poc", "active"}},
	"automatable":     {domain.SignalAutomatable, []string{"no", "yes"}},
	"technicalimpact": {domain.SignalImpact, []string{"partial", "total"}},
}

func (c *converter) ssvc(w *wireSSVC, place string) {
	published := c.warnings.DateUTC(place+"/ssvcData/timestamp", w.Data.Timestamp)
	for i, option := range w.Data.Options {
		for _, name := range slices.Sorted(maps.Keys(option)) {
			point, known := points[strings.ToLower(name)]
			if !known {
				continue // points this program has no use for
			}
			value := strings.ToLower(strings.TrimSpace(option[name]))
			if !slices.Contains(point.values, value) {
				c.warnings.Add(WarnSSVC, jsondoc.Pointer(place, "ssvcData", "options", i), "point", name, "value", value)
				continue
			}
			c.signals = append(c.signals, domain.Signal{Kind: point.kind, Vulnerability: c.advisory.ID,
				Value: value, Source: SourceSSVC, Published: published})
		}
	}
}
