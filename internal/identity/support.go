package identity

import (
	_ "embed"
	"strings"
	"sync"

	"fenceline/internal/domain"
)

// supportTable says when the support of releases ends; its head says what each
// column means.
//
//go:embed support.tsv
var supportTable string

// Support is how long a release of an operating system is supported, and who says so.
type Support struct {
	Release   string
	Ends      domain.Day // last day of the support that everybody has
	Longer    string     // what can be had beyond; empty: nothing known
	LongerEnd domain.Day
	Source    string
	Checked   domain.Day // when the table was compared with the source
}

// supports reads the table once: by stream, and by key of a release of Windows. A
// broken line is a fault of the program and found by its test.
var supports = sync.OnceValue(func() map[string]Support {
	out := map[string]Support{}
	var checked domain.Day
	for line := range strings.Lines(supportTable) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		switch {
		case strings.HasPrefix(line, "#"):
		case c[0] == "checked":
			checked = domain.Day(c[1])
		case len(c) != 6:
			panic("support.tsv: a line does not have six columns: " + line)
		default:
			at, ok := strings.CutPrefix(c[1], "stream:")
			if !ok {
				at = string(VendorProduct("microsoft", c[1]))
			}
			out[at] = Support{c[0], domain.Day(c[2]), c[3], domain.Day(c[4]), c[5], checked}
		}
	}
	return out
})

// SupportOf tells how long the release that a component belongs to, or is, is
// supported; ok is false for one that is not in the table.
func SupportOf(c *domain.Component) (s Support, ok bool) {
	if c.Stream != "" {
		s, ok = supports()[c.Stream]
		return s, ok
	}
	if c.Type != "operating-system" {
		return s, false
	}
	for _, key := range append([]domain.PackageKey{c.Key}, c.Also...) {
		if s, ok = supports()[string(key)]; ok && key != "" {
			return s, true
		}
	}
	return s, false
}
