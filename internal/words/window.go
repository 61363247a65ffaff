package words

import (
	"regexp"
	"strings"
)

// InWindow is the next step of an error without the commands of the command line: whoever
// sits before the window finds buttons there. A clause that is a command is cut off what it
// belongs to; a sentence that is little else goes.
func InWindow(step string) string {
	var out []string
	for _, sentence := range sentences(step) {
		if strings.Contains(sentence, "--") && !strings.Contains(sentence, "fenceline ") {
			continue
		}
		if !strings.Contains(sentence, "fenceline ") {
			out = append(out, sentence)
			continue
		}
		said, _, _ := strings.Cut(sentence, "fenceline ")
		before := strings.TrimRight(said, " ")
		words := strings.Fields(before)
		if n := len(words); n >= leastSaid && strings.ContainsRune(":;", rune(before[len(before)-1])) && !hangs[strings.Trim(words[n-1], ":;")] {
			out = append(out, strings.TrimRight(before, ":;")+".")
		}
	}
	return strings.Join(out, " ")
}

// hangs are words a sentence cannot end with.
var hangs = map[string]bool{"by": true, "with": true, "con": true, "por": true}

// leastSaid is how many words a sentence has that says something without its command.
const leastSaid = 5

var sentenceEnd = regexp.MustCompile(`[.!?](\s+|$)`)

// sentences cuts a text behind its full stops.
func sentences(text string) []string {
	var out []string
	for text = strings.TrimSpace(text); text != ""; {
		at := sentenceEnd.FindStringIndex(text)
		if at == nil {
			return append(out, text)
		}
		out = append(out, text[:at[0]+1])
		text = strings.TrimSpace(text[at[1]:])
	}
	return out
}
