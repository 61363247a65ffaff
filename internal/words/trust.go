package words

import (
	"strings"

	"fenceline/internal/domain"
)

// KeyState is what was decided about a key, in one word.
func KeyState(s domain.KeyState) string { return word("keystate_", string(s), string(s)) }

// Fingerprint sets a fingerprint in groups of four, as people compare it.
func Fingerprint(f string) string {
	var b strings.Builder
	for i, c := range f {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Proof says what the check of one proof gave: "signature, holds, by the key ...".
func Proof(p *domain.Proof) string {
	text := word("proofsort_", string(p.Sort), string(p.Sort)) + ", " + word("result_", string(p.Result), string(p.Result))
	if p.Key != "" {
		text += ", " + say("proof_by", "key", p.Key)
	}
	if !p.Made.IsZero() {
		text += ", " + say("proof_made", "day", DayPlain(domain.Day(p.Made.UTC().Format("2006-01-02"))))
	}
	if p.Of != "" {
		text += ", " + say("proof_of", "file", p.Of)
	}
	return text
}

// QuarantineError is why a document was set aside, as an error to be put into
// words.
func QuarantineError(item *domain.QuarantineItem) error {
	return &domain.Error{Kind: domain.Untrusted, Op: "verify", Subject: item.File, Code: item.Reason, Params: item.Params}
}
