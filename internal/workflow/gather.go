package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// gatherer gives what an import's documents are checked with, and which keys
// came with it that are new here.
type gatherer func(ctx context.Context, receipt string) (*proofs, []domain.TrustKey, error)

// besideAll collects the proofs below several paths. One of several that cannot
// be opened is among refused, by its path.
func besideAll(ctx context.Context, paths []string) (out []gathered, refused map[string]error, err error) {
	refused = map[string]error{}
	for _, path := range paths {
		beside, err := ingest.Proofs(ctx, path, ingest.DefaultLimits())
		var own *domain.Error
		switch {
		case err == nil:
			out = append(out, gathered{path: path, beside: beside})
		case len(paths) > 1 && ctx.Err() == nil && errors.As(err, &own):
			refused[path] = own
		default:
			return nil, nil, asCancelled(ctx, err)
		}
	}
	return out, refused, nil
}

// collectedBelow is what was collected below one of the paths; nil where that was refused.
func collectedBelow(all []gathered, path string) *ingest.Beside {
	for _, g := range all {
		if g.path == path {
			return g.beside
		}
	}
	return nil
}

// walkOne walks one of the paths of an import, with what lies beside its documents. Where there are several, one that
// cannot be opened, refused before or only now, is handed over as a file that
// cannot be had; the others still come in.
func walkOne(ctx context.Context, path string, beside *ingest.Beside, refused error, several bool, visit func(ingest.Document, error) error) error {
	var ended error
	err := refused
	if err == nil {
		err = beside.Walk(ctx, path, ingest.DefaultLimits(), func(doc ingest.Document, err error) error {
			ended = visit(doc, err)
			return ended
		})
	}
	var own *domain.Error
	if err == nil || ended != nil || ctx.Err() != nil || !several || !errors.As(err, &own) {
		return err
	}
	return visit(ingest.Document{File: path, Format: domain.FormatUnknown}, own)
}

// gathering offers the keys that lie among what was collected, then sorts the
// proofs.
func (d *Desk) gathering(all []gathered) gatherer {
	return func(ctx context.Context, _ string) (*proofs, []domain.TrustKey, error) {
		offered, err := d.offer(ctx, all)
		if err != nil {
			return nil, nil, err
		}
		p, err := d.newProofs(ctx, all)
		return p, offered, err
	}
}

// ready is a gatherer of what was prepared before.
func ready(p *proofs) gatherer {
	return func(context.Context, string) (*proofs, []domain.TrustKey, error) { return p, nil, nil }
}

func (run *importRun) gather(gather gatherer) ([]domain.TrustKey, error) {
	p, offered, err := gather(run.ctx, run.receipt.ID)
	run.proofs = p
	return offered, err
}

// mostOffered is how many keys one import may offer; a stick with more has no
// honest use for them.
const mostOffered = 200

// offer notes the public keys among what was collected and gives those that are
// new here or hold more than before, such as a revocation by their owner. An
// offered key proves nothing: it waits until a person compares its fingerprint.
func (d *Desk) offer(ctx context.Context, all []gathered) ([]domain.TrustKey, error) {
	var found []domain.TrustKey
	named := map[string][]string{}
	for _, g := range all {
		for file, doc := range g.beside.Found {
			switch doc.Format {
			case domain.FormatKey:
				keys, err := trust.ReadKeys(doc.Data)
				if err != nil {
					continue // its line of the receipt says so
				}
				for _, k := range keys {
					k.File = file
					found = append(found, k)
				}
			case domain.FormatProvider:
				nameKeys(doc.Data, named)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b domain.TrustKey) int { return compareKeys(&a, &b) })
	return d.offerKeys(ctx, found[:min(len(found), mostOffered)], named)
}

func compareKeys(a, b *domain.TrustKey) int {
	if a.Fingerprint != b.Fingerprint {
		if a.Fingerprint < b.Fingerprint {
			return -1
		}
		return 1
	}
	return len(a.Data) - len(b.Data)
}

// nameKeys notes which publisher's provider-metadata.json names which key (CSAF
// 2.0, section 7.1.20 and the schema of provider metadata).
func nameKeys(data []byte, named map[string][]string) {
	var m struct {
		Publisher struct {
			Namespace string `json:"namespace"`
		} `json:"publisher"`
		Keys []struct {
			Fingerprint string `json:"fingerprint"`
		} `json:"public_openpgp_keys"`
	}
	if json.Unmarshal(data, &m) != nil || m.Publisher.Namespace == "" {
		return
	}
	for _, k := range m.Keys {
		fingerprint := trust.PlainFingerprint(k.Fingerprint)
		if !slices.Contains(named[fingerprint], m.Publisher.Namespace) {
			named[fingerprint] = append(named[fingerprint], m.Publisher.Namespace)
		}
	}
}

func (d *Desk) offerKeys(ctx context.Context, found []domain.TrustKey, named map[string][]string) ([]domain.TrustKey, error) {
	var changed []domain.TrustKey
	if len(found) == 0 {
		return nil, nil
	}
	err := d.store.Update(ctx, func(w *store.Write) error {
		changed = nil
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		for _, k := range found {
			key, news, err := d.offerKey(w, k, named[k.Fingerprint], person)
			if err != nil {
				return err
			}
			if news {
				changed = append(changed, key)
			}
		}
		return nil
	})
	return changed, err
}

// offerKey stores one key; news is false where it said nothing that was not here.
func (d *Desk) offerKey(w *store.Write, k domain.TrustKey, named []string, person string) (key domain.TrustKey, news bool, err error) {
	have, known, err := w.TrustKey(k.Fingerprint)
	if err != nil {
		return k, false, err
	}
	verb := "trust.offer"
	if known {
		fuller := k.Dead && !have.Dead || k.Dead == have.Dead && len(k.Data) > len(have.Data)
		more := slices.ContainsFunc(named, func(n string) bool { return !slices.Contains(have.Named, n) })
		if !fuller && !more {
			return have, false, nil
		}
		if !fuller {
			k = have
		}
		k.State, k.Namespaces, k.Since, k.By, k.Reason, k.Named = have.State, have.Namespaces, have.Since, have.By, have.Reason, have.Named
		verb, news = "trust.update", fuller
	} else {
		k.State, k.Since, k.By, news = domain.KeyOffered, d.now().UTC(), person, true
	}
	for _, n := range named {
		if !slices.Contains(k.Named, n) {
			k.Named = append(k.Named, n)
		}
	}
	if err := w.PutTrustKey(k); err != nil || !news {
		return k, news, err
	}
	e := d.event(person, verb, k.Fingerprint)
	e.After = k.File
	return k, news, w.AppendEvent(e)
}
