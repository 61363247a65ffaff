package screen

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"fenceline/internal/domain"
)

// AssetTab is a page of an asset's detail.
type AssetTab string

// The pages.
const (
	AssetFacts    AssetTab = "facts"
	AssetSoftware AssetTab = "software"
	AssetFindings AssetTab = "findings"
	AssetTasks    AssetTab = "tasks"
	AssetHistory  AssetTab = "history"
)

// AssetEvent is one entry of the log about an asset, with the facts it changed.
type AssetEvent struct {
	domain.LogEvent
	Facts []domain.FactChange
}

// AssetPast is the History page.
type AssetPast struct {
	Events   []AssetEvent // newest first
	Err      error
	From, To string // days as typed, "" for the moment before the newest inventory, and for this one
	DayErr   error
	Changes  *domain.SoftwareChanges // nil: not compared yet
	CompErr  error
	Busy     bool
	Drawn    int
}

// OpenTab shows a page of the detail.
func (s *Assets) OpenTab(tab AssetTab) {
	if s.state.Tab == tab {
		return
	}
	s.state.Tab = tab
	s.changed(s.state)
	s.fill()
}

// fill asks for what the page in sight shows.
func (s *Assets) fill() {
	a := s.state.Detail
	if a == nil {
		return
	}
	switch s.state.Tab {
	case AssetSoftware:
		if s.state.Filled {
			return
		}
		ask(s.run, &s.paged, func(ctx context.Context) ([]domain.Held, error) { return s.source.Software(ctx, a.ID) }, func(held []domain.Held, err error) {
			if s.state.Detail == nil || s.state.Detail.ID != a.ID {
				return
			}
			slices.SortStableFunc(held, func(x, y domain.Held) int {
				return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
			})
			s.state.Software, s.state.Filled, s.state.ActErr = held, true, err
			s.changed(s.state)
		})
	case AssetFindings:
		s.fillFindings(a.ID)
	case AssetTasks:
		s.fillTasks(a.ID)
	case AssetHistory:
		if s.state.Past != nil {
			return
		}
		ask(s.run, &s.paged, func(ctx context.Context) ([]domain.LogEvent, error) { return s.source.EventsFrom(ctx, 0, a.Name) }, func(events []domain.LogEvent, err error) {
			if s.state.Detail == nil || s.state.Detail.ID != a.ID {
				return
			}
			s.state.Past = &AssetPast{Events: assetEvents(events), Err: err}
			s.changed(s.state)
			if len(a.Snapshots) > 0 {
				s.Compare("", "", time.UTC)
			}
		})
	}
}

// assetEvents puts the newest first and names the facts each changed.
func assetEvents(events []domain.LogEvent) []AssetEvent {
	out := make([]AssetEvent, 0, len(events))
	for _, e := range slices.Backward(events) {
		one := AssetEvent{LogEvent: e}
		if strings.HasPrefix(e.Verb, "asset.") && strings.HasPrefix(e.After, "{") {
			var before, after domain.Asset
			fresh := e.Before == ""
			if (fresh || json.Unmarshal([]byte(e.Before), &before) == nil) && json.Unmarshal([]byte(e.After), &after) == nil {
				one.Facts = domain.Changes(&before, &after)
			}
		}
		out = append(out, one)
	}
	return out
}

// Compare tells how the software differs between the ends of two days of the zone.
// Without a first day it is the moment before the newest inventory came in, without a
// second one it is now.
func (s *Assets) Compare(from, to string, zone *time.Location) {
	a, past := s.state.Detail, s.state.Past
	if a == nil || past == nil || past.Busy {
		return
	}
	past.From, past.To, past.DayErr, past.CompErr = from, to, nil, nil
	past.Drawn++
	var ends [2]time.Time
	for i, text := range []string{from, to} {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		day, err := domain.ParseDay(text)
		if err != nil {
			past.DayErr = err
			s.changed(s.state)
			return
		}
		ends[i] = day.End(zone).Add(-time.Nanosecond)
	}
	past.Busy = true
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		got, err := s.source.SoftwareChanges(ctx, a.ID, ends[0], ends[1])
		post(func() {
			past.Busy, past.Changes, past.CompErr = false, &got, err
			if err != nil {
				past.Changes = nil
			}
			past.Drawn++
			s.changed(s.state)
		})
	})
}

// HeldMatching are the components whose name, vendor or version hold every word of a
// text.
func HeldMatching(held []domain.Held, text string) []domain.Held {
	wanted := strings.Fields(strings.ToLower(text))
	if len(wanted) == 0 {
		return held
	}
	var out []domain.Held
	for i := range held {
		if h := &held[i]; holds(wanted, h.Name, h.Vendor, h.Version) {
			out = append(out, *h)
		}
	}
	return out
}
