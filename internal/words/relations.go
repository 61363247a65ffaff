package words

import (
	"strings"

	"fenceline/internal/domain"
)

// RelationKind names what a thing is: "advisory".
func RelationKind(k domain.RelationKind) string { return word("relation_", string(k), string(k)) }

// RelationKindMany names several of a kind, as a heading: "Advisories".
func RelationKindMany(k domain.RelationKind) string { return word("relations_", string(k), string(k)) }

// RelationName is a thing as it is spoken of; a component with its version.
func RelationName(n *domain.RelationNode) string {
	if n.Kind == domain.RelComponent && n.Note != "" {
		return n.Name + " " + n.Note
	}
	return n.Name
}

// RelationNote is the other thing worth saying of it, in words.
func RelationNote(n *domain.RelationNode) string {
	if n.Kind == domain.RelThreat {
		return word("threat_", strings.ReplaceAll(n.Note, "-", "_"), n.Note)
	}
	return n.Note
}

// RelationJoin is what something is joined to, with what the source says of it and
// whether it can be told.
func RelationJoin(name string, e domain.RelationEdge) string {
	unsure := ""
	if e.Unsure {
		unsure = word("verdict_", string(domain.CannotTell), string(domain.CannotTell))
	}
	return say("relation_join", "name", name, "says", e.Says, "unsure", unsure)
}

// RelationsNone says that a thing touches nothing here.
func RelationsNone() string { return say("relations_none") }

// RelationsLeft says how many things of a picture are not shown; empty where all are.
func RelationsLeft(left map[domain.RelationKind]int) string {
	n := 0
	for _, of := range left {
		n += of
	}
	if n == 0 {
		return ""
	}
	return count("relations_left", n)
}

// RelationWhole is a thing with its note, for where there is room.
func RelationWhole(n *domain.RelationNode) string {
	note := RelationNote(n)
	if n.Kind == domain.RelComponent {
		note = ""
	}
	return say("relation_whole", "name", RelationName(n), "note", note)
}

// RelationNear lists what a thing is joined to.
func RelationNear(names []string) string { return strings.Join(names, ", ") }

// RelationsTitle is the heading of what a thing touches.
func RelationsTitle(name string) string { return say("relations_title", "name", name) }

// RelationsPicture and RelationsList name the two ways to look at it.
func RelationsPicture() string { return say("relations_picture") }

// RelationsList is the other.
func RelationsList() string { return say("relations_list") }

// RelationsReading is said while it is put together.
func RelationsReading() string { return say("relations_reading") }

// RelationsAlone is the heading where nothing hangs together with a thing.
func RelationsAlone() string { return say("relations_alone") }

// RelationOpen is the button that goes to a thing's own screen.
func RelationOpen(k domain.RelationKind) string {
	if k == domain.RelVulnerability || k == domain.RelComponent {
		return say("relation_search")
	}
	return say("relation_open", "kind", RelationKind(k))
}

// RelationTurn is the button that shows what the chosen thing touches itself.
func RelationTurn() string { return say("relation_turn") }

// RelationsButton is the button that leads to the picture.
func RelationsButton() string { return say("relations_button") }
