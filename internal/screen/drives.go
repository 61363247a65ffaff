package screen

import (
	"context"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// Plugged takes the media that are plugged in now. Those of the first time were there
// before anybody looked; one that comes later is looked at, and where there is
// something to import on it, it is offered, unless a person decides about something
// else just then. What lies on a medium that is gone is offered no more.
func (s *Imports) Plugged(now []domain.Drive) {
	before := s.state.Drives
	s.state.Drives = now
	if !s.known {
		s.known = true
		return
	}
	if o := s.state.Offer; o != nil && o.Drive && !slices.ContainsFunc(now, func(d domain.Drive) bool { return d.Path == o.Paths[0] }) {
		s.Forget()
	}
	for _, d := range now {
		if !slices.Contains(before, d) {
			s.notice(d)
		}
	}
}

// notice looks at a medium that was just plugged in. It stays silent where nothing on
// it is recognised, or it cannot be read: nobody asked.
func (s *Imports) notice(d domain.Drive) {
	paths := []string{d.Path}
	ask(s.run, &s.noticed, func(ctx context.Context) (domain.Guess, error) {
		return s.source.Recognise(ctx, paths)
	}, func(guess domain.Guess, err error) {
		switch {
		case err != nil, s.state.Offer != nil, s.state.Job != nil, !slices.Contains(s.state.Drives, d):
			return
		case guess.Kind != domain.GuessAdvisories && guess.Kind != domain.GuessMachines && guess.Kind != domain.GuessSBOM:
			return
		}
		s.state.Offer = &Offer{Paths: paths, Name: DriveName(d), Guess: guess, Drive: true}
		s.changed(s.state)
	})
}

// DriveName is what people call a medium: "E: STICK", "STICK".
func DriveName(d domain.Drive) string {
	letter := strings.TrimSuffix(d.Path, `\`)
	switch {
	case !strings.HasSuffix(letter, ":"):
		if d.Name == "" {
			return path.Base(d.Path)
		}
		return d.Name
	case d.Name == "":
		return letter
	}
	return letter + " " + d.Name
}
