package workflow

import (
	"bytes"
	"context"
	"os"
	"strings"
	"time"

	"fenceline/internal/csafcheck"
	"fenceline/internal/domain"
	"fenceline/internal/ingest"
)

// CSAFVerdict is what the CSAF validator says about one document.
type CSAFVerdict struct {
	File     string // as the walk names it: members of an archive behind "!"
	Edition  string // "2.0" or "2.1"; "" where the document could not be judged
	Valid    bool
	Findings []csafcheck.Finding
	Warnings []domain.Warning
	Err      error // a [*domain.Error] where the document could not be judged
}

// CSAFPresets are the sets of tests that [ValidateCSAF] takes.
func CSAFPresets() []string { return csafcheck.Presets() }

// ValidateCSAF judges the CSAF documents at the paths (files, folders, archives)
// by the tests of a preset and hands a verdict over each to visit, in order. It needs no desk and changes
// nothing. Of a folder or archive, documents of other formats are passed over and
// counted. An error is one of visit, of ctx, or of a path that cannot be opened.
func ValidateCSAF(ctx context.Context, paths []string, preset string, now time.Time, visit func(CSAFVerdict) error) (passed int, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		folder := err == nil && info.IsDir()
		err = ingest.Walk(ctx, path, ingest.DefaultLimits(), func(one ingest.Document, err error) error {
			if err != nil {
				return visit(CSAFVerdict{File: one.File, Err: err})
			}
			named := !folder && !strings.Contains(one.File, "!")
			if !named && one.Format != domain.FormatCSAF {
				passed++
				return nil
			}
			return visit(judge(one, preset, now))
		})
		if err != nil {
			return passed, err
		}
	}
	return passed, nil
}

func judge(one ingest.Document, preset string, now time.Time) CSAFVerdict {
	result, err := csafcheck.Check(bytes.NewBuffer(one.Data), now)
	if err == nil {
		var ok bool
		if result, ok = result.Only(preset); !ok {
			err = &domain.Error{Kind: domain.Invalid, Op: "validate csaf", Subject: preset, Code: "csaf_preset_unknown"}
		}
	}
	return CSAFVerdict{File: one.File, Edition: result.Edition, Valid: err == nil && result.Valid,
		Findings: result.Findings, Warnings: result.Warnings, Err: err}
}

// validate looks whether a CSAF document fails mandatory tests, unless the desk's
// setting says not to: it is set aside then, or taken in with a warning. Where many come
// to be warned of, the later ones wait (see [domain.CSAFAtOnce]). A person who
// lets it in has decided.
func (p *prepared) validate(g *proofs) {
	if g.csaf == domain.CSAFOff || p.doc.Format != domain.FormatCSAF || p.seen != nil || p.err != nil || p.setAside(g) {
		return
	}
	aside := g.csaf == domain.CSAFQuarantine && g.released == ""
	if p.later && !aside {
		p.unchecked = true
		return
	}
	fails := g.failsCSAF(p.doc.Data, p.doc.Digest, p.doc.File)
	if fails == nil {
		return
	}
	if aside {
		p.verdict.Badge, p.verdict.Reason, p.verdict.Params = domain.BadgeFailed, codeInvalidCSAF, failureParams(fails)
		return
	}
	p.failure = fails
	p.warnings = append(p.warnings, domain.Warning{Code: codeFailingCSAF, Place: fails.Place, Params: failureParams(fails)})
}

// Codes of CSAF documents that fail: set aside, and taken in.
const (
	codeInvalidCSAF domain.Code = "csaf_invalid"
	codeFailingCSAF domain.Code = "csaf_invalid_warning"
)
