package cli

import (
	"fmt"
	"io"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/words"
	"fenceline/internal/workflow"
)

type readinessCmd struct {
	Show    readinessShowCmd    `cmd:"" default:"withargs" help:"The checks of readiness, each with where its evidence lies, and whom to call."`
	Contact readinessContactCmd `cmd:"" help:"Write down whom to call."`
}

type readinessShowCmd struct{}

func (c *readinessShowCmd) Run(r *run) error {
	return r.reading(func(d *workflow.Desk) error {
		ready, err := d.Readiness(r.ctx)
		if err != nil {
			return err
		}
		if err := r.answer(ready, func(w io.Writer) error { return readinessText(w, &ready) }); err != nil {
			return err
		}
		return r.pendingNote(d)
	})
}

// checkDoes are the commands that do what a check asks for.
var checkDoes = map[domain.Code][]string{
	"ready_confirmed": {"fenceline", "asset", "confirm"}, "ready_confirmed_yearly": {"fenceline", "asset", "confirm", "--yearly"},
	"ready_capacity": {"fenceline", "plan", "capacity", "6h"}, "ready_log": {"fenceline", "log", "verify"},
}

func readinessText(w io.Writer, ready *domain.Readiness) error {
	fmt.Fprintf(w, "%s\n", words.ReadinessSummary(ready))
	for _, group := range domain.CheckGroups() {
		fmt.Fprintf(w, "\n%s\n", words.CheckGroup(group))
		for i := range ready.Checks {
			check := &ready.Checks[i]
			if check.Group != group {
				continue
			}
			what, next := words.CheckSay(check, ready)
			if does := checkDoes[check.Code]; next != "" && does != nil {
				next = strings.TrimSuffix(next, ".") + ": " + strings.Join(does, " ")
			}
			fmt.Fprintf(w, "  %-12s %s: %s\n", words.CheckMark(check.Mark), words.CheckTitle(check), oneLine(what))
			if next != "" {
				fmt.Fprintf(w, "  %-12s %s\n", "", oneLine(next))
			}
		}
	}
	fmt.Fprintln(w, words.Text("\nWhom to call"))
	for i := range ready.Contacts {
		card := &ready.Contacts[i]
		who := words.Joined(card.Name, card.Phone, card.Mail, card.Note)
		if _, err := fmt.Fprintf(w, "  %-12s %s\n", words.ContactName(card.Role), oneLine(or(who, words.ContactNobody()))); err != nil {
			return err
		}
	}
	return nil
}

type readinessContactCmd struct {
	Role  string  `arg:"" help:"cisa, isac, vendor or insurer." enum:"cisa,isac,vendor,insurer"`
	Name  *string `help:"Who it is."`
	Phone *string `help:"Telephone number." placeholder:"NUMBER"`
	Mail  *string `help:"Mail address." placeholder:"ADDRESS"`
	Note  *string `help:"Contract number, hours." placeholder:"TEXT"`
}

func (c *readinessContactCmd) Run(r *run) error {
	return r.writing(func(d *workflow.Desk) error {
		ready, err := d.Readiness(r.ctx)
		if err != nil {
			return err
		}
		card := domain.ContactOf(ready.Contacts, domain.ContactRole(c.Role))
		for _, set := range []struct{ from, to *string }{{c.Name, &card.Name}, {c.Phone, &card.Phone}, {c.Mail, &card.Mail}, {c.Note, &card.Note}} {
			if set.from != nil {
				*set.to = *set.from
			}
		}
		if err := d.SetContact(r.ctx, card); err != nil {
			return err
		}
		if ready, err = d.Readiness(r.ctx); err != nil {
			return err
		}
		return r.answer(ready.Contacts, func(w io.Writer) error { return readinessText(w, &ready) })
	})
}
