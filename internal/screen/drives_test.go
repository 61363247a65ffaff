package screen

import (
	"testing"

	"fenceline/internal/domain"
)

func TestDriveNames(t *testing.T) {
	for want, d := range map[string]domain.Drive{
		"E: PATCHES": {Path: `E:\`, Name: "PATCHES"}, "E:": {Path: `E:\`},
		"PATCH STICK": {Path: "/media/jo/PATCH STICK", Name: "PATCH STICK"}, "usb": {Path: "/mnt/usb"},
	} {
		if got := DriveName(d); got != want {
			t.Errorf("%+v is called %q, not %q", d, got, want)
		}
	}
}

// TestPlugged: a medium that comes while the window is open is offered where there is
// something on it, and no more when it is gone.
func TestPlugged(t *testing.T) {
	there, stick := domain.Drive{Path: "/media/jo/OLD"}, domain.Drive{Path: `E:\`, Name: "PATCHES"}
	advisories := domain.Guess{Kind: domain.GuessAdvisories, Files: 3}
	for name, c := range map[string]struct {
		guess   domain.Guess
		err     error
		steps   func(s *Imports, q *queue)
		offered bool
	}{
		"was there":      {guess: advisories, steps: func(*Imports, *queue) {}},
		"comes":          {guess: advisories, steps: func(s *Imports, _ *queue) { s.Plugged([]domain.Drive{there, stick}) }, offered: true},
		"holds nothing":  {steps: func(s *Imports, _ *queue) { s.Plugged([]domain.Drive{there, stick}) }},
		"cannot be read": {err: errDisk, steps: func(s *Imports, _ *queue) { s.Plugged([]domain.Drive{there, stick}) }},
		"goes before it is looked at": {guess: advisories, steps: func(s *Imports, _ *queue) {
			s.Plugged([]domain.Drive{there, stick})
			s.Plugged([]domain.Drive{there})
		}},
		"goes": {guess: advisories, steps: func(s *Imports, q *queue) {
			s.Plugged([]domain.Drive{there, stick})
			q.all()
			s.Plugged([]domain.Drive{there})
		}},
		"another goes": {guess: advisories, steps: func(s *Imports, q *queue) {
			s.Plugged([]domain.Drive{there, stick})
			q.all()
			s.Plugged([]domain.Drive{stick})
		}, offered: true},
		"something else is offered": {guess: advisories, steps: func(s *Imports, q *queue) {
			s.Consider([]string{"dropped.zip"})
			q.all()
			s.Plugged([]domain.Drive{there, stick})
			q.all()
			if o := s.State().Offer; o == nil || o.Drive {
				t.Error("what a person dropped is offered no more")
			}
			s.Forget()
		}},
		"put aside": {guess: advisories, steps: func(s *Imports, q *queue) {
			s.Plugged([]domain.Drive{there, stick})
			q.all()
			s.Forget()
			s.Plugged([]domain.Drive{there, stick})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			q, d := &queue{}, sampleDesk()
			s := NewImports(d, q.run, nil, func(ImportsState) {}, nil)
			d.guess = c.guess
			s.Plugged([]domain.Drive{there})
			c.steps(s, q)
			d.err = c.err
			q.all()
			o := s.State().Offer
			if (o != nil) != c.offered {
				t.Fatalf("offered %+v", o)
			}
			if c.offered && (o.Name != "E: PATCHES" || o.Paths[0] != stick.Path || !o.Drive) {
				t.Errorf("offered %+v", o)
			}
		})
	}
}
