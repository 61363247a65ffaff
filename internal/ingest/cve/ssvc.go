package cve

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// SourceCISA is the source of signals from CISA's own container.
const SourceCISA = "CISA SSVC"

// points are the decision points that are read, by their name in lower case,
// and the values they can have.
var points = map[string]struct {
	kind   domain.SignalKind
	values []string
}{
	"exploitation":     {domain.SignalExploit, []string{"none", "poc", "active"}},
	"automatable":      {domain.SignalAutomatable, []string{"no", "yes"}},
	"technical impact": {domain.SignalImpact, []string{"partial", "total"}},
}

// ssvc reads the decision points of an "ssvc" metric. A content of another shape
// is warned about: it is not part of the CVE schema.
func (c *converter) ssvc(m *wireMetric, w *wireContainer, place string) {
	if m.Other == nil || !strings.EqualFold(m.Other.Type, "ssvc") {
		return
	}
	place += "/other/content"
	var content wireSSVC
	if err := json.Unmarshal(m.Other.Content, &content); err != nil {
		c.warnings.Add(WarnSSVC, place, "point", "", "value", "")
		return
	}
	source := w.Provider.ShortName + " SSVC"
	if w.Provider.ShortName == "CISA-ADP" {
		source = SourceCISA
	}
	published := c.warnings.DateUTC(place+"/timestamp", content.Timestamp)
	for i, option := range content.Options {
		for _, name := range slices.Sorted(maps.Keys(option)) {
			point, known := points[strings.ToLower(name)]
			if !known {
				continue // points this program has no use for
			}
			value := strings.ToLower(strings.TrimSpace(option[name]))
			if !slices.Contains(point.values, value) {
				c.warnings.Add(WarnSSVC, jsondoc.Pointer(place, "options", i), "point", name, "value", value)
				continue
			}
			c.signals = append(c.signals, domain.Signal{Kind: point.kind, Vulnerability: c.advisory.ID,
				Value: value, Source: source, Published: published})
		}
	}
}
