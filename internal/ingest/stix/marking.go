package stix

import (
	"strings"

	"github.com/go-json-experiment/json"

	"fenceline/internal/domain"
)

// tlp2 is the extension by which TLP 2.0 is written in STIX 2.1.
const tlp2 = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

// wellKnown are the markings everybody may refer to without defining them: those of
// TLP 1 (STIX 2.1, section 7.2.1.4) and of the extension for TLP 2.0.
var wellKnown = map[string]domain.TLP{
	"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": domain.TLPClear,
	"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": domain.TLPGreen,
	"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": domain.TLPAmber,
	"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": domain.TLPRed,
	"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487": domain.TLPClear,
	"marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb": domain.TLPGreen,
	"marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421": domain.TLPAmber,
	"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003": domain.TLPAmberStrict,
	"marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1": domain.TLPRed,
}

var labels = map[string]domain.TLP{"white": domain.TLPClear, "clear": domain.TLPClear, "green": domain.TLPGreen, "amber": domain.TLPAmber,
	"amber+strict": domain.TLPAmberStrict, "red": domain.TLPRed}

// defined is the label a marking-definition defines. ok is false where it is none
// of TLP: a statement of rights is not.
func defined(o *wireObject) (domain.TLP, bool) {
	var extension struct {
		Label string `json:"tlp_2_0"`
	}
	if raw, ok := o.Extensions[tlp2]; ok && json.Unmarshal(raw, &extension) == nil {
		label, ok := labels[strings.ToLower(extension.Label)]
		return label, ok
	}
	var old struct {
		Label string `json:"tlp"`
	}
	if o.DefinitionType == "tlp" && json.Unmarshal(o.Definition, &old) == nil {
		label, ok := labels[strings.ToLower(old.Label)]
		return label, ok
	}
	return "", false
}

// label is the highest label of the objects that tell something. Where one of them
// has none and none is above AMBER, the whole has none, which counts as AMBER.
func (c *converter) label() domain.TLP {
	highest, bare := domain.TLPClear, false
	for _, o := range c.all {
		own, ok := c.labelOf(o)
		if ok && own.Rank() > highest.Rank() {
			highest = own
		}
		bare = bare || !ok && telling[o.Type]
	}
	if bare && highest.Rank() <= domain.TLPAmber.Rank() {
		return domain.TLPUnlabelled
	}
	return highest
}

// labelOf is the highest label an object refers to.
func (c *converter) labelOf(o *wireObject) (domain.TLP, bool) {
	refs := o.Markings
	for _, g := range o.Granular {
		if g.Marking != "" {
			refs = append(refs[:len(refs):len(refs)], g.Marking)
		}
	}
	best, found := domain.TLPClear, false
	for _, ref := range refs {
		label, ok := wellKnown[ref]
		if !ok {
			marking := c.byID[ref]
			if marking == nil {
				c.warnings.Add(WarnMarking, c.places[o]+"/object_marking_refs", "marking", ref)
				continue
			}
			if label, ok = defined(marking); !ok {
				continue
			}
		}
		if !found || label.Rank() > best.Rank() {
			best, found = label, true
		}
	}
	return best, found
}
