package trust

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"fenceline/internal/domain"
)

var text = []byte("{\"document\":{\"title\":\"Meridian pump\"}}\n")

func TestCheckOpenPGP(t *testing.T) {
	plain := newSigner(t, "Alder", nil)
	other := newSigner(t, "Birch", nil)
	later := newSigner(t, "Elm", func(c *packet.Config) { c.KeyLifetimeSecs = 2 * year })
	bent := newSigner(t, "Fir", nil)
	good := bent.sign(text, nil)
	bent.revoke(packet.KeyCompromised, now.AddDate(0, -1, 0))
	retired := newSigner(t, "Hazel", nil)
	before := retired.sign(text, nil)
	after := retired.sign(text, func(p *openpgp.SignParams) { p.Config.Time = at(signed.AddDate(1, 0, 0)) })
	retired.revoke(packet.KeyRetired, signed.AddDate(0, 1, 0))
	parted := newSigner(t, "Larch", nil)
	if err := parted.entity.AddSigningSubkey(&packet.Config{Time: at(born), Algorithm: packet.PubKeyAlgoEdDSA}); err != nil {
		t.Fatal(err)
	}
	rsa := newSigner(t, "Maple", func(c *packet.Config) { c.Algorithm, c.RSABits = packet.PubKeyAlgoRSA, 2048 })
	small := newSigner(t, "Oak", func(c *packet.Config) {
		c.Algorithm, c.RSABits, c.MinRSABits = packet.PubKeyAlgoRSA, 1024, 1024
	})
	smallSig := small.sign(text, func(p *openpgp.SignParams) { p.Config.MinRSABits = 1024 })

	cases := []struct {
		name      string
		keys      []domain.TrustKey
		signature []byte
		data      []byte
		want      domain.Code
	}{
		{"good", plain.keys(), plain.sign(text, nil), text, ResultGood},
		{"good, not armoured", plain.keys(), dearmour(t, plain.sign(text, nil)), text, ResultGood},
		{"good, RSA", rsa.keys(), rsa.sign(text, nil), text, ResultGood},
		{"good, by a part of the key", parted.keys(), parted.sign(text, nil), text, ResultGood},
		{"good, among other keys", append(other.keys(), plain.keys()...), plain.sign(text, nil), text, ResultGood},
		{"good, beside one of an unknown key", plain.keys(), append(other.sign(text, nil), plain.sign(text, nil)...), text, ResultGood},
		{"one byte changed", plain.keys(), plain.sign(text, nil), bytes.Replace(text, []byte("M"), []byte("N"), 1), ResultTampered},
		{"one byte less", plain.keys(), plain.sign(text, nil), text[:len(text)-1], ResultTampered},
		{"line ends changed", plain.keys(), plain.sign(text, nil), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), ResultTampered},
		{"of another document", plain.keys(), plain.sign([]byte("other"), nil), text, ResultTampered},
		{"unknown key", other.keys(), plain.sign(text, nil), text, ResultUnknownKey},
		{"no keys", nil, plain.sign(text, nil), text, ResultUnknownKey},
		{"key expired since", later.keys(), later.sign(text, nil), text, ResultGood},
		{"signature expired", plain.keys(), plain.sign(text, func(p *openpgp.SignParams) { p.Config.SigLifetimeSecs = 3600 }), text, ResultExpired},
		{"signature holds still", plain.keys(), plain.sign(text, func(p *openpgp.SignParams) { p.Config.SigLifetimeSecs = 10 * year }), text, ResultGood},
		{"from the future", plain.keys(), plain.sign(text, func(p *openpgp.SignParams) { p.Config.Time = at(now.AddDate(0, 0, 2)) }), text, ResultFuture},
		{"key given up as stolen, signed before", bent.keys(), good, text, ResultRevoked},
		{"key retired, signed before", retired.keys(), before, text, ResultGood},
		{"key retired, signed after", retired.keys(), after, text, ResultRevoked},
		{"revoked and tampered", bent.keys(), good, []byte("x"), ResultTampered},
		{"SHA-1", rsa.keys(), rsa.signWeak(text), text, ResultWeak},
		{"SHA-1 and tampered", rsa.keys(), rsa.signWeak(text), []byte("x"), ResultTampered},
		{"RSA of 1024 bits", small.keys(), smallSig, text, ResultWeak},
		{"text mode", plain.keys(), plain.sign(text, func(p *openpgp.SignParams) { p.TextSig = true }), text, ResultTextMode},
		{"empty", plain.keys(), nil, text, ResultBroken},
		{"words", plain.keys(), []byte("not a signature"), text, ResultBroken},
		{"a key", plain.keys(), plain.public(), text, ResultBroken},
		{"cut off", plain.keys(), plain.sign(text, nil)[:90], text, ResultBroken},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := CheckOpenPGP(bytes.NewReader(c.data), c.signature, c.keys, now)
			if err != nil || got.Result != c.want {
				t.Fatalf("got %s, %v; want %s", got.Result, err, c.want)
			}
			if got.Sort != domain.ProofOpenPGP || got.Result != ResultBroken && got.Key == "" {
				t.Errorf("got %+v", got)
			}
			if got.Result == ResultGood && len(got.Key) != 40 {
				t.Errorf("key %q is no fingerprint", got.Key)
			}
		})
	}
}

// A key that had expired when it signed is made by hand: the library would not
// sign with it.
func TestSignedAfterTheKeyExpired(t *testing.T) {
	s := newSigner(t, "Alder", nil)
	signature := s.sign(text, nil) // in 2025
	lifetime := uint32(year / 2)   // over in 2024
	for _, identity := range s.entity.Identities {
		identity.SelfCertifications[0].Packet.KeyLifetimeSecs = &lifetime
		if err := identity.SelfCertifications[0].Packet.SignUserId(identity.UserId.Id, s.entity.PrimaryKey, s.entity.PrivateKey, &packet.Config{Time: at(born)}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := CheckOpenPGP(bytes.NewReader(text), signature, s.keys(), now)
	if err != nil || got.Result != ResultKeyExpired {
		t.Errorf("got %s, %v", got.Result, err)
	}
}

// Whatever is judged, it is judged alike, however often and in whatever order:
// the library keeps verdicts inside of keys.
func TestChecksDoNotInfluenceEachOther(t *testing.T) {
	s := newSigner(t, "Alder", func(c *packet.Config) { c.KeyLifetimeSecs = 2 * year })
	keys, signature := s.keys(), s.sign(text, nil)
	want := map[time.Time]domain.Code{born.AddDate(0, 1, 0): ResultFuture, now: ResultGood, now.AddDate(20, 0, 0): ResultGood}
	for range 3 {
		for instant, result := range want {
			if got, err := CheckOpenPGP(bytes.NewReader(text), signature, keys, instant); err != nil || got.Result != result {
				t.Errorf("at %s: %s, %v, want %s", instant, got.Result, err, result)
			}
		}
	}
}

func TestReadErrorIsNoVerdict(t *testing.T) {
	s := newSigner(t, "Alder", nil)
	broken := errors.New("the stick was pulled")
	got, err := CheckOpenPGP(iotest.ErrReader(broken), s.sign(text, nil), s.keys(), now)
	if !errors.Is(err, broken) || got.Result != "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func at(instant time.Time) func() time.Time { return func() time.Time { return instant } }

func dearmour(t testing.TB, data []byte) []byte {
	t.Helper()
	block, err := armor.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(block.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
