package trust

import (
	"bytes"
	"testing"

	"aead.dev/minisign"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"fenceline/internal/domain"
)

// FuzzProofs: whatever bytes come as a proof, nothing panics, no changed document
// is called good, and the same bytes give the same result.
func FuzzProofs(f *testing.F) {
	s := newSigner(f, "Alder", nil)
	rsa := newSigner(f, "Maple", func(c *packet.Config) { c.Algorithm, c.RSABits = packet.PubKeyAlgoRSA, 2048 })
	private, mini := minisigner(f)
	keys := append(append(s.keys(), rsa.keys()...), mini...)
	sums, err := SumsOf(bytes.NewReader(text))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range [][]byte{s.sign(text, nil), dearmour(f, s.sign(text, nil)), rsa.signWeak(text), s.public(),
		minisign.Sign(private, text), mini[0].Data, []byte(sums.SHA512 + "  a.json\n"), []byte("SHA256 (a.json) = " + sums.SHA256), manifest(f, nil)} {
		f.Add(seed)
	}
	changed := append([]byte("x"), text...)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, doc := range [][]byte{text, changed} {
			one, err := CheckOpenPGP(bytes.NewReader(doc), data, keys, now)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := CheckOpenPGP(bytes.NewReader(doc), data, keys, now)
			if one != again {
				t.Fatalf("%+v, then %+v", one, again)
			}
			two := CheckMinisign(doc, data, keys)
			if &doc[0] == &changed[0] && (one.Result == ResultGood || two.Result == ResultGood) {
				t.Fatal("a changed document passes")
			}
		}
		hashes := ReadHashes(data)
		if got := hashes.Check("a.json", Sums{SHA256: "-", SHA512: "-"}); got.Result == ResultGood {
			t.Fatal("a hash fits no hash")
		}
		if found, err := ReadKeys(data); err == nil {
			for _, k := range found {
				if back, err := ReadKeys(k.Data); err != nil || len(back) != 1 || back[0].Fingerprint != k.Fingerprint {
					t.Fatalf("the stored form of %s reads as %v, %v", k.Fingerprint, back, err)
				}
			}
		}
		if m, err := ReadManifest(data); err == nil {
			m.Follows(Last{Sequence: 3, Digest: "x"}, "y")
			_ = Judge([]domain.Proof{{Sort: domain.ProofManifest, Result: ResultGood}}, nil, nil)
		}
	})
}
