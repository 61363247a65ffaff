package words

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"testing"

	domainpkg "fenceline/internal/domain"
)

func TestExtract(t *testing.T) {
	s := heard(t)
	es := spanishTexts()
	byFile := map[string][]string{}
	for text, paths := range s.texts {
		if _, ok := es[text]; ok {
			continue
		}
		sort.Strings(paths)
		best := paths[0]
		for _, p := range paths {
			if strings.HasPrefix(p, "../words/") {
				best = p
				break
			}
		}
		byFile[best] = append(byFile[best], text)
	}
	var files []string
	for f := range byFile {
		files = append(files, f)
	}
	sort.Strings(files)
	var out strings.Builder
	n := 0
	for _, f := range files {
		sort.Strings(byFile[f])
		fmt.Fprintf(&out, "## %s\n", f)
		for _, x := range byFile[f] {
			n++
			q := strconv.Quote(x)
			fmt.Fprintf(&out, "%d|%s\n", n, q[1:len(q)-1])
		}
	}
	os.WriteFile("/tmp/extract/texts.txt", []byte(out.String()), 0o644)
	var codes []string
	for c := range english() {
		if _, ok := spanish()[c]; !ok {
			codes = append(codes, string(c))
		}
	}
	sort.Strings(codes)
	out.Reset()
	e := english()
	for _, c := range codes {
		fmt.Fprintf(&out, "%s|%s", c, e[domainCode(c)].Say)
		if e[domainCode(c)].Next != "" {
			fmt.Fprintf(&out, "|%s", e[domainCode(c)].Next)
		}
		out.WriteString("\n")
	}
	os.WriteFile("/tmp/extract/codes.txt", []byte(out.String()), 0o644)
}

type domainCode = domainpkg.Code
