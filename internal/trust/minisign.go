package trust

import (
	"bytes"
	"slices"

	"aead.dev/minisign"

	"fenceline/internal/domain"
)

// CheckMinisign checks a minisign signature over exact bytes. minisign states no
// instant that is proven, so Made stays empty.
func CheckMinisign(data, signature []byte, keys []domain.TrustKey) domain.Proof {
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
		if minisign.Verify(public, data, signature) {
			one.Result = ResultGood
		}
		out = best(out, one)
	}
	return out
}

// IsMinisign reports whether a signature is one of minisign.
func IsMinisign(signature []byte) bool {
	return bytes.HasPrefix(signature, []byte("untrusted comment:"))
}
