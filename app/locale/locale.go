// Package locale keeps the toolkit quiet where the system's language is "C", as in
// services and minimal installations: it would complain on the console of every
// command that this is no language. Import it for its effect.
//
// It works because packages are initialised in the order of their import paths as
// soon as what they import is (Go specification, "Program initialization"), so this
// one, which needs next to nothing, comes before the toolkit's.
package locale

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		language, _, _ := strings.Cut(os.Getenv(name), ".")
		if language == "C" || language == "POSIX" {
			_ = os.Setenv(name, "en_US.UTF-8") // the complaint is harmless
		}
	}
}
