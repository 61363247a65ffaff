package words

import (
	"strings"
	"testing"
)

func TestInWindow(t *testing.T) {
	for step, want := range map[string]string{
		"":                                    "",
		"See fenceline payload list.":         "",
		"To keep them: fenceline desk set 1.": "",
		"Ask the publisher. See fenceline advisory deleted.":                                                "Ask the publisher.",
		"Ask the publisher for a new signature, or release it with a reason: fenceline quarantine release.": "Ask the publisher for a new signature, or release it with a reason.",
		"Use the id of the one you mean; fenceline asset list shows them.":                                  "Use the id of the one you mean.",
		"Take a file that was written by: fenceline identity export.":                                       "",
		"See the matches: fenceline match list. Weaker ones: --confidence name-only.":                       "",
		"Nothing was changed. Try 7.5 again":                                                                "Nothing was changed. Try 7.5 again",
	} {
		if got := InWindow(step); got != want {
			t.Errorf("%q: %q, want %q", step, got, want)
		}
	}
}

// TestNoCommandsInTheWindow holds for every next step of every language that the window
// shows whole sentences and no command.
func TestNoCommandsInTheWindow(t *testing.T) {
	for _, parts := range [][]Catalogue{englishParts(), spanishParts()} {
		for _, part := range parts {
			for code, e := range part {
				got := InWindow(e.Next)
				if strings.Contains(got, "fenceline ") || strings.Contains(got, "--") {
					t.Errorf("%s: %q", code, got)
				}
				if got != "" && !strings.ContainsRune(".!?)", rune(got[len(got)-1])) && strings.HasSuffix(e.Next, ".") {
					t.Errorf("%s: %q is no whole sentence", code, got)
				}
			}
		}
	}
}
