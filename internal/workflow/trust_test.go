package workflow

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

func TestBadgesOfAnImport(t *testing.T) {
	s := newSigner(t, "Alder")
	a, b := advisory("A", 1, "one known_affected"), advisory("B", 1, "two known_affected")
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing beside", map[string]string{"a.json": a}, "A unsigned"},
		{"hashes", map[string]string{"a.json": a, "a.json.sha256": sum256(a), "a.json.sha512": sum512(a) + "  a.json\n"}, "A hash"},
		{"signed, key there", map[string]string{"a.json": a, "a.json.asc": s.sign(a), "key.asc": s.public()}, "A signed"},
		{"signed, no key", map[string]string{"a.json": a, "a.json.asc": s.sign(a)}, "A unsigned"},
		{"one wrong, one right", map[string]string{"a.json": a, "a.json.sha256": sum256(b), "b.json": b, "b.json.sha256": sum256(b)}, "B hash"},
		{"packed, proof over what is in it", map[string]string{"a.json.gz": packed(t, a), "a.json.sha256": sum256(a)}, "A hash"},
		{"packed, proof over the packed bytes", map[string]string{"a.json.gz": packed(t, a), "a.json.gz.sha256": sum256(packed(t, a))}, "A hash"},
		{"packed, wrong", map[string]string{"a.json.gz": packed(t, a), "a.json.gz.sha256": sum256(a)}, ""},
		{"packed, signed", map[string]string{"a.json.gz": packed(t, a), "a.json.gz.asc": s.sign(packed(t, a)), "k.asc": s.public()}, "A signed"},
		{"damaged, and the hash says so", map[string]string{"a.json": a[:300], "a.json.sha256": sum256(a)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openDesk(t, t.TempDir(), &clock{now: dayOne})
			receipt := mustImport(t, d, c.files)
			if got := badges(t, d); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			held, err := d.Quarantine(t.Context(), false)
			if err != nil || len(held) != receipt.Totals.Quarantined || receipt.Totals.Rejected != 0 {
				t.Errorf("%d in quarantine, totals %+v, %v", len(held), receipt.Totals, err)
			}
			if c.want == "" && len(held) != 1 {
				t.Error("it is nowhere")
			}
			for _, item := range held {
				if _, data, err := d.Quarantined(t.Context(), item.Digest); err != nil || sum256(string(data)) != item.Digest {
					t.Errorf("the bytes are not kept: %v", err)
				}
			}
		})
	}
}

func TestPinAndRevoke(t *testing.T) {
	ctx := t.Context()
	s := newSigner(t, "Alder")
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	inventory(t, d, "one", "three")
	a, b := advisory("A", 1, "one known_affected"), advisory("B", 1, "three known_affected")
	mustImport(t, d, map[string]string{"a.json": a, "a.json.asc": s.sign(a), "b.json": b})
	if got := badges(t, d); got != "A unsigned, B unsigned" {
		t.Fatalf("before the key is there: %s", got)
	}
	key := filepath.Join(files(t, map[string]string{"k.asc": s.public()}), "k.asc")
	if keys, err := d.OfferKeys(ctx, key); err != nil || len(keys) != 1 || keys[0].State != domain.KeyOffered {
		t.Fatalf("%v, %v", keys, err)
	}
	if got := badges(t, d); got != "A signed, B unsigned" {
		t.Errorf("once it is offered: %s", got)
	}
	for _, bad := range []struct {
		fingerprint string
		namespaces  []string
		code        domain.Code
	}{{s.fingerprint[24:], []string{alder}, "pin_whole_fingerprint"}, {s.fingerprint, nil, "pin_namespace"}, {s.fingerprint, []string{" "}, "pin_namespace"},
		{strings.Repeat("0", 40), []string{alder}, "no_such_key"}, {"", []string{alder}, "no_such_key"}} {
		_, err := d.PinKey(ctx, bad.fingerprint, bad.namespaces)
		var e *domain.Error
		if !errors.As(err, &e) || e.Code != bad.code {
			t.Errorf("pin %q for %v: %v", bad.fingerprint, bad.namespaces, err)
		}
	}
	if _, err := d.PinKey(ctx, strings.ToLower(s.fingerprint), []string{alder}); err != nil {
		t.Fatal(err)
	}
	if got := badges(t, d); got != "A verified, B unsigned" {
		t.Errorf("once it is pinned: %s", got)
	}
	findings := findingLines(t, d)
	mustRebuild(t, d)
	if _, err := d.RevokeKey(ctx, s.fingerprint[30:], ""); !domain.Is(err, domain.Invalid) {
		t.Errorf("revoked without a reason: %v", err)
	}
	if _, err := d.RevokeKey(ctx, s.fingerprint[30:], "their letter"); err != nil {
		t.Fatal(err)
	}
	if got := badges(t, d); got != "A failed, B unsigned" {
		t.Errorf("once it is revoked: %s", got)
	}
	if now := findingLines(t, d); now != findings {
		t.Errorf("revoking changed findings:\n%s\n%s", findings, now)
	}
	mustRebuild(t, d)
	_, events, err := d.TrustKey(ctx, s.fingerprint)
	if err != nil || len(events) != 3 || events[0].Verb != "trust.revoke" || events[0].Reason != "their letter" || events[0].Person != "J.M., IT lead" {
		t.Errorf("history %+v, %v", events, err)
	}
}

// A signature that comes after the document raises its badge; the document is
// unchanged all the same, and a wrong proof beside known bytes takes nothing away.
func TestProofComesLater(t *testing.T) {
	s := newSigner(t, "Alder")
	d := openDesk(t, t.TempDir(), &clock{now: dayOne})
	inventory(t, d, "one")
	a := advisory("A", 1, "one known_affected")
	mustImport(t, d, map[string]string{"a.json": a})
	for _, step := range []struct {
		name     string
		files    map[string]string
		want     string
		warnings int
	}{
		{"hash", map[string]string{"a.json": a, "a.json.sha256": sum256(a)}, "A hash", 1},
		{"again", map[string]string{"a.json": a, "a.json.sha256": sum256(a)}, "A hash", 0},
		{"signature", map[string]string{"x/a.json": a, "x/a.json.asc": s.sign(a), "k.asc": s.public()}, "A signed", 2},
		{"without any", map[string]string{"a.json": a}, "A signed", 0},
		{"wrong hash", map[string]string{"a.json": a, "a.json.sha256": sum256("x")}, "A signed", 1},
	} {
		receipt := mustImport(t, d, step.files)
		if got := badges(t, d); got != step.want || receipt.Totals.Unchanged != 1 || receipt.Totals.Imported != 0 || receipt.Totals.Warnings != step.warnings {
			t.Errorf("%s: %s, %+v", step.name, got, receipt.Totals)
		}
		if got := affected(t, d); got != "one" {
			t.Errorf("%s: affected %q", step.name, got)
		}
		mustRebuild(t, d)
	}
}

// Whatever the order in which revisions come, the best proven and then newest is
// in force, what is weaker and newer raises only, and a reindex finds the same.
func TestRevisionsInEveryOrder(t *testing.T) {
	s := newSigner(t, "Alder")
	texts := map[string]string{
		"verified 1": advisory("A", 1, "one known_affected", "three known_affected"),
		"verified 2": advisory("A", 2, "one known_affected", "three known_not_affected"),
		"unsigned 3": advisory("A", 3, "one known_not_affected", "seven known_affected"),
	}
	orders := [][]string{{"verified 1", "verified 2", "unsigned 3"}, {"verified 1", "unsigned 3", "verified 2"}, {"verified 2", "verified 1", "unsigned 3"},
		{"verified 2", "unsigned 3", "verified 1"}, {"unsigned 3", "verified 1", "verified 2"}, {"unsigned 3", "verified 2", "verified 1"}}
	for _, order := range orders {
		t.Run(strings.Join(order, ", "), func(t *testing.T) {
			d := openDesk(t, t.TempDir(), &clock{now: dayOne})
			inventory(t, d, "one", "three", "seven")
			mustImport(t, d, map[string]string{"k.asc": s.public()})
			if _, err := d.PinKey(t.Context(), s.fingerprint, []string{alder}); err != nil {
				t.Fatal(err)
			}
			for i, name := range order {
				bundle := map[string]string{fmt.Sprintf("%d.json", i): texts[name]}
				if strings.HasPrefix(name, "verified") {
					bundle[fmt.Sprintf("%d.json.asc", i)] = s.sign(texts[name])
				}
				mustImport(t, d, bundle)
			}
			a, err := d.Advisory(t.Context(), "A")
			if err != nil || a.Revision != "2" {
				t.Errorf("revision %q is in force, %v", a.Revision, err)
			}
			if got := affected(t, d); got != "one seven" {
				t.Errorf("affected: %q", got)
			}
			all, _, err := d.Findings(t.Context(), FindingFilter{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range all {
				if why, err := d.Explain(t.Context(), f.ID); err != nil || len(why.Evidence) < 4 {
					t.Errorf("%s by revision %s is explained by %v, %v", f.Name, f.Revision, why, err)
				}
			}
			mustRebuild(t, d)
			four := advisory("A", 4, "one fixed")
			mustImport(t, d, map[string]string{"4.json": four, "4.json.asc": s.sign(four)})
			if got := affected(t, d); got != "" {
				t.Errorf("after a newer verified revision affected: %q", got)
			}
			mustRebuild(t, d)
		})
	}
}

// Work on badges that was cut short is finished by the next opening of the desk.
func TestBadgesAfterACrash(t *testing.T) {
	s := newSigner(t, "Alder")
	a := advisory("A", 1, "one known_affected")
	for _, moment := range []string{"before anything", "in the middle"} {
		t.Run(moment, func(t *testing.T) {
			folder, c := t.TempDir(), &clock{now: dayOne}
			d := openDesk(t, folder, c)
			inventory(t, d, "one")
			mustImport(t, d, map[string]string{"a.json": a, "a.json.asc": s.sign(a), "k.asc": s.public()})
			err := d.store.Update(t.Context(), func(w *store.Write) error {
				for arrival, err := range w.Arrivals() {
					if err != nil || arrival.Asset != "" {
						continue
					}
					arrival.Badge = domain.BadgeVerified
					if err := errors.Join(w.PutArrival(arrival), w.PutPending(pendingBadge, arrival.ID, store.Pending{})); err != nil {
						return err
					}
				}
				if moment == "in the middle" {
					return errors.Join(w.PutPending(store.PendingReindex, store.PendingAll, store.Pending{}), w.DeleteAdvisory("csaf|"+alder+"|A"))
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			again, err := Open(context.Background(), Options{Folder: folder, Now: c.Now})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if got := badges(t, again); got != "A verified" {
				t.Errorf("got %s", got)
			}
			mustRebuild(t, again)
		})
	}
}
