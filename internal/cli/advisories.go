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

type advisoryCmd struct {
	List      advisoryListCmd      `cmd:"" help:"Find advisories: by words, fields, numbers and marks."`
	Show      advisoryShowCmd      `cmd:"" help:"Show one advisory."`
	Read      advisoryReadCmd      `cmd:"" help:"Note that advisories were read, or all of them."`
	Unread    advisoryUnreadCmd    `cmd:"" help:"Count advisories as unread again."`
	Comment   advisoryCommentCmd   `cmd:"" help:"Add a remark to an advisory."`
	NotForUs  advisoryNotForUsCmd  `cmd:"" name:"not-for-us" help:"Take advisories off the list, with a reason. What they say about the inventory counts on."`
	ForUs     advisoryForUsCmd     `cmd:"" name:"for-us" help:"Put advisories back on the list."`
	Delete    advisoryDeleteCmd    `cmd:"" help:"Take an advisory off the desk with all it says. It can be undone."`
	Restore   advisoryRestoreCmd   `cmd:"" help:"Undo a deletion."`
	Deleted   advisoryDeletedCmd   `cmd:"" help:"List what was deleted and can be restored."`
	Revisions advisoryRevisionsCmd `cmd:"" help:"List the kept revisions of an advisory."`
	Diff      advisoryDiffCmd      `cmd:"" help:"Show what two revisions of an advisory say differently."`
}

type advisoryListCmd struct {
	Query   []string `arg:"" optional:"" help:"Words, field:word, is:unread, cvss>=7, modified>=2026-06-01; ! before one for what must not be. Fields: title, id, cve, publisher, vendor, product, credit, role, tlp, badge, source and more, see docs/advisories.md."`
	Sort    string   `help:"Column to sort by: modified, published, received, cvss, severity, title, id, publisher, tlp, ..." placeholder:"COLUMN"`
	Reverse bool     `help:"The other way round."`
	Offset  int      `help:"Leave out so many first."`
	Limit   int      `help:"At most so many; 0 for all." default:"50"`
}

func (c *advisoryListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		query := strings.Join(c.Query, " ")
		page, err := d.FindAdvisories(r.ctx, domain.AdvisoryQuery{Text: query, Sort: c.Sort, Reverse: c.Reverse, Offset: max(c.Offset, 0), Limit: c.Limit})
		if err != nil {
			return err
		}
		err = r.answer(page, func(w io.Writer) error {
			if page.Total == 0 {
				return noAdvisory(r, d, w, query, &page)
			}
			if err := advisoryTable(w, &page); err != nil || query != "" {
				return err
			}
			counts, err := d.AdvisoryCounts(r.ctx)
			if err != nil || !counts.Counted {
				return err
			}
			_, err = fmt.Fprintln(w, words.AdvisoryCounts(&counts))
			return err
		})
		if err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

func advisoryTable(w io.Writer, page *domain.AdvisoryPage) error {
	var rows [][]string
	for i := range page.Rows {
		a := &page.Rows[i]
		score := ""
		if a.Score > 0 {
			score = strconv.FormatFloat(a.Score, 'f', 1, 64)
		}
		rows = append(rows, []string{a.ID, day(a.Modified), score, words.TLP(a.TLP), words.Badge(a.Badge), words.AdvisoryMarks(a), strconv.Itoa(a.Assets), a.Title})
	}
	if err := table(w, []string{"ADVISORY", "CHANGED", "CVSS", "TLP", "SIGNATURE", "", "ASSETS", "TITLE"}, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, words.Text("\n%d of %s.%s\n"), len(page.Rows), words.Several(page.Total, "advisory", "advisories"), leftOut(page))
	return err
}

// leftOut says what the list does not show.
func leftOut(page *domain.AdvisoryPage) string {
	text := ""
	if page.Hidden > 0 {
		text += words.Text(" {hidden} marked as not for us left out; is:any shows them.", "hidden", strconv.Itoa(page.Hidden))
	}
	if page.Brief > 0 {
		text += words.Text(" The texts of {advisories} are not read in yet; they are found by id, title, publisher and CVE.", "advisories", words.Several(page.Brief, "advisory", "advisories"))
	}
	return text
}

// noAdvisory tells a desk without advisories from words that fit none.
func noAdvisory(r *run, d *workflow.Desk, w io.Writer, query string, page *domain.AdvisoryPage) error {
	status, err := d.Status(r.ctx)
	if err != nil {
		return err
	}
	switch {
	case status.Advisories == 0:
		_, err = fmt.Fprintln(w, words.Text("There are no advisories here yet. Import some: fenceline import FOLDER"))
	case query == "":
		_, err = fmt.Fprintf(w, words.Text("No advisory is listed.%s\n"), leftOut(page))
	default:
		_, err = fmt.Fprintf(w, words.Text("Nothing matches \"%s\" among %s.%s\n"), oneLine(query), words.Several(status.Advisories, "advisory", "advisories"), leftOut(page))
	}
	return err
}

type advisoryShowCmd struct {
	ID  string `arg:"" help:"Id or key of the advisory."`
	Raw bool   `help:"Write the document itself, byte for byte as it came."`
}

func (c *advisoryShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if c.Raw {
			data, err := d.RawAdvisory(r.ctx, domain.AdvisoryKey(c.ID))
			if err != nil {
				return err
			}
			_, err = r.env.Stdout.Write(data)
			return err
		}
		a, err := d.Advisory(r.ctx, domain.AdvisoryKey(c.ID))
		if err != nil {
			return err
		}
		origin, err := d.AdvisoryOrigin(r.ctx, a.Key())
		if err != nil {
			return err
		}
		mark, err := d.Mark(r.ctx, a.Key())
		if err != nil {
			return err
		}
		touches, err := d.Touches(r.ctx, a.Key(), 0)
		if err != nil {
			return err
		}
		value := struct {
			domain.Advisory
			Origin  domain.Origin       `json:"origin"`
			Mark    domain.AdvisoryMark `json:"mark"`
			Touches domain.Touches      `json:"touches"`
		}{a, origin, mark, touches}
		return r.answer(value, func(w io.Writer) error {
			if err := advisoryText(w, &a); err != nil {
				return err
			}
			if err := originText(w, &origin); err != nil {
				return err
			}
			fmt.Fprintf(w, "\n%s\n", words.TouchesSentence(&touches))
			for _, t := range touches.Assets {
				fmt.Fprintf(w, "  %-24s %s\n", oneLine(t.Name), words.Verdict(t.Verdict, false))
			}
			return markText(w, &mark)
		})
	})
}

func advisoryText(w io.Writer, a *domain.Advisory) error {
	fmt.Fprintf(w, "%s  %s\n%s\n\n", a.ID, words.TLP(a.TLP), oneLine(a.Title))
	for _, f := range [][2]string{{words.Text("Publisher"), a.Publisher}, {words.Text("Revision"), a.Revision}, {words.Text("Status"), a.Status}, {words.Text("Published"), day(a.Published)},
		{words.Text("Changed"), day(a.Modified)}, {words.Text("Withdrawn"), day(a.Withdrawn)}, {words.Text("Severity"), a.Severity}, {words.Text("Key"), string(a.Key())}} {
		if f[1] != "" {
			fmt.Fprintf(w, "  %-10s %s\n", f[0], oneLine(f[1]))
		}
	}
	if a.Summary != "" {
		fmt.Fprintf(w, "\n  %s\n", strings.ReplaceAll(plain(a.Summary), "\n", "\n  "))
	}
	for _, v := range a.Vulnerabilities {
		fmt.Fprintf(w, "\n%s  %s\n", v.ID, oneLine(v.Title))
		for _, s := range v.Scores {
			fmt.Fprintf(w, words.Text("  CVSS %s: %.1f  %s\n"), s.Version, s.Base, oneLine(s.Vector))
		}
		if text := words.EPSS(v.EPSS); text != "" {
			fmt.Fprintf(w, "  %s\n", oneLine(text))
		}
		for _, m := range v.Mentions {
			fmt.Fprintf(w, "  %s\n", oneLine(words.Mention(m)))
		}
	}
	products := map[string]*domain.Product{}
	for i := range a.Products {
		products[a.Products[i].Ref] = &a.Products[i]
	}
	var rows [][]string
	for i := range a.Statements {
		s := &a.Statements[i]
		name := s.Product
		if p := products[s.Product]; p != nil {
			name = p.Name
		}
		rows = append(rows, []string{s.Vulnerability, string(s.Status), name})
	}
	fmt.Fprintln(w)
	if len(rows) > 0 {
		if err := table(w, []string{"VULNERABILITY", "STATUS", "PRODUCT"}, rows); err != nil {
			return err
		}
	}
	for _, ref := range a.References {
		fmt.Fprintf(w, "  %s\n", oneLine(ref.URL))
	}
	for i := range a.Credits {
		fmt.Fprintf(w, "  %s %s\n", words.CreditHeading(&a.Credits[i]), oneLine(words.Credit(&a.Credits[i])))
	}
	return nil
}
