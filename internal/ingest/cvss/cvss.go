// Package cvss turns a CVSS vector into a score.
//
// Versions 2.0, 3.0, 3.1 and 4.0 of FIRST's standard are read. The number is
// always that of the base metrics, also where the vector carries temporal,
// threat or environmental ones: those are the reader's to judge, not the
// publisher's.
package cvss

import (
	"errors"
	"math"
	"strings"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"

	"fenceline/internal/domain"
)

// Codes of warnings about a published score. Params in brackets.
const (
	WarnVector  domain.Code = "cvss_vector"  // [vector] cannot be read; the stated number is kept
	WarnDiffers domain.Code = "cvss_differs" // [vector stated computed]; the computed number is kept
)

// Stated is a score as a document states it; every field may be empty.
type Stated struct {
	Version  string
	Vector   string
	Base     float64
	Severity string
	Source   string
}

// Score gives the score in force: the vector goes before the number (CSAF 2.0
// section 9.1.10). The code is one of the warnings of this package, or empty.
func (s Stated) Score() (domain.Score, domain.Code) {
	score := domain.Score{Version: s.Version, Vector: s.Vector, Base: s.Base,
		Severity: strings.ToUpper(s.Severity), Source: s.Source}
	if s.Vector == "" {
		return score, ""
	}
	computed, err := FromVector(s.Vector)
	if err != nil {
		return score, WarnVector
	}
	computed.Source = s.Source
	if s.Base != 0 && math.Abs(s.Base-computed.Base) > 0.05 {
		return computed, WarnDiffers
	}
	return computed, ""
}

// FromVector computes the base score and its severity word in capitals.
func FromVector(vector string) (domain.Score, error) {
	vector = strings.TrimSpace(vector)
	switch {
	case strings.HasPrefix(vector, "CVSS:4.0/"):
		v, err := gocvss40.ParseVector(keep(vector, base40))
		if err != nil {
			return domain.Score{}, err
		}
		return rated("4.0", vector, v.Score()), nil
	case strings.HasPrefix(vector, "CVSS:3.1/"):
		v, err := gocvss31.ParseVector(vector)
		if err != nil {
			return domain.Score{}, err
		}
		return rated("3.1", vector, v.BaseScore()), nil
	case strings.HasPrefix(vector, "CVSS:3.0/"):
		v, err := gocvss30.ParseVector(vector)
		if err != nil {
			return domain.Score{}, err
		}
		return rated("3.0", vector, v.BaseScore()), nil
	case strings.HasPrefix(vector, "CVSS:"):
		return domain.Score{}, errors.New("unknown CVSS version")
	}
	return fromVector2(vector)
}

// fromVector2 reads version 2.0, which has no prefix of its own.
func fromVector2(vector string) (domain.Score, error) {
	plain := strings.TrimSuffix(strings.TrimPrefix(vector, "("), ")")
	v, err := gocvss20.ParseVector(plain)
	if err != nil {
		return domain.Score{}, err
	}
	score := rated("2.0", plain, v.BaseScore())
	switch { // version 2.0 knows three words only
	case score.Base < 4:
		score.Severity = "LOW"
	case score.Base < 7:
		score.Severity = "MEDIUM"
	default:
		score.Severity = "HIGH"
	}
	return score, nil
}

var base40 = []string{"AV:", "AC:", "AT:", "PR:", "UI:", "VC:", "VI:", "VA:", "SC:", "SI:", "SA:"}

// keep drops every metric of a vector that does not start with one of names.
func keep(vector string, names []string) string {
	var b strings.Builder
	b.Grow(len(vector))
	for i, metric := range strings.Split(vector, "/") {
		if i == 0 {
			b.WriteString(metric)
			continue
		}
		for _, name := range names {
			if strings.HasPrefix(metric, name) {
				b.WriteByte('/')
				b.WriteString(metric)
				break
			}
		}
	}
	return b.String()
}

func rated(version, vector string, base float64) domain.Score {
	score := domain.Score{Version: version, Vector: vector, Base: base}
	switch {
	case base >= 9:
		score.Severity = "CRITICAL"
	case base >= 7:
		score.Severity = "HIGH"
	case base >= 4:
		score.Severity = "MEDIUM"
	case base > 0:
		score.Severity = "LOW"
	default:
		score.Severity = "NONE"
	}
	return score
}
