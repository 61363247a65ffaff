package cli

import (
	"fmt"
	"io"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

func keysOf(refs []string) []domain.AdvisoryKey {
	keys := make([]domain.AdvisoryKey, len(refs))
	for i, ref := range refs {
		keys[i] = domain.AdvisoryKey(ref)
	}
	return keys
}

type advisoryReadCmd struct {
	ID  []string `arg:"" optional:"" help:"Ids or keys of advisories."`
	All bool     `help:"Everything that is here now."`
}

func (c *advisoryReadCmd) Run(r *run) error {
	if c.All == (len(c.ID) > 0) {
		return &domain.Error{Kind: domain.Invalid, Op: "mark as read", Code: "read_what"}
	}
	return r.writing(func(d *workflow.Desk) error {
		if c.All {
			if err := d.MarkAllRead(r.ctx); err != nil {
				return err
			}
			return r.answer(map[string]any{"read": "all"}, func(w io.Writer) error {
				_, err := fmt.Fprintln(w, words.Text("Everything that is here now counts as read."))
				return err
			})
		}
		return c.mark(r, d, true)
	})
}

func (c *advisoryReadCmd) mark(r *run, d *workflow.Desk, read bool) error {
	if err := d.MarkRead(r.ctx, keysOf(c.ID), read); err != nil {
		return err
	}
	return r.answer(map[string]any{"read": read, "advisories": c.ID}, func(w io.Writer) error {
		word := "read"
		if !read {
			word = "unread"
		}
		_, err := fmt.Fprintf(w, words.Text("Marked as %s: %s.\n"), word, words.Several(len(c.ID), "advisory", "advisories"))
		return err
	})
}

type advisoryUnreadCmd struct {
	ID []string `arg:"" help:"Ids or keys of advisories."`
}

func (c *advisoryUnreadCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error { return (&advisoryReadCmd{ID: c.ID}).mark(r, d, false) })
}

type advisoryCommentCmd struct {
	ID   string `arg:"" help:"Id or key of the advisory."`
	Text string `arg:"" help:"The remark."`
}

func (c *advisoryCommentCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.Comment(r.ctx, domain.AdvisoryKey(c.ID), c.Text); err != nil {
			return err
		}
		return marked(r, d, c.ID)
	})
}

// marked answers with what is noted of an advisory now.
func marked(r *run, d *workflow.Desk, id string) error {
	mark, err := d.Mark(r.ctx, domain.AdvisoryKey(id))
	if err != nil {
		return err
	}
	return r.answer(mark, func(w io.Writer) error { return markText(w, &mark) })
}

// markText says what people noted.
func markText(w io.Writer, m *domain.AdvisoryMark) error {
	for _, line := range words.Mark(m) {
		if _, err := fmt.Fprintf(w, "  %s\n", oneLine(line)); err != nil {
			return err
		}
	}
	return nil
}

type advisoryNotForUsCmd struct {
	ID     []string `arg:"" help:"Ids or keys of advisories."`
	Reason string   `help:"Why." required:""`
}

func (c *advisoryNotForUsCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.NotForUs(r.ctx, keysOf(c.ID), c.Reason); err != nil {
			return err
		}
		touching, err := d.FindAdvisories(r.ctx, domain.AdvisoryQuery{Text: "is:not-for-us is:touching"})
		if err != nil {
			return err
		}
		return r.answer(map[string]any{"not_for_us": c.ID, "reason": c.Reason}, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("Off the list: %s. What it says about the inventory counts on.\n"), words.Several(len(c.ID), "advisory", "advisories"))
			for i := range touching.Rows {
				if err := stillTouching(w, c.ID, &touching.Rows[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// stillTouching warns where an advisory that was just put aside touches an asset.
func stillTouching(w io.Writer, ids []string, a *domain.AdvisoryView) error {
	for _, id := range ids {
		if id == a.ID || id == string(a.Key) {
			_, err := fmt.Fprintf(w, words.Text("Look again: %s touches %s here.\n"), oneLine(a.ID), words.Several(a.Assets, "asset", "assets"))
			return err
		}
	}
	return nil
}

type advisoryForUsCmd struct {
	ID []string `arg:"" help:"Ids or keys of advisories."`
}

func (c *advisoryForUsCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.NotForUs(r.ctx, keysOf(c.ID), ""); err != nil {
			return err
		}
		return r.answer(map[string]any{"for_us": c.ID}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Back on the list: %s.\n"), words.Several(len(c.ID), "advisory", "advisories"))
			return err
		})
	})
}

type advisoryDeleteCmd struct {
	ID     string `arg:"" help:"Id or key of the advisory."`
	Reason string `help:"Why."`
}

func (c *advisoryDeleteCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.DeleteAdvisory(r.ctx, domain.AdvisoryKey(c.ID), c.Reason); err != nil {
			return err
		}
		return r.answer(map[string]any{"deleted": c.ID}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Deleted: %s. Undo: fenceline advisory restore \"%s\"\n"), oneLine(c.ID), oneLine(c.ID))
			return err
		})
	})
}

type advisoryRestoreCmd struct {
	ID string `arg:"" help:"Id or key of the advisory."`
}

func (c *advisoryRestoreCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.RestoreAdvisory(r.ctx, domain.AdvisoryKey(c.ID)); err != nil {
			return err
		}
		return r.answer(map[string]any{"restored": c.ID}, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("Restored: %s.\n"), oneLine(c.ID))
			return err
		})
	})
}

type advisoryDeletedCmd struct{}

func (c *advisoryDeletedCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.DeletedAdvisories(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(all, func(w io.Writer) error {
			if len(all) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No advisory is deleted."))
				return err
			}
			var rows [][]string
			for _, m := range all {
				rows = append(rows, []string{string(m.Advisory), day(m.Deleted.At), m.Deleted.By, m.Deleted.Reason, m.Deleted.Title})
			}
			return table(w, []string{"ADVISORY", "DELETED", "BY", "REASON", "TITLE"}, rows)
		})
	})
}

type advisoryRevisionsCmd struct {
	ID string `arg:"" help:"Id or key of the advisory."`
}

func (c *advisoryRevisionsCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.Revisions(r.ctx, domain.AdvisoryKey(c.ID))
		if err != nil {
			return err
		}
		return r.answer(all, func(w io.Writer) error {
			var rows [][]string
			for _, v := range all {
				note := string(v.Versioning)
				if v.InForce {
					note = words.Dotted(note, words.Text("in force"))
				}
				rows = append(rows, []string{v.Revision, v.Digest[:min(12, len(v.Digest))], day(v.Received), words.Badge(v.Badge), note, v.File})
			}
			return table(w, []string{"REVISION", "DIGEST", "RECEIVED", "SIGNATURE", "", "FILE"}, rows)
		})
	})
}

type advisoryDiffCmd struct {
	ID    string `arg:"" help:"Id or key of the advisory."`
	Older string `arg:"" optional:"" help:"The older revision, by number or the first letters of its digest; the last but one."`
	Newer string `arg:"" optional:"" help:"The newer one; the one in force."`

	Places bool `help:"Also list every place of the documents that differs."`
}

func (c *advisoryDiffCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		diff, err := d.Difference(r.ctx, domain.AdvisoryKey(c.ID), c.Older, c.Newer)
		if err != nil {
			return err
		}
		return r.answer(diff, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s: revision %s (received %s) and revision %s (received %s)\n"), oneLine(c.ID),
				oneLine(diff.Older.Revision), day(diff.Older.Received), oneLine(diff.Newer.Revision), day(diff.Newer.Received))
			for i := range diff.Said {
				fmt.Fprintf(w, "\n%s\n", oneLine(words.Said(&diff.Said[i])))
				for _, text := range words.SaidTexts(&diff.Said[i]) {
					fmt.Fprintf(w, "  %s\n", oneLine(text))
				}
			}
			if len(diff.Said) == 0 && len(diff.Changes) > 0 {
				fmt.Fprintf(w, "\n%s\n", words.Text("Nothing a reader would notice: what differs is how the document is put."))
			}
			if !c.Places {
				_, err := fmt.Fprintf(w, "\n%s\n", words.Plural(len(diff.Changes), "One place of the document differs; --places shows it.", "{n} places of the document differ; --places lists them."))
				return err
			}
			for i := range diff.Changes {
				change := &diff.Changes[i]
				fmt.Fprintf(w, "\n%s\n", oneLine(words.Difference(change)))
				if change.Before != "" {
					fmt.Fprintf(w, "  - %s\n", oneLine(change.Before))
				}
				if change.After != "" {
					fmt.Fprintf(w, "  + %s\n", oneLine(change.After))
				}
			}
			_, err := fmt.Fprintf(w, "\n%s.\n", words.Several(len(diff.Changes), "difference", "differences"))
			return err
		})
	})
}
