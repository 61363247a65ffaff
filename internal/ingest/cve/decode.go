package cve

import (
	"io"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/cvss"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode cve"

// Namespace is that of every advisory of this reader.
const Namespace = "cve.org"

// Codes of this reader, beside those of packages jsondoc and cvss. Params in
// brackets.
const (
	CodeDataType    domain.Code = "cve_data_type"    // [type] is no CVE record
	CodeDataVersion domain.Code = "cve_data_version" // [version] is not JSON 5
	CodeReserved    domain.Code = "cve_reserved"     // [id] is set aside for a flaw that is not published

	WarnStatus domain.Code = "cve_status" // [status] of a version is unknown; it claims nothing
	WarnSSVC   domain.Code = "cve_ssvc"   // [point value] of SSVC is none that is known
)

// Decode reads one record and emits its [domain.Advisory], then its signals. On
// an error, a [*domain.Error], nothing was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	var wire wireRecord
	noticed, err := jsondoc.Decode(op, r, &wire)
	if err != nil {
		return err
	}
	c := converter{wire: &wire, advisory: domain.Advisory{Format: domain.FormatCVE,
		Namespace: Namespace, TLP: domain.TLPClear}}
	c.warnings.Append(noticed)
	if err := c.convert(); err != nil {
		return err
	}
	if err := emit(c.advisory); err != nil {
		return err
	}
	for _, s := range c.signals {
		if err := emit(s); err != nil {
			return err
		}
	}
	return nil
}

type converter struct {
	wire     *wireRecord
	advisory domain.Advisory
	flaw     domain.Vulnerability
	signals  []domain.Signal
	warnings jsondoc.Warnings
}

func (c *converter) convert() error {
	if err := c.meta(); err != nil {
		return err
	}
	a, cna := &c.advisory, &c.wire.Containers.CNA
	a.Title = cna.Title
	a.Summary = english(cna.Descriptions)
	if a.Summary == "" {
		a.Summary = english(cna.RejectedReasons)
	}
	a.Publisher = cna.Provider.ShortName
	if a.Publisher == "" {
		a.Publisher = c.wire.Meta.Assigner
	}
	c.flaw = domain.Vulnerability{ID: a.ID, Title: a.Title, Text: a.Summary}
	c.container(cna, "/containers/cna", remediations(cna))
	for i := range c.wire.Containers.ADP {
		c.container(&c.wire.Containers.ADP[i], jsondoc.Pointer("/containers/adp", i), nil)
	}
	a.Vulnerabilities = []domain.Vulnerability{c.flaw}
	a.Warnings = c.warnings.List()
	return nil
}

// meta converts cveMetadata.
func (c *converter) meta() error {
	w, a := &c.wire.Meta, &c.advisory
	switch {
	case c.wire.DataType != "" && c.wire.DataType != "CVE_RECORD":
		return &domain.Error{Kind: domain.Unsupported, Op: op, Place: "/dataType", Code: CodeDataType,
			Params: domain.Params{"type": c.wire.DataType}}
	case c.wire.DataVersion == "":
		return jsondoc.Missing(op, "/dataVersion")
	case !strings.HasPrefix(c.wire.DataVersion, "5."):
		return &domain.Error{Kind: domain.Unsupported, Op: op, Place: "/dataVersion", Code: CodeDataVersion,
			Params: domain.Params{"version": c.wire.DataVersion}}
	case strings.TrimSpace(w.CVEID) == "":
		return jsondoc.Missing(op, "/cveMetadata/cveId")
	case w.State == "":
		return jsondoc.Missing(op, "/cveMetadata/state")
	}
	a.ID, a.Status = strings.TrimSpace(w.CVEID), strings.ToLower(w.State)
	a.Published = c.warnings.DateUTC("/cveMetadata/datePublished", w.DatePublished)
	a.Modified = c.warnings.DateUTC("/cveMetadata/dateUpdated", w.DateUpdated)
	a.Revision = w.DateUpdated
	if a.Modified.IsZero() {
		a.Modified, a.Revision = a.Published, w.DatePublished
	}
	switch a.Status {
	case "published":
		return nil
	case "rejected":
		return c.withdraw()
	}
	if a.Status == "reserved" {
		return &domain.Error{Kind: domain.Unsupported, Op: op, Place: "/cveMetadata/state", Code: CodeReserved, Params: domain.Params{"id": a.ID}}
	}
	return jsondoc.BadValue(op, "/cveMetadata/state", w.State)
}

// withdraw dates a rejection by the first date that tells.
func (c *converter) withdraw() error {
	w, a := &c.wire.Meta, &c.advisory
	rejected := c.warnings.DateUTC("/cveMetadata/dateRejected", w.DateRejected)
	provided := c.warnings.DateUTC("/containers/cna/providerMetadata/dateUpdated", c.wire.Containers.CNA.Provider.DateUpdated)
	reserved := c.warnings.DateUTC("/cveMetadata/dateReserved", w.DateReserved)
	for _, t := range []time.Time{rejected, a.Modified, provided, reserved} {
		if !t.IsZero() {
			a.Withdrawn = t
			return nil
		}
	}
	return jsondoc.Missing(op, "/cveMetadata/dateRejected")
}

// container converts one container; place is its JSON Pointer.
func (c *converter) container(w *wireContainer, place string, advice []domain.Remediation) {
	for i := range w.Affected {
		c.affected(&w.Affected[i], jsondoc.Pointer(place, "affected", i), advice)
	}
	c.applicability(w.Applicability, jsondoc.Pointer(place, "cpeApplicability"), advice)
	for _, p := range w.ProblemTypes {
		for _, d := range p.Descriptions {
			c.flaw.CWEs = appendNew(c.flaw.CWEs, d.CWE)
		}
	}
	for i := range w.Metrics {
		where := jsondoc.Pointer(place, "metrics", i)
		c.scores(&w.Metrics[i], w.Provider.ShortName, where)
		c.ssvc(&w.Metrics[i], w, where)
	}
	c.references(w.References)
	for _, credit := range w.Credits {
		if credit.Value != "" {
			c.advisory.Credits = append(c.advisory.Credits, domain.Credit{Name: credit.Value, Role: credit.Type, Validated: domain.Validates(credit.Type)})
		}
	}
	if provider := w.Provider.ShortName; provider != "" && strings.HasPrefix(place, "/containers/adp/") {
		c.advisory.Credits = append(c.advisory.Credits, domain.Credit{Name: provider, Role: "authorized data publisher", Summary: w.Title, Validated: true})
	}
}

func appendNew(list []string, s string) []string {
	if s == "" {
		return list
	}
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

func (c *converter) references(list []wireReference) {
next:
	for _, r := range list {
		if r.URL == "" {
			continue
		}
		for _, have := range c.advisory.References {
			if have.URL == r.URL {
				continue next
			}
		}
		if len(c.advisory.References) < maxReferences {
			c.advisory.References = append(c.advisory.References,
				domain.Reference{Category: strings.Join(r.Tags, ", "), Summary: r.Name, URL: r.URL})
		}
	}
}

// maxReferences is the most references of a record that are kept; the schema
// allows 512 in a container.
const maxReferences = 1024

func (c *converter) scores(m *wireMetric, source, place string) {
	for _, s := range [...]struct {
		wire *wireCVSS
		name string
	}{{m.V20, "cvssV2_0"}, {m.V30, "cvssV3_0"}, {m.V31, "cvssV3_1"}, {m.V40, "cvssV4_0"}} {
		if s.wire == nil || s.wire.Vector == "" && len(s.wire.Base) == 0 {
			continue
		}
		base, _ := strconv.ParseFloat(strings.Trim(string(s.wire.Base), `"`), 64)
		if !(base >= 0 && base <= 10) {
			base = 0
		}
		score, code := cvss.Stated{Version: s.wire.Version, Vector: s.wire.Vector, Base: base,
			Severity: s.wire.Severity, Source: source}.Score()
		if code != "" {
			c.warnings.Add(code, place+"/"+s.name, "vector", s.wire.Vector,
				"stated", strconv.FormatFloat(base, 'f', 1, 64), "computed", strconv.FormatFloat(score.Base, 'f', 1, 64))
		}
		c.flaw.Scores = append(c.flaw.Scores, score)
	}
}

// english gives the first English text, else the first text.
func english(list []wireText) string {
	for _, t := range list {
		if lang := strings.ToLower(t.Lang); t.Value != "" && (strings.HasPrefix(lang, "en")) {
			return t.Value
		}
	}
	for _, t := range list {
		if t.Value != "" {
			return t.Value
		}
	}
	return ""
}

// remediations reads solutions and workarounds in CSAF's words.
func remediations(w *wireContainer) []domain.Remediation {
	var out []domain.Remediation
	if s := english(w.Solutions); s != "" {
		out = append(out, domain.Remediation{Category: "vendor_fix", Details: s})
	}
	if s := english(w.Workarounds); s != "" {
		out = append(out, domain.Remediation{Category: "workaround", Details: s})
	}
	return out
}
