package trust

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"aead.dev/minisign"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"fenceline/internal/domain"
)

// errNoKey: the bytes hold no public key that can be read.
var errNoKey = errors.New("no public key found")

// ReadKeys reads the public keys in data: OpenPGP, armoured or not, or one of
// minisign. The keys come without State and the rest that people decide. A secret
// key is refused: whoever has it should know that it travelled.
func ReadKeys(data []byte) ([]domain.TrustKey, error) {
	if bytes.HasPrefix(data, []byte("untrusted comment:")) {
		return readMinisignKey(data)
	}
	if !bytes.Contains(data, []byte("-----BEGIN PGP ")) {
		return readEntities(data)
	}
	var out []domain.TrustKey
	for _, block := range armoured(data) {
		if block.Type == openpgp.PrivateKeyType {
			return nil, &domain.Error{Kind: domain.Untrusted, Op: "read keys", Code: "key_secret"}
		}
		if block.Type != openpgp.PublicKeyType {
			continue
		}
		body, err := io.ReadAll(block.Body)
		if err != nil {
			return nil, unreadableKey(err)
		}
		keys, err := readEntities(body)
		if err != nil {
			return nil, err
		}
		out = append(out, keys...)
	}
	if len(out) == 0 {
		return nil, unreadableKey(errNoKey)
	}
	return out, nil
}

func unreadableKey(err error) error {
	return &domain.Error{Kind: domain.Invalid, Op: "read keys", Code: "key_unreadable", Err: err}
}

// armoured gives every armoured block in data that can be begun; what stands
// around them is passed over.
func armoured(data []byte) []*armor.Block {
	var out []*armor.Block
	for {
		at := bytes.Index(data, []byte("-----BEGIN PGP "))
		if at < 0 {
			return out
		}
		one := data[at:]
		data = nil
		const ending, dashes = "-----END PGP ", "-----"
		if end := bytes.Index(one, []byte(ending)); end >= 0 {
			end += len(ending)
			if more := bytes.Index(one[end:], []byte(dashes)); more >= 0 {
				end += more + len(dashes) // the next block may begin on the same line
				one, data = one[:end], one[end:]
			}
		}
		if block, err := armor.Decode(bytes.NewReader(one)); err == nil {
			out = append(out, block)
		}
	}
}

func readEntities(data []byte) ([]domain.TrustKey, error) {
	entities, err := openpgp.ReadKeyRing(bytes.NewReader(data))
	if err == nil && len(entities) == 0 {
		err = errNoKey
	}
	if err != nil {
		return nil, unreadableKey(err)
	}
	out := make([]domain.TrustKey, 0, len(entities))
	for _, e := range entities {
		if e.PrivateKey != nil {
			return nil, &domain.Error{Kind: domain.Untrusted, Op: "read keys", Code: "key_secret"}
		}
		key, err := describe(e)
		if err != nil {
			return nil, unreadableKey(err)
		}
		out = append(out, key)
	}
	return out, nil
}

// describe puts what people compare into words and figures.
func describe(e *openpgp.Entity) (domain.TrustKey, error) {
	key := domain.TrustKey{
		Sort:        domain.ProofOpenPGP,
		Fingerprint: strings.ToUpper(hex.EncodeToString(e.PrimaryKey.Fingerprint)),
		Algorithm:   algorithm(e.PrimaryKey),
		Created:     e.PrimaryKey.CreationTime.UTC(),
		IDs:         []string{keyID(e.PrimaryKey.KeyId)},
		Dead:        len(e.Revocations) > 0 && e.Revoked(e.Revocations[len(e.Revocations)-1].Packet.CreationTime),
	}
	for _, s := range e.Subkeys {
		key.IDs = append(key.IDs, keyID(s.PublicKey.KeyId))
	}
	for name := range e.Identities {
		key.Owners = append(key.Owners, name)
	}
	slices.Sort(key.Owners)
	self, err := e.PrimarySelfSignature(time.Time{}, nil)
	if err != nil {
		return key, err
	}
	if s := self.KeyLifetimeSecs; s != nil && *s != 0 {
		key.Expires = key.Created.Add(time.Duration(*s) * time.Second)
	}
	var data bytes.Buffer
	err = e.Serialize(&data)
	key.Data = data.Bytes()
	return key, err
}

func keyID(id uint64) string { return fmt.Sprintf("%016X", id) }

// algorithm names a key's algorithm as people know it: "RSA 4096", "EdDSA Curve25519".
func algorithm(k *packet.PublicKey) string {
	name := map[packet.PublicKeyAlgorithm]string{packet.PubKeyAlgoRSA: "RSA", packet.PubKeyAlgoRSASignOnly: "RSA", packet.PubKeyAlgoDSA: "DSA",
		packet.PubKeyAlgoECDSA: "ECDSA", packet.PubKeyAlgoEdDSA: "EdDSA", packet.PubKeyAlgoEd25519: "Ed25519", packet.PubKeyAlgoEd448: "Ed448"}[k.PubKeyAlgo]
	if name == "" {
		name = fmt.Sprintf("algorithm %d", k.PubKeyAlgo)
	}
	if curve, err := k.Curve(); err == nil && name != string(curve) {
		return name + " " + string(curve)
	}
	if bits, err := k.BitLength(); err == nil && (name == "RSA" || name == "DSA") {
		return fmt.Sprintf("%s %d", name, bits)
	}
	return name
}

// readMinisignKey reads a key whose fingerprint is the SHA-256 of its 42 bytes,
// since minisign's own id is too short to be compared.
func readMinisignKey(data []byte) ([]domain.TrustKey, error) {
	var key minisign.PublicKey
	if err := key.UnmarshalText(bytes.TrimSpace(data)); err != nil {
		return nil, unreadableKey(err)
	}
	text, err := key.MarshalText()
	if err != nil {
		return nil, unreadableKey(err)
	}
	raw, err := base64.StdEncoding.DecodeString(key.String())
	if err != nil {
		return nil, unreadableKey(err)
	}
	sum := sha256.Sum256(raw)
	return []domain.TrustKey{{Sort: domain.ProofMinisign, Fingerprint: strings.ToUpper(hex.EncodeToString(sum[:])),
		Algorithm: "Ed25519", IDs: []string{keyID(key.ID())}, Data: text}}, nil
}

// SameFingerprint compares what a person typed with a fingerprint: blanks, colons,
// a leading 0x and the case of letters do not count. Nothing shorter than a whole fingerprint
// is the same.
func SameFingerprint(typed, fingerprint string) bool {
	return PlainFingerprint(typed) == PlainFingerprint(fingerprint) && fingerprint != ""
}

// PlainFingerprint is a fingerprint as it is stored: capitals, no blanks.
func PlainFingerprint(typed string) string {
	typed = strings.NewReplacer(" ", "", ":", "", "\t", "", "\u00a0", "").Replace(strings.ToUpper(typed))
	return strings.TrimPrefix(typed, "0X")
}
