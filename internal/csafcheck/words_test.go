package csafcheck

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// TestEveryFindingHasASentence reads the source for the codes of findings.
func TestEveryFindingHasASentence(t *testing.T) {
	code := regexp.MustCompile(`"(check_[a-z0-9_]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			found++
			if !words.Has(words.English, domain.Code(m[1])) {
				t.Errorf("%s: %s has no sentence", file, m[1])
			}
		}
	}
	if found < 150 {
		t.Errorf("only %d codes found", found)
	}
}

// TestTableIsWhole counts the tests of the standard: no number is left out.
func TestTableIsWhole(t *testing.T) {
	inSchema := []string{"6.1.8", "6.1.46", "6.1.60.1"}
	has := func(id string) bool {
		return slices.Contains(inSchema, id) || slices.ContainsFunc(tests, func(t test) bool { return t.id == id })
	}
	sections := map[string]int{"6.1": 61, "6.1.27": 19, "6.1.60": 3, "6.2": 54, "6.2.39": 5, "6.2.50": 3, "6.2.54": 4,
		"6.3": 22, "6.3.19": 5, "6.3.21": 9}
	for section, count := range sections {
		for i := range count {
			id := section + "." + strconv.Itoa(i+1)
			if _, divided := sections[id]; !divided && !has(id) {
				t.Errorf("%s is missing", id)
			}
		}
	}
	for i := 1; i < len(tests); i++ {
		if tests[i-1].id == tests[i].id {
			t.Errorf("%s stands twice", tests[i].id)
		}
	}
}
