package trust

import (
	"bytes"
	"io"
	"slices"

	"aead.dev/minisign"

	"fenceline/internal/domain"
)

// CheckMinisign checks a minisign signature over exact bytes. minisign states no
// instant that is proven, so Made stays empty.
func CheckMinisign(data, signature []byte, keys []domain.TrustKey) domain.Proof {
	return checkMinisign(signature, keys, func(public minisign.PublicKey, text []byte, _ uint16) (fits, ok bool) {
		return minisign.Verify(public, data, text), true
	})
}

// checkMinisign reads the signature and lets verify say whether it fits, and
// whether that could be told.
func checkMinisign(signature []byte, keys []domain.TrustKey, verify func(minisign.PublicKey, []byte, uint16) (fits, ok bool)) domain.Proof {
	out := domain.Proof{Sort: domain.ProofMinisign, Result: ResultBroken}
	signature = bytes.TrimRight(bytes.ReplaceAll(signature, []byte("\r\n"), []byte("\n")), "\n")
	var sig minisign.Signature
	if err := sig.UnmarshalText(signature); err != nil {
		return out
	}
	out.Key, out.Result = keyID(sig.KeyID), ResultUnknownKey
	for i := range keys {
		k := &keys[i]
		if k.Sort != domain.ProofMinisign || !slices.Contains(k.IDs, out.Key) {
			continue
		}
		var public minisign.PublicKey
		if err := public.UnmarshalText(k.Data); err != nil {
			continue
		}
		one := domain.Proof{Sort: domain.ProofMinisign, Result: ResultTampered, Key: k.Fingerprint}
		switch fits, ok := verify(public, signature, sig.Algorithm); {
		case !ok:
			one.Result = ResultBroken
		case fits:
			one.Result = ResultGood
		}
		out = best(out, one)
	}
	return out
}

// CheckMinisignReader is [CheckMinisign] over everything r has, read once, for
// signatures of the hashed algorithm; the older one would need all of it in
// memory and counts as unreadable here. The error is that of r.
func CheckMinisignReader(r io.Reader, signature []byte, keys []domain.TrustKey) (domain.Proof, error) {
	hashed := minisign.NewReader(r)
	if _, err := io.Copy(io.Discard, hashed); err != nil {
		return domain.Proof{}, err
	}
	return checkMinisign(signature, keys, func(public minisign.PublicKey, text []byte, algorithm uint16) (fits, ok bool) {
		return hashed.Verify(public, text), algorithm == minisign.HashEdDSA
	}), nil
}

// IsMinisign reports whether a signature is one of minisign.
func IsMinisign(signature []byte) bool {
	return bytes.HasPrefix(signature, []byte("untrusted comment:"))
}
