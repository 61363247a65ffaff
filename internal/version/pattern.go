package version

import (
	"regexp"
	"sync"
)

// pattern is an expression that is compiled when it is first used: most runs of the
// program read no statement in words.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
