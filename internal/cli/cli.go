package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/alecthomas/kong"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

// Env is what a command may touch.
type Env struct {
	Stdin   io.Reader
	Stdout  io.Writer
	Stderr  io.Writer
	Program string                                               // name and version
	Now     func() time.Time                                     // nil: the clock
	Sample  fs.FS                                                // the sample operator's tree
	Notices func() []byte                                        // licences of the parts this program is made of
	Locale  string                                               // the system's language, "es_MX.UTF-8"
	Window  func(context.Context, workflow.Options, Opening) int // opens the window; nil where there is none
}

// given is what stands before or behind every command.
type given struct {
	Data       string `help:"Folder of the desk. Default: your data folder." env:"FENCELINE_DATA" placeholder:"DIR"`
	Person     string `help:"Who acts, as the log will say it. Default: the desk's setting, then your account." env:"FENCELINE_PERSON" placeholder:"NAME"`
	Passphrase string `help:"Passphrase of the person; better given in the environment than typed where others see it." env:"FENCELINE_PASSPHRASE" hidden:"" placeholder:"TEXT"`
	JSON       bool   `help:"Answer as JSON." name:"json"`
	Language   string `help:"Language of what is said, en or es; what programs read stays English. Default: the system's." env:"FENCELINE_LANGUAGE" enum:",en,es" default:"" placeholder:"CODE"`

	ShowVersion kong.VersionFlag `help:"Print the version." name:"version"`
}

// commands is the command line. Every verb of the desk has its place here.
type commands struct {
	given

	Import     importCmd     `cmd:"" help:"Import advisories from files, folders or archives."`
	Fetch      fetchCmd      `cmd:"" help:"Fetch advisories and signals from their publishers into a bundle; the only command that uses a network."`
	Asset      assetCmd      `cmd:"" help:"The assets: add, list, show, set."`
	SBOM       sbomCmd       `cmd:"" name:"sbom" help:"The software of an asset."`
	Inventory  inventoryCmd  `cmd:"" help:"What runs on machines, from lists and scans."`
	Collect    collectCmd    `cmd:"" help:"Write what runs on this machine to one file, for the desk to import."`
	Scan       scanCmd       `cmd:"" help:"Look through this computer or a folder for software, as an inventory of an asset."`
	Trust      trustCmd      `cmd:"" help:"The keys that advisories are signed with: list, show, offer, pin, revoke."`
	Quarantine quarantineCmd `cmd:"" help:"What was set aside because a hash or signature is wrong: list, show, release."`
	Payload    payloadCmd    `cmd:"" help:"The patch files that came in bundles: list, show, save to a stick, remove."`
	Advisory   advisoryCmd   `cmd:"" help:"The advisories: list, show."`
	CSAF       csafCmd       `cmd:"" name:"csaf" help:"The CSAF validator."`
	Finding    findingCmd    `cmd:"" help:"What the advisories say about the inventory: list, explain."`
	Identity   identityCmd   `cmd:"" help:"Whether a component is the product an advisory names: ask, same, other."`
	Match      matchCmd      `cmd:"" help:"Advisories matched with assets, products and SBOMs: list, mark, run, news."`
	Relations  relationsCmd  `cmd:"" help:"What one thing touches: advisories, vulnerabilities, components, assets, tasks and threats that hang together."`
	Task       taskCmd       `cmd:"" help:"What to patch: list, show, and every step of the work."`
	Plan       planCmd       `cmd:"" help:"The weeks ahead: capacity, windows, what fits and what will be late."`
	VEX        vexCmd        `cmd:"" name:"vex" help:"The desk's own word about a flaw in a product: decide, undo, list, export."`
	Exception  exceptionCmd  `cmd:"" help:"Dated decisions not to patch: grant, end, list."`
	Today      todayCmd      `cmd:"" help:"What must happen now, in order."`
	Statistics statisticsCmd `cmd:"" help:"What was fixed on time and how fast, by tier and importance, and what came in and was closed week by week."`
	Readiness  readinessCmd  `cmd:"" help:"How well prepared you are, as far as this desk can tell, and whom to call."`
	Policy     policyCmd     `cmd:"" help:"The tables that due dates come from."`
	Report     reportCmd     `cmd:"" help:"Write a patch report."`
	Status     statusCmd     `cmd:"" help:"How the desk stands: sources, coverage, counts."`
	Receipt    receiptCmd    `cmd:"" help:"What the last imports did, file by file."`
	Desk       deskCmd       `cmd:"" help:"Settings of the desk."`
	Compact    compactCmd    `cmd:"" help:"Rewrite the file of the desk without the room that is free in it."`
	Reindex    reindexCmd    `cmd:"" help:"Build all derived records again from the kept originals."`
	Backup     backupCmd     `cmd:"" help:"Write a copy of the whole desk to a file."`
	Restore    restoreCmd    `cmd:"" help:"Put a backup in the desk's place."`
	People     personCmd     `cmd:"" name:"person" help:"The people of this desk and what they may do."`
	Event      eventCmd      `cmd:"" help:"The event log as text or as JSON lines."`
	Log        logCmd        `cmd:"" help:"The event log."`
	Sample     sampleCmd     `cmd:"" help:"Work through the sample operator without a window."`
	Window     windowCmd     `cmd:"" help:"Open the window."`
	Gallery    galleryCmd    `cmd:"" help:"Show every piece the window is made of, in every state; no desk is opened."`
	Completion completionCmd `cmd:"" help:"Print a completion script for your shell."`
	Licences   licencesCmd   `cmd:"" help:"Print the licences of the parts this program is made of."`
	Help       helpCmd       `cmd:"" help:"Show how a command is used: help import."`
	Version    versionCmd    `cmd:"" help:"Print the version, or check how a statement about versions is read."`
}

// run is what a command works with.
type run struct {
	ctx     context.Context
	env     Env
	options workflow.Options
	json    bool

	terminal io.Writer // where errors go, unfiltered
	code     int       // set by a command that is done, but not wholly
}

// Run works through one command line and gives the exit code.
func Run(ctx context.Context, env Env, args []string) int {
	if code, ok := openWindow(ctx, env, args); ok {
		return code
	}
	var c commands
	terminal := env.Stderr // as it is, for the progress line
	env.Stderr = &harmless{to: env.Stderr}
	r := &run{ctx: ctx, env: env, terminal: terminal, json: wantsJSON(args)}
	r.speak("")
	ended := -1
	parser, err := kong.New(&c, kong.Name("fenceline"),
		kong.Description(words.Text("Fenceline is the patch desk of a small operator. It works offline: nothing leaves this computer unless you export it, and only fetch uses a network.")),
		kong.Writers(&harmless{to: env.Stdout}, env.Stderr), kong.Exit(func(code int) { ended = code; panic(exited{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100, FlagsLast: true}), kong.Help(helpWithExamples), cliVars(), kong.Vars{"version": env.Program})
	if err != nil {
		fmt.Fprintln(env.Stderr, err)
		return ExitInternal
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parse(parser, args, &ended)
	if ended >= 0 {
		return ended
	}
	if err != nil {
		return r.usage(nil, err)
	}
	if err := checkGiven(parser, parsed, args); err != nil {
		return r.usage(parsed, err)
	}
	r.json = c.JSON
	r.speak(c.Language)
	if err := r.place(&c.given); err != nil {
		return r.fail(err)
	}
	out := &output{to: env.Stdout}
	r.env.Stdout = out
	err = parsed.Run(r)
	if out.err != nil {
		err = &domain.Error{Kind: domain.Storage, Op: "write answer", Code: "output_not_written", Err: out.err}
	}
	if err != nil {
		return r.fail(err)
	}
	return r.code
}

// output keeps the first error of standard output: an answer that did not
// arrive is no success, whoever wrote it and looked away.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

type exited struct{}

func parse(parser *kong.Kong, args []string, ended *int) (ctx *kong.Context, err error) {
	defer func() {
		if caught := recover(); caught != nil {
			if _, ok := caught.(exited); !ok {
				panic(caught)
			}
		}
	}()
	return parser.Parse(args)
}

// place decides where the desk lies.
func (r *run) place(c *given) error {
	folder := c.Data
	if folder == "" {
		var err error
		if folder, err = workflow.DataFolder(); err != nil {
			return err
		}
	}
	r.options = workflow.Options{Folder: folder, Person: c.Person, Passphrase: c.Passphrase, Program: r.env.Program, Now: r.env.Now}
	return nil
}

// fail puts an error into words and gives the exit code.
func (r *run) fail(err error) int {
	what, next := words.Error(err)
	if r.json {
		body := map[string]any{"kind": domain.KindOf(err), "message": what, "next": next}
		var e *domain.Error
		if errors.As(err, &e) {
			body["code"], body["place"], body["subject"] = e.Code, e.Place, e.Subject
		}
		r.jsonError(body)
		return ExitCode(err)
	}
	fmt.Fprintf(r.env.Stderr, "fenceline: %s\n", oneLine(what))
	if next != "" {
		fmt.Fprintln(r.env.Stderr, oneLine(next))
	}
	return ExitCode(err)
}

// reading opens the desk for questions, write for changes; both close it again.
func (r *run) reading(work func(*workflow.Desk) error) error { return r.open(true, work) }
func (r *run) writing(work func(*workflow.Desk) error) error { return r.open(false, work) }

// trying is reading for a dry run, which is often the first thing done: without a
// desk it is shown on an empty one that lies elsewhere and goes away again.
func (r *run) trying(work func(*workflow.Desk) error) (err error) {
	begun := false
	err = r.reading(func(d *workflow.Desk) error { begun = true; return work(d) })
	if begun || !domain.Is(err, domain.NotFound) {
		return err
	}
	folder, err := os.MkdirTemp("", "fenceline-try-")
	if err != nil {
		return &domain.Error{Kind: domain.Storage, Op: "try", Subject: os.TempDir(), Code: "folder_unusable", Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	own := r.options.Folder
	r.options.Folder = folder
	defer func() { r.options.Folder = own }()
	return r.writing(work)
}

func (r *run) open(reading bool, work func(*workflow.Desk) error) (err error) {
	o := r.options
	o.Reading = reading
	o.Progress, o.NotRenewed = r.renewing(), func(err error) {
		fmt.Fprintln(r.env.Stderr, words.NotRenewed(err))
	}
	d, err := workflow.Open(r.ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if at, forbidden, copied := d.Copied(); copied {
		why := words.Text("Somebody else has this desk open.")
		if forbidden {
			why = words.Text("You may not write in the folder of this desk.")
		}
		fmt.Fprintf(r.env.Stderr, words.Text("{why} This answer is from a copy made at %s.\n", "why", why), at.Local().Format("15:04:05"))
	}
	if older, err := d.Older(r.ctx); err == nil && older && reading {
		fmt.Fprintln(r.env.Stderr, words.OlderDesk())
	}
	return work(d)
}

// renewing says once that the desk is brought up to date before the command begins,
// and then how far that is.
func (r *run) renewing() func(domain.Progress) {
	said, far := false, r.progress()
	return func(p domain.Progress) {
		if !said {
			said = true
			fmt.Fprintln(r.env.Stderr, words.RenewingDesk())
		}
		if far != nil {
			far(p)
		}
	}
}

// table prints rows in columns that line up.
func table(w io.Writer, head []string, rows [][]string) error {
	said := make([]string, len(head))
	for i, name := range head {
		said[i] = words.Text(name)
	}
	return columns(w, slices.Concat([][]string{said}, rows))
}

// columns prints rows that line up, without a heading.
func columns(w io.Writer, rows [][]string) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, row := range rows {
		for i := range row {
			row[i] = oneLine(row[i])
		}
		fmt.Fprintln(tw, strings.Join(row, "\t"))
	}
	return tw.Flush()
}

// pendingNote says that lists are not final while matching is pending, and sets
// the exit code for it.
func (r *run) pendingNote(d *workflow.Desk) error {
	status, err := d.Status(r.ctx)
	if err != nil {
		return err
	}
	if status.Pending {
		r.code = ExitPartly
		fmt.Fprintln(r.env.Stderr, words.Text("Matching is still pending: this answer is not final. The next command that changes the desk finishes it."))
	}
	return nil
}

// progress shows how far long work is, on a terminal only.
func (r *run) progress() func(domain.Progress) {
	f, ok := r.terminal.(*os.File)
	if !ok || r.json {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(p domain.Progress) {
		line := []rune(oneLine(words.Progress(p)))
		fmt.Fprintf(f, "\r%-78s", string(line[:min(len(line), 76)]))
		if p.Total > 0 && p.Done >= p.Total {
			fmt.Fprintf(f, "\r%-78s\r", "")
		}
	}
}
