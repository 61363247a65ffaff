package stix

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// threatening are the types of which no more than the name is kept, and what they
// are said to do to a flaw: campaign (4.2), intrusion-set (4.7), threat-actor
// (4.17), malware (4.11), tool (4.18). An attack-pattern (4.1) is read anyway.
var threatening = map[string]bool{"campaign": true, "intrusion-set": true, "threat-actor": true, "malware": true, "tool": true}

// threat is one of them.
type threat struct{ id, sort, name, catalogue string }

// threat keeps the name of an object that threatens; what has none, or was taken
// back, is passed over like any other.
func (c *converter) threat(head wireHead, raw jsontext.Value) {
	if !threatening[head.Type] || head.Revoked {
		return
	}
	var named struct {
		Name string `json:"name"`
	}
	if json.Unmarshal(raw, &named) == nil && strings.TrimSpace(named.Name) != "" {
		c.threats = append(c.threats, threat{head.ID, head.Type, strings.TrimSpace(named.Name), ""})
	}
}

// threatLinks say what threatens which flaw. What no relationship (5.1) joins to a
// flaw of this bundle is said of the report as a whole.
func (c *converter) threatLinks() {
	for _, o := range c.ofType("attack-pattern") {
		if name := strings.TrimSpace(o.Name); name != "" {
			c.threats = append(c.threats, threat{o.ID, o.Type, name, catalogueID(o)})
		}
	}
	for _, t := range c.threats {
		joined := false
		for _, o := range c.ofType("relationship") {
			other := ""
			switch t.id {
			case o.Source:
				other = o.Target
			case o.Target:
				other = o.Source
			}
			flaw, ok := c.flaws[other]
			if !ok {
				continue
			}
			joined = true
			c.link(domain.ThreatLink{Sort: t.sort, Name: t.name, ID: t.catalogue, Says: o.Kind, Vulnerability: flaw})
		}
		if !joined {
			c.link(domain.ThreatLink{Sort: t.sort, Name: t.name, ID: t.catalogue})
		}
	}
}

func (c *converter) link(l domain.ThreatLink) {
	if !slices.Contains(c.advisory.Threats, l) {
		c.advisory.Threats = append(c.advisory.Threats, l)
	}
}

// catalogueID is a technique's number in MITRE ATT&CK, or its id elsewhere.
func catalogueID(o *wireObject) string {
	for _, r := range o.References {
		if r.ID != "" {
			return r.ID
		}
	}
	return ""
}
