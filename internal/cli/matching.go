package cli

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type matchCmd struct {
	List matchListCmd `cmd:"" help:"Which advisories are matched with which assets, products, SBOMs or components."`
	Mark matchMarkCmd `cmd:"" help:"Say how far the remediation of matches is."`
	Run  matchRunCmd  `cmd:"" help:"Match again: documents, assets or components, or all."`
	Runs matchRunsCmd `cmd:"" help:"List the runs of the matching, newest first."`
	News matchNewsCmd `cmd:"" help:"What one run brought up that was no match before."`
}

// matchScope are the flags that narrow matches.
type matchScope struct {
	Advisory      []string `help:"Only these advisories, by id or key." placeholder:"ID" sep:"none"`
	Asset         []string `help:"Only these assets." placeholder:"NAME" sep:"none"`
	Component     []string `help:"Only these components, by the id that match list --by component shows." placeholder:"ID" sep:"none"`
	Product       []string `help:"Only these products: a package key or the name of a component." placeholder:"KEY" sep:"none"`
	SBOM          []string `name:"sbom" help:"Only these SBOMs: digest, serial number or file name." placeholder:"SBOM" sep:"none"`
	Vulnerability string   `help:"Only this vulnerability, by any of its names." placeholder:"CVE"`
	Confidence    string   `help:"The weakest identity that counts: certain narrows, name-only broadens." enum:"certain,likely,check,name-only" default:"check"`
}

func (c *matchScope) filter(side string) domain.MatchFilter {
	f := domain.MatchFilter{Side: domain.Side(side), Assets: c.Asset, Components: c.Component, Products: c.Product, SBOMs: c.SBOM,
		Vulnerability: c.Vulnerability, Confidence: domain.Confidence(strings.ReplaceAll(c.Confidence, "-", "_"))}
	for _, a := range c.Advisory {
		f.Advisories = append(f.Advisories, domain.AdvisoryKey(a))
	}
	return f
}

type matchListCmd struct {
	matchScope
	By     string `help:"What to list beside each advisory: asset, product, sbom or component." enum:"asset,product,sbom,component" default:"asset"`
	Status string `help:"Only this status: not-remediated, in-progress, done." enum:",not-remediated,in-progress,done" default:""`
	Limit  int    `help:"At most so many; 0 for all." default:"200"`
}

func (c *matchListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		f := c.filter(c.By)
		f.Status, f.Limit = remedied(c.Status), c.Limit
		list, err := d.Matches(r.ctx, f)
		if err != nil {
			return err
		}
		if err := r.answer(list, func(w io.Writer) error { return matchText(w, &list) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func remedied(flag string) domain.Remedied {
	return domain.Remedied(strings.ReplaceAll(flag, "-", "_"))
}

func matchText(w io.Writer, list *domain.MatchList) error {
	var rows [][]string
	for _, l := range list.Lines {
		flaws := make([]string, 0, 3)
		for i, m := range l.Matches {
			if i == 3 && len(l.Matches) > 4 {
				flaws = append(flaws, words.Text("and {matches} more", "matches", strconv.Itoa(len(l.Matches)-i)))
				break
			}
			flaws = append(flaws, m.Vulnerability)
		}
		rows = append(rows, []string{subjectText(list.Side, &l), l.AdvisoryID, l.Revision, strings.Join(flaws, ", "),
			words.Verdict(l.Verdict, false), words.Confidence(l.Confidence), words.Remedied(l.Status)})
	}
	if len(rows) > 0 {
		if err := table(w, []string{strings.ToUpper(string(list.Side)), "ADVISORY", "REVISION", "VULNERABILITIES", "VERDICT", "IDENTITY", "REMEDIATION"}, rows); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	for _, line := range words.Matches(list) {
		fmt.Fprintln(w, line)
	}
	return nil
}

func subjectText(side domain.Side, l *domain.MatchLine) string {
	switch side {
	case domain.SideProduct:
		return strings.TrimSpace(l.Name+" "+l.Version) + " (" + l.Subject + ")"
	case domain.SideSBOM:
		return words.Text("{file} of {asset}", "file", l.File, "asset", l.Asset)
	case domain.SideComponent:
		return words.Text("{subject} {name} on {asset}", "subject", l.Subject, "name", strings.TrimSpace(l.Name+" "+l.Version), "asset", l.Asset)
	}
	return l.Name
}

type matchMarkCmd struct {
	Status string `arg:"" help:"not-remediated, in-progress or done." enum:"not-remediated,in-progress,done"`
	matchScope
	By  string `help:"Mark each asset as a whole, or each component." enum:"asset,component" default:"asset"`
	All bool   `help:"All matches of the advisories, where no asset, component, product or SBOM is named."`
}

func (c *matchMarkCmd) Run(r *run) error {
	f := c.filter(c.By)
	if len(f.Assets)+len(f.Components)+len(f.Products)+len(f.SBOMs) == 0 && !c.All {
		return &domain.Error{Kind: domain.Invalid, Op: "mark matches", Code: "match_mark_all"}
	}
	if len(f.Components) > 0 {
		f.Side = domain.SideComponent
	}
	return r.writing(func(d *workflow.Desk) error {
		n, err := d.MarkMatches(r.ctx, f, remedied(c.Status))
		if err != nil {
			return err
		}
		value := struct {
			Marked int `json:"marked"`
		}{n}
		return r.answer(value, func(w io.Writer) error {
			_, err := fmt.Fprintln(w, words.Marked(n, remedied(c.Status)))
			return err
		})
	})
}

type matchRunCmd struct {
	matchScope
	By string `help:"What to list: asset, product, sbom or component." enum:"asset,product,sbom,component" default:"asset"`
}

func (c *matchRunCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		done, list, err := d.RunMatching(r.ctx, c.filter(c.By))
		if err != nil {
			return err
		}
		value := struct {
			Run     domain.MatchRun  `json:"run"`
			Matches domain.MatchList `json:"matches"`
		}{done, list}
		return r.answer(value, func(w io.Writer) error {
			fmt.Fprintln(w, words.MatchRun(&done))
			return matchText(w, &list)
		})
	})
}

type matchRunsCmd struct {
	Limit int `help:"At most so many; 0 for all." default:"20"`
}

func (c *matchRunsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		runs, err := d.MatchRuns(r.ctx, c.Limit)
		if err != nil {
			return err
		}
		return r.answer(runs, func(w io.Writer) error {
			var rows [][]string
			for i := range runs {
				one := &runs[i]
				rows = append(rows, []string{one.ID, one.At.Local().Format("2006-01-02 15:04"), words.RunCause(one.Cause), one.By,
					strconv.Itoa(one.Triggers), strconv.Itoa(one.Matched), strconv.Itoa(one.New)})
			}
			return table(w, []string{"RUN", "WHEN", "TRIGGERED BY", "PERSON", "NEW OR MAJOR", "ASSETS", "NEW MATCHES"}, rows)
		})
	})
}

type matchNewsCmd struct {
	ID string `arg:"" optional:"" name:"run" help:"Id of the run, or its beginning; the newest where none is given."`
}

func (c *matchNewsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		view, err := d.MatchRun(r.ctx, c.ID)
		if err != nil {
			return err
		}
		return r.answer(view, func(w io.Writer) error {
			fmt.Fprintln(w, words.MatchRun(&view.MatchRun))
			for _, doc := range view.Documents {
				fmt.Fprintf(w, "  %s\n", oneLine(words.DocumentChange(doc)))
			}
			var rows [][]string
			for _, n := range view.News {
				why := "new"
				if n.Remediation {
					why = words.Text("remediation changed")
				}
				rows = append(rows, []string{n.AssetName, strings.TrimSpace(n.Name + " " + n.Version), string(n.Advisory), n.Revision, strings.Join(n.Vulnerabilities, ", "), why})
			}
			if len(rows) == 0 {
				return nil
			}
			return table(w, []string{"ASSET", "COMPONENT", "ADVISORY", "REVISION", "VULNERABILITIES", "WHY"}, rows)
		})
	})
}
