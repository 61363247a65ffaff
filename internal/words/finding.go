package words

import (
	"strings"

	"fenceline/internal/domain"
)

// Finding says in one sentence what is known of an asset and why.
func Finding(f domain.Finding, assetName string) string {
	code := domain.Code("because_") + f.Reason.Code
	if f.Reason.Code == domain.ReasonInRange && f.Fixed != "" {
		code = "because_in_range_fixed"
	}
	params := readable(f.Reason.Params)
	if params["version"] == "" {
		params["version"] = f.Version
	}
	if params["fixed"] == "" {
		params["fixed"] = f.Fixed
	}
	params["name"] = f.Name
	params["component"] = say("component", "name", f.Name, "version", params["version"])
	because := phrase(code, params)
	if !Has(English, code) {
		because = phrase(f.Reason.Code, params)
	}
	verdict := f.Verdict
	if !Has(English, domain.Code("finding_"+string(verdict))) {
		verdict = domain.CannotTell
	}
	text := say(domain.Code("finding_"+string(verdict)), "asset", assetName, "vulnerability", f.Vulnerability, "because", because)
	if f.Disputed {
		text += " " + say("finding_disputed")
	}
	return text
}

// Reason puts a reason, or a line of evidence, into a sentence.
func Reason(r domain.Reason) string {
	params := readable(r.Params)
	plainEvidence(r.Code, params)
	return filledSentence(template(r.Code), params)
}

// readable copies parameters with codes and keys in them put into words.
func readable(params domain.Params) domain.Params {
	out := with(params)
	change := func(name string, f func(string) string) {
		if v := out[name]; v != "" {
			out[name] = f(v)
		}
	}
	change("ecosystem", ecosystem)
	change("stream", ecosystem)
	change("advisory", advisoryID)
	change("confidence", func(v string) string { return Confidence(domain.Confidence(v)) })
	change("badge", func(v string) string { return Badge(domain.Badge(v)) })
	change("status", func(v string) string { return word("status_", v, v) })
	change("stated", func(v string) string { return word("verdict_", v, v) })
	change("justification", Justification)
	change("day", func(v string) string { return DayPlain(domain.Day(v)) })
	change("range", func(v string) string {
		if v == "*" {
			return say("range_all")
		}
		return v
	})
	change("kind", func(v string) string {
		out["fix"] = say(domain.Code("explain_fix_"+v), "fixed", out["fixed"])
		return v
	})
	return out
}

// advisoryID is the last part of an advisory's key, the id people know.
func advisoryID(key string) string {
	return key[strings.LastIndexByte(key, '|')+1:]
}
