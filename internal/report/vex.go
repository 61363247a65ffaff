package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// Sees tells whether an audience may see what carries a label under the Traffic
// Light Protocol 2.0. Errors: Invalid "audience_unknown".
func Sees(audience string, label domain.TLP) (bool, error) {
	who, ok := audienceOf(audience)
	if !ok {
		return false, &domain.Error{Kind: domain.Invalid, Op: "filter report", Subject: audience, Code: "audience_unknown",
			Params: domain.Params{"audience": audience}}
	}
	return who.sees(label), nil
}

// Higher is the more restricted of two labels, AMBER in place of none.
func Higher(a, b domain.TLP) domain.TLP { return higher(a, b) }

// openVEXContext names the edition of OpenVEX that is written.
const openVEXContext = "https://openvex.dev/ns/v0.2.0"

type openDocument struct {
	Context    string          `json:"@context"`
	ID         string          `json:"@id"`
	Author     string          `json:"author"`
	Role       string          `json:"role"`
	Timestamp  string          `json:"timestamp"`
	Updated    string          `json:"last_updated,omitempty"`
	Version    int             `json:"version"`
	Tooling    string          `json:"tooling,omitempty"`
	Statements []openStatement `json:"statements"`
}

type openStatement struct {
	Vulnerability openFlaw      `json:"vulnerability"`
	Timestamp     string        `json:"timestamp"`
	Products      []openProduct `json:"products"`
	Status        domain.Status `json:"status"`
	Notes         string        `json:"status_notes,omitempty"`
	Justification string        `json:"justification,omitempty"`
	Impact        string        `json:"impact_statement,omitempty"`
	Action        string        `json:"action_statement,omitempty"`
}

type openFlaw struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
}

type openProduct struct {
	ID            string           `json:"@id"`
	Identifiers   *openIdentifiers `json:"identifiers,omitempty"`
	Subcomponents []openProduct    `json:"subcomponents,omitempty"`
}

type openIdentifiers struct {
	PURL  string `json:"purl,omitempty"`
	CPE23 string `json:"cpe23,omitempty"`
}

// OpenVEX writes the decisions as one document of OpenVEX 0.2.0. The same document
// gives the same bytes. A decision about named assets has the asset as its product,
// by a UUID, and the software as its subcomponent. OpenVEX has no place for a label
// of the Traffic Light Protocol: it stands behind the author's role.
func OpenVEX(w io.Writer, d domain.VEXDocument) error {
	first, last := d.Changes[0].At, d.Changes[len(d.Changes)-1].At
	out := openDocument{Context: openVEXContext, ID: vexAddress(&d), Author: d.Operator, Role: "Operator of the assets (TLP:" + string(d.TLP) + ")",
		Timestamp: instant(first), Updated: instant(last), Version: len(d.Changes), Tooling: d.Program}
	at := map[string]int{} // decision and its end to the statement
	for i := range d.Statements {
		s := &d.Statements[i]
		key := fmt.Sprint(s.Decision, s.Undone, s.Vulnerability)
		n, ok := at[key]
		if !ok {
			n = len(out.Statements)
			at[key] = n
			one := openStatement{Vulnerability: openFlaw{Name: s.Vulnerability, Aliases: s.Aliases}, Timestamp: instant(s.Said), Status: s.Status,
				Justification: s.Justification, Impact: s.Impact, Action: s.Action}
			if s.Undone {
				one.Notes = undoneText
			}
			out.Statements = append(out.Statements, one)
		}
		product := openProductOf(&s.Product)
		if s.Asset != "" {
			product = openProduct{ID: domain.AssetURN(s.Asset), Subcomponents: []openProduct{product}}
		}
		out.Statements[n].Products = append(out.Statements[n].Products, product)
	}
	return writeJSON(w, out)
}

const undoneText = "An earlier decision about this was taken back."

func openProductOf(p *domain.VEXProduct) openProduct {
	purl, cpe := outward(p)
	if purl != "" {
		return openProduct{ID: purl, Identifiers: &openIdentifiers{PURL: purl}}
	}
	return openProduct{ID: cpe, Identifiers: &openIdentifiers{CPE23: cpe}}
}

// outward are the names of a product of at most one version.
func outward(p *domain.VEXProduct) (purl, cpe string) {
	version := ""
	if len(p.Versions) > 0 {
		version = p.Versions[0]
	}
	return identity.OutwardVersion(p.PURL, p.CPE, version)
}

// vexAddress is the id of a document: one for each audience, since each holds
// something else.
func vexAddress(d *domain.VEXDocument) string {
	return strings.TrimRight(d.Namespace, "/") + "/vex/" + vexName(d)
}

// vexName is the tracking id: the operator's name in letters a file may have, and
// the audience.
func vexName(d *domain.VEXDocument) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return ' '
	}, strings.ToLower(d.Operator))
	parts := strings.Fields(name)
	if len(parts) == 0 {
		parts = []string{"operator"}
	}
	return strings.Join(append(parts, "vex", d.Audience), "-")
}

func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// writeJSON writes a value indented, in UTF-8, with a newline at the end.
func writeJSON(w io.Writer, v any) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write vex: %w", err)
	}
	if _, err := w.Write(text.Bytes()); err != nil {
		return fmt.Errorf("write vex: %w", err)
	}
	return nil
}

// byFlaw groups statements by vulnerability, in their order.
func byFlaw(all []domain.VEXStatement) [][]domain.VEXStatement {
	var out [][]domain.VEXStatement
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(s domain.VEXStatement) bool { return s.Vulnerability != all[0].Vulnerability })
		if n < 0 {
			n = len(all)
		}
		out = append(out, all[:n])
		all = all[n:]
	}
	return out
}
