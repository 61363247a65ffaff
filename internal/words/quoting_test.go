package words

import (
	"regexp"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

var parameter = regexp.MustCompile(`\{([a-z_]+)\}`)

// TestValuesKeepTheirLetters: in no sentence about an error is a value of a
// person's or a file's changed, and it is plain where it begins and ends.
func TestValuesKeepTheirLetters(t *testing.T) {
	looked := 0
	for code, template := range english() {
		params := domain.Params{}
		for _, p := range parameter.FindAllStringSubmatch(template.Say, -1) {
			params[p[1]] = "abc"
		}
		if len(params) == 0 {
			continue
		}
		looked++
		what, _ := Error(&domain.Error{Kind: domain.Invalid, Code: code, Params: params})
		if strings.Contains(what, "Abc") {
			t.Errorf("%s: %s", code, what)
		}
		for _, name := range foreign {
			if params[name] != "" && !strings.Contains(what, `"abc"`) {
				t.Errorf("%s does not quote its %s: %s", code, name, what)
			}
		}
		warning := Warning(domain.Warning{Code: code, Params: params})
		if strings.Contains(warning, "Abc") {
			t.Errorf("%s: %s", code, warning)
		}
	}
	if looked < 100 {
		t.Errorf("only %d sentences with values", looked)
	}
}

func TestQuoting(t *testing.T) {
	for name, c := range map[string]struct {
		err        domain.Error
		what, next string
	}{
		"a name at the start": {domain.Error{Code: "member_twice", Params: domain.Params{"name": "good1.json"}},
			`"good1.json" stands in the archive more than once, so it is not sure which one is meant.`, "Ask the sender"},
		"a value that is the subject": {domain.Error{Kind: domain.Invalid, Subject: "maybe", Code: "answer_unknown", Params: domain.Params{"value": "maybe"}},
			`"maybe" is no answer.`, "Use yes"},
		"a command to type": {domain.Error{Code: "not_a_target", Subject: "pump room", Params: domain.Params{"tasks": "T-1"}}, `"pump room" is no target of task T-1.`, "See which"},
	} {
		what, next := Error(&c.err)
		if what != c.what || !strings.HasPrefix(next, c.next) {
			t.Errorf("%s: %q, %q", name, what, next)
		}
	}
}
