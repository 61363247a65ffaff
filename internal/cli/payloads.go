package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type payloadCmd struct {
	List   payloadListCmd   `cmd:"" help:"The patch files that came in bundles, newest first."`
	Show   payloadShowCmd   `cmd:"" help:"One patch file: what it is for, and what proves it."`
	Save   payloadSaveCmd   `cmd:"" help:"Copy a patch file to a stick or folder; its hash is compared before and after."`
	Remove payloadRemoveCmd `cmd:"" help:"Take the bytes of a patch file off the desk."`
}

type payloadListCmd struct{}

func (c *payloadListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		all, err := d.Payloads(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(all, func(w io.Writer) error {
			if len(all) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No patch file came in yet. A bundle brings them with its signed manifest: see docs/payloads.md."))
				return err
			}
			rows := make([][]string, 0, len(all))
			for i := range all {
				p := &all[i]
				rows = append(rows, []string{p.Digest[:12], p.Name, words.Bytes(p.Size), words.Badge(p.Badge), words.PayloadFor(p), words.PayloadHere(p)})
			}
			return table(w, []string{"ID", "NAME", "SIZE", "ORIGIN", "FOR", "BYTES"}, rows)
		})
	})
}

type payloadShowCmd struct {
	Ref string `arg:"" name:"payload" help:"First digits of its digest, or its name."`
}

func (c *payloadShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		p, err := d.Payload(r.ctx, c.Ref)
		if err != nil {
			return err
		}
		return r.answer(p, func(w io.Writer) error {
			fmt.Fprintf(w, words.Text("%s\n\n  SHA-256   %s\n  size      %s, %s here\n  origin    %s\n"), oneLine(p.Name), p.Digest, words.Bytes(p.Size), words.Bytes(p.Packed), words.Badge(p.Badge))
			fmt.Fprintf(w, words.Text("  came      %s by %s, as %s\n  bytes     %s\n"), day(p.At), oneLine(p.By), oneLine(p.File), words.PayloadHere(&p))
			for i := range p.For {
				fmt.Fprintf(w, words.Text("  for       %s\n"), oneLine(words.PayloadBond(&p.For[i])))
			}
			proofsText(w, p.Proofs)
			return nil
		})
	})
}

type payloadSaveCmd struct {
	Ref   string `arg:"" name:"payload" help:"First digits of its digest, or its name."`
	Out   string `arg:"" name:"folder" help:"Folder to copy it into, or the name of the file to write." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *payloadSaveCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		p, err := d.Payload(r.ctx, c.Ref)
		if err != nil {
			return err
		}
		out := c.Out
		if info, err := os.Stat(out); err == nil && info.IsDir() {
			out = filepath.Join(out, words.FileName(p.Name))
		}
		if p, err = d.SavePayload(r.ctx, p.Digest, r.to(out, c.Force)); err != nil || r.to(out, false).ToStandard() {
			return err
		}
		answer := struct {
			domain.Payload
			Written string `json:"written"`
		}{p, out}
		return r.answer(answer, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s written and read again: its SHA-256 is %s, as it should be. Origin: %s.\n"), oneLine(out), p.Digest, words.Badge(p.Badge))
			return err
		})
	})
}

type payloadRemoveCmd struct {
	Ref    string `arg:"" name:"payload" help:"First digits of its digest, or its name."`
	Reason string `help:"Why; it stands in the log."`
}

func (c *payloadRemoveCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		p, err := d.RemovePayload(r.ctx, c.Ref, c.Reason)
		if err != nil {
			return err
		}
		return r.answer(p, func(w io.Writer) error {
			_, err := fmt.Fprintf(w, words.Text("%s is off this desk; what is known of it stays.\n"), oneLine(p.Name))
			return err
		})
	})
}

// payloadsText says which patch files are there for a task.
func payloadsText(w io.Writer, all []domain.Payload) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(w, words.Text("\nPatch payloads"))
	for i := range all {
		p := &all[i]
		fmt.Fprintf(w, "  %s  %s, %s: %s. %s\n", p.Digest[:12], oneLine(p.Name), words.Bytes(p.Size), words.Badge(p.Badge), words.PayloadHere(p))
	}
	fmt.Fprintln(w, words.Text("  To a stick: fenceline payload save ID FOLDER"))
}
