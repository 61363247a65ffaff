package cli

import (
	"fmt"
	"io"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

type findingCmd struct {
	List    findingListCmd    `cmd:"" help:"List findings."`
	Gaps    findingGapsCmd    `cmd:"" help:"List findings that no advisory makes: end of life, no source, no identity, no version."`
	Explain findingExplainCmd `cmd:"" help:"Say why a finding has its verdict."`
}

type findingListCmd struct {
	Verdict string `help:"Only this verdict: affected, not_affected, cannot_tell." enum:",affected,not_affected,cannot_tell" default:""`
	Asset   string `help:"Only this asset."`
	Name    string `help:"Only this vulnerability, by any of its names." placeholder:"CVE"`
	Limit   int    `help:"At most so many; 0 for all." default:"200"`
}

func (c *findingListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		list, total, err := d.Findings(r.ctx, workflow.FindingFilter{Verdict: domain.Verdict(c.Verdict), Asset: c.Asset, Name: c.Name, Limit: c.Limit})
		if err != nil {
			return err
		}
		status, err := d.Status(r.ctx)
		if err != nil {
			return err
		}
		value := struct {
			Total    int                  `json:"total"`
			Findings []domain.FindingView `json:"findings"`
			Coverage domain.Coverage      `json:"coverage"`
			Sources  []domain.SourceAge   `json:"sources"`
			Pending  bool                 `json:"matching_pending"`
		}{total, list, status.Coverage, status.Sources, status.Pending}
		err = r.answer(value, func(w io.Writer) error {
			if total == 0 {
				_, err := fmt.Fprintln(w, words.Zero(status))
				return err
			}
			var rows [][]string
			for _, f := range list {
				rows = append(rows, []string{f.ID, f.AssetName, f.Name, or(f.Version, words.Text("not known")), f.Vulnerability,
					words.Verdict(f.Verdict, f.Disputed), words.Confidence(f.Confidence), f.Task})
			}
			if err := table(w, []string{"FINDING", "ASSET", "COMPONENT", "VERSION", "VULNERABILITY", "VERDICT", "IDENTITY", "TASK"}, rows); err != nil {
				return err
			}
			fmt.Fprintf(w, words.Text("\n%d of %s.\n"), len(list), words.Several(total, "finding", "findings"))
			for _, line := range words.Coverage(status.Coverage) {
				fmt.Fprintln(w, line)
			}
			return r.gapNote(d, w, c.Asset)
		})
		if err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

type findingExplainCmd struct {
	ID       string `arg:"" optional:"" help:"Id of the finding, as finding list shows it."`
	Asset    string `help:"Instead of a finding: why this asset is met, or is not, by the advisory."`
	Advisory string `help:"The advisory, by id or key." placeholder:"ID"`
	All      bool   `help:"All products of the advisory, not only the first 40."`
}

func (c *findingExplainCmd) Run(r *run) error {
	if c.ID == "" && c.Asset != "" && c.Advisory != "" {
		return c.whyNot(r)
	}
	if c.ID == "" || c.Asset != "" || c.Advisory != "" {
		return &domain.Error{Kind: domain.Invalid, Op: "explain finding", Code: "explain_what"}
	}
	return r.reading(func(d *workflow.Desk) error {
		e, err := d.Explain(r.ctx, c.ID)
		if domain.Is(err, domain.NotFound) {
			return c.explainGap(r, d)
		}
		if err != nil {
			return err
		}
		sentence, lines := words.Explanation(e)
		all, _, err := d.Findings(r.ctx, workflow.FindingFilter{})
		if err != nil {
			return err
		}
		for i := range all {
			if all[i].ID == c.ID {
				sentence = words.Finding(all[i].Finding, all[i].AssetName)
				if text := words.EPSS(all[i].EPSS); text != "" {
					lines = append(lines, text)
				}
				for _, m := range all[i].Mentions {
					lines = append(lines, words.Mention(m))
				}
			}
		}
		value := struct {
			domain.Explanation
			Sentence string   `json:"in_words"`
			Lines    []string `json:"evidence_in_words"`
		}{e, sentence, lines}
		return r.answer(value, func(w io.Writer) error {
			fmt.Fprintln(w, plain(sentence))
			for _, line := range lines {
				fmt.Fprintf(w, "  %s\n", oneLine(line))
			}
			return nil
		})
	})
}

// whyNotShown is how many products are listed where not all are asked for.
const whyNotShown = 40

func (c *findingExplainCmd) whyNot(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		view, err := d.WhyNot(r.ctx, c.Asset, domain.AdvisoryKey(c.Advisory))
		if err != nil {
			return err
		}
		return r.answer(view, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s (%s, revision %s) and %s, of which %s known:\n"), oneLine(view.Advisory), oneLine(view.Title), oneLine(view.Revision), oneLine(view.Asset),
				words.Several(view.Software, "component is", "components are"))
			for i, line := range view.Lines {
				if i == whyNotShown && !c.All {
					fmt.Fprintf(w, words.Text("  ... and %s more. All of them: --all\n"), words.Several(len(view.Lines)-i, "product", "products"))
					break
				}
				fmt.Fprintf(w, "  %s\n", oneLine(words.WhyNot(line)))
			}
			return nil
		})
	})
}
