package screen

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// Choose puts a key in question, "" none.
func (s *Settings) Choose(fingerprint string) {
	s.state.ActErr, s.state.Did = nil, DidNothing
	s.state.Key = fingerprint
	s.changed(s.state)
}

// Pin trusts the key in question for publishers, with the fingerprint as its
// owner gave it.
func (s *Settings) Pin(typed, namespaces string) {
	s.act(DidPin, only(func(ctx context.Context) error {
		_, err := s.source.PinKey(ctx, typed, strings.FieldsFunc(namespaces, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }))
		return err
	}))
}

// Revoke trusts the key in question no more.
func (s *Settings) Revoke(reason string) {
	key := s.state.Key
	s.act(DidRevoke, only(func(ctx context.Context) error {
		_, err := s.source.RevokeKey(ctx, key, reason)
		return err
	}))
}

// Offer takes in a file with public keys.
func (s *Settings) Offer(path string) {
	s.act(DidOffer, only(func(ctx context.Context) error {
		_, err := s.source.OfferKeys(ctx, path)
		return err
	}))
}

// Comparison is how far a typed fingerprint agrees with a key's.
type Comparison struct {
	Typed  int  // hexadecimal digits typed
	Agree  int  // of them, from the start
	Of     int  // digits of the fingerprint
	Differ bool // a typed digit is another
}

// Whole reports whether all of it was typed and agrees.
func (c Comparison) Whole() bool { return !c.Differ && c.Typed == c.Of && c.Agree == c.Of }

// Compare compares what a person typed, spaces and colons apart, with a
// fingerprint. Letters count alike in either case.
func Compare(typed, fingerprint string) Comparison {
	clean := strings.Map(func(r rune) rune {
		if r == ' ' || r == ':' || r == '-' || r == '\t' {
			return -1
		}
		return r
	}, strings.ToUpper(typed))
	whole := strings.ToUpper(fingerprint)
	c := Comparison{Typed: len(clean), Of: len(whole)}
	for c.Agree < len(clean) && c.Agree < len(whole) && clean[c.Agree] == whole[c.Agree] {
		c.Agree++
	}
	c.Differ = c.Agree < c.Typed
	return c
}

// NamespaceOf is the publisher a key is offered for, where its medium names one.
func NamespaceOf(k *domain.TrustKey) string {
	if len(k.Namespaces) > 0 {
		return strings.Join(k.Namespaces, ", ")
	}
	return strings.Join(k.Named, ", ")
}
