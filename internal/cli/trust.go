package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type trustCmd struct {
	List   trustListCmd   `cmd:"" help:"List the keys this desk knows, with their fingerprints."`
	Show   trustShowCmd   `cmd:"" help:"Show one key and what was decided about it."`
	Offer  trustOfferCmd  `cmd:"" help:"Take in a file with public keys. Nothing rests on them until they are pinned."`
	Pin    trustPinCmd    `cmd:"" help:"Trust a key for a publisher, after its whole fingerprint was compared."`
	Revoke trustRevokeCmd `cmd:"" help:"Trust a key no more."`
}

type trustListCmd struct{}

func (c *trustListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		keys, err := d.TrustKeys(r.ctx)
		if err != nil {
			return err
		}
		return r.answer(keys, func(w io.Writer) error {
			if len(keys) == 0 {
				_, err := fmt.Fprintln(w, words.Text("No key is known. Take one in: fenceline trust offer FILE"))
				return err
			}
			return keysText(w, keys)
		})
	})
}

func keysText(w io.Writer, keys []domain.TrustKey) error {
	for i := range keys {
		k := &keys[i]
		fmt.Fprintf(w, "%-8s %s\n", words.KeyState(k.State), words.Fingerprint(k.Fingerprint))
		for _, f := range [][2]string{{words.Text("calls itself"), strings.Join(k.Owners, ", ")}, {words.Text("pinned for"), strings.Join(k.Namespaces, ", ")},
			{words.Text("named by"), strings.Join(k.Named, ", ")}, {"from", k.File}} {
			if f[1] != "" {
				fmt.Fprintf(w, "         %s: %s\n", f[0], oneLine(f[1]))
			}
		}
	}
	return nil
}

type trustShowCmd struct {
	Key string `arg:"" help:"Fingerprint, or enough of its end."`
}

func (c *trustShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		key, events, err := d.TrustKey(r.ctx, c.Key)
		if err != nil {
			return err
		}
		value := struct {
			domain.TrustKey
			History []domain.LogEvent `json:"history"`
		}{key, events}
		return r.answer(value, func(w io.Writer) error {
			if err := keysText(w, []domain.TrustKey{key}); err != nil {
				return err
			}
			fmt.Fprintf(w, words.Text("         %s, made %s"), key.Algorithm, day(key.Created))
			if !key.Expires.IsZero() {
				fmt.Fprintf(w, words.Text(", valid until %s"), day(key.Expires))
			}
			fmt.Fprintln(w)
			if key.Dead {
				fmt.Fprintln(w, words.Text("         Its owner has revoked it."))
			}
			for _, e := range events {
				fmt.Fprintf(w, "  %s  %s: %s\n", e.At.Local().Format("2006-01-02 15:04"), oneLine(e.Person), oneLine(words.Event(e)))
			}
			if key.State == domain.KeyOffered {
				fmt.Fprintln(w, words.Text("\nCompare the fingerprint with the one its owner gives you by another way than this medium. Then:"))
				fmt.Fprintf(w, words.Text("  fenceline trust pin %s --namespace %s\n"), key.Fingerprint, pinFor(&key))
			}
			return nil
		})
	})
}

// pinFor is the namespace an example names: that of the provider on the medium.
func pinFor(key *domain.TrustKey) string {
	if len(key.Named) > 0 {
		return oneLine(key.Named[0])
	}
	return "NAMESPACE"
}

type trustOfferCmd struct {
	File string `arg:"" help:"File with public keys: OpenPGP or minisign." type:"path"`
}

func (c *trustOfferCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		keys, err := d.OfferKeys(r.ctx, c.File)
		if err != nil {
			return err
		}
		return r.answer(keys, func(w io.Writer) error { return keysText(w, keys) })
	})
}

type trustPinCmd struct {
	Fingerprint string   `arg:"" help:"The whole fingerprint, as its owner gave it to you by another way."`
	Namespace   []string `help:"Publisher it may speak for, as in the advisories' publisher namespace; may be repeated. '*' for a distributor who signs for others."`
}

func (c *trustPinCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		key, err := d.PinKey(r.ctx, c.Fingerprint, c.Namespace)
		if err != nil {
			return err
		}
		return r.answer(key, func(w io.Writer) error { return keysText(w, []domain.TrustKey{key}) })
	})
}

type trustRevokeCmd struct {
	Key    string `arg:"" help:"Fingerprint, or enough of its end."`
	Reason string `help:"Why; recorded in the log." required:""`
}

func (c *trustRevokeCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		key, err := d.RevokeKey(r.ctx, c.Key, c.Reason)
		if err != nil {
			return err
		}
		return r.answer(key, func(w io.Writer) error { return keysText(w, []domain.TrustKey{key}) })
	})
}

type quarantineCmd struct {
	List    quarantineListCmd    `cmd:"" help:"List what was set aside, newest first."`
	Show    quarantineShowCmd    `cmd:"" help:"Show one document in quarantine and why it is there."`
	Release quarantineReleaseCmd `cmd:"" help:"Let a document in all the same; your name and reason are recorded."`
}

type quarantineListCmd struct {
	All bool `help:"List what was released, too."`
}

func (c *quarantineListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		items, err := d.Quarantine(r.ctx, c.All)
		if err != nil {
			return err
		}
		return r.answer(items, func(w io.Writer) error {
			if len(items) == 0 {
				_, err := fmt.Fprintln(w, words.Text("Nothing is in quarantine."))
				return err
			}
			var rows [][]string
			for i := range items {
				it := &items[i]
				why, _ := words.Error(words.QuarantineError(it))
				if !it.Released.IsZero() {
					why = words.Text("released by {releaser}: {because}", "releaser", it.Releaser, "because", it.Because)
				}
				rows = append(rows, []string{it.Digest[:12], day(it.At), it.File, why})
			}
			return table(w, []string{"DIGEST", "SINCE", "FILE", "WHY"}, rows)
		})
	})
}

type quarantineShowCmd struct {
	Ref   string `arg:"" help:"First digits of the digest, or the file's name."`
	Out   string `help:"Write the exact bytes to this file." type:"path"`
	Force bool   `help:"Replace the file if it is there."`
}

func (c *quarantineShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		item, data, err := d.Quarantined(r.ctx, c.Ref)
		if err != nil {
			return err
		}
		if c.Out != "" && item.Format == domain.FormatPayload {
			return &domain.Error{Kind: domain.Untrusted, Op: "show quarantine", Subject: item.File, Code: "payload_not_released"}
		}
		if c.Out != "" {
			err := r.to(c.Out, c.Force).Write(d.Folder(), func(w io.Writer) error {
				_, err := w.Write(data)
				return err
			})
			if err != nil || r.to(c.Out, false).ToStandard() {
				return err
			}
		}
		return r.answer(item, func(w io.Writer) error {
			what, next := words.Error(words.QuarantineError(&item))
			fmt.Fprintf(w, "%s\n%s\n%s\n\n", oneLine(item.File), oneLine(what), oneLine(next))
			fmt.Fprintf(w, words.Text("  SHA-256   %s, %d bytes\n  set aside %s, import by %s\n"), item.Digest, item.Size, item.At.Local().Format("2006-01-02 15:04"), oneLine(item.By))
			for _, key := range item.Items {
				fmt.Fprintf(w, words.Text("  holds     %s\n"), oneLine(key))
			}
			proofsText(w, item.Proofs)
			if !item.Released.IsZero() {
				fmt.Fprintf(w, words.Text("  released  %s by %s: %s\n"), item.Released.Local().Format("2006-01-02 15:04"), oneLine(item.Releaser), oneLine(item.Because))
			}
			return nil
		})
	})
}

type quarantineReleaseCmd struct {
	Ref    string `arg:"" help:"First digits of the digest, or the file's name."`
	Reason string `help:"Why it may come in all the same; recorded in the log." required:""`
}

func (c *quarantineReleaseCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		receipt, err := d.Release(r.ctx, c.Ref, c.Reason)
		if err != nil {
			return err
		}
		return r.answer(worded(receipt), func(w io.Writer) error { return receiptText(w, receipt, true) })
	})
}

// originText says where an advisory came from and what proves it.
func originText(w io.Writer, o *domain.Origin) error {
	fmt.Fprintf(w, words.Text("\n  Origin     %s\n  File       %s, received %s by %s\n"), words.Badge(o.Badge), oneLine(o.File), day(o.Received), oneLine(o.By))
	if o.Released != "" {
		fmt.Fprintf(w, words.Text("  Let in     although a proof fails: %s\n"), oneLine(o.Released))
	}
	proofsText(w, o.Proofs)
	return nil
}

func proofsText(w io.Writer, proofs []domain.Proof) {
	for i := range proofs {
		fmt.Fprintf(w, words.Text("  proof     %s: %s\n"), oneLine(proofs[i].File), oneLine(words.Proof(&proofs[i])))
	}
}

// badgesLine counts documents by badge, the best proven first.
func badgesLine(receipt *domain.Receipt) string {
	counts := receipt.Badges
	if counts == nil {
		counts = map[domain.Badge]int{}
		for i := range receipt.Files {
			if badge := receipt.Files[i].Badge; badge != "" {
				counts[badge]++
			}
		}
	}
	var parts []string
	for _, b := range []domain.Badge{domain.BadgeVerified, domain.BadgeSigned, domain.BadgeHash, domain.BadgeUnsigned, domain.BadgeUnchecked, domain.BadgeFailed} {
		if counts[b] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[b], words.Badge(b)))
		}
	}
	return strings.Join(parts, "; ")
}
