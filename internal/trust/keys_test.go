package trust

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/binary"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"fenceline/internal/domain"
)

var (
	born   = time.Date(2024, 3, 1, 8, 0, 0, 0, time.UTC)
	signed = time.Date(2025, 6, 1, 8, 0, 0, 0, time.UTC)
	now    = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)
)

const year = 365 * 24 * 3600

// signer is a key pair made for one test.
type signer struct {
	t      testing.TB
	entity *openpgp.Entity
}

func newSigner(t testing.TB, name string, change func(*packet.Config)) *signer {
	t.Helper()
	c := &packet.Config{Time: func() time.Time { return born }, Algorithm: packet.PubKeyAlgoEdDSA}
	if change != nil {
		change(c)
	}
	e, err := openpgp.NewEntity(name, "", "psirt@"+strings.ToLower(name)+".example", c)
	if err != nil {
		t.Fatal(err)
	}
	return &signer{t, e}
}

// sign makes an armoured detached signature.
func (s *signer) sign(data []byte, change func(*openpgp.SignParams)) []byte {
	s.t.Helper()
	p := &openpgp.SignParams{Config: &packet.Config{Time: func() time.Time { return signed }}}
	if change != nil {
		change(p)
	}
	var out bytes.Buffer
	if err := openpgp.ArmoredDetachSign(&out, []*openpgp.Entity{s.entity}, bytes.NewReader(data), p); err != nil {
		s.t.Fatal(err)
	}
	return out.Bytes()
}

// public is the public key, armoured.
func (s *signer) public() []byte {
	s.t.Helper()
	var out bytes.Buffer
	w, err := armor.Encode(&out, openpgp.PublicKeyType, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.entity.Serialize(w); err != nil {
		s.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		s.t.Fatal(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

func (s *signer) keys() []domain.TrustKey {
	s.t.Helper()
	keys, err := ReadKeys(s.public())
	if err != nil {
		s.t.Fatal(err)
	}
	return keys
}

// revoke gives the key up for a reason at an instant.
func (s *signer) revoke(reason packet.ReasonForRevocation, at time.Time) {
	s.t.Helper()
	if err := s.entity.Revoke(reason, "", &packet.Config{Time: func() time.Time { return at }}); err != nil {
		s.t.Fatal(err)
	}
}

// signWeak makes a signature with SHA-1 by an RSA key, packet by hand (RFC 9580,
// section 5.2.3), since the library does not make any.
func (s *signer) signWeak(data []byte) []byte {
	s.t.Helper()
	private, ok := s.entity.PrivateKey.PrivateKey.(*rsa.PrivateKey)
	if !ok {
		s.t.Fatal("this key is not RSA")
	}
	hashed := binary.BigEndian.AppendUint32([]byte{5, 2}, uint32(signed.Unix())) // creation time
	head := append([]byte{4, 0, 1, 2, 0, byte(len(hashed))}, hashed...)          // version, type, RSA, SHA-1
	trailer := binary.BigEndian.AppendUint32([]byte{4, 0xFF}, uint32(len(head)))
	sum := sha1.Sum(slices.Concat(data, head, trailer))
	value, err := rsa.SignPKCS1v15(nil, private, crypto.SHA1, sum[:])
	if err != nil {
		s.t.Fatal(err)
	}
	issuer := binary.BigEndian.AppendUint64([]byte{9, 16}, s.entity.PrimaryKey.KeyId)
	number := new(big.Int).SetBytes(value)
	body := slices.Concat(head, []byte{0, byte(len(issuer))}, issuer, sum[:2], binary.BigEndian.AppendUint16(nil, uint16(number.BitLen())), number.Bytes())
	return slices.Concat([]byte{0xC2, 0xFF}, binary.BigEndian.AppendUint32(nil, uint32(len(body))), body)
}

func TestReadKeys(t *testing.T) {
	a, b := newSigner(t, "Alder", func(c *packet.Config) { c.KeyLifetimeSecs = 5 * year }), newSigner(t, "Birch", nil)
	both := append(append([]byte("Our keys:\n\n"), a.public()...), b.public()...)
	keys, err := ReadKeys(both)
	if err != nil || len(keys) != 2 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	k := keys[0]
	if len(k.Fingerprint) != 40 || k.Owners[0] != "Alder <psirt@alder.example>" || !k.Created.Equal(born) || !k.Expires.Equal(born.Add(5*year*time.Second)) || k.Dead {
		t.Errorf("read %+v", k)
	}
	if !strings.HasPrefix(k.Algorithm, "EdDSA") || k.IDs[0] != k.Fingerprint[24:] {
		t.Errorf("algorithm %q, ids %v", k.Algorithm, k.IDs)
	}
	binary, err := ReadKeys(k.Data)
	if err != nil || len(binary) != 1 || binary[0].Fingerprint != k.Fingerprint {
		t.Errorf("the stored form reads as %v, %v", binary, err)
	}
	b.revoke(packet.KeyCompromised, signed)
	if dead := b.keys(); !dead[0].Dead {
		t.Error("a revoked key is not called so")
	}
}

func TestReadKeysRefuses(t *testing.T) {
	s := newSigner(t, "Alder", nil)
	var secret bytes.Buffer
	w, err := armor.Encode(&secret, openpgp.PrivateKeyType, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.entity.SerializePrivate(w, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var bare bytes.Buffer
	if err := s.entity.SerializePrivate(&bare, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		kind domain.Kind
	}{
		{"nothing", nil, domain.Invalid},
		{"words", []byte("no key at all"), domain.Invalid},
		{"cut off", s.public()[:120], domain.Invalid},
		{"a signature", s.sign([]byte("x"), nil), domain.Invalid},
		{"a secret key", secret.Bytes(), domain.Untrusted},
		{"a bare secret key", bare.Bytes(), domain.Untrusted},
		{"a broken minisign key", []byte("untrusted comment: minisign public key\nRWQ"), domain.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			keys, err := ReadKeys(c.data)
			if !domain.Is(err, c.kind) || keys != nil {
				t.Errorf("%v, %v", keys, err)
			}
		})
	}
}

func TestSameFingerprint(t *testing.T) {
	const fpr = "0123456789ABCDEF0123456789ABCDEF01234567"
	for typed, want := range map[string]bool{
		fpr: true, strings.ToLower(fpr): true, "0x" + fpr: true, "0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567": true,
		"01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67": true, fpr[24:]: false, "": false, fpr + "0": false,
	} {
		if SameFingerprint(typed, fpr) != want {
			t.Errorf("%q: want %v", typed, want)
		}
	}
	if SameFingerprint("", "") {
		t.Error("nothing is the fingerprint of nothing")
	}
}
