package screen

import (
	"time"

	"fenceline/internal/domain"
)

// Freshness is how old the data is, in steps a person acts on.
type Freshness int

// Freshness: amber past 7 days, red past 30.
const (
	Fresh Freshness = iota
	Aging
	Stale
	NoData
)

// FrameState is what the rail, the top bar and the status bar show.
type FrameState struct {
	Stage     Stage
	Err       error
	Status    domain.DeskStatus
	Ages      []Age
	Freshness Freshness
	Unread    int // advisories that touch us and were not read
}

// Age is how many days old the newest data of a group of sources is.
type Age struct {
	Group domain.Format // FormatCSAF for all that bring advisories, FormatKEV
	Days  int
}

// Frame is what surrounds every screen.
type Frame struct {
	source  FrameSource
	run     Run
	changed func(FrameState)
	state   FrameState
	asked   turn
	counted turn
}

// NewFrame makes it; it asks nothing before Refresh.
func NewFrame(source FrameSource, run Run, changed func(FrameState)) *Frame {
	return &Frame{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Frame) State() FrameState { return s.state }

// Refresh asks again.
func (s *Frame) Refresh() {
	ask(s.run, &s.asked, s.source.Status, func(st domain.DeskStatus, err error) {
		if err != nil {
			s.state.Stage, s.state.Err = Failed, err
		} else {
			old := ages(st.Sources, zoneOf(st.Desk), st.At)
			s.state = FrameState{Stage: Ready, Status: st, Ages: old, Freshness: freshness(old), Unread: s.state.Unread}
		}
		s.changed(s.state)
		if err == nil {
			s.count()
		}
	})
}

// count asks what waits to be read; the rail shows no number where that fails.
func (s *Frame) count() {
	ask(s.run, &s.counted, s.source.AdvisoryCounts, func(c domain.AdvisoryCounts, err error) {
		if err == nil && c.UnreadTouching != s.state.Unread {
			s.state.Unread = c.UnreadTouching
			s.changed(s.state)
		}
	})
}

// Counted takes over what another screen has just counted, so that the rail says the same.
func (s *Frame) Counted(c domain.AdvisoryCounts) {
	if c.Counted && c.UnreadTouching != s.state.Unread {
		s.state.Unread = c.UnreadTouching
		s.changed(s.state)
	}
}

// ages groups the sources: all that bring advisories are one, since a publisher
// who has nothing to say is not stale; KEV stands alone.
func ages(sources []domain.SourceAge, zone *time.Location, at time.Time) []Age {
	newest := map[domain.Format]time.Time{}
	for _, s := range sources {
		if s.Format == domain.FormatEPSS || s.Format == domain.FormatSTIX {
			continue // no verdict and no date rests on it
		}
		group := domain.FormatCSAF
		if s.Format == domain.FormatKEV {
			group = domain.FormatKEV
		}
		date := s.Newest
		if date.IsZero() || date.After(at) {
			date = s.Arrived
		}
		if date.After(newest[group]) {
			newest[group] = date
		}
	}
	var out []Age
	for _, group := range []domain.Format{domain.FormatCSAF, domain.FormatKEV} {
		if date, ok := newest[group]; ok {
			days := domain.DayOf(at, zone).Sub(domain.DayOf(date, zone))
			out = append(out, Age{Group: group, Days: max(0, days)})
		}
	}
	return out
}

// freshness goes by the oldest group.
func freshness(ages []Age) Freshness {
	if len(ages) == 0 {
		return NoData
	}
	worst := Fresh
	for _, a := range ages {
		switch {
		case a.Days > 30:
			return Stale
		case a.Days > 7:
			worst = Aging
		}
	}
	return worst
}
