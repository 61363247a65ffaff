package domain

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestAround: a picture holds the centre, nothing twice, only what hangs together with
// it, the nearest first; what is left out is counted; and the order in which things
// were added changes nothing.
func TestAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := RelationKinds()
		n := rapid.IntRange(1, 30).Draw(t, "things")
		type join struct{ from, to int }
		joins := rapid.SliceOf(rapid.Custom(func(t *rapid.T) join {
			return join{rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(0, n-1).Draw(t, "to")}
		})).Draw(t, "joins")
		most := rapid.IntRange(1, 40).Draw(t, "most")
		build := func(order []int) (*RelationWeb, []int) {
			w, at := &RelationWeb{}, make([]int, n)
			for _, i := range order {
				at[i] = w.Node(kinds[i%len(kinds)], strconv.Itoa(i), "thing "+strconv.Itoa(i/7), "")
			}
			for _, j := range joins {
				w.Join(at[j.from], at[j.to], "", false)
			}
			return w, at
		}
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		w, at := build(order)
		got := w.Around(at[0], most)
		slices.Reverse(order)
		v, other := build(order)
		if again := v.Around(other[0], most); !slices.Equal(got.Nodes, again.Nodes) || !slices.Equal(got.Edges, again.Edges) {
			t.Fatalf("the order of adding matters:\n%v\n%v", got, again)
		}
		if got.Nodes[got.Center].Key != "0" || len(got.Nodes) > most {
			t.Fatalf("centre %+v, %d nodes of at most %d", got.Nodes[got.Center], len(got.Nodes), most)
		}
		left := 0
		for _, of := range got.Left {
			left += of
		}
		if reached := reach(n, func(i int) []int {
			var near []int
			for _, j := range joins {
				if j.from == i {
					near = append(near, j.to)
				}
				if j.to == i {
					near = append(near, j.from)
				}
			}
			return near
		}); reached != left+len(got.Nodes) {
			t.Fatalf("%d shown and %d left of %d", len(got.Nodes), left, reached)
		}
		for i, node := range got.Nodes {
			if i > 0 && node.Far < got.Nodes[i-1].Far {
				t.Fatalf("%v comes after what is farther", node)
			}
			if i != got.Center && !slices.ContainsFunc(got.Edges, func(e RelationEdge) bool {
				return e.From == i && got.Nodes[e.To].Far == node.Far-1 || e.To == i && got.Nodes[e.From].Far == node.Far-1
			}) {
				t.Fatalf("%v hangs on nothing nearer", node)
			}
		}
	})
}

// reach is how many of n things can be reached from the first.
func reach(n int, near func(int) []int) int {
	seen := make([]bool, n)
	seen[0] = true
	todo, count := []int{0}, 1
	for len(todo) > 0 {
		i := todo[0]
		todo = todo[1:]
		for _, next := range near(i) {
			if !seen[next] {
				seen[next] = true
				count++
				todo = append(todo, next)
			}
		}
	}
	return count
}

func TestJoinIsSureWhereOneSourceIs(t *testing.T) {
	w := &RelationWeb{}
	a, b := w.Node(RelVulnerability, "CVE-1", "CVE-1", ""), w.Node(RelComponent, "x 1", "x", "1")
	w.Join(a, b, "", true)
	w.Join(a, b, "targets", false)
	w.Join(a, b, "", true)
	if got := w.Around(a, 5); len(got.Edges) != 1 || got.Edges[0].Unsure || got.Edges[0].Says != "targets" {
		t.Errorf("%+v", got.Edges)
	}
}
