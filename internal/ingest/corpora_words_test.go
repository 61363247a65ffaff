//go:build corpora

package ingest

import (
	"fmt"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// wordsTally counts statements by how they name versions.
type wordsTally struct {
	documents, whole   int // whole: every set of versions in it is read
	data, words, read  int // data: exact, OSV, CVE ranges, strict vers
	silent, conditions int // silent: no versions stated; conditions: read, with something that cannot be checked
}

// TestCorporaWords counts how many statements in words are read, and in how many
// documents all are.
func TestCorporaWords(t *testing.T) {
	fmt.Println("| set | documents | wholly read | statements with data | in words | of these read | of these with a condition | without versions |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, set := range []string{"cisa-csaf", "csaf-vendors", "cve5"} {
		n := wordsTally{}
		memo := version.NewMemo()
		for _, items := range sweep(t, corpora(t, set)).items {
			for _, item := range items {
				if advisory, ok := item.(domain.Advisory); ok {
					n.add(memo, &advisory)
				}
			}
		}
		fmt.Printf("| %s | %d | %d | %d | %d | %d | %d | %d |\n", set, n.documents, n.whole, n.data, n.words, n.read, n.conditions, n.silent)
		if n.words == 0 || set == "cisa-csaf" && n.read*100 < n.words*90 {
			t.Errorf("%s: %d of %d statements in words are read", set, n.read, n.words)
		}
	}
}

func (n *wordsTally) add(memo *version.Memo, a *domain.Advisory) {
	n.documents++
	whole := true
	for i := range a.Statements {
		set := &a.Statements[i].Versions
		switch set.Kind {
		case domain.SetNone:
			n.silent++
		case domain.SetText, domain.SetVers, domain.SetCPE:
			n.words++
			read, condition := memo.Read(set)
			if read == "" && memo.Contains(set, version.Generic, "1.0").Code == domain.ReasonRangeUnread {
				whole = false
				continue
			}
			n.read++
			if condition != "" {
				n.conditions++
			}
		default:
			n.data++
		}
	}
	if whole {
		n.whole++
	}
}
