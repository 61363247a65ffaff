package report

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

type csafDocument struct {
	Document csafHead   `json:"document"`
	Tree     csafTree   `json:"product_tree"`
	Flaws    []csafFlaw `json:"vulnerabilities"`
}

type csafHead struct {
	Category     string           `json:"category"`
	Version      string           `json:"csaf_version"`
	Distribution csafDistribution `json:"distribution"`
	Lang         string           `json:"lang"`
	Notes        []csafNote       `json:"notes"`
	Publisher    csafPublisher    `json:"publisher"`
	Title        string           `json:"title"`
	Tracking     csafTracking     `json:"tracking"`
}

type csafDistribution struct {
	Text string  `json:"text,omitempty"`
	TLP  csafTLP `json:"tlp"`
}

type csafTLP struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

type csafNote struct {
	Category string `json:"category"`
	Text     string `json:"text"`
	Title    string `json:"title"`
}

type csafPublisher struct {
	Category  string `json:"category"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

type csafTracking struct {
	Current   string         `json:"current_release_date"`
	Generator csafGenerator  `json:"generator"`
	ID        string         `json:"id"`
	Initial   string         `json:"initial_release_date"`
	History   []csafRevision `json:"revision_history"`
	Status    string         `json:"status"`
	Version   string         `json:"version"`
}

type csafGenerator struct {
	Date   string     `json:"date"`
	Engine csafEngine `json:"engine"`
}

type csafEngine struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type csafRevision struct {
	Date    string `json:"date"`
	Number  string `json:"number"`
	Summary string `json:"summary"`
}

type csafTree struct {
	Products      []csafProduct      `json:"full_product_names"`
	Relationships []csafRelationship `json:"relationships,omitempty"`
}

type csafProduct struct {
	Name   string      `json:"name"`
	ID     string      `json:"product_id"`
	Helper *csafHelper `json:"product_identification_helper,omitempty"`
}

type csafHelper struct {
	CPE  string `json:"cpe,omitempty"`
	PURL string `json:"purl,omitempty"`
}

type csafRelationship struct {
	Category string      `json:"category"`
	Whole    csafProduct `json:"full_product_name"`
	Product  string      `json:"product_reference"`
	On       string      `json:"relates_to_product_reference"`
}

type csafFlaw struct {
	CVE          string      `json:"cve,omitempty"`
	Flags        []csafFlag  `json:"flags,omitempty"`
	IDs          []csafID    `json:"ids,omitempty"`
	Notes        []csafNote  `json:"notes"`
	Status       csafStatus  `json:"product_status"`
	Remediations []csafProse `json:"remediations,omitempty"`
	Threats      []csafProse `json:"threats,omitempty"`
}

type csafFlag struct {
	Date     string   `json:"date"`
	Label    string   `json:"label"`
	Products []string `json:"product_ids"`
}

type csafID struct {
	System string `json:"system_name"`
	Text   string `json:"text"`
}

type csafStatus struct {
	Fixed         []string `json:"fixed,omitempty"`
	Affected      []string `json:"known_affected,omitempty"`
	NotAffected   []string `json:"known_not_affected,omitempty"`
	Investigation []string `json:"under_investigation,omitempty"`
}

// csafProse is a remediation or a threat.
type csafProse struct {
	Category string   `json:"category"`
	Date     string   `json:"date"`
	Details  string   `json:"details"`
	Products []string `json:"product_ids"`
}

// CSAFVEX writes the decisions as one document of CSAF 2.0 in profile 5, VEX
// (category csaf_vex, section 4.5). The same document gives the same bytes: its
// dates are those of the decisions, and each decision made or taken back is a
// revision. A decision about named assets speaks of the software installed on the
// asset. The operator is a publisher of the category user.
func CSAFVEX(w io.Writer, d domain.VEXDocument) error {
	out := csafDocument{Document: csafHeadOf(&d)}
	known := map[string]bool{}
	add := func(p csafProduct) string {
		if !known[p.ID] {
			known[p.ID] = true
			out.Tree.Products = append(out.Tree.Products, p)
		}
		return p.ID
	}
	for _, group := range byFlaw(d.Statements) {
		flaw := flawOf(&group[0])
		for i := range group {
			s := &group[i]
			id := add(csafProductOf(&s.Product))
			if s.Asset != "" {
				id = installed(&out.Tree, known, id, csafProductOf(&s.Product).Name, add(csafAsset(s)), s)
			}
			flaw.state(s, id)
		}
		out.Flaws = append(out.Flaws, flaw)
	}
	return writeJSON(w, out)
}

// installed puts software on an asset into the tree, and gives the id of both together.
func installed(tree *csafTree, known map[string]bool, product, name, asset string, s *domain.VEXStatement) string {
	id := product + " on " + asset
	if !known[id] {
		known[id] = true
		tree.Relationships = append(tree.Relationships, csafRelationship{Category: "installed_on", Product: product, On: asset,
			Whole: csafProduct{Name: name + " on " + s.AssetName, ID: id}})
	}
	return id
}

func csafHeadOf(d *domain.VEXDocument) csafHead {
	first, last := d.Changes[0].At, d.Changes[len(d.Changes)-1].At
	name, version, _ := strings.Cut(d.Program, " ")
	head := csafHead{Category: "csaf_vex", Version: "2.0", Lang: "en", Title: "Vulnerability exploitability at " + d.Operator,
		Distribution: csafDistribution{TLP: csafTLP{Label: csafLabel(d.TLP), URL: "https://www.first.org/tlp/"}},
		Publisher:    csafPublisher{Category: "user", Name: d.Operator, Namespace: d.Namespace},
		Notes: []csafNote{{Category: "general", Title: "Whose word this is",
			Text: "These are decisions of the operator about software in its own use. They are not statements of the software's vendors."}},
		Tracking: csafTracking{ID: vexName(d), Status: "final", Version: strconv.Itoa(len(d.Changes)), Initial: instant(first), Current: instant(last),
			Generator: csafGenerator{Date: instant(last), Engine: csafEngine{Name: name, Version: version}}}}
	if d.TLP == domain.TLPAmberStrict {
		head.Distribution.Text = "TLP:AMBER+STRICT: for the operator's own people only."
	}
	for i, c := range d.Changes {
		summary := "Decision " + c.Decision
		if c.Undone {
			summary += " taken back"
		}
		head.Tracking.History = append(head.Tracking.History, csafRevision{Date: instant(c.At), Number: strconv.Itoa(i + 1), Summary: summary})
	}
	return head
}

// csafLabel is a label in the words of CSAF 2.0, which knows TLP 1 alone.
func csafLabel(t domain.TLP) string {
	switch t {
	case domain.TLPClear:
		return "WHITE"
	case domain.TLPAmberStrict:
		return "AMBER"
	}
	return string(t)
}

func csafProductOf(p *domain.VEXProduct) csafProduct {
	purl, cpe := outward(p)
	name := strings.TrimSpace(p.Vendor + " " + p.Name)
	if len(p.Versions) > 0 {
		name += " " + p.Versions[0]
	} else {
		name += " (every version)"
	}
	return csafProduct{Name: name, ID: purl + cpe, Helper: &csafHelper{PURL: purl, CPE: cpe}}
}

func csafAsset(s *domain.VEXStatement) csafProduct {
	return csafProduct{Name: s.AssetName, ID: domain.AssetURN(s.Asset)}
}

// flawOf begins the vulnerability of a statement with its names.
func flawOf(s *domain.VEXStatement) csafFlaw {
	f := csafFlaw{Notes: []csafNote{{Category: "general", Title: "Names", Text: "Known as " + strings.Join(append([]string{s.Vulnerability}, s.Aliases...), ", ") + "."}}}
	for _, name := range append([]string{s.Vulnerability}, s.Aliases...) {
		switch {
		case strings.HasPrefix(name, "CVE-") && f.CVE == "":
			f.CVE = name
		case !strings.HasPrefix(name, "CVE-"):
			system, _, _ := strings.Cut(name, "-")
			f.IDs = append(f.IDs, csafID{System: system, Text: name})
		}
	}
	return f
}

// state adds one statement about a product.
func (f *csafFlaw) state(s *domain.VEXStatement, product string) {
	said := instant(s.Said)
	switch s.Status {
	case domain.StatusNotAffected:
		f.Status.NotAffected = append(f.Status.NotAffected, product)
		f.flag(said, s.Justification, product)
		if s.Impact != "" {
			f.Threats = prose(f.Threats, "impact", said, s.Impact, product)
		}
	case domain.StatusFixed:
		f.Status.Fixed = append(f.Status.Fixed, product)
	case domain.StatusAffected:
		f.Status.Affected = append(f.Status.Affected, product)
		f.Remediations = prose(f.Remediations, "mitigation", said, s.Action, product)
	default:
		f.Status.Investigation = append(f.Status.Investigation, product)
		details := "It is being looked into."
		if s.Undone {
			details = undoneText + " " + details
		}
		f.Remediations = prose(f.Remediations, "none_available", said, details, product)
	}
}

func (f *csafFlaw) flag(said, label, product string) {
	i := slices.IndexFunc(f.Flags, func(o csafFlag) bool { return o.Date == said && o.Label == label })
	if i < 0 {
		i = len(f.Flags)
		f.Flags = append(f.Flags, csafFlag{Date: said, Label: label})
	}
	f.Flags[i].Products = append(f.Flags[i].Products, product)
}

// prose adds a product to the text that says the same, or the text with it.
func prose(all []csafProse, category, said, details, product string) []csafProse {
	i := slices.IndexFunc(all, func(o csafProse) bool { return o.Category == category && o.Date == said && o.Details == details })
	if i < 0 {
		i = len(all)
		all = append(all, csafProse{Category: category, Date: said, Details: details})
	}
	all[i].Products = append(all[i].Products, product)
	return all
}
