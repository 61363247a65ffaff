package screen

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// hitLimit is how many hits of a kind are shown.
const hitLimit = 50

// SearchState is what the search shows.
type SearchState struct {
	Stage      Stage
	Err        error
	Query      string
	Only       bool // the query asks for commands alone
	Commands   []Command
	Tasks      []domain.TaskView
	Assets     []domain.AssetView
	Advisories []domain.AdvisoryView
	Total      int // advisories found, of which Advisories holds the first
}

// Search finds an asset, a task, an advisory or a command by words, ids and names.
type Search struct {
	source  SearchSource
	able    func(Doing) bool
	run     Run
	changed func(SearchState)
	state   SearchState
	asked   turn
}

// NewSearch makes the screen; able says which commands are possible now.
func NewSearch(source SearchSource, run Run, able func(Doing) bool, changed func(SearchState)) *Search {
	return &Search{source: source, run: run, able: able, changed: changed}
}

// State is the newest state.
func (s *Search) State() SearchState { return s.state }

// Find looks for the words; behind ">" for commands alone, without asking the desk.
func (s *Search) Find(query string) {
	query = strings.TrimSpace(query)
	if CommandsOnly(query) {
		s.asked.pass() // what was asked before is not wanted any more
		s.state = SearchState{Stage: Ready, Query: query, Only: true, Commands: matching(Commands(s.able), strings.TrimPrefix(query, commandSign))}
		s.changed(s.state)
		return
	}
	s.state = SearchState{Query: query}
	s.changed(s.state)
	if query == "" {
		s.state.Stage = Ready
		return
	}
	ask(s.run, &s.asked, func(ctx context.Context) (SearchState, error) { return s.look(ctx, query) }, func(found SearchState, err error) {
		s.state = found
		s.state.Commands = matching(Commands(s.able), query)
		s.state.Stage, s.state.Err = Ready, err
		if err != nil {
			s.state.Stage = Failed
		}
		s.changed(s.state)
	})
}

func (s *Search) look(ctx context.Context, query string) (SearchState, error) {
	found := SearchState{Query: query}
	words := strings.Fields(strings.ToLower(query))
	assets, err := s.source.Assets(ctx)
	if err != nil {
		return found, err
	}
	for _, a := range assets {
		if holds(words, a.ID, a.Name, a.Kind, a.Role, a.Manufacturer, a.Model, a.Location, a.OS, strings.Join(a.Hostnames, " ")) && len(found.Assets) < hitLimit {
			found.Assets = append(found.Assets, a)
		}
	}
	for _, closed := range []bool{false, true} {
		tasks, err := s.source.Tasks(ctx, closed)
		if err != nil {
			return found, err
		}
		for _, t := range tasks {
			if holds(words, t.ID, t.Name, t.Version, strings.Join(t.Vulnerabilities, " ")) && len(found.Tasks) < hitLimit && !hasTask(found.Tasks, t.ID) {
				found.Tasks = append(found.Tasks, t)
			}
		}
	}
	found.Advisories, found.Total, err = s.source.Advisories(ctx, query, 0, hitLimit)
	return found, err
}

func hasTask(tasks []domain.TaskView, id string) bool {
	for i := range tasks {
		if tasks[i].ID == id {
			return true
		}
	}
	return false
}

// holds reports whether every word stands in some field.
func holds(words []string, fields ...string) bool {
	all := strings.ToLower(strings.Join(fields, "\n"))
	for _, w := range words {
		if !strings.Contains(all, w) {
			return false
		}
	}
	return true
}
