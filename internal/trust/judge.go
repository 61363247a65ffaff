package trust

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Verdict is what proofs are worth together.
type Verdict struct {
	Badge    domain.Badge
	Reason   domain.Code      // for BadgeFailed: the result that decided
	Params   domain.Params    // of Reason: key, namespace, file
	Warnings []domain.Warning // proofs that could not be used
}

// Judge weighs the proofs that came with one document. owners are the publishers
// it speaks for; keys is what the desk knows of keys by fingerprint. One proof
// that fails makes the whole fail: who finds a wrong hash beside a good signature has to
// ask. Proofs that nothing can be said about count as absent and are warned about.
//
// A good signature of a pinned key gives [domain.BadgeVerified] where the key is
// pinned for every owner; for another publisher's document it is a failure,
// because that is how a stolen or curious key would be used.
func Judge(proofs []domain.Proof, owners []string, keys map[string]domain.TrustKey) Verdict {
	v := Verdict{Badge: domain.BadgeUnsigned}
	for i := range proofs {
		p := &proofs[i]
		result, badge, params := weigh(p, owners, keys)
		switch {
		case badge == domain.BadgeFailed:
			if v.Badge != domain.BadgeFailed {
				v.Badge, v.Reason, v.Params = badge, result, params
			}
		case badge == domain.BadgeUnsigned:
			v.Warnings = append(v.Warnings, domain.Warning{Code: result, Params: params})
		case badge.AtLeast(v.Badge) && v.Badge != domain.BadgeFailed:
			v.Badge = badge
		}
	}
	return v
}

// weigh says what one proof is worth; BadgeUnsigned: nothing.
func weigh(p *domain.Proof, owners []string, keys map[string]domain.TrustKey) (domain.Code, domain.Badge, domain.Params) {
	params := domain.Params{"file": p.File}
	if p.Key != "" {
		params["key"] = p.Key
	}
	switch p.Result {
	case ResultUnknownKey, ResultTextMode, ResultUnlisted, ResultFuture:
		return p.Result, domain.BadgeUnsigned, params
	case ResultGood:
	default:
		return p.Result, domain.BadgeFailed, params
	}
	unsigned := p.Sort == domain.ProofManifest && p.Signed == "" && p.Key == "" // a list of hashes
	if unsigned || p.Sort == domain.ProofSHA256 || p.Sort == domain.ProofSHA512 {
		return p.Result, domain.BadgeHash, params
	}
	key, known := keys[p.Key]
	switch {
	case !known:
		return ResultUnknownKey, domain.BadgeUnsigned, params
	case key.State == domain.KeyRevoked:
		return ResultDistrusted, domain.BadgeFailed, params
	case key.State != domain.KeyPinned:
		return p.Result, domain.BadgeSigned, params
	}
	if other := foreign(owners, key.Namespaces); other != "" {
		params["namespace"] = other
		return ResultWrongOwner, domain.BadgeFailed, params
	}
	return p.Result, domain.BadgeVerified, params
}

// foreign gives an owner that is none of the namespaces, or "".
func foreign(owners, namespaces []string) string {
	if slices.Contains(namespaces, domain.AnyNamespace) {
		return ""
	}
	for _, owner := range owners {
		if !slices.ContainsFunc(namespaces, func(n string) bool { return SameNamespace(n, owner) }) {
			return owner
		}
	}
	return ""
}

// SameNamespace compares publishers' namespaces: the case of letters and a slash
// at the end do not count.
func SameNamespace(a, b string) bool {
	plain := func(s string) string { return strings.TrimRight(strings.ToLower(strings.TrimSpace(s)), "/") }
	return plain(a) == plain(b)
}
