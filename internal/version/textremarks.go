package version

import (
	"regexp"
	"slices"
	"strings"
)

// condition takes the rest of the entry as what else must hold.
func (p *textParser) condition(at int) bool {
	end := len(p.s)
	hidden, list := false, false
	for !p.done() && p.peek() != barToken {
		switch k := p.peek(); {
		case k == andToken || k == orToken || k == commaToken:
			list = true
		case list && (k == operatorToken || k == laterToken || k == earlierToken):
			hidden = true // "< 5 on Windows and < 6 on Linux"
		}
		p.i++
	}
	if !p.done() {
		end = p.tokens[p.i].at
	}
	text := strings.TrimSpace(p.s[at:end])
	p.demand(text, hidden)
	return true
}

// demand puts a condition on the entry just read, and on all it stands in one
// list with: "V1.0 and V1.1 with option X".
func (p *textParser) demand(text string, hidden bool) {
	for i := len(p.out) - 1; i >= 0; i-- {
		e := &p.out[i]
		e.condition, e.hidden = strings.TrimSpace(e.condition+" "+text), e.hidden || hidden
		if e.joined == barToken {
			return
		}
	}
}

var (
	branchRemark = regexp.MustCompile(`(?i)^v?([0-9]+(?:\.[0-9]+)*)\.x (?:series|branch|versions?|releases?)$`)
	harmless     = regexp.MustCompile(`(?i)^(including|incl\.?|includes) .|^(these products are sold|this product is sold|sold) |^(end[- ]of[- ]life|eol|eos|formerly|discontinued|obsolete|latest)\b|^all\b|^any\b`)
	aliasRemark  = regexp.MustCompile(`(?i)^(?:aka|also known as|i\.e\.|or)[,:]? *(.+)$`)
)

// remark reads brackets behind a bound or version.
func (p *textParser) remark() bool {
	t := p.tokens[p.i]
	p.i++
	if len(p.out) == 0 {
		return false
	}
	last := &p.out[len(p.out)-1]
	text := strings.ToLower(t.text)
	switch {
	case text == "including" || text == "inclusive" || text == "included" || text == "incl." || text == "incl":
		return p.ends(last, "=")
	case text == "excluding" || text == "exclusive" || text == "excluded" || text == "excl." || text == "excl":
		return p.ends(last, "")
	case harmless.MatchString(text):
		return true
	}
	if m := branchRemark.FindStringSubmatch(text); m != nil {
		last.branch, _ = parseRelease(m[1])
		return true
	}
	if said := lex(text); len(said) > 0 && last.at != nil {
		switch k := said[0].kind; {
		case k == maybeToken && last.op == "=":
			last.op, last.maybe = "<=", true
			return true
		case k == earlierToken && (last.op == "=" || last.op == "<="):
			last.op = "<="
			return true
		case k == laterToken && (last.op == "=" || last.op == ">="):
			last.op = ">="
			return true
		}
	}
	if m := aliasRemark.FindStringSubmatch(t.text); m != nil && last.at != nil {
		if other, ok := parseRelease(strings.TrimLeft(m[1], "<>= ")); ok {
			with := *last.at
			with.alias = append(slices.Clone(with.alias), other)
			last.at = &with
			return true
		}
	}
	first := lex(text)
	bounds := slices.ContainsFunc(first, func(t token) bool { return t.kind == operatorToken })
	p.demand(t.text, bounds && !(first[0].kind == wordToken && startsCondition(first[0].text)))
	return true
}

// ends applies "(including)" and "(excluding)" to a bound.
func (p *textParser) ends(e *entry, equal string) bool {
	if e.at == nil || e.op == "=" {
		return false
	}
	e.op, e.vague = e.op[:1]+equal, false
	return true
}

// conditionWords begin what else must hold.
var conditionWords = map[string]bool{"with": true, "when": true, "if": true, "only": true, "in": true, "using": true, "running": true, "on": true,
	"for": true, "where": true, "while": true, "unless": true, "except": true, "excluding": true, "without": true, "installed": true, "having": true,
	"that": true, "which": true, "utilizes": true, "affected": true, "packaged": true, "via": true, "by": true, "configured": true,
	"manufactured": true, "used": true, "connected": true, "not": true, "but": true, "whose": true, "shipped": true, "based": true, "part": true,
	"depending": true, "as": true, "at": true, "integrated": true, "enabled": true, "under": true, "utilizing": true, "deployed": true, "of": true,
	"apart": true, "during": true, "due": true, "plus": true, "including": true}

func startsCondition(w string) bool {
	return conditionWords[strings.ToLower(strings.TrimRight(w, ":"))]
}

// serial reports words that count something else than versions.
func serial(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "serial") || strings.Contains(s, "digits") || strings.Contains(s, "numbers")
}
