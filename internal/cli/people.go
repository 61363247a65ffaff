package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type personCmd struct {
	Set    personSetCmd    `cmd:"" help:"Define a person, change their role or passphrase."`
	List   personListCmd   `cmd:"" help:"List the people of this desk."`
	Retire personRetireCmd `cmd:"" help:"Take a person off the list; what they did stays."`
}

type personSetCmd struct {
	Name           string  `arg:"" help:"Name, as the log will say it."`
	Role           string  `help:"read, edit or approve; each includes the one before." required:"" enum:"read,edit,approve"`
	PassphraseFile *string `help:"Take the person's new passphrase from the first line of this file, - for standard input." placeholder:"FILE"`
	NoPassphrase   bool    `help:"Take the passphrase away: the name is asserted only." xor:"secret"`
}

func (c *personSetCmd) Run(r *run) error {
	var passphrase *string
	if c.PassphraseFile != nil {
		line, err := firstLine(r, *c.PassphraseFile)
		if err != nil {
			return err
		}
		passphrase = &line
	} else if c.NoPassphrase {
		passphrase = new(string)
	}
	return r.writing(func(d *workflow.Desk) error {
		if err := d.SetPerson(r.ctx, c.Name, domain.Role(c.Role), passphrase); err != nil {
			return err
		}
		return r.people(d, false)
	})
}

// firstLine reads the first line of a file or of standard input.
func firstLine(r *run, name string) (string, error) {
	in := r.env.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", &domain.Error{Kind: domain.NotFound, Op: "read passphrase", Subject: name, Code: "no_such_file", Err: err}
		}
		defer f.Close()
		in = f
	}
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", &domain.Error{Kind: domain.Invalid, Op: "read passphrase", Subject: name, Code: "passphrase_short", Err: err}
	}
	return line, nil
}

type personListCmd struct {
	All bool `help:"Also those who left."`
}

func (c *personListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error { return r.people(d, c.All) })
}

type personRetireCmd struct {
	Name string `arg:"" help:"Name of the person."`
}

func (c *personRetireCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		if err := d.RetirePerson(r.ctx, c.Name); err != nil {
			return err
		}
		return r.people(d, false)
	})
}

func (r *run) people(d *workflow.Desk, all bool) error {
	people, err := d.People(r.ctx, all)
	if err != nil {
		return err
	}
	return r.answer(people, func(w io.Writer) error {
		if len(people) == 0 {
			_, err := fmt.Fprintln(w, words.Text("Nobody is defined: whoever opens this desk may do everything, under the name they give."))
			return err
		}
		var rows [][]string
		for _, p := range people {
			proof := domain.Asserted
			if p.Passphrase {
				proof = domain.Passphrase
			}
			left := ""
			if !p.Retired.IsZero() {
				left = words.Text("left {time}", "time", p.Retired.Local().Format("2006-01-02"))
			}
			rows = append(rows, []string{p.Name, words.Role(p.Role), words.Assurance(proof), left})
		}
		return table(w, []string{"NAME", "MAY", "KNOWN", ""}, rows)
	})
}

type eventCmd struct {
	List eventListCmd `cmd:"" help:"Print the event log, or the part about one task or asset."`
}

type eventListCmd struct {
	JSONL bool   `help:"One entry a line, the bytes that are hashed." name:"jsonl"`
	From  uint64 `help:"Begin with this entry." default:"1"`
	About string `help:"Only entries about this task, asset or file." placeholder:"NAME"`
}

func (c *eventListCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		if c.JSONL {
			return d.ExportEvents(r.ctx, r.env.Stdout, c.From, c.About)
		}
		events, err := d.EventsFrom(r.ctx, c.From, c.About)
		if err != nil {
			return err
		}
		return r.answer(events, func(w io.Writer) error { return eventLines(w, events) })
	})
}

func eventLines(w io.Writer, events []domain.LogEvent) error {
	for _, e := range events {
		_, err := fmt.Fprintf(w, words.Text("%6d  %s  %s (%s; %s at %s)  %s\n"), e.Seq, e.At.Local().Format("2006-01-02 15:04"), oneLine(e.Person), words.Assurance(e.Assurance),
			oneLine(e.Account), oneLine(e.Host), oneLine(words.Event(e)))
		if err != nil {
			return err
		}
	}
	return nil
}
