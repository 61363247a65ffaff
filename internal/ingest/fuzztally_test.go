package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// fuzzTally counts, for the command in .ci/fuzz, how many executions a process of a
// fuzz target made and how many of them gave an item: a target that only ever meets
// refusals tests little. It counts nothing where FENCELINE_FUZZ_TALLY names no folder.
type fuzzTally struct {
	file       string
	all, given int
}

func newFuzzTally() *fuzzTally {
	folder := os.Getenv("FENCELINE_FUZZ_TALLY")
	if folder == "" {
		return &fuzzTally{}
	}
	return &fuzzTally{file: filepath.Join(folder, strconv.Itoa(os.Getpid()))}
}

// add counts one execution; a process may be ended at any time, so the file is
// written over again and again.
func (f *fuzzTally) add(t testing.TB, items int) {
	if f.file == "" {
		return
	}
	f.all++
	if items > 0 {
		f.given++
	}
	if f.all%1000 == 0 {
		if err := os.WriteFile(f.file, fmt.Appendf(nil, "%d %d\n", f.all, f.given), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
