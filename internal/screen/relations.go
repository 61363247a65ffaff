package screen

import (
	"context"
	"strings"

	"fenceline/internal/domain"
)

// RelationsSource says what one thing touches.
type RelationsSource interface {
	Relations(ctx context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error)
}

// MostRelations is how many things a picture holds.
const MostRelations = 200

// RelationsState is what the Relations screen shows.
type RelationsState struct {
	Stage  Stage
	Err    error
	Kind   domain.RelationKind
	Key    string
	Found  *domain.Relations // nil until it came
	Drawn  RelationDrawing
	Chosen int  // index of a node
	List   bool // as a list, not as a picture
}

// Relations is the screen that draws what one thing touches.
type Relations struct {
	source  RelationsSource
	run     Run
	changed func(RelationsState)
	state   RelationsState
	asked   turn
}

// NewRelations makes the screen.
func NewRelations(source RelationsSource, run Run, changed func(RelationsState)) *Relations {
	return &Relations{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Relations) State() RelationsState { return s.state }

// RelationsOf is the place that draws what a thing touches.
func RelationsOf(kind domain.RelationKind, key string) Route {
	return Route{Screen: NameRelations, ID: string(kind) + " " + key}
}

// Open turns to a thing, as [RelationsOf] names it.
func (s *Relations) Open(id string) {
	kind, key, _ := strings.Cut(id, " ")
	if domain.RelationKind(kind) == s.state.Kind && key == s.state.Key || key == "" {
		return
	}
	s.state = RelationsState{Kind: domain.RelationKind(kind), Key: key, List: s.state.List}
	s.changed(s.state)
}

// Refresh asks again.
func (s *Relations) Refresh() {
	kind, key := s.state.Kind, s.state.Key
	if key == "" {
		return
	}
	ask(s.run, &s.asked, func(ctx context.Context) (domain.Relations, error) {
		return s.source.Relations(ctx, kind, key, MostRelations)
	},
		func(found domain.Relations, err error) {
			if s.state.Err, s.state.Stage = err, Failed; err == nil {
				chosen := found.Center
				if s.state.Found != nil { // what was chosen stays so, where it is still there
					was := s.state.Found.Nodes[s.state.Chosen]
					for i, n := range found.Nodes {
						if n.Kind == was.Kind && n.Key == was.Key {
							chosen = i
						}
					}
				}
				s.state.Stage, s.state.Found, s.state.Drawn, s.state.Chosen = Ready, &found, DrawRelations(&found), chosen
			}
			s.changed(s.state)
		})
}

// Choose turns to one of the things in the picture.
func (s *Relations) Choose(node int) {
	if s.state.Found == nil || node < 0 || node >= len(s.state.Found.Nodes) || node == s.state.Chosen {
		return
	}
	s.state.Chosen = node
	s.changed(s.state)
}

// ShowList shows the things as a list, or as a picture.
func (s *Relations) ShowList(list bool) {
	s.state.List = list
	s.changed(s.state)
}

// Move chooses the next thing in a direction: above and below in its column, or
// the nearest of the column beside it.
func (s *Relations) Move(d Doing) {
	if s.state.Found != nil {
		s.Choose(s.state.Drawn.beside(s.state.Chosen, d))
	}
}

// Near lists what a thing is joined to, as indexes of the edges.
func (s *RelationsState) Near(node int) []int {
	var out []int
	for i, e := range s.Found.Edges {
		if e.From == node || e.To == node {
			out = append(out, i)
		}
	}
	return out
}

// RouteOf is the place in the window where a thing is shown; false where it has none.
func RouteOf(n *domain.RelationNode) (Route, bool) {
	switch n.Kind {
	case domain.RelTask:
		return Route{Screen: NameTasks, ID: n.Key}, true
	case domain.RelAsset:
		return Route{Screen: NameAssets, ID: n.Key}, true
	case domain.RelAdvisory:
		return Route{Screen: NameAdvisories, ID: n.Key}, true
	case domain.RelVulnerability, domain.RelComponent:
		return Route{Screen: NameSearch, ID: n.Name}, true
	}
	return Route{}, false
}
