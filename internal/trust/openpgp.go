package trust

import (
	"bytes"
	"crypto"
	"errors"
	"hash"
	"io"
	"strings"
	"time"

	"encoding/hex"

	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"

	"fenceline/internal/domain"
)

// mostSignatures are looked at in one file; more have no honest use.
const mostSignatures = 16

// policy is what keys and signatures have to meet, see the package comment. Keys
// made before key flags were common have none and may sign.
var policy = &packet.Config{InsecureAllowAllKeyFlagsWhenMissing: true}

// forgeable are the hashes that no signature may rest on.
var forgeable = map[crypto.Hash]bool{crypto.MD5: true, crypto.SHA1: true, crypto.RIPEMD160: true}

// attempt is one signature with one key that may have made it.
type attempt struct {
	sig    *packet.Signature
	entity *openpgp.Entity
	public *packet.PublicKey
	sum    hash.Hash
}

// CheckOpenPGP checks a detached signature, armoured or not, over everything r
// has, which is read once. Only keys of the sort OpenPGP count. The error is that
// of r; whatever is wrong with the signature is a result.
func CheckOpenPGP(r io.Reader, signature []byte, keys []domain.TrustKey, at time.Time) (domain.Proof, error) {
	sigs, err := readSignatures(signature)
	if err != nil || len(sigs) == 0 {
		return domain.Proof{Sort: domain.ProofOpenPGP, Result: ResultBroken}, nil
	}
	var out domain.Proof
	var tries []attempt
	var sums []io.Writer
	for _, sig := range sigs {
		one, found := prepare(sig, keys)
		if one.Result != "" {
			out = best(out, one)
		}
		for _, t := range found {
			tries = append(tries, t)
			sums = append(sums, t.sum)
		}
	}
	if len(tries) == 0 {
		return out, nil
	}
	if _, err := io.Copy(io.MultiWriter(sums...), r); err != nil {
		return domain.Proof{}, err
	}
	for _, t := range tries {
		out = best(out, t.proof(t.result(at)))
	}
	return out, nil
}

// readSignatures gives the signature packets in data; other packets are passed over.
func readSignatures(data []byte) ([]*packet.Signature, error) {
	bodies := []io.Reader{}
	if bytes.Contains(data, []byte("-----BEGIN PGP ")) {
		for _, block := range armoured(data) {
			if block.Type == openpgp.SignatureType {
				bodies = append(bodies, block.Body)
			}
		}
	} else {
		bodies = append(bodies, bytes.NewReader(data))
	}
	var out []*packet.Signature
	for _, body := range bodies {
		packets := packet.NewReader(body)
		for len(out) < mostSignatures {
			p, err := packets.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, err
			}
			if sig, ok := p.(*packet.Signature); ok {
				out = append(out, sig)
			}
		}
	}
	return out, nil
}

// prepare finds the keys that may have made a signature. Where there is nothing
// to compute, the proof says why.
func prepare(sig *packet.Signature, keys []domain.TrustKey) (domain.Proof, []attempt) {
	none := domain.Proof{Sort: domain.ProofOpenPGP, Made: sig.CreationTime.UTC()}
	switch {
	case len(sig.IssuerFingerprint) > 0:
		none.Key = strings.ToUpper(hex.EncodeToString(sig.IssuerFingerprint))
	case sig.IssuerKeyId != nil:
		none.Key = keyID(*sig.IssuerKeyId)
	}
	switch {
	case sig.SigType == packet.SigTypeText:
		none.Result = ResultTextMode
		return none, nil
	case sig.SigType != packet.SigTypeBinary || sig.IssuerKeyId == nil:
		none.Result = ResultBroken
		return none, nil
	}
	var tries []attempt
	none.Result = ResultUnknownKey
	for _, e := range entitiesOf(keys, keyID(*sig.IssuerKeyId)) {
		for _, public := range publicKeys(e) {
			if public.KeyId != *sig.IssuerKeyId || len(sig.IssuerFingerprint) > 0 && !bytes.Equal(sig.IssuerFingerprint, public.Fingerprint) {
				continue
			}
			sum, err := sig.PrepareVerify()
			if err != nil {
				none.Result = ResultBroken
				if forgeable[sig.Hash] {
					none.Result = ResultWeak
				}
				continue
			}
			tries = append(tries, attempt{sig: sig, entity: e, public: public, sum: sum})
		}
	}
	if len(tries) > 0 {
		none.Result = ""
	}
	return none, tries
}

// entitiesOf reads the keys that have a part with the id. They are read each time
// because the library keeps verdicts that hang on the instant inside of them.
func entitiesOf(keys []domain.TrustKey, id string) openpgp.EntityList {
	var out openpgp.EntityList
	for i := range keys {
		k := &keys[i]
		has := false
		for _, one := range k.IDs {
			has = has || one == id
		}
		if k.Sort != domain.ProofOpenPGP || !has {
			continue
		}
		if read, err := openpgp.ReadKeyRing(bytes.NewReader(k.Data)); err == nil {
			out = append(out, read...)
		}
	}
	return out
}

func publicKeys(e *openpgp.Entity) []*packet.PublicKey {
	out := []*packet.PublicKey{e.PrimaryKey}
	for i := range e.Subkeys {
		out = append(out, e.Subkeys[i].PublicKey)
	}
	return out
}

func (t *attempt) proof(result domain.Code) domain.Proof {
	return domain.Proof{Sort: domain.ProofOpenPGP, Result: result, Made: t.sig.CreationTime.UTC(),
		Key: strings.ToUpper(hex.EncodeToString(t.entity.PrimaryKey.Fingerprint))}
}

// result judges one signature by one key: first whether it fits the bytes, then
// whether the key was good when it was made, then whether it still holds.
func (t *attempt) result(at time.Time) domain.Code {
	if err := t.public.VerifySignature(t.sum, t.sig); err != nil {
		return ResultTampered
	}
	made := t.sig.CreationTime
	if t.entity.Revoked(made) || t.subkeyRevoked(made) {
		return ResultRevoked
	}
	if forgeable[t.sig.Hash] {
		return ResultWeak
	}
	if made.Unix() < t.public.CreationTime.Unix() {
		return ResultKeyExpired // before its life, as after it
	}
	key, ok := t.entity.SigningKeyById(made, t.public.KeyId, policy)
	if !ok {
		return t.whyNot(made)
	}
	for _, n := range t.sig.Notations {
		if n.IsCritical {
			return ResultBroken // it asks to be refused by whoever does not know the notation
		}
	}
	if forgeable[key.SelfSignature.Hash] && key.SelfSignature.Hash != crypto.SHA1 {
		return ResultWeak
	}
	switch {
	case made.Unix() > at.Unix():
		return ResultFuture
	case t.sig.SigExpired(at):
		return ResultExpired
	}
	return ResultGood
}

func (t *attempt) subkeyRevoked(made time.Time) bool {
	for i := range t.entity.Subkeys {
		s := &t.entity.Subkeys[i]
		if s.PublicKey != t.public {
			continue
		}
		self, err := s.LatestValidBindingSignature(made, policy)
		return err == nil && s.Revoked(self, made)
	}
	return false
}

// whyNot says why the key could not have made a good signature at that time.
func (t *attempt) whyNot(made time.Time) domain.Code {
	_, err := t.entity.VerifyPrimaryKey(made, policy)
	for i := range t.entity.Subkeys {
		if s := &t.entity.Subkeys[i]; err == nil && s.PublicKey == t.public {
			_, err = s.Verify(made, policy)
		}
	}
	switch {
	case errors.Is(err, pgperrors.ErrKeyRevoked):
		return ResultRevoked
	case errors.Is(err, pgperrors.ErrKeyExpired):
		return ResultKeyExpired
	case err == nil:
		return ResultWeak // sound and in its life, so it is the algorithm or its use
	}
	return ResultBroken
}
