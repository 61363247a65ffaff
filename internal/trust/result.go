package trust

import "fenceline/internal/domain"

// Results of a check, each with its own sentence. Params in brackets.
const (
	ResultGood       domain.Code = "proof_good"
	ResultTampered   domain.Code = "proof_tampered"          // the bytes are not those that were hashed or signed
	ResultUnknownKey domain.Code = "proof_key_unknown"       // [key] no such key is here, so nothing can be said
	ResultKeyExpired domain.Code = "proof_key_expired"       // [key] it was made after the key had expired
	ResultExpired    domain.Code = "proof_signature_expired" // [key] it was meant to hold for a time that is over
	ResultFuture     domain.Code = "proof_signature_future"  // [key] it says it was made after the instant of the check
	ResultRevoked    domain.Code = "proof_key_revoked"       // [key] its owner has revoked it
	ResultWeak       domain.Code = "proof_weak"              // [key] a hash or key that can be forged
	ResultBroken     domain.Code = "proof_broken"            // it cannot be read
	ResultTextMode   domain.Code = "proof_text_mode"         // [key] it covers the text, not the exact bytes
	ResultUnlisted   domain.Code = "proof_unlisted"          // the list of hashes does not name the file

	// Results that hang on a person's decision; made by [Judge].
	ResultDistrusted domain.Code = "proof_key_distrusted" // [key] a person has revoked it
	ResultWrongOwner domain.Code = "proof_wrong_owner"    // [key, namespace] it is pinned for other publishers
)

// rank orders results: what is found is told by its highest, so one good
// signature among several is enough, and a wrong one says more than an unknown key.
func rank(result domain.Code) int {
	switch result {
	case ResultGood:
		return 9
	case ResultTampered:
		return 8
	case ResultRevoked:
		return 7
	case ResultWeak:
		return 6
	case ResultKeyExpired, ResultExpired:
		return 5
	case ResultFuture:
		return 4
	case ResultBroken:
		return 3
	case ResultTextMode:
		return 2
	}
	return 1
}

// best keeps the proof with the higher result.
func best(a, b domain.Proof) domain.Proof {
	if a.Result == "" || rank(b.Result) > rank(a.Result) {
		return b
	}
	return a
}
