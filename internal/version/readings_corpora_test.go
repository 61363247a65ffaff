//go:build corpora

package version

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

// TestCorpusVersionStrings counts the distinct version strings of the CISA set
// that are read: for at least one installed version the answer is a decision.
func TestCorpusVersionStrings(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpus(t, "cisa-csaf"), "version-strings.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	all, read := map[string]int{}, map[string]int{}
	classes := map[string]map[string]int{}
	for _, line := range strings.Split(string(data), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) < 3 {
			continue
		}
		text, err := strconv.Unquote(f[1])
		if err != nil {
			text = strings.Trim(f[1], `"`)
		}
		if strings.TrimSpace(text) == "vers:all/*" {
			continue
		}
		all[f[0]]++
		class := unreadClass(text)
		if class == "" {
			read[f[0]]++
			continue
		}
		if classes[f[0]] == nil {
			classes[f[0]] = map[string]int{}
		}
		classes[f[0]][class]++
		t.Logf("%s\t%s\t%q", f[0], class, text)
	}
	for category, least := range map[string]float64{"product_version_range": 0.90, "product_version": 0.85} {
		share := float64(read[category]) / float64(all[category])
		t.Logf("%s: %d of %d read, %.1f %%; not: %v", category, read[category], all[category], 100*share, classes[category])
		if all[category] == 0 || share < least {
			t.Errorf("%s: %d of %d read", category, read[category], all[category])
		}
	}
}

// unreadClass says why no installed version is decided; "" where one is.
func unreadClass(text string) string {
	var m Memo
	st := m.statement(text)
	if st == nil {
		lower := strings.ToLower(text)
		switch {
		case strings.Contains(lower, "serial") || strings.Contains(lower, "digits") || strings.Contains(lower, "numbers"):
			return "serial numbers"
		case strings.ContainsAny(text, "<>="):
			return "contradictory, broken off, or without order"
		}
		return "no version: a model, a part, a sentence"
	}
	for _, probe := range probes(st) {
		if got := m.checkText(text, probe); got.In != domain.Unanswered {
			return ""
		}
	}
	if st.conditions() != "" {
		return "a condition and nothing else"
	}
	return "names that are not surely versions"
}

// probes are installed versions at, below and above every bound.
func probes(st *statement) []string {
	out := []string{"0", "0.0.1", "998.9", "99999"}
	edges := func(list []edge) {
		for _, e := range list {
			out = append(out, e.at.text, e.at.text+".1")
		}
	}
	for _, p := range st.pieces {
		edges(p.bounds)
	}
	if st.tiers != nil {
		edges(st.tiers.uppers)
	}
	return out
}
