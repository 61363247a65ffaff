//go:build corpora && unix

package workflow

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	gojson "github.com/go-json-experiment/json"
)

// The environment of a process that only unzips, or unzips and decodes.
const (
	unzipEnv       = "FENCELINE_UNZIP_ONLY"
	unzipDecodeEnv = "FENCELINE_UNZIP_DECODE_ONLY"
)

// spent is what a process used.
type spent struct {
	cpu time.Duration
	rss int64 // bytes at most
}

func (s spent) ratio(floor spent) string { return ratio(s.cpu, floor.cpu) }

func measured(t *testing.T, cmd *exec.Cmd) spent {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil && cmd.ProcessState.ExitCode() != cliPartly {
		t.Fatalf("%v\n%s", err, out)
	}
	s := cmd.ProcessState
	return spent{s.UserTime() + s.SystemTime(), s.SysUsage().(*syscall.Rusage).Maxrss << 10}
}

// TestNumbersFeed imports a feed of FENCELINE_BENCH_RECORDS OSV records (300,000 where
// that is unset) into an empty desk with the program, then the feed of the next day,
// and rewrites the file.
func TestNumbersFeed(t *testing.T) {
	n := 300_000
	if text := os.Getenv("FENCELINE_BENCH_RECORDS"); text != "" {
		var err error
		n, err = strconv.Atoi(text)
		must(t, err)
	}
	work := t.TempDir()
	today, tomorrow := filepath.Join(work, "today"), filepath.Join(work, "tomorrow")
	writeAdvisories(t, today, benchComponents(t), n)
	raw := nextDay(t, today, tomorrow)
	program, desk := build(t), filepath.Join(work, "desk")
	only := func(env, feed string) spent {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestUnzipOnly$")
		cmd.Env = append(os.Environ(), env+"="+feed)
		return measured(t, cmd)
	}
	run := func(args ...string) spent {
		return measured(t, exec.CommandContext(t.Context(), program, append([]string{"--data", desk}, args...)...))
	}
	line := func(name string, s, floor spent) {
		row(name, s.cpu, s.ratio(floor), fmt.Sprintf("%d MB", s.rss>>20))
	}
	size := func(name string) {
		have, err := fileSize(filepath.Join(desk, storeFile))
		must(t, err)
		row(name, fmt.Sprintf("%.1f MB", float64(have)/1e6), fmt.Sprintf("%.1f %% of the raw bytes", 100*float64(have)/float64(raw)))
	}
	fmt.Printf("%d records, %.1f MB\n", n, float64(raw)/1e6)
	decoding := only(unzipDecodeEnv, today)
	line("only unzipping and decoding (limit)", decoding, decoding)
	line("whole import", run("import", today), decoding)
	size("file after the import")
	line("first search: text index", run("advisory", "list", "buffer overflow", "--limit", "1"), decoding)
	size("file with the text index")
	line("compact", run("compact"), decoding)
	size("file after compact")
	unzipping := only(unzipEnv, tomorrow)
	line("only unzipping the next day's (limit)", unzipping, unzipping)
	line("import of the next day's, one in a hundred changed", run("import", tomorrow), unzipping)
	line("the same again", run("import", tomorrow), unzipping)
	size("file after that")
}

// TestUnzipOnly is the limit, run by TestNumbersFeed in a process of its own.
func TestUnzipOnly(t *testing.T) {
	feed, decode := os.Getenv(unzipEnv), false
	if feed == "" {
		feed, decode = os.Getenv(unzipDecodeEnv), true
	}
	if feed == "" {
		t.Skip("run by TestNumbersFeed")
	}
	eachRecord(t, feed, func(_, _ string, data []byte) {
		if decode {
			var v any
			must(t, gojson.Unmarshal(data, &v))
		}
	})
}

// eachRecord unzips the archives of a folder.
func eachRecord(t testing.TB, folder string, do func(pack, name string, data []byte)) {
	packs, err := filepath.Glob(filepath.Join(folder, "*.zip"))
	must(t, err)
	for _, pack := range packs {
		z, err := zip.OpenReader(pack)
		must(t, err)
		for _, file := range z.File {
			r, err := file.Open()
			must(t, err)
			data, err := io.ReadAll(r)
			must(t, err)
			do(filepath.Base(pack), file.Name, data)
			must(t, r.Close())
		}
		must(t, z.Close())
	}
}

// nextDay writes the feed again with one record in a hundred changed, and tells how
// many bytes the records of the first had.
func nextDay(t testing.TB, today, tomorrow string) (raw int64) {
	must(t, os.Mkdir(tomorrow, 0o700))
	var file *os.File
	var out *zip.Writer
	open, n := "", 0
	finish := func() {
		if out != nil {
			must(t, out.Close())
			must(t, file.Close())
		}
	}
	eachRecord(t, today, func(pack, name string, data []byte) {
		if pack != open {
			finish()
			var err error
			file, err = os.Create(filepath.Join(tomorrow, pack))
			must(t, err)
			out, open = zip.NewWriter(file), pack
		}
		raw += int64(len(data))
		if n++; n%100 == 0 {
			data = append([]byte(`{"fenceline_day":2,`), bytes.TrimPrefix(data, []byte("{"))...)
		}
		w, err := out.Create(name)
		must(t, err)
		_, err = w.Write(data)
		must(t, err)
	})
	finish()
	return raw
}
