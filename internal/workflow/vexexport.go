package workflow

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"fenceline/internal/assess"
	"fenceline/internal/csafcheck"
	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/report"
	"fenceline/internal/store"
)

// Formats of an export of the desk's own decisions.
const (
	VEXOpen = "openvex" // OpenVEX 0.2.0
	VEXCSAF = "csaf"    // CSAF 2.0, profile VEX
)

// VEXDocument puts the desk's own decisions together for an audience: those in
// force, and as being looked into again those that were taken back. What the
// audience may not see, and what is about software that others could not bind, is
// left out and counted. Errors: Invalid (the audience; the desk has no name or
// website), NotFound (no decision is left).
func (d *Desk) VEXDocument(ctx context.Context, audience string) (domain.VEXDocument, error) {
	var out domain.VEXDocument
	err := d.store.View(ctx, func(r *store.Read) error {
		desk, _, err := d.settings(r)
		if err != nil {
			return err
		}
		if desk.Operator == "" || desk.Website == "" {
			return &domain.Error{Kind: domain.Invalid, Op: "export vex", Code: "vex_no_author"}
		}
		out = domain.VEXDocument{Operator: desk.Operator, Namespace: desk.Website, Program: d.program, Audience: audience, TLP: domain.TLPClear}
		var all []domain.VEXDecision
		for one, err := range r.VEXDecisions() {
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		slices.SortFunc(all, func(a, b domain.VEXDecision) int { return compareIDs(a.ID, b.ID) })
		for i := range all {
			if err := addVEX(r, &out, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	slices.SortStableFunc(out.Changes, func(a, b domain.VEXChange) int {
		return cmp.Or(a.At.Compare(b.At), compareIDs(a.Decision, b.Decision))
	})
	out.Statements = foremostStatements(out.Statements)
	if len(out.Statements) == 0 {
		return out, &domain.Error{Kind: domain.NotFound, Op: "export vex", Code: "vex_nothing", Params: domain.Params{"withheld": fmt.Sprint(out.Withheld), "unnamed": fmt.Sprint(out.Unnamed)}}
	}
	return out, nil
}

// addVEX puts one decision into the document, once for each version and asset.
func addVEX(r *store.Read, out *domain.VEXDocument, one *domain.VEXDecision) error {
	label := one.TLP
	if len(one.Assets) > 0 { // what runs where is nobody else's business by itself
		label = report.Higher(label, domain.TLPAmber)
	}
	sees, err := report.Sees(out.Audience, label)
	if err != nil {
		return err
	}
	named := one.Product.PURL != "" || one.Product.CPE != ""
	for _, version := range one.Product.Versions {
		purl, cpe := identity.OutwardVersion(one.Product.PURL, one.Product.CPE, version)
		named = named && purl+cpe != ""
	}
	switch {
	case !sees:
		out.Withheld++
		return nil
	case !named:
		out.Unnamed++
		return nil
	}
	out.TLP = report.Higher(out.TLP, label)
	out.Changes = append(out.Changes, domain.VEXChange{At: one.At, Decision: one.ID})
	if one.EndCode == domain.VEXUndone {
		out.Changes = append(out.Changes, domain.VEXChange{At: one.Ended, Decision: one.ID, Undone: true})
	}
	if one.EndCode == domain.VEXReplaced {
		return nil
	}
	group, err := r.Group(one.Vulnerabilities[0])
	if err != nil {
		return err
	}
	names := slices.Clone(one.Vulnerabilities)
	if group.ID != "" {
		names = append(names, group.Names...)
	}
	slices.SortFunc(names, assess.CompareNames)
	names = slices.Compact(names)
	s := domain.VEXStatement{Decision: one.ID, Vulnerability: names[0], Aliases: names[1:], Product: one.Product, Status: one.Status,
		Justification: one.Justification, Impact: one.Impact, Action: one.Action, Said: one.At}
	if !one.Ended.IsZero() {
		s.Status, s.Justification, s.Impact, s.Action, s.Said, s.Undone = domain.StatusUnderInvestigation, "", "", "", one.Ended, true
	}
	return spreadVEX(r, out, one, s)
}

// spreadVEX adds a statement for each version and each asset that is meant.
func spreadVEX(r *store.Read, out *domain.VEXDocument, one *domain.VEXDecision, s domain.VEXStatement) error {
	versions, assets := one.Product.Versions, one.Assets
	if len(versions) == 0 {
		versions = []string{""}
	}
	if len(assets) == 0 {
		assets = []string{""}
	}
	for _, version := range versions {
		s.Product.Versions = nil
		if version != "" {
			s.Product.Versions = []string{version}
		}
		for _, id := range assets {
			s.Asset, s.AssetName = id, ""
			if id != "" {
				a, err := r.Asset(id)
				if err != nil {
					return err
				}
				s.AssetName = a.Name
			}
			out.Statements = append(out.Statements, s)
		}
	}
	return nil
}

// foremostStatements orders statements by flaw, product and asset and keeps of
// several about the same the one in force, else the latest.
func foremostStatements(all []domain.VEXStatement) []domain.VEXStatement {
	undone := func(s *domain.VEXStatement) int {
		if s.Undone {
			return 0
		}
		return 1
	}
	subject := func(a, b *domain.VEXStatement) int {
		return cmp.Or(assess.CompareNames(a.Vulnerability, b.Vulnerability), cmp.Compare(a.Product.Key, b.Product.Key), cmp.Compare(a.Product.Stream, b.Product.Stream),
			slices.Compare(a.Product.Versions, b.Product.Versions), cmp.Compare(a.AssetName, b.AssetName), cmp.Compare(a.Asset, b.Asset))
	}
	slices.SortStableFunc(all, func(a, b domain.VEXStatement) int {
		return cmp.Or(subject(&a, &b), cmp.Compare(undone(&a), undone(&b)), a.Said.Compare(b.Said), compareIDs(a.Decision, b.Decision))
	})
	var out []domain.VEXStatement
	for i := range all {
		if n := len(out); n > 0 && subject(&out[n-1], &all[i]) == 0 {
			out[n-1] = all[i]
		} else {
			out = append(out, all[i])
		}
	}
	return out
}

// ExportVEX writes the desk's own decisions as a document of a format, for an
// audience, and gives what stands in it. A CSAF document is held against the schema
// and every mandatory test first. Errors: those of [Desk.VEXDocument] and of the
// destination, Invalid (the format).
func (d *Desk) ExportVEX(ctx context.Context, format, audience string, to Destination) (domain.VEXDocument, error) {
	doc, err := d.VEXDocument(ctx, audience)
	if err != nil {
		return doc, err
	}
	var text bytes.Buffer
	switch format {
	case VEXOpen:
		err = report.OpenVEX(&text, doc)
	case VEXCSAF:
		if err = report.CSAFVEX(&text, doc); err == nil {
			err = d.validVEX(text.Bytes(), &doc)
		}
	default:
		err = &domain.Error{Kind: domain.Invalid, Op: "export vex", Subject: format, Code: "vex_format_unknown", Params: domain.Params{"value": format}}
	}
	if err != nil {
		return doc, err
	}
	return doc, to.Write(d.folder, func(w io.Writer) error {
		_, err := w.Write(text.Bytes())
		return err
	})
}

// validVEX refuses to let a document go that is not valid CSAF.
func (d *Desk) validVEX(text []byte, doc *domain.VEXDocument) error {
	now := d.now()
	if last := doc.Changes[len(doc.Changes)-1].At; last.After(now) { // a clock that was set back
		now = last
	}
	result, err := csafcheck.Check(bytes.NewReader(text), now)
	if err != nil || result.Valid {
		return err
	}
	first := result.Findings[slices.IndexFunc(result.Findings, func(f csafcheck.Finding) bool { return f.Level == csafcheck.Mandatory })]
	return &domain.Error{Kind: domain.Invalid, Op: "export vex", Subject: doc.Operator, Place: first.Pointer, Code: "vex_not_valid",
		Params: domain.Params{"test": first.Test, "place": first.Pointer}}
}
