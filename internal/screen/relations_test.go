package screen

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// aWeb draws relations of at most 200 things.
func aWeb(t *rapid.T) domain.Relations {
	var w domain.RelationWeb
	kinds := domain.RelationKinds()
	n := rapid.IntRange(1, 60).Draw(t, "things")
	for i := range n {
		w.Node(kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")], strconv.Itoa(i), "thing "+strconv.Itoa(i), "")
	}
	for range rapid.IntRange(0, 120).Draw(t, "joins") {
		w.Join(rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to"), "", false)
	}
	return w.Around(0, MostRelations)
}

// TestDrawRelations: no two things share a place, kinds do not share a column, the
// same things stand where they stood, and ordering never adds crossings.
func TestDrawRelations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		web := aWeb(t)
		d := DrawRelations(&web)
		seen := map[RelationPlace]bool{}
		for i, p := range d.Places {
			if seen[p] {
				t.Fatalf("two things at %v", p)
			}
			seen[p] = true
			if d.Kinds[p.Column] != web.Nodes[i].Kind || p.Row < 0 || p.Row > float64(d.Rows-1) {
				t.Fatalf("%v of kind %s stands at %v of %v, %d rows", i, web.Nodes[i].Kind, p, d.Kinds, d.Rows)
			}
		}
		if again := DrawRelations(&web); !slices.Equal(again.Places, d.Places) {
			t.Fatal("the same things stand elsewhere")
		}
		var plain RelationDrawing
		plain.Rows, plain.Places = d.Rows, make([]RelationPlace, len(web.Nodes))
		columns := make([][]int, len(d.Kinds))
		for i := range web.Nodes {
			c := slices.Index(d.Kinds, web.Nodes[i].Kind)
			columns[c] = append(columns[c], i)
		}
		plain.place(columns)
		if plain.crossings(&web) < d.crossings(&web) {
			t.Fatalf("%d crossings, unordered %d", d.crossings(&web), plain.crossings(&web))
		}
	})
}

func TestRelationsScreen(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s := NewRelations(d, q.run, func(RelationsState) {})
	s.Open(RelationsOf(domain.RelTask, "T-1").ID)
	s.Refresh()
	q.all()
	st := s.State()
	if st.Stage != Ready || st.Found.Nodes[st.Chosen].Key != "T-1" {
		t.Fatalf("%+v", st)
	}
	s.Move(DoLeft)
	if st = s.State(); st.Found.Nodes[st.Chosen].Kind != domain.RelAsset {
		t.Errorf("left of a task is %+v", st.Found.Nodes[st.Chosen])
	}
	first := st.Chosen
	s.Move(DoNext)
	s.Move(DoPrior)
	if s.State().Chosen != first {
		t.Error("down and up lead elsewhere")
	}
	s.Move(DoNext)
	was := s.State().Found.Nodes[s.State().Chosen]
	s.Refresh()
	q.all()
	if st = s.State(); st.Found.Nodes[st.Chosen] != was {
		t.Error("looking again changes what is chosen")
	}
	if to, ok := RouteOf(&was); !ok || to.Screen != NameAssets {
		t.Errorf("%v", to)
	}
	d.err = errDisk
	s.Refresh()
	q.all()
	if st = s.State(); st.Err == nil || st.Found == nil {
		t.Error("a failure hides what was there")
	}
}
