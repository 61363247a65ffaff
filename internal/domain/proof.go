package domain

import "time"

// ProofSort tells proofs of origin apart.
type ProofSort string

// The proofs this program checks.
const (
	ProofSHA256   ProofSort = "sha256"
	ProofSHA512   ProofSort = "sha512"
	ProofOpenPGP  ProofSort = "openpgp"  // a detached signature
	ProofMinisign ProofSort = "minisign" // a detached signature
	ProofManifest ProofSort = "manifest" // a line of the bundle's signed manifest
)

// Proof is a hash or signature that came with bytes, and what its check gave.
// What it is worth hangs on which keys a person has pinned; see package trust.
type Proof struct {
	Sort   ProofSort `json:"sort"`
	File   string    `json:"file"`            // where it lay, as in FileReceipt.File
	Of     string    `json:"of,omitzero"`     // the archive or packed file it is over; empty: the document itself
	Digest string    `json:"digest,omitzero"` // SHA-256 of the proof's own bytes; those of signatures are kept
	Signed string    `json:"signed,omitzero"` // for a manifest: SHA-256 of the signature over it, kept too
	Result Code      `json:"result"`
	Key    string    `json:"key,omitzero"`  // fingerprint; the id that the signature names where no such key is here
	Made   time.Time `json:"made,omitzero"` // when the signature says it was made
}

// KeyState is what a person has decided about a key.
type KeyState string

// States of a key.
const (
	KeyOffered KeyState = "offered" // it came with a bundle; nobody has compared its fingerprint
	KeyPinned  KeyState = "pinned"  // a person compared its fingerprint and trusts it for its namespaces
	KeyRevoked KeyState = "revoked" // a person trusts it no more
)

// AnyNamespace as a namespace of a pinned key lets it speak for every publisher:
// for a distributor who signs what others wrote.
const AnyNamespace = "*"

// TrustKey is a public key the desk knows, with what was decided about it.
type TrustKey struct {
	Fingerprint string    `json:"fingerprint"` // capitals: 40 or 64 hexadecimal digits
	Sort        ProofSort `json:"sort"`        // openpgp or minisign
	State       KeyState  `json:"state"`
	Namespaces  []string  `json:"namespaces,omitzero"` // publishers it may speak for
	Owners      []string  `json:"owners,omitzero"`     // as the key says of itself: proves nothing
	Algorithm   string    `json:"algorithm,omitzero"`
	Created     time.Time `json:"created,omitzero"`
	Expires     time.Time `json:"expires,omitzero"`
	Dead        bool      `json:"revoked_by_owner,omitzero"`
	IDs         []string  `json:"ids,omitzero"`    // 16 hexadecimal digits: its own and those of its parts
	File        string    `json:"file,omitzero"`   // where it lay when it was offered last
	Named       []string  `json:"named,omitzero"`  // publishers whose provider-metadata.json on that medium names it
	Since       time.Time `json:"since"`           // of the state
	By          string    `json:"by,omitzero"`     // who decided
	Reason      string    `json:"reason,omitzero"` // for a revocation
	Data        []byte    `json:"data"`            // the public key: OpenPGP packets or minisign's text
}

// QuarantineItem is a document that was set aside, with the proofs it came with.
type QuarantineItem struct {
	Digest   string    `json:"digest"` // SHA-256 of the exact bytes, which are kept
	File     string    `json:"file"`
	Format   Format    `json:"format"`
	Size     int64     `json:"size"`
	Items    []string  `json:"items,omitzero"`  // advisory keys it would have brought
	Owners   []string  `json:"owners,omitzero"` // namespaces it speaks in
	At       time.Time `json:"at"`
	By       string    `json:"by"` // who imported it
	Receipt  string    `json:"receipt,omitzero"`
	Reason   Code      `json:"reason"` // result of the proof that failed
	Params   Params    `json:"params,omitzero"`
	Proofs   []Proof   `json:"proofs"`
	Released time.Time `json:"released,omitzero"` // zero: still set aside
	Releaser string    `json:"released_by,omitzero"`
	Because  string    `json:"released_because,omitzero"`
}

// Origin is how a document came in and what proves where it is from.
type Origin struct {
	Badge    Badge     `json:"badge"`
	File     string    `json:"file"`
	Digest   string    `json:"digest"`
	Received time.Time `json:"received"`
	By       string    `json:"by"`
	Proofs   []Proof   `json:"proofs,omitzero"`
	Released string    `json:"released,omitzero"` // why it was let in although a proof fails
}
