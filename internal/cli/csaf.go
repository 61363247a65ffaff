package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type csafCmd struct {
	Check    csafCheckCmd    `cmd:"" help:"Run the mandatory tests over the imported documents that wait for it."`
	Failing  csafFailingCmd  `cmd:"" help:"The imported documents that fail mandatory tests."`
	Validate csafValidateCmd `cmd:"" help:"Validate CSAF 2.0 and 2.1 documents. Nothing is changed, and no desk is needed."`
}

type csafValidateCmd struct {
	Files  []string `arg:"" name:"file" help:"CSAF documents, or folders and archives of them." type:"path"`
	Preset string   `help:"Only the tests of this set: ${enum}." default:"x_all" enum:"${csaf_presets}"`
	Quiet  bool     `help:"Only what makes a document invalid, not warnings and notes."`
}

// csafObject is the JSON form of a verdict.
type csafObject struct {
	File     string        `json:"file"`
	Valid    bool          `json:"valid"`
	Findings []csafFinding `json:"findings"`
}

type csafFinding struct {
	Test    string `json:"test"`
	Level   string `json:"level"`
	Pointer string `json:"pointer"`
	Message string `json:"message"`
}

// unreadable is the test and level of a document that could not be judged.
const (
	unreadable = "document"
	mandatory  = "mandatory"
)

func (c *csafValidateCmd) Run(r *run) error {
	now := time.Now
	if r.env.Now != nil {
		now = r.env.Now
	}
	// One document is held as a tree at a time; collecting often costs a tenth of the
	// time and spares a third of the memory.
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	tally := map[bool]int{}
	passed, err := workflow.ValidateCSAF(r.ctx, c.Files, c.Preset, now(), func(v workflow.CSAFVerdict) error {
		tally[v.Valid]++
		object := c.object(v)
		if r.json {
			enc := json.NewEncoder(&harmless{to: r.env.Stdout, json: true})
			enc.SetEscapeHTML(false)
			return enc.Encode(object)
		}
		return csafText(&harmless{to: r.env.Stdout}, object, v)
	})
	if tally[false] > 0 {
		r.code = ExitInput
	}
	if err != nil {
		return err
	}
	total := tally[true] + tally[false]
	if total == 0 {
		return &domain.Error{Kind: domain.NotFound, Op: "validate csaf", Subject: c.Files[0], Code: "csaf_nothing_to_validate"}
	}
	if !r.json {
		_, err = fmt.Fprintln(r.env.Stdout, words.CSAFTally(total, tally[false], passed))
	}
	return err
}

// object puts a verdict into words.
func (c *csafValidateCmd) object(v workflow.CSAFVerdict) csafObject {
	out := csafObject{File: v.File, Valid: v.Valid, Findings: []csafFinding{}}
	if v.Err != nil {
		what, next := words.Error(v.Err)
		pointer := ""
		if e, ok := v.Err.(*domain.Error); ok {
			pointer = e.Place
		}
		out.Findings = append(out.Findings, csafFinding{unreadable, mandatory, pointer, strings.TrimSpace(what + " " + next)})
	}
	for _, f := range v.Findings {
		if !c.Quiet || string(f.Level) == mandatory {
			out.Findings = append(out.Findings, csafFinding{f.Test, string(f.Level), f.Pointer, words.Check(f.Code, f.Params)})
		}
	}
	return out
}

func csafText(w io.Writer, o csafObject, v workflow.CSAFVerdict) error {
	verdict := "valid"
	if !o.Valid {
		verdict = "INVALID"
	}
	edition := ""
	if v.Edition != "" {
		edition = words.Text(", CSAF {edition}", "edition", v.Edition)
	}
	if _, err := fmt.Fprintf(w, "%s: %s%s\n", oneLine(o.File), verdict, edition); err != nil {
		return err
	}
	for _, f := range o.Findings {
		if _, err := fmt.Fprintf(w, "  %-9s %-11s %s\n            %s\n", f.Test, f.Level, oneLine(or(f.Pointer, "(document)")), oneLine(f.Message)); err != nil {
			return err
		}
	}
	for _, warning := range v.Warnings {
		fmt.Fprintf(w, words.Text("  note: %s\n"), oneLine(words.Warning(warning)))
	}
	return nil
}
