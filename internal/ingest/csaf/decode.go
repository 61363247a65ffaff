package csaf

import (
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

const op = "decode csaf"

// Codes of this reader, beside those of package jsondoc. Params in brackets.
const (
	CodeVersion domain.Code = "csaf_version" // [version] is no CSAF 2 document
	CodeDepth   domain.Code = "csaf_depth"   // [limit] levels of branches

	WarnTLP       domain.Code = "csaf_tlp"              // [label] is none of TLP; read as unlabelled
	WarnUndefined domain.Code = "csaf_product_unknown"  // [product] is not in the product tree
	WarnTwice     domain.Code = "csaf_product_twice"    // [product] is defined more than once
	WarnGroup     domain.Code = "csaf_group_unknown"    // [group] is not in the product tree
	WarnPath      domain.Code = "csaf_path_shortened"   // [product]: steps beyond the first are not read
	WarnCircle    domain.Code = "csaf_product_circle"   // [product] refers to itself
	WarnConflict  domain.Code = "csaf_status_conflict"  // [product] is affected and not affected at once
	WarnBranch    domain.Code = "csaf_branch_unnamed"   // a branch has neither category nor name
	WarnSSVC      domain.Code = "csaf_ssvc"             // [point value] of SSVC is none that is known
	WarnRange     domain.Code = "csaf_range_as_version" // [count] product_version branches hold a range

	WarnEssential   domain.Code = "csaf_extension_essential"   // [extension] is not known, and the document not understood without it
	WarnSignificant domain.Code = "csaf_extension_significant" // [extension] is not known, and would aid in understanding
)

// Decode reads one document and emits one [domain.Advisory], and then the signals of its
// metrics (CSAF 2.1). On an error of the document, a [*domain.Error], nothing was emitted.
func Decode(r io.Reader, emit func(domain.Item) error) error {
	return read(r, &jsondoc.Parts{}, emit)
}

func read(r io.Reader, p *jsondoc.Parts, emit func(domain.Item) error) error {
	var wire wireDocument
	noticed, err := jsondoc.Decode(op, r, &wire)
	if err != nil {
		return err
	}
	var warnings jsondoc.Warnings
	warnings.Append(noticed)
	warnOfExtensions(&wire, &warnings)
	signals := signals(&wire, &warnings)
	advisory, err := convert(&wire, &warnings, p)
	if err != nil {
		return err
	}
	wire = wireDocument{} // it is as large as the advisory
	if err := emit(*advisory); err != nil {
		return err
	}
	for _, s := range signals {
		if err := emit(s); err != nil {
			return err
		}
	}
	return nil
}

func convert(wire *wireDocument, warnings *jsondoc.Warnings, p *jsondoc.Parts) (*domain.Advisory, error) {
	a := &domain.Advisory{Format: domain.FormatCSAF}
	if err := meta(a, &wire.Document, warnings); err != nil {
		return nil, err
	}
	tree, err := flatten(&wire.ProductTree, warnings)
	if err != nil {
		return nil, err
	}
	if err := vulnerabilities(a, tree, wire.Vulnerabilities, warnings, p); err != nil {
		return nil, err
	}
	a.Products = tree.products
	a.Warnings = warnings.List()
	return a, nil
}

// meta converts section 3.2.1.
func meta(a *domain.Advisory, d *wireMeta, warnings *jsondoc.Warnings) error {
	if err := require(d); err != nil {
		return err
	}
	var err error
	a.Modified, err = warnings.NeedDate(op, "/document/tracking/current_release_date", d.Tracking.CurrentReleaseDate)
	if err != nil {
		return err
	}
	a.Published = warnings.Date("/document/tracking/initial_release_date", d.Tracking.InitialReleaseDate)
	a.Namespace, a.Publisher = d.Publisher.Namespace, d.Publisher.Name
	a.Standard, a.PublisherCategory = d.CSAFVersion, d.Publisher.Category
	a.ID, a.Revision, a.Status = d.Tracking.ID, d.Tracking.Version, d.Tracking.Status
	a.Category, a.Title, a.Language = d.Category, d.Title, d.Lang
	a.Severity = d.AggregateSeverity.Text
	a.TLP = label(d.Distribution.TLP.Label, warnings)
	if strings.EqualFold(d.Category, "csaf_withdrawn") {
		a.Withdrawn = a.Modified
	}
	a.Summary = noteOf(d.Notes, "summary", "description", "general")
	a.Notes = append(notes(d.Notes), headNotes(d)...)
	a.References = appendReferences(nil, d.References)
	a.Credits = appendCredits(nil, d.Acknowledgments)
	if strings.EqualFold(d.Publisher.Category, "coordinator") {
		a.Credits = append(a.Credits, domain.Credit{Name: d.Publisher.Name, Role: "coordinator", Validated: true})
	}
	for i, r := range d.Tracking.RevisionHistory {
		if r == (wireRevision{}) {
			warnings.Add(jsondoc.WarnNull, jsondoc.Pointer("/document/tracking/revision_history", i))
			continue
		}
		a.Revisions = append(a.Revisions, domain.RevisionNote{Number: r.Number, Text: r.Summary,
			Date: warnings.Date(jsondoc.Pointer("/document/tracking/revision_history", i, "date"), r.Date)})
	}
	return nil
}

// require checks the members that identify a document.
func require(d *wireMeta) error {
	switch {
	case d.CSAFVersion == "":
		return jsondoc.Missing(op, "/document/csaf_version")
	case !strings.HasPrefix(d.CSAFVersion, "2."):
		return &domain.Error{Kind: domain.Unsupported, Op: op, Place: "/document/csaf_version",
			Code: CodeVersion, Params: domain.Params{"version": d.CSAFVersion}}
	case strings.TrimSpace(d.Publisher.Namespace) == "":
		return jsondoc.Missing(op, "/document/publisher/namespace")
	case strings.TrimSpace(d.Tracking.ID) == "":
		return jsondoc.Missing(op, "/document/tracking/id")
	case d.Tracking.Version == "":
		return jsondoc.Missing(op, "/document/tracking/version")
	}
	return nil
}

// label reads TLP 2.0 (CSAF 2.1) and TLP 1.0 (CSAF 2.0), whose WHITE became
// CLEAR and whose other labels kept their names.
func label(s string, warnings *jsondoc.Warnings) domain.TLP {
	switch l := domain.TLP(strings.ToUpper(strings.TrimSpace(s))); l {
	case "WHITE":
		return domain.TLPClear
	case domain.TLPUnlabelled, domain.TLPClear, domain.TLPGreen, domain.TLPAmber, domain.TLPAmberStrict, domain.TLPRed:
		return l
	}
	warnings.Add(WarnTLP, "/document/distribution/tlp/label", "label", s)
	return domain.TLPUnlabelled
}

// noteOf gives the text of the first note of the first category that has one.
func noteOf(list []wireNote, categories ...string) string {
	for _, category := range categories {
		for _, n := range list {
			if n.Category == category && n.Text != "" {
				return n.Text
			}
		}
	}
	return ""
}

func notes(list []wireNote) []domain.Note {
	var out []domain.Note
	for _, n := range list {
		if n.Text != "" {
			out = append(out, domain.Note{Category: n.Category, Title: n.Title, Text: n.Text})
		}
	}
	return out
}

func appendReferences(out []domain.Reference, list []wireReference) []domain.Reference {
	for _, r := range list {
		if r.URL != "" {
			out = append(out, domain.Reference{Category: r.Category, Summary: r.Summary, URL: r.URL})
		}
	}
	return out
}
