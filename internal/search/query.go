package search

import (
	"strconv"
	"strings"
	"time"
)

// Query is a question read: every clause must hold.
type Query struct {
	Clauses []Clause
	Exact   string // the whole question, where it may be an id or a name
}

// Clause is one condition. Exactly one of Words, Flag and Compare says what.
type Clause struct {
	Not     bool
	Field   Field    // "" for any text
	Words   []string // all of them, each the beginning of a word
	Whole   bool     // the one word is a whole value
	Flag    string   // is:unread and the like: the caller knows
	Column  Column   // with Compare
	Compare string   // "<", "<=", ">", ">=", "="
	Number  int64    // in the column's unit
}

// Empty reports whether the question asks nothing.
func (q *Query) Empty() bool { return len(q.Clauses) == 0 }

// Ranked reports whether some words decide which documents fit better.
func (q *Query) Ranked() bool {
	for i := range q.Clauses {
		if c := &q.Clauses[i]; c.Field == "" && len(c.Words) > 0 && !c.Not {
			return true
		}
	}
	return false
}

var comparable = map[string]Column{"cvss": ColumnCVSS, "published": ColumnPublished, "modified": ColumnModified, "received": ColumnReceived,
	"revised": ColumnRevised, "revisions": ColumnRevisions, "arrived": ColumnArrived}

// Parse reads a question: words, field:word, field:"two words", is:flag,
// cvss>=7, modified<2026-06-01, and any of them behind a minus or ! for what must
// not be. What cannot be read so is taken as words. Days begin in zone.
func Parse(text string, zone *time.Location) Query {
	var q Query
	parts := split(text)
	for _, part := range parts {
		c, ok := clause(part, zone)
		if ok {
			q.Clauses = append(q.Clauses, c)
		}
	}
	if plain := strings.Trim(strings.TrimSpace(text), `"`); plain != "" && len(plain) <= 200 {
		q.Exact = wholeTerm(plain)
	}
	return q
}

// split cuts at spaces outside quotation marks.
func split(text string) []string {
	var out []string
	var open strings.Builder
	quoted := false
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted && (r == ' ' || r == '\t' || r == '\n' || r == '\r'):
			if open.Len() > 0 {
				out = append(out, open.String())
				open.Reset()
			}
			continue
		}
		open.WriteRune(r)
	}
	if open.Len() > 0 {
		out = append(out, open.String())
	}
	return out
}

func clause(part string, zone *time.Location) (c Clause, ok bool) {
	rest, not := strings.CutPrefix(part, "-")
	if !not {
		rest, not = strings.CutPrefix(part, "!")
	}
	if not && rest != "" {
		c.Not, part = true, rest
	}
	if i := strings.IndexAny(part, "<>="); i > 0 {
		if column, known := comparable[strings.ToLower(part[:i])]; known && c.compare(column, part[i:], zone) {
			return c, true
		}
	}
	name, value, has := strings.Cut(part, ":")
	name = strings.ToLower(name)
	value = strings.ReplaceAll(value, `"`, "")
	if has && name == "is" && value != "" {
		c.Flag = strings.ToLower(value)
		return c, true
	}
	r, known := fields[Field(name)]
	switch {
	case has && known && value != "" && r.whole:
		c.Field, c.Whole, c.Words = Field(name), true, []string{wholeTerm(value)}
		return c, true
	case has && known && value != "":
		c.Field, c.Words = Field(name), wordsOf(value)
	default:
		c.Words = wordsOf(strings.ReplaceAll(part, `"`, ""))
	}
	return c, len(c.Words) > 0
}

// wordsOf gives the words of a question: a joined one as it stands, and small
// words only where there are no others.
func wordsOf(text string) []string {
	var all, telling []string
	eachWord(nil, text, false, func(word []byte) {
		all = append(all, string(word))
		if !common[string(word)] {
			telling = append(telling, string(word))
		}
	})
	if len(telling) > 0 {
		return telling
	}
	return all
}

// compare reads "<=7" or ">2026-01-31". A day without an hour is the whole day.
func (c *Clause) compare(column Column, text string, zone *time.Location) bool {
	op := text[:1]
	if len(text) > 1 && text[1] == '=' && op != "=" {
		op = text[:2]
	}
	value := strings.Trim(text[len(op):], `"`)
	c.Column, c.Compare = column, op
	switch column {
	case ColumnCVSS:
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || n < 0 || n > 10 {
			return false
		}
		c.Number = int64(n*10 + 0.5)
		return true
	case ColumnRevisions:
		n, err := strconv.ParseInt(value, 10, 32)
		c.Number = n
		return err == nil
	}
	for layout, next := range map[string]func(time.Time) time.Time{
		time.DateOnly: func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
		"2006-01":     func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
		"2006":        func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
	} {
		t, err := time.ParseInLocation(layout, value, zone)
		if err != nil {
			continue
		}
		c.Number = t.Unix()
		switch op {
		case "<=":
			c.Compare, c.Number = "<", next(t).Unix()
		case ">":
			c.Compare, c.Number = ">=", next(t).Unix()
		case "=":
			return false
		}
		return true
	}
	return false
}

func (c *Clause) holds(value int64) bool {
	switch c.Compare {
	case "<":
		return value != 0 && value < c.Number
	case "<=":
		return value != 0 && value <= c.Number
	case ">":
		return value > c.Number
	case ">=":
		return value >= c.Number
	}
	return value == c.Number
}
