package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"fenceline/internal/words"
)

// usage says what is wrong with a command line and how to get help. The context
// may be nil.
func (r *run) usage(parsed *kong.Context, err error) int {
	command := "fenceline"
	var p *kong.ParseError
	if errors.As(err, &p) {
		parsed = p.Context
	}
	if parsed != nil {
		if node := parsed.Selected(); node != nil {
			command = node.FullPath()
		}
	}
	if flag := negative.FindStringSubmatch(err.Error()); flag != nil {
		err = belowZero(flag[1])
	}
	what := oneLine(strings.TrimSuffix(err.Error(), ".")) + "."
	next := words.Text("Type \"{command} --help\" to see how it is used.", "command", command)
	if r.json {
		r.jsonError(map[string]any{"kind": "usage", "message": what, "next": next})
		return ExitUsage
	}
	fmt.Fprintf(r.env.Stderr, "fenceline: %s\n%s\n", what, next)
	return ExitUsage
}

// negative is what the parser says of a number below zero that stands apart from
// its flag: it takes it for a flag of one letter.
var negative = regexp.MustCompile(`^(--[a-z-]+): expected int value but got "-[0-9]+"`)

func belowZero(flag string) error { return fmt.Errorf("%s cannot be less than 0", flag) }

// jsonError prints an error as JSON.
func (r *run) jsonError(body map[string]any) {
	text, _ := json.Marshal(map[string]any{"error": body}) // maps of strings always encode
	fmt.Fprintln(&harmless{to: r.env.Stderr, json: true}, string(text))
}

// wantsJSON reports whether a command line, sound or not, asks for JSON.
func wantsJSON(args []string) bool {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// checkGiven refuses what the parser lets through and no command means: a number
// below zero, and an argument with nothing in it.
func checkGiven(k *kong.Kong, parsed *kong.Context, args []string) error {
	for _, p := range parsed.Path {
		if p.Flag != nil && p.Flag.Target.CanInt() && p.Flag.Target.Int() < 0 {
			return belowZero("--" + p.Flag.Name)
		}
	}
	// To version check, nothing is what an unknown version looks like.
	if node := parsed.Selected(); node != nil && node.FullPath() == "fenceline version check" {
		return nil
	}
	if emptyArgument(k, args) {
		return errors.New(words.Text("an argument is empty: it must name something"))
	}
	return nil
}

// emptyArgument reports whether an argument that is no flag's value is empty.
func emptyArgument(k *kong.Kong, args []string) bool {
	alone := map[string]bool{} // the flags that take no value
	_ = kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if f, ok := node.(*kong.Flag); ok && f.IsBool() {
			alone["--"+f.Name] = true
		}
		return next(nil)
	})
	for i, arg := range args {
		if arg != "" {
			continue
		}
		before := ""
		if i > 0 {
			before = args[i-1]
		}
		if before == "--" || !strings.HasPrefix(before, "-") || strings.Contains(before, "=") || alone[before] {
			return true
		}
	}
	return false
}
