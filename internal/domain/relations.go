package domain

import (
	"cmp"
	"slices"
)

// RelationKind is what a thing is in a picture of what hangs together.
type RelationKind string

// The kinds, in the order they stand beside each other.
const (
	RelThreat        RelationKind = "threat" // a technique, campaign or the like that STIX bundles name
	RelAdvisory      RelationKind = "advisory"
	RelVulnerability RelationKind = "vulnerability"
	RelComponent     RelationKind = "component"
	RelAsset         RelationKind = "asset"
	RelTask          RelationKind = "task"
)

// RelationKinds lists the kinds from what is said to what is done.
func RelationKinds() []RelationKind {
	return []RelationKind{RelThreat, RelAdvisory, RelVulnerability, RelComponent, RelAsset, RelTask}
}

// Relations are what one thing touches: advisories, flaws, components, assets and
// tasks that hang together by findings, and the threats that are said to use the
// flaws.
type Relations struct {
	Center int                  `json:"center"` // index in Nodes
	Nodes  []RelationNode       `json:"nodes"`  // the nearest to the centre first
	Edges  []RelationEdge       `json:"edges,omitzero"`
	Left   map[RelationKind]int `json:"left,omitzero"` // how many of each kind are not among the nodes
}

// RelationNode is one thing.
type RelationNode struct {
	Kind RelationKind `json:"kind"`
	Key  string       `json:"key"`           // what it is asked for by: an asset's id, a task's number, an advisory's key, a flaw's name
	Name string       `json:"name"`          // as people know it
	Note string       `json:"note,omitzero"` // the other thing worth saying: a title, a version, a sort of threat
	Far  int          `json:"far"`           // steps from the centre
}

// RelationEdge joins two things; Unsure where nobody can tell whether it holds.
type RelationEdge struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Says   string `json:"says,omitzero"` // the word of a source for it: targets
	Unsure bool   `json:"unsure,omitzero"`
}

// RelationWeb gathers things and what joins them, each once.
type RelationWeb struct {
	nodes []RelationNode
	at    map[RelationNode]int // by kind and key
	edges map[[2]int]RelationEdge
}

// Node gives the number of a thing, which is added where it is new. Of a thing that
// is there the name and note stay as they were first given.
func (w *RelationWeb) Node(kind RelationKind, key, name, note string) int {
	id := RelationNode{Kind: kind, Key: key}
	if i, ok := w.at[id]; ok {
		return i
	}
	if w.at == nil {
		w.at, w.edges = map[RelationNode]int{}, map[[2]int]RelationEdge{}
	}
	w.at[id] = len(w.nodes)
	w.nodes = append(w.nodes, RelationNode{Kind: kind, Key: key, Name: name, Note: note})
	return len(w.nodes) - 1
}

// Join joins two things. What is sure from one source is sure.
func (w *RelationWeb) Join(from, to int, says string, unsure bool) {
	if from == to {
		return
	}
	id := [2]int{from, to}
	if old, ok := w.edges[id]; ok {
		unsure = unsure && old.Unsure
		says = cmp.Or(old.Says, says)
	}
	w.edges[id] = RelationEdge{From: from, To: to, Says: says, Unsure: unsure}
}

// Around gives at most so many things around one of them, the nearest first and
// among those equally near by kind and name; what is not joined to it is left out
// without being counted.
func (w *RelationWeb) Around(center, most int) Relations {
	near := make([][]int, len(w.nodes))
	for id := range w.edges {
		near[id[0]] = append(near[id[0]], id[1])
		near[id[1]] = append(near[id[1]], id[0])
	}
	far := map[int]int{center: 0}
	order := []int{center}
	for i := 0; i < len(order); i++ {
		for _, next := range near[order[i]] {
			if _, seen := far[next]; !seen {
				far[next] = far[order[i]] + 1
				order = append(order, next)
			}
		}
	}
	kinds := RelationKinds()
	slices.SortFunc(order, func(a, b int) int {
		x, y := &w.nodes[a], &w.nodes[b]
		return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind)), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Key, y.Key))
	})
	var out Relations
	at := map[int]int{}
	for _, i := range order {
		node := w.nodes[i]
		if len(out.Nodes) >= max(1, most) {
			if out.Left == nil {
				out.Left = map[RelationKind]int{}
			}
			out.Left[node.Kind]++
			continue
		}
		node.Far = far[i]
		at[i] = len(out.Nodes)
		out.Nodes = append(out.Nodes, node)
	}
	for _, e := range w.edges {
		from, ok := at[e.From]
		to, also := at[e.To]
		if ok && also {
			out.Edges = append(out.Edges, RelationEdge{From: from, To: to, Says: e.Says, Unsure: e.Unsure})
		}
	}
	slices.SortFunc(out.Edges, func(a, b RelationEdge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}
