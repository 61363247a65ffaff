package csafcheck

import (
	"strings"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"
)

// vector is a CVSS vector with its metrics by key.
type vector struct {
	version *cvssVersion
	letters map[string]string
}

// cvssMembers are the objects of CVSS in a score or metric, in order.
var cvssMembers = []string{"cvss_v2", "cvss_v3", "cvss_v4"}

// readVector reads the vector of a CVSS object; ok is false where the schema
// refuses it, or where a metric stands in it twice.
func readVector(at *place) (v vector, ok bool) {
	s := at.get("vectorString")
	switch at.name {
	case "cvss_v2":
		v.version = cvss20
	case "cvss_v4":
		v.version = cvss40
	default:
		v.version = cvss31
		if strings.HasPrefix(s, cvss30.prefix) {
			v.version = cvss30
		}
	}
	if !v.version.pattern.MatchString(s) {
		return v, false
	}
	v.letters = make(map[string]string)
	for part := range strings.SplitSeq(strings.TrimPrefix(s, v.version.prefix), "/") {
		key, letter, _ := strings.Cut(part, ":")
		if _, twice := v.letters[key]; twice {
			return v, false
		}
		v.letters[key] = letter
	}
	return v, true
}

// with gives the vector completed by properties of the object for metrics that
// the vector says nothing about.
func (v vector) with(at *place) vector {
	full := vector{version: v.version, letters: make(map[string]string, len(v.letters))}
	for key, letter := range v.letters {
		full.letters[key] = letter
	}
	for _, m := range v.version.metrics {
		letter := m.letters[at.get(m.property)]
		if _, said := full.letters[m.key]; !said && letter != "" {
			full.letters[m.key] = letter
		}
	}
	return full
}

// groups2 are the metrics of CVSS 2.0 that stand in a vector together or not at all.
var groups2 = [][]string{{"E", "RL", "RC"}, {"CDP", "TD", "CR", "IR", "AR"}}

// String writes the vector in the order of the standard.
func (v vector) String() string {
	if v.version == cvss20 {
		for _, group := range groups2 {
			said := 0
			for _, key := range group {
				if v.letters[key] != "" {
					said++
				}
			}
			for _, key := range group {
				if said > 0 && v.letters[key] == "" {
					v.letters[key] = "ND"
				}
			}
		}
	}
	var parts []string
	for _, m := range v.version.metrics {
		if letter := v.letters[m.key]; letter != "" {
			parts = append(parts, m.key+":"+letter)
		}
	}
	return v.version.prefix + strings.Join(parts, "/")
}

// scored are the scores of a vector by property.
type scored map[string]float64

// scores computes the scores; ok is false where base metrics are missing.
func (v vector) scores() (s scored, ok bool) {
	text := v.String()
	switch v.version {
	case cvss20:
		if c, err := gocvss20.ParseVector(text); err == nil {
			return scored{"baseScore": c.BaseScore(), "temporalScore": c.TemporalScore(), "environmentalScore": c.EnvironmentalScore()}, true
		}
	case cvss30:
		if c, err := gocvss30.ParseVector(text); err == nil {
			return scored{"baseScore": c.BaseScore(), "temporalScore": c.TemporalScore(), "environmentalScore": c.EnvironmentalScore()}, true
		}
	case cvss31:
		if c, err := gocvss31.ParseVector(text); err == nil {
			return scored{"baseScore": c.BaseScore(), "temporalScore": c.TemporalScore(), "environmentalScore": c.EnvironmentalScore()}, true
		}
	case cvss40:
		if c, err := gocvss40.ParseVector(text); err == nil {
			return scored{"baseScore": c.Score()}, true
		}
	}
	return nil, false
}
