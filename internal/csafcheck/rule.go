package csafcheck

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fenceline/internal/domain"
)

// rule is what the standard's JSON schema asks of one value. The zero of a field
// asks nothing.
type rule struct {
	kind     kind
	test     string // the test that findings here and below count for; "" the schema
	fields   fields // of an object
	required []string
	closed   bool  // an object with no members but fields
	free     bool  // an object whose members may be anything
	items    *rule // of an array
	unique   bool  // no two items are equal
	least    int   // items, members, or characters
	most     int   // the same; 0 for no bound
	enum     []string
	pattern  *lazyRE
	format   func(string) bool
	formatID string // names the format in a message
	ceiling  float64
	pick     func(*place) *rule // chooses the rule by the value
	also     func(*place, reporter)
}

// fields are the members of an object by name.
type fields map[string]*rule

// reporter takes a finding at a place; pairs are names and values of its params.
type reporter func(at *place, code domain.Code, pairs ...string)

// The words of the table. Objects are open, as in CSAF 2.0; the edition closes them.

func obj(f fields, required ...string) *rule {
	return &rule{kind: object, fields: f, required: required}
}
func list(items *rule) *rule            { return &rule{kind: array, items: items, least: 1} }
func set(items *rule) *rule             { return &rule{kind: array, items: items, least: 1, unique: true} }
func str() *rule                        { return &rule{kind: text, least: 1} }
func anyText() *rule                    { return &rule{kind: text} }
func choice(values string) *rule        { return &rule{kind: text, enum: strings.Fields(values)} }
func oneValue(value string) *rule       { return &rule{kind: text, enum: []string{value}} }
func matching(p *lazyRE) *rule          { return &rule{kind: text, least: 1, pattern: p} }
func uri() *rule                        { return &rule{kind: text, format: isURI, formatID: "URI"} }
func dateTime() *rule                   { return &rule{kind: text, format: isDateTime, formatID: "date-time"} }
func upTo(n float64) *rule              { return &rule{kind: number, ceiling: n} }
func yesNo() *rule                      { return &rule{kind: boolean} }
func (r *rule) atLeast(n int) *rule     { r.least = n; return r }
func (r *rule) atMost(n int) *rule      { r.most = n; return r }
func (r *rule) close() *rule            { r.closed = true; return r }
func (r *rule) under(id string) *rule   { r.test = id; return r }
func (r *rule) with(f fields) *rule     { mergeInto(r.fields, f); return r }
func pickBy(f func(*place) *rule) *rule { return &rule{pick: f} }

func mergeInto(into, from fields) {
	for name, r := range from {
		into[name] = r
	}
}

// runner holds a document against a rule.
type runner struct {
	report  func(test string) reporter
	unknown []*place // members that no rule names
}

// check holds p against r; test is the test in force.
func (c *runner) check(p *place, r *rule, test string) {
	if r.test != "" {
		test = r.test
	}
	report := c.report(test)
	if r.pick != nil {
		if r = r.pick(p); r == nil {
			return
		}
	}
	if p.kind != r.kind {
		report(p, "check_type", "want", kindNames[r.kind], "got", kindNames[p.kind])
		return
	}
	switch r.kind {
	case object:
		c.object(p, r, test)
	case array:
		c.array(p, r, test)
	case text:
		checkText(p, r, report)
	case number:
		if f, err := strconv.ParseFloat(p.str, 64); err != nil || f < 0 || f > r.ceiling {
			report(p, "check_number_range", "value", p.str, "most", strconv.FormatFloat(r.ceiling, 'g', -1, 64))
		}
	}
	if r.also != nil {
		r.also(p, report)
	}
}

func (c *runner) object(p *place, r *rule, test string) {
	report := c.report(test)
	for _, name := range r.required {
		if !slices.Contains(p.names(), name) {
			report(p, "check_member_missing", "member", name)
		}
	}
	if len(p.names()) < r.least {
		report(p, "check_members_few", "least", strconv.Itoa(r.least))
	}
	if r.most > 0 && len(p.names()) > r.most {
		report(p, "check_members_many", "most", strconv.Itoa(r.most))
	}
	for member := range p.members() {
		inner, known := r.fields[member.name]
		switch {
		case known:
			c.check(member, inner, test)
		case r.free:
		default:
			c.unknown = append(c.unknown, member)
			if r.closed {
				report(member, "check_member_unknown", "member", member.name)
			}
		}
	}
}

func (c *runner) array(p *place, r *rule, test string) {
	report := c.report(test)
	if len(p.values()) < r.least {
		report(p, "check_items_few", "least", strconv.Itoa(r.least), "got", strconv.Itoa(len(p.values())))
	}
	var seen map[string]bool
	if r.unique {
		seen = make(map[string]bool, len(p.values()))
	}
	for item := range p.items() {
		if r.unique {
			key := item.key()
			if seen[key] {
				report(item, "check_item_twice")
			}
			seen[key] = true
		}
		if r.items != nil {
			c.check(item, r.items, test)
		}
	}
}

func checkText(p *place, r *rule, report reporter) {
	switch s := p.str; {
	case r.enum != nil && !slices.Contains(r.enum, s):
		report(p, "check_value", "value", s, "allowed", strings.Join(r.enum, ", "))
	case r.least > 0 && s == "":
		report(p, "check_text_empty")
	case utf8.RuneCountInString(s) < r.least:
		report(p, "check_text_short", "least", strconv.Itoa(r.least))
	case r.most > 0 && utf8.RuneCountInString(s) > r.most:
		report(p, "check_text_long", "most", strconv.Itoa(r.most))
	case r.pattern != nil && !r.pattern.MatchString(s):
		report(p, "check_pattern", "value", s)
	case r.format != nil && !r.format(s):
		report(p, "check_format", "value", s, "format", r.formatID)
	}
}
