package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	"fenceline/internal/store"
	"fenceline/internal/trust"
)

// TrustKeys lists the keys the desk knows: pinned, offered, revoked, each by
// fingerprint.
func (d *Desk) TrustKeys(ctx context.Context) ([]domain.TrustKey, error) {
	var out []domain.TrustKey
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for key, err := range r.TrustKeys() {
			if err != nil {
				return err
			}
			out = append(out, key)
		}
		return nil
	})
	order := []domain.KeyState{domain.KeyPinned, domain.KeyOffered, domain.KeyRevoked}
	slices.SortStableFunc(out, func(a, b domain.TrustKey) int {
		return cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State))
	})
	return out, err
}

// TrustKey shows one key and what was decided about it, newest first. ref is a
// fingerprint or enough of its end to tell it. Errors: NotFound, Conflict.
func (d *Desk) TrustKey(ctx context.Context, ref string) (domain.TrustKey, []domain.LogEvent, error) {
	key, err := d.findKey(ctx, ref)
	if err != nil {
		return key, nil, err
	}
	var events []domain.LogEvent
	err = d.store.View(ctx, func(r *store.Read) error {
		events = events[:0]
		for e, err := range r.EventsOf(key.Fingerprint) {
			if err != nil {
				return err
			}
			events = append(events, e)
		}
		return nil
	})
	return key, events, err
}

func (d *Desk) findKey(ctx context.Context, ref string) (domain.TrustKey, error) {
	keys, err := d.TrustKeys(ctx)
	if err != nil {
		return domain.TrustKey{}, err
	}
	plain := trust.PlainFingerprint(ref)
	var found []domain.TrustKey
	for _, k := range keys {
		if plain != "" && (strings.HasSuffix(k.Fingerprint, plain) || slices.Contains(k.IDs, plain)) {
			found = append(found, k)
		}
	}
	switch len(found) {
	case 0:
		return domain.TrustKey{}, &domain.Error{Kind: domain.NotFound, Op: "find key", Subject: ref, Code: "no_such_key"}
	case 1:
		return found[0], nil
	}
	return domain.TrustKey{}, &domain.Error{Kind: domain.Conflict, Op: "find key", Subject: ref, Code: "several_keys"}
}

// OfferKeys takes in the public keys in a file. They are only offered: nothing
// rests on them before somebody compares the fingerprint and pins it. It gives all
// keys of the file as they are known now. Errors: NotFound, Invalid, Untrusted (a secret key).
func (d *Desk) OfferKeys(ctx context.Context, file string) ([]domain.TrustKey, error) {
	done, err := d.writer()
	if err != nil {
		return nil, err
	}
	defer done()
	var found []domain.TrustKey
	err = ingest.Walk(ctx, file, ingest.DefaultLimits(), func(doc ingest.Document, err error) error {
		if err != nil {
			return err
		}
		keys, err := trust.ReadKeys(doc.Data)
		for i := range keys {
			keys[i].File = doc.File
		}
		found = append(found, keys...)
		return withSubject(err, doc.File)
	})
	if err != nil {
		return nil, err
	}
	changed, err := d.offerKeys(ctx, found, nil)
	if err != nil {
		return nil, err
	}
	if err := d.weighAndSettle(ctx, changed); err != nil {
		return nil, err
	}
	out := make([]domain.TrustKey, 0, len(found))
	for _, k := range found {
		key, err := d.findKey(ctx, k.Fingerprint)
		if err != nil {
			return nil, err
		}
		out = append(out, key)
	}
	return out, nil
}

// withSubject names the file in an error that does not.
func withSubject(err error, subject string) error {
	if e, ok := err.(*domain.Error); ok && e.Subject == "" {
		e.Subject = subject
	}
	return err
}

// PinKey records that a person has compared the whole fingerprint with its owner's
// and trusts the key for the publishers with the namespaces; pinning again adds
// namespaces. Every stored document signed by it is weighed again. Errors: Invalid
// (not the whole fingerprint, no namespace), Untrusted (the role), NotFound, Conflict
// (revoked by its owner).
func (d *Desk) PinKey(ctx context.Context, fingerprint string, namespaces []string) (domain.TrustKey, error) {
	key, err := d.findKey(ctx, fingerprint)
	if err != nil {
		return key, err
	}
	bad := func(kind domain.Kind, code domain.Code) (domain.TrustKey, error) {
		return key, &domain.Error{Kind: kind, Op: "pin key", Subject: key.Fingerprint, Code: code}
	}
	namespaces = slices.DeleteFunc(slices.Clone(namespaces), func(n string) bool { return strings.TrimSpace(n) == "" })
	switch {
	case !trust.SameFingerprint(fingerprint, key.Fingerprint):
		return bad(domain.Invalid, "pin_whole_fingerprint")
	case len(namespaces) == 0 && (key.State != domain.KeyPinned || len(key.Namespaces) == 0):
		return bad(domain.Invalid, "pin_namespace")
	case key.Dead:
		return bad(domain.Conflict, "pin_dead")
	}
	return d.decideKey(ctx, key, "trust.pin", func(k *domain.TrustKey) {
		if k.State != domain.KeyPinned {
			k.Namespaces = nil
		}
		for _, n := range namespaces {
			if !slices.ContainsFunc(k.Namespaces, func(have string) bool { return trust.SameNamespace(have, n) }) {
				k.Namespaces = append(k.Namespaces, strings.TrimSpace(n))
			}
		}
		k.State, k.Reason = domain.KeyPinned, ""
	})
}

// RevokeKey records that the key is trusted no more, and why. What it signed
// counts as failed from then on: it still raises, can lower nothing any more, and any other
// statement may correct it.
// Errors: Invalid (no reason), NotFound, Conflict (several keys).
func (d *Desk) RevokeKey(ctx context.Context, ref, reason string) (domain.TrustKey, error) {
	key, err := d.findKey(ctx, ref)
	if err != nil {
		return key, err
	}
	if strings.TrimSpace(reason) == "" {
		return key, &domain.Error{Kind: domain.Invalid, Op: "revoke key", Subject: key.Fingerprint, Code: "reason_missing"}
	}
	return d.decideKey(ctx, key, "trust.revoke", func(k *domain.TrustKey) { k.State, k.Reason = domain.KeyRevoked, reason })
}

// decideKey stores a person's decision about a key, logs it, and weighs again
// what rests on the key.
func (d *Desk) decideKey(ctx context.Context, key domain.TrustKey, verb string, change func(*domain.TrustKey)) (domain.TrustKey, error) {
	done, err := d.writer()
	if err != nil {
		return key, err
	}
	defer done()
	err = d.store.Update(ctx, func(w *store.Write) error {
		if err := d.may(&w.Read, domain.RoleApprove); err != nil {
			return err
		}
		now, ok, err := w.TrustKey(key.Fingerprint)
		if err != nil || !ok {
			return cmp.Or(err, error(&domain.Error{Kind: domain.NotFound, Op: "find key", Subject: key.Fingerprint, Code: "no_such_key"}))
		}
		before := string(now.State)
		now.Namespaces = slices.Clone(now.Namespaces)
		change(&now)
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		e := d.event(person, verb, key.Fingerprint)
		e.Before, e.After, e.Reason = before, strings.Join(now.Namespaces, ", "), now.Reason
		now.Since, now.By = e.At, person
		key = now
		if err := w.PutTrustKey(now); err != nil {
			return err
		}
		return w.AppendEvent(e)
	})
	if err != nil {
		return key, err
	}
	return key, d.weighAndSettle(ctx, []domain.TrustKey{key})
}
