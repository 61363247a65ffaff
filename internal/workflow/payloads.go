package workflow

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// Payloads lists the patch files that came in bundles, newest first, with the
// badge that their proofs are worth now.
func (d *Desk) Payloads(ctx context.Context) ([]domain.Payload, error) {
	var out []domain.Payload
	err := d.store.View(ctx, func(r *store.Read) (err error) {
		out, err = d.payloads(r)
		return err
	})
	return out, err
}

func (d *Desk) payloads(r *store.Read) ([]domain.Payload, error) {
	keys, known, err := knownKeys(r)
	if err != nil {
		return nil, err
	}
	var out []domain.Payload
	for p, err := range r.Payloads() {
		if err != nil {
			return nil, err
		}
		if err := d.weighPayload(r, &p, keys, known); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b domain.Payload) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Digest, b.Digest))
	})
	return out, nil
}

func knownKeys(r *store.Read) (keys []domain.TrustKey, known map[string]domain.TrustKey, err error) {
	known = map[string]domain.TrustKey{}
	for key, err := range r.TrustKeys() {
		if err != nil {
			return nil, nil, err
		}
		keys, known[key.Fingerprint] = append(keys, key), key
	}
	return keys, known, nil
}

// weighPayload judges the proofs by the keys that are known now, and looks whether the
// bytes are here.
func (d *Desk) weighPayload(r *store.Read, p *domain.Payload, keys []domain.TrustKey, known map[string]domain.TrustKey) error {
	for i, proof := range p.Proofs {
		if proof.Sort != domain.ProofManifest || proof.Signed == "" {
			continue
		}
		manifest, err := r.Original(proof.Digest)
		if err != nil {
			return err
		}
		if p.Proofs[i], err = recheckManifest(r, proof, manifest, p.File, p.Digest, keys); err != nil {
			return err
		}
	}
	p.Badge = trust.Judge(p.Proofs, nil, known).Badge
	_, err := os.Stat(d.payloadPath(p.Digest))
	p.Here = err == nil
	return nil
}

// Payload shows one patch file. ref is its digest or its first digits, or its name.
// Errors: NotFound, Conflict (several).
func (d *Desk) Payload(ctx context.Context, ref string) (domain.Payload, error) {
	all, err := d.Payloads(ctx)
	if err != nil {
		return domain.Payload{}, err
	}
	found := slices.DeleteFunc(all, func(p domain.Payload) bool {
		return ref == "" || !strings.HasPrefix(p.Digest, strings.ToLower(ref)) && p.Name != ref && p.File != ref
	})
	switch len(found) {
	case 0:
		return domain.Payload{}, &domain.Error{Kind: domain.NotFound, Op: "find payload", Subject: ref, Code: "no_such_payload"}
	case 1:
		return found[0], nil
	}
	return domain.Payload{}, &domain.Error{Kind: domain.Conflict, Op: "find payload", Subject: ref, Code: "several_payloads"}
}

// SavePayload copies a patch file out, compared with its hash while it is written and
// read again afterwards. It is in the log. Errors: NotFound, Conflict,
// Untrusted (its proofs fail by now), Corrupt, and those of [Destination.Write].
func (d *Desk) SavePayload(ctx context.Context, ref string, to Destination) (domain.Payload, error) {
	p, err := d.Payload(ctx, ref)
	if err != nil {
		return p, err
	}
	if p.Badge == domain.BadgeFailed {
		return p, &domain.Error{Kind: domain.Untrusted, Op: "save payload", Subject: p.Name, Code: "payload_distrusted"}
	}
	err = to.Write(d.folder, func(w io.Writer) error {
		return d.readPayload(p.Digest, func(r io.Reader) error {
			_, err := io.Copy(w, stoppable{ctx, r})
			return err
		})
	})
	if err != nil {
		return p, asCancelled(ctx, err)
	}
	if !to.ToStandard() {
		if err := sameBytes(ctx, to.Path, p.Digest); err != nil {
			return p, asCancelled(ctx, err)
		}
	}
	if d.copied != "" {
		return p, nil
	}
	done, err := d.writer()
	if err != nil {
		return p, err
	}
	defer done()
	e := d.event("", "payload.save", p.Name)
	e.After = p.Digest
	return p, d.store.Update(ctx, func(w *store.Write) error { return d.log(w, e, nil, nil) })
}

// sameBytes reads a file again and compares its digest.
func sameBytes(ctx context.Context, path, digest string) error {
	f, err := os.Open(path)
	if err != nil {
		return unreadable(path, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	sum := sha256.New()
	if _, err := io.Copy(sum, stoppable{ctx, f}); err != nil {
		return unreadable(path, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != digest {
		return &domain.Error{Kind: domain.Corrupt, Op: "save payload", Subject: path, Code: "payload_not_copied"}
	}
	return nil
}

// RemovePayload takes the bytes of a patch file off the desk; what is known of it
// stays, and it may be imported again. Errors: NotFound, Conflict, Untrusted (the role), Storage.
func (d *Desk) RemovePayload(ctx context.Context, ref, reason string) (domain.Payload, error) {
	p, err := d.Payload(ctx, ref)
	if err != nil {
		return p, err
	}
	done, err := d.writer()
	if err != nil {
		return p, err
	}
	defer done()
	e := d.event("", "payload.remove", p.Name)
	e.Before, e.Reason = p.Digest, reason
	err = d.store.Update(ctx, func(w *store.Write) error {
		if err := d.may(&w.Read, domain.RoleEdit); err != nil {
			return err
		}
		return d.log(w, e, nil, nil)
	})
	if err != nil {
		return p, err
	}
	p.Here = false
	return p, takenAway(d.payloadPath(p.Digest))
}

// payloadsFor lists the patch files whose bundle says that they are for a task.
func (d *Desk) payloadsFor(r *store.Read, t *domain.PatchTask, advice []domain.RemediationView) ([]domain.Payload, error) {
	all, err := d.payloads(r)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := slices.Clone(t.Vulnerabilities)
	for _, key := range t.Advisories {
		ids = append(ids, string(key), string(key)[strings.LastIndexByte(string(key), '|')+1:])
	}
	var urls []string
	for i := range advice {
		if advice[i].URL != "" {
			urls = append(urls, advice[i].URL)
		}
	}
	return slices.DeleteFunc(all, func(p domain.Payload) bool {
		return !slices.ContainsFunc(p.For, func(b domain.PayloadBond) bool { return b.Fits(t, ids, urls) })
	}), nil
}

// BackupPayloads copies the packed bytes of every patch file into a folder beside a
// backup, and counts them. What is there already is left. Errors: Storage, Corrupt.
func (d *Desk) BackupPayloads(ctx context.Context, backup string) (int, error) {
	all, err := d.Payloads(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for i := range all {
		if !all[i].Here {
			continue
		}
		if err := copyPayload(ctx, d.payloadPath(all[i].Digest), besideBackup(backup), all[i].Digest); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func besideBackup(backup string) string { return backup + ".payloads" }

// restorePayloads brings back what lies beside a backup, each compared with its
// digest.
func restorePayloads(ctx context.Context, backup, folder string) error {
	list, err := os.ReadDir(besideBackup(backup))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unreadable(besideBackup(backup), err)
	}
	for _, entry := range list {
		digest, ok := strings.CutSuffix(entry.Name(), payloadEnding)
		if !ok || len(digest) != 2*sha256.Size || !entry.Type().IsRegular() {
			continue
		}
		if err := copyPayload(ctx, filepath.Join(besideBackup(backup), entry.Name()), filepath.Join(folder, payloadFolder), digest); err != nil {
			return err
		}
	}
	return nil
}

// copyPayload copies packed bytes into a folder after they were compared with their
// digest.
func copyPayload(ctx context.Context, from, folder, digest string) error {
	f, err := os.Open(from)
	if err != nil {
		return unreadable(from, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if err := unpackPayload(stoppable{ctx, f}, digest, func(io.Reader) error { return nil }); err != nil {
		return err
	}
	to := filepath.Join(folder, digest+payloadEnding)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return notWritten(folder, err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return unreadable(from, err)
	}
	return writeFile(to, func(w io.Writer) error {
		_, err := io.Copy(w, stoppable{ctx, f})
		return err
	})
}
