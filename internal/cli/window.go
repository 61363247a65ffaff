package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"fenceline/internal/words"
)

// Opening is what a window opens with.
type Opening struct {
	Sample  bool // the sample operator, on an empty desk
	Gallery bool // the pieces its screens are made of, and no desk
}

type galleryCmd struct{}

// Run shows the gallery of pieces.
func (*galleryCmd) Run(r *run) error { return r.window(Opening{Gallery: true}) }

type windowCmd struct {
	Sample bool `help:"Open the sample operator."`
}

// Run opens the window, where this program has one.
func (c *windowCmd) Run(r *run) error { return r.window(Opening{Sample: c.Sample}) }

func (r *run) window(at Opening) error {
	if r.env.Window == nil {
		r.code = ExitNoWindow
		fmt.Fprintln(r.env.Stderr, words.Text("This build of Fenceline has no window. Every verb works on the command line: fenceline --help"))
		return nil
	}
	r.code = r.env.Window(r.ctx, r.options, at)
	return nil
}

// openWindow opens the window where args ask for nothing else; ok is false where
// they do, or are wrong. Whoever opens a window waits for it, and a grammar of one
// command is made in a tenth of the time that all of them take.
func openWindow(ctx context.Context, env Env, args []string) (code int, ok bool) {
	if env.Window == nil {
		return 0, false
	}
	var c struct {
		given
		Window windowCmd `cmd:""`
	}
	if len(args) == 0 {
		args = []string{"window"}
	}
	ended := -1
	parser, err := kong.New(&c, kong.Name("fenceline"), kong.NoDefaultHelp(), kong.Vars{"version": ""},
		kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) { ended = 0; panic(exited{}) }))
	if err != nil {
		return 0, false
	}
	if _, err := parse(parser, args, &ended); err != nil || ended >= 0 || emptyArgument(parser, args) {
		return 0, false
	}
	r := &run{ctx: ctx, env: env, terminal: env.Stderr, json: c.JSON}
	r.env.Stderr = &harmless{to: env.Stderr}
	r.speak(c.Language)
	if err := r.place(&c.given); err != nil {
		return r.fail(err), true
	}
	if err := c.Window.Run(r); err != nil {
		return r.fail(err), true
	}
	return r.code, true
}
