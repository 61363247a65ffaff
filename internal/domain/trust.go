package domain

// Badge says how far the origin of bytes is proven; compare with [Badge.AtLeast].
type Badge string

// Badges, weakest first.
const (
	BadgeFailed    Badge = "failed"    // a hash or signature is wrong
	BadgeUnchecked Badge = "unchecked" // proofs may lie beside it, none was checked yet; ranks with unsigned
	BadgeUnsigned  Badge = "unsigned"  // nothing came with it
	BadgeHash      Badge = "hash"      // a matching hash came with it
	BadgeSigned    Badge = "signed"    // a good signature of a key nobody pinned
	BadgeVerified  Badge = "verified"  // a good signature of a pinned key
)

func (b Badge) rank() int {
	switch b {
	case BadgeFailed:
		return -1
	case BadgeHash:
		return 1
	case BadgeSigned:
		return 2
	case BadgeVerified:
		return 3
	}
	return 0
}

// AtLeast reports whether b is as strong as c or stronger: only then may a
// statement under b lower what a statement under c raised.
func (b Badge) AtLeast(c Badge) bool { return b.rank() >= c.rank() }

// TLP is a Traffic Light Protocol 2.0 label; CSAF 2.0's WHITE is read as CLEAR.
type TLP string

// Labels from least to most restricted; unlabelled is its own value and counts
// as AMBER unless the source is a public catalogue.
const (
	TLPUnlabelled  TLP = ""
	TLPClear       TLP = "CLEAR"
	TLPGreen       TLP = "GREEN"
	TLPAmber       TLP = "AMBER"
	TLPAmberStrict TLP = "AMBER+STRICT"
	TLPRed         TLP = "RED"
)

// Rank orders labels by restriction: 0 CLEAR to 4 RED, unlabelled as AMBER.
func (t TLP) Rank() int {
	switch t {
	case TLPClear:
		return 0
	case TLPGreen:
		return 1
	case TLPAmberStrict:
		return 3
	case TLPRed:
		return 4
	}
	return 2
}
