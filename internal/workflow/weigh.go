package workflow

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// pendingBadge is the kind of work that is left where a stored document is worth
// more or less than before; the id is that of its arrival.
const pendingBadge = "badge"

// weighAgain checks once more what rests on keys that are new or about which
// something was decided, from the kept originals and signatures, and brings
// everything derived in line with the badges that changed.
func (d *Desk) weighAgain(ctx context.Context, changed []domain.TrustKey, progress func(domain.Progress)) error {
	if len(changed) > 0 {
		if err := d.weighArrivals(ctx, changed); err != nil {
			return err
		}
	}
	return d.applyBadges(ctx, progress)
}

// weighAndSettle is [Desk.weighAgain] for a verb of its own.
func (d *Desk) weighAndSettle(ctx context.Context, changed []domain.TrustKey) error {
	nobody := func(domain.Progress) {}
	if err := d.weighAgain(ctx, changed, nobody); err != nil {
		return err
	}
	_, err := d.settle(ctx, nobody)
	return err
}

// restsOn reports whether a proof was made by one of the keys, or could have been.
func restsOn(p *domain.Proof, keys []domain.TrustKey) bool {
	return slices.ContainsFunc(keys, func(k domain.TrustKey) bool {
		return p.Key != "" && (p.Key == k.Fingerprint || slices.Contains(k.IDs, p.Key) || len(p.Key) > 16 && slices.Contains(k.IDs, p.Key[len(p.Key)-16:]))
	})
}

func (d *Desk) weighArrivals(ctx context.Context, changed []domain.TrustKey) error {
	var touched []store.Arrival
	var keys []domain.TrustKey
	known := map[string]domain.TrustKey{}
	err := d.store.View(ctx, func(r *store.Read) error {
		touched, keys = touched[:0], keys[:0]
		for a, err := range r.Arrivals() {
			if err != nil {
				return err
			}
			if a.Asset == "" && slices.ContainsFunc(a.Proofs, func(p domain.Proof) bool { return restsOn(&p, changed) }) {
				touched = append(touched, a)
			}
		}
		for k, err := range r.TrustKeys() {
			if err != nil {
				return err
			}
			keys = append(keys, k)
			known[k.Fingerprint] = k
		}
		return nil
	})
	if err != nil {
		return err
	}
	batch := d.store.Batch(ctx)
	for i := range touched {
		a := touched[i]
		proofs, err := d.recheck(ctx, a.Digest, a.File, a.Proofs, keys, a.At)
		if err != nil {
			return err
		}
		before := a.Badge
		a.Proofs, a.Badge = proofs, trust.Judge(proofs, a.Owners, known).Badge
		err = batch.Do(func(w *store.Write) error {
			if before != a.Badge {
				if err := w.PutPending(pendingBadge, a.ID, store.Pending{}); err != nil {
					return err
				}
			}
			return w.PutArrival(a)
		})
		if err != nil {
			return err
		}
	}
	return batch.Flush()
}

// recheck checks kept proofs over a kept document once more. A signature over an
// archive cannot be: the archive itself is not kept, so its result stays.
func (d *Desk) recheck(ctx context.Context, digest, file string, proofs []domain.Proof, keys []domain.TrustKey, at time.Time) ([]domain.Proof, error) {
	out := slices.Clone(proofs)
	err := d.store.View(ctx, func(r *store.Read) error {
		var data []byte
		for i, p := range proofs {
			if p.Sort == domain.ProofSHA256 || p.Sort == domain.ProofSHA512 || p.Of != "" && p.Sort != domain.ProofManifest {
				continue
			}
			proof, err := r.Original(p.Digest)
			if err != nil {
				return err
			}
			if p.Sort == domain.ProofManifest {
				if out[i], err = recheckManifest(r, p, proof, file, digest, keys); err != nil {
					return err
				}
				continue
			}
			if data == nil {
				if data, err = r.Original(digest); err != nil {
					return err
				}
			}
			again := trust.CheckMinisign(data, proof, keys)
			if !trust.IsMinisign(proof) {
				if again, err = trust.CheckOpenPGP(bytes.NewReader(data), proof, keys, at); err != nil {
					return err
				}
			}
			again.File, again.Digest = p.File, p.Digest
			out[i] = again
		}
		return nil
	})
	return out, err
}

// recheckManifest checks the signature of a kept manifest, and its line for the
// document where it lists the document itself.
func recheckManifest(r *store.Read, p domain.Proof, data []byte, file, digest string, keys []domain.TrustKey) (domain.Proof, error) {
	sig, err := r.Original(p.Signed)
	if err != nil {
		return p, err
	}
	again := trust.CheckMinisign(data, sig, keys)
	again.Sort, again.File, again.Of, again.Digest, again.Signed = domain.ProofManifest, p.File, p.Of, p.Digest, p.Signed
	if p.Result == trust.ResultTampered && again.Result == trust.ResultGood {
		m, err := trust.ReadManifest(data)
		if err != nil {
			return p, err
		}
		line := m.File(strings.TrimPrefix(file, strings.TrimSuffix(p.File, trust.ManifestName)))
		if p.Of != "" || line == nil || line.SHA256 != digest {
			again.Result = trust.ResultTampered
		}
	}
	return again, nil
}

// AdvisoryOrigin says how the revision of an advisory that is in force came in,
// and what proves where it is from. The key is as of [Desk.Advisory].
func (d *Desk) AdvisoryOrigin(ctx context.Context, key domain.AdvisoryKey) (domain.Origin, error) {
	var out domain.Origin
	err := d.store.View(ctx, func(r *store.Read) error {
		rec, err := advisoryByRef(r, key)
		if err != nil {
			return err
		}
		a, err := r.Arrival(rec.Revisions[len(rec.Revisions)-1].Arrival)
		out = domain.Origin{Badge: a.Badge, File: a.File, Digest: a.Digest, Received: a.At, By: a.By, Proofs: a.Proofs, Released: a.Released}
		return err
	})
	return out, err
}
