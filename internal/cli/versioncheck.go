package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/version"
	"fenceline/internal/words"
)

type versionCmd struct {
	Show  versionShowCmd  `cmd:"" default:"1" help:"Print the version; version alone does so, too."`
	Check versionCheckCmd `cmd:"" help:"Tell how a statement about versions is read, and whether a version is affected."`
}

type versionShowCmd struct{}

func (c *versionShowCmd) Run(r *run) error {
	return r.answer(map[string]string{"program": r.env.Program}, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, r.env.Program)
		return err
	})
}

type versionCheckCmd struct {
	TSV       bool   `help:"Read lines of id, kind, statement and installed version with tabs between, from the file given or standard input, and print id, verdict and reading." name:"tsv"`
	Kind      string `arg:"" optional:"" help:"csaf_range, csaf_exact, vers, cpe_range, windows_build, osv_semver, osv_deb, osv_rpm, osv_pypi, osv_maven or osv_npm; with --tsv the file."`
	Statement string `arg:"" optional:"" help:"The affected versions, as the advisory writes them."`
	Installed string `arg:"" optional:"" help:"The installed version; empty where it is not known." name:"version"`
}

// checkedView is a reading as JSON.
type checkedView struct {
	Verdict   domain.Verdict `json:"verdict"`
	Reason    domain.Code    `json:"reason"`
	Read      string         `json:"read,omitempty"`
	Condition string         `json:"condition,omitempty"`
	Reading   string         `json:"reading"`
}

func (c *versionCheckCmd) Run(r *run) error {
	if c.TSV {
		return c.lines(r)
	}
	if c.Kind == "" || c.Statement == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "check version", Code: "statement_missing"}
	}
	checked, err := version.Check(c.Kind, c.Statement, c.Installed)
	if err != nil {
		return &domain.Error{Kind: domain.Invalid, Op: "check version", Subject: c.Kind, Code: "statement_kind",
			Params: domain.Params{"value": c.Kind, "allowed": strings.Join(version.Kinds(), ", ")}, Err: err}
	}
	view := checkedView{verdictOf(checked), checked.Code, checked.Read, checked.Condition, readingText(checked, c.Statement, c.Installed)}
	return r.answer(view, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n%s\n", view.Verdict, view.Reading)
		return err
	})
}

func verdictOf(c version.Checked) domain.Verdict {
	switch c.In {
	case domain.Yes:
		return domain.Affected
	case domain.No:
		return domain.NotAffected
	}
	return domain.CannotTell
}

func readingText(c version.Checked, statement, installed string) string {
	shown := c.Read
	if shown == "" {
		shown = statement
	}
	return words.OneLine(words.Reading(domain.Reason{Code: c.Code, Params: domain.Params{
		"version": strings.TrimSpace(installed), "range": shown, "fixed": c.Bound, "condition": c.Condition,
	}}, c.Read, c.Condition))
}

// lines answers each line with one line. A malformed one is answered as such and
// costs no other.
func (c *versionCheckCmd) lines(r *run) error {
	in := r.env.Stdin
	if c.Kind != "" {
		f, err := os.Open(c.Kind)
		if err != nil {
			return &domain.Error{Kind: domain.NotFound, Op: "read statements", Subject: c.Kind, Code: "no_such_file", Err: err}
		}
		defer f.Close()
		in = f
	}
	return checkLines(in, r.env.Stdout)
}

func checkLines(in io.Reader, w io.Writer) error {
	from, out := bufio.NewReaderSize(in, 1<<16), bufio.NewWriter(w)
	for n := 1; ; n++ {
		line, err := from.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return errors.Join(err, out.Flush())
		}
		line = strings.TrimRight(line, "\r\n")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		switch {
		case n == 1 && line == "id\tkind\tstatement\tinstalled":
			fmt.Fprintln(out, "id\tverdict\treading")
		case strings.TrimSpace(line) != "":
			fmt.Fprintln(out, checkLine(line))
		}
		if err != nil {
			return out.Flush()
		}
	}
}

func checkLine(line string) string {
	fields := strings.Split(line, "\t")
	answer := func(verdict domain.Verdict, reading string) string {
		return fields[0] + "\t" + string(verdict) + "\t" + reading
	}
	if len(fields) != 4 {
		return answer(domain.CannotTell, words.OneLine(words.Reason(domain.Reason{Code: "line_fields", Params: domain.Params{"count": fmt.Sprint(len(fields))}})))
	}
	checked, err := version.Check(strings.TrimSpace(fields[1]), fields[2], fields[3])
	if err != nil {
		return answer(domain.CannotTell, words.OneLine(words.Reason(domain.Reason{Code: "statement_kind",
			Params: domain.Params{"value": fields[1], "allowed": strings.Join(version.Kinds(), ", ")}})))
	}
	return answer(verdictOf(checked), readingText(checked, fields[2], fields[3]))
}
