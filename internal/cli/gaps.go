package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type findingGapsCmd struct {
	Kind  string `help:"Only this kind: end_of_life, end_of_life_near, no_source, no_identity, no_version." enum:",end_of_life,end_of_life_near,no_source,no_identity,no_version" default:""`
	Asset string `help:"Only this asset."`
	Limit int    `help:"At most so many; 0 for all." default:"200"`
}

func (c *findingGapsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		list, err := d.Gaps(r.ctx, workflow.GapFilter{Kind: domain.GapKind(c.Kind), Asset: c.Asset, Limit: c.Limit})
		if err != nil {
			return err
		}
		return r.answer(list, func(w io.Writer) error {
			var rows [][]string
			for i := range list.Gaps {
				g := &list.Gaps[i]
				rows = append(rows, []string{g.ID, g.AssetName, words.GapKind(g.Kind), words.Gap(g)})
			}
			if len(rows) > 0 {
				if err := table(w, []string{"FINDING", "ASSET", "KIND", "WHAT"}, rows); err != nil {
					return err
				}
				fmt.Fprintln(w)
			}
			_, err := fmt.Fprintf(w, words.Text("%d of %s.\n"), len(list.Gaps), words.Several(list.Total, "finding that no advisory makes", "findings that no advisory makes"))
			return err
		})
	})
}

// gapNote says below a list of findings what there is besides.
func (r *run) gapNote(d *workflow.Desk, w io.Writer, asset string) error {
	counts, err := d.GapCounts(r.ctx, asset)
	if err != nil {
		return err
	}
	var parts []string
	for _, kind := range domain.GapKinds() {
		if n := counts[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", words.Number(n), words.GapKind(kind)))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	_, err = fmt.Fprintln(w, words.GapsBesides(strings.Join(parts, ", ")))
	return err
}

// explainGap explains a finding that no advisory makes.
func (c *findingExplainCmd) explainGap(r *run, d *workflow.Desk) error {
	g, err := d.Gap(r.ctx, c.ID)
	if err != nil {
		return err
	}
	value := struct {
		domain.Gap
		Sentence string   `json:"in_words"`
		Lines    []string `json:"evidence_in_words"`
	}{g, words.Gap(&g), words.GapEvidence(&g)}
	return r.answer(value, func(w io.Writer) error {
		fmt.Fprintln(w, plain(value.Sentence))
		for _, line := range value.Lines {
			fmt.Fprintf(w, "  %s\n", oneLine(line))
		}
		return nil
	})
}
