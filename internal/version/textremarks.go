package version

import (
	"slices"
	"strings"
)

var (
	// ellipsis stands in a list for versions that are not written out.
	ellipsis      = pattern(`(^|[,;| ])(?:\.\.\.|\x{2026})($|[,;| ])`)
	upToIncluding = pattern(`(?i)\b(up to|until|through|before|to),? *\(? *(?:and|but)? *(including|excluding) *\)?,? `)
	interval      = pattern(`^([\[(]) *([^,;|<>()\[\]]+?) *, *([^,;|<>()\[\]]+?) *([\])])$`)
	chain         = pattern(`(?i)^([0-9v][^ <>=|]*) *(<=?) *(?:x|v|version|versions) *(<=?) *([0-9v][^ <>=|]*)$`)
	allAffected   = pattern(`(?i)^(all (?:[a-z]+ )?versions?) (?:are |is )?(?:affected|vulnerable)$`)
	productSlash  = pattern(`^[A-Za-z][A-Za-z0-9 _-]*/([<>=])`) // "FortiOS/>=7.4.0|<=7.4.3": the product matches already
	series        = pattern(`(?i)^v?([0-9]+(?:\.[0-9]+)*) (?:series|branch) (prior|before|earlier|older|up to|<)`)
	fromOn        = pattern(`(?i)^((?:all versions )?(?:starting )?from [^ ]+) on$`)
)

// plainWords writes in one way what people write in several: "up to (and
// including) 3.1", "[1.0, 2.0)", "1.0 <= x < 2.0", "any", "all versions are affected".
func plainWords(s string) string {
	switch strings.ToLower(s) {
	case "all", "any":
		return "*"
	}
	if m := interval().FindStringSubmatch(s); m != nil {
		low, up := ">", "<"
		if m[1] == "[" {
			low = ">="
		}
		if m[4] == "]" {
			up = "<="
		}
		return low + " " + m[2] + " and " + up + " " + m[3]
	}
	if m := chain().FindStringSubmatch(s); m != nil {
		return strings.Replace(m[2], "<", ">", 1) + " " + m[1] + " and " + m[3] + " " + m[4]
	}
	s = series().ReplaceAllString(productSlash().ReplaceAllString(s, "$1"), "$1.x $2")
	s = allAffected().ReplaceAllString(s, "$1")
	s = fromOn().ReplaceAllString(s, "$1 onwards")
	return upToIncluding().ReplaceAllStringFunc(s, func(said string) string {
		m := upToIncluding().FindStringSubmatch(said)
		return m[1] + " and " + strings.ToLower(m[2]) + " "
	})
}

// others are words for versions that are not named.
var others = map[string]bool{"others": true, "other versions": true, "possibly others": true, "possibly other versions": true, "maybe others": true,
	"potentially others": true, "and others": true, "and possibly others": true, "more": true, "and more": true, "etc": true, "and so on": true, "so on": true}

// beyond are words at the start of a condition that speak of further versions.
var beyond = map[string]bool{"later": true, "newer": true, "above": true, "higher": true, "earlier": true, "prior": true, "previous": true, "older": true,
	"below": true, "lower": true, "others": true, "other": true, "some": true, "possibly": true, "maybe": true}

// condition takes the rest of the entry as what else must hold.
func (p *textParser) condition(at int) bool {
	end := len(p.s)
	hidden, list := beyond[strings.ToLower(firstWord(p.s[at:]))], false
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
	branchRemark = pattern(`(?i)^v?([0-9]+(?:\.[0-9]+)*)\.x (?:series|branch|versions?|releases?)$`)
	harmless     = pattern(`(?i)^(including|incl\.?|includes) .|^(these products are sold|this product is sold|sold) |^(end[- ]of[- ]life|eol|eos|formerly|discontinued|obsolete|latest)\b|^all\b|^any\b`)
	allEarlier   = pattern(`^(?:and |or )?(?:all|any) (?:previous|prior|earlier|older)(?: versions?| releases?)?$`)
	allLater     = pattern(`^(?:and |or )?(?:all|any) (?:later|newer|following|subsequent)(?: versions?| releases?)?$`)
	aliasRemark  = pattern(`(?i)^(?:aka|also known as|i\.e\.|or)[,:]? *(.+)$`)
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
	case allEarlier().MatchString(text) && last.at != nil && (last.op == "=" || last.op == "<="):
		last.op = "<="
		return true
	case allLater().MatchString(text) && last.at != nil && (last.op == "=" || last.op == ">="):
		last.op = ">="
		return true
	case harmless().MatchString(text) && !speaksBeyond(text):
		return true
	case others[text]:
		p.add(entry{unread: true, cut: true})
		return true
	}
	if m := branchRemark().FindStringSubmatch(text); m != nil {
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
	if m := aliasRemark().FindStringSubmatch(t.text); m != nil && last.at != nil {
		if other, ok := parseRelease(strings.TrimLeft(m[1], "<>= ")); ok {
			with := *last.at
			with.alias = append(slices.Clone(with.alias), other)
			last.at = &with
			return true
		}
	}
	first := lex(text)
	bounds := slices.ContainsFunc(first, func(t token) bool { return t.kind == operatorToken })
	p.demand(t.text, (bounds || speaksBeyond(text)) && !serial(text) && !(first[0].kind == wordToken && startsCondition(first[0].text)))
	return true
}

// speaksBeyond reports a remark about versions older or newer than the one it
// stands behind.
func speaksBeyond(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if beyond[w] && w != "other" && w != "some" {
			return true
		}
	}
	return false
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
	w = strings.ToLower(strings.TrimRight(w, ":"))
	return conditionWords[w] || machine().MatchString(w)
}

// machine is the word size of a host, which is no number of a version.
var machine = pattern(`^(32|64)-?bits?$|^(x86|x64|arm64|amd64)$`)

// serial reports words that count something else than versions.
func serial(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "serial") || strings.Contains(s, "digits") || strings.Contains(s, "numbers")
}
