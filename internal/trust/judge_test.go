package trust

import (
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestJudge(t *testing.T) {
	const (
		alder = "https://alder.example/csaf"
		birch = "https://birch.example"
	)
	keys := map[string]domain.TrustKey{
		"PINNED":  {State: domain.KeyPinned, Namespaces: []string{alder + "/"}},
		"ANY":     {State: domain.KeyPinned, Namespaces: []string{domain.AnyNamespace}},
		"OFFERED": {State: domain.KeyOffered},
		"REVOKED": {State: domain.KeyRevoked, Namespaces: []string{alder}},
	}
	proof := func(sort domain.ProofSort, result domain.Code, key string) domain.Proof {
		return domain.Proof{Sort: sort, Result: result, Key: key, File: "a.json.asc"}
	}
	sign := func(key string) domain.Proof { return proof(domain.ProofOpenPGP, ResultGood, key) }
	hash := proof(domain.ProofSHA512, ResultGood, "")
	for _, c := range []struct {
		name   string
		proofs []domain.Proof
		owners []string
		badge  domain.Badge
		reason domain.Code
		warns  int
	}{
		{"nothing", nil, []string{alder}, domain.BadgeUnsigned, "", 0},
		{"a hash", []domain.Proof{hash}, []string{alder}, domain.BadgeHash, "", 0},
		{"signed", []domain.Proof{hash, sign("OFFERED")}, []string{alder}, domain.BadgeSigned, "", 0},
		{"verified", []domain.Proof{sign("PINNED"), hash}, []string{"HTTPS://Alder.example/csaf"}, domain.BadgeVerified, "", 0},
		{"verified, by a distributor", []domain.Proof{sign("ANY")}, []string{alder, birch}, domain.BadgeVerified, "", 0},
		{"a catalogue without owner", []domain.Proof{sign("PINNED")}, nil, domain.BadgeVerified, "", 0},
		{"wrong owner", []domain.Proof{sign("PINNED")}, []string{birch}, domain.BadgeFailed, ResultWrongOwner, 0},
		{"one of two owners", []domain.Proof{sign("PINNED")}, []string{alder, birch}, domain.BadgeFailed, ResultWrongOwner, 0},
		{"distrusted", []domain.Proof{sign("REVOKED")}, []string{alder}, domain.BadgeFailed, ResultDistrusted, 0},
		{"unknown key", []domain.Proof{proof(domain.ProofOpenPGP, ResultUnknownKey, "X")}, []string{alder}, domain.BadgeUnsigned, "", 1},
		{"unknown key and a hash", []domain.Proof{proof(domain.ProofOpenPGP, ResultUnknownKey, "X"), hash}, nil, domain.BadgeHash, "", 1},
		{"key gone since", []domain.Proof{sign("GONE")}, nil, domain.BadgeUnsigned, "", 1},
		{"tampered, hash good", []domain.Proof{hash, proof(domain.ProofOpenPGP, ResultTampered, "PINNED")}, []string{alder}, domain.BadgeFailed, ResultTampered, 0},
		{"hash wrong, signature good", []domain.Proof{proof(domain.ProofSHA256, ResultTampered, ""), sign("PINNED")}, []string{alder}, domain.BadgeFailed, ResultTampered, 0},
		{"weak", []domain.Proof{proof(domain.ProofOpenPGP, ResultWeak, "PINNED")}, []string{alder}, domain.BadgeFailed, ResultWeak, 0},
		{"key expired", []domain.Proof{proof(domain.ProofOpenPGP, ResultKeyExpired, "PINNED")}, []string{alder}, domain.BadgeFailed, ResultKeyExpired, 0},
		{"signature expired", []domain.Proof{proof(domain.ProofOpenPGP, ResultExpired, "PINNED")}, []string{alder}, domain.BadgeFailed, ResultExpired, 0},
		{"revoked by its owner", []domain.Proof{proof(domain.ProofOpenPGP, ResultRevoked, "PINNED")}, []string{alder}, domain.BadgeFailed, ResultRevoked, 0},
		{"broken", []domain.Proof{proof(domain.ProofOpenPGP, ResultBroken, "")}, []string{alder}, domain.BadgeFailed, ResultBroken, 0},
		{"from the future", []domain.Proof{proof(domain.ProofOpenPGP, ResultFuture, "PINNED")}, []string{alder}, domain.BadgeUnsigned, "", 1},
		{"text mode", []domain.Proof{proof(domain.ProofOpenPGP, ResultTextMode, "PINNED")}, []string{alder}, domain.BadgeUnsigned, "", 1},
		{"not in the list", []domain.Proof{proof(domain.ProofSHA256, ResultUnlisted, "")}, []string{alder}, domain.BadgeUnsigned, "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Judge(c.proofs, c.owners, keys)
			if got.Badge != c.badge || got.Reason != c.reason || len(got.Warnings) != c.warns {
				t.Errorf("got %+v", got)
			}
		})
	}
}

var anyProof = rapid.Custom(func(t *rapid.T) domain.Proof {
	return domain.Proof{
		Sort:   rapid.SampledFrom([]domain.ProofSort{domain.ProofSHA256, domain.ProofOpenPGP, domain.ProofMinisign, domain.ProofManifest}).Draw(t, "sort"),
		Result: rapid.SampledFrom([]domain.Code{ResultGood, ResultTampered, ResultUnknownKey, ResultKeyExpired, ResultWeak, ResultBroken, ResultFuture}).Draw(t, "result"),
		Key:    rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "key"),
	}
})

// Pinning never weakens a document of the namespaces the key is pinned for,
// revoking never strengthens any, and nothing is verified without a pinned key.
func TestJudgeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		proofs := rapid.SliceOfN(anyProof, 0, 4).Draw(t, "proofs")
		owners := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b"}), 0, 2).Draw(t, "owners")
		with := func(state domain.KeyState, namespaces ...string) Verdict {
			return Judge(proofs, owners, map[string]domain.TrustKey{"A": {State: state, Namespaces: namespaces}, "B": {State: domain.KeyOffered}})
		}
		offered, pinned, revoked := with(domain.KeyOffered), with(domain.KeyPinned, domain.AnyNamespace), with(domain.KeyRevoked)
		if !pinned.Badge.AtLeast(offered.Badge) {
			t.Fatalf("pinning made %s of %s", pinned.Badge, offered.Badge)
		}
		if !offered.Badge.AtLeast(revoked.Badge) {
			t.Fatalf("revoking made %s of %s", revoked.Badge, offered.Badge)
		}
		if offered.Badge == domain.BadgeVerified || revoked.Badge == domain.BadgeVerified {
			t.Fatal("verified without a pinned key")
		}
		if bound := with(domain.KeyPinned, "a"); bound.Badge == domain.BadgeVerified && foreign(owners, []string{"a"}) != "" {
			t.Fatalf("verified for %v with a key of a", owners)
		}
	})
}
