package csafcheck

import (
	"regexp"
	"sync"
)

// lazyRE is a regular expression that is compiled at its first use: whoever starts
// the program for something else does not wait for all of them.
type lazyRE struct {
	text string
	once sync.Once
	re   *regexp.Regexp
}

// patterns are all of them, for the test that compiles each.
var patterns []*lazyRE

// pattern keeps the text of a regular expression of this package; it is called
// while the package is set up.
func pattern(text string) *lazyRE {
	p := &lazyRE{text: text}
	patterns = append(patterns, p)
	return p
}

func (p *lazyRE) get() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.text) })
	return p.re
}

func (p *lazyRE) MatchString(s string) bool { return p.get().MatchString(s) }

func (p *lazyRE) FindStringSubmatch(s string) []string { return p.get().FindStringSubmatch(s) }

func (p *lazyRE) FindAllString(s string, n int) []string { return p.get().FindAllString(s, n) }

func (p *lazyRE) ReplaceAllString(s, with string) string { return p.get().ReplaceAllString(s, with) }
