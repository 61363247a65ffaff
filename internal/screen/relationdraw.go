package screen

import (
	"cmp"
	"slices"

	"fenceline/internal/domain"
)

// RelationDrawing is where the things of a picture stand: kinds are columns, and in
// a column each thing has a row of its own.
type RelationDrawing struct {
	Kinds  []domain.RelationKind // of the columns, from left to right; only those there are
	Places []RelationPlace       // of each node
	Rows   int                   // of the tallest column
}

// RelationPlace is a column and a row; rows of shorter columns stand in the middle
// of the tallest, at halves too.
type RelationPlace struct {
	Column int
	Row    float64
}

// sweeps is how often columns are put in order by what they are joined to.
const sweeps = 6

// DrawRelations finds places for things: each column is ordered by where the things
// stand that it is joined to, again and again, and the order with the fewest crossing
// lines is kept. The same things get the same places.
func DrawRelations(r *domain.Relations) RelationDrawing {
	var d RelationDrawing
	columns := make([][]int, 0, 6)
	for _, kind := range domain.RelationKinds() {
		var column []int
		for i := range r.Nodes {
			if r.Nodes[i].Kind == kind {
				column = append(column, i)
			}
		}
		if len(column) > 0 {
			d.Kinds, columns = append(d.Kinds, kind), append(columns, column)
			d.Rows = max(d.Rows, len(column))
		}
	}
	d.Places = make([]RelationPlace, len(r.Nodes))
	d.place(columns)
	best, fewest := slices.Clone(d.Places), d.crossings(r)
	for range sweeps {
		for c := range columns {
			d.order(r, columns[c])
			d.place(columns)
		}
		if n := d.crossings(r); n < fewest {
			best, fewest = slices.Clone(d.Places), n
		}
	}
	d.Places = best
	return d
}

// place gives the things of each column their rows, in the order they have there.
func (d *RelationDrawing) place(columns [][]int) {
	for c, column := range columns {
		above := float64(d.Rows-len(column)) / 2
		for row, node := range column {
			d.Places[node] = RelationPlace{Column: c, Row: above + float64(row)}
		}
	}
}

// order sorts a column by the mean row of what each thing is joined to in others;
// what is joined to nothing there keeps its row.
func (d *RelationDrawing) order(r *domain.Relations, column []int) {
	sum, n := make([]float64, len(r.Nodes)), make([]float64, len(r.Nodes))
	for _, e := range r.Edges {
		if d.Places[e.From].Column == d.Places[e.To].Column {
			continue
		}
		sum[e.From] += d.Places[e.To].Row
		sum[e.To] += d.Places[e.From].Row
		n[e.From]++
		n[e.To]++
	}
	weight := func(node int) float64 {
		if n[node] == 0 {
			return d.Places[node].Row
		}
		return sum[node] / n[node]
	}
	slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(weight(a), weight(b)) })
}

// crossings counts the pairs of lines between the same two columns that cross.
func (d *RelationDrawing) crossings(r *domain.Relations) int {
	type line struct {
		from, to   int
		start, end float64
	}
	var lines []line
	for _, e := range r.Edges {
		a, b := d.Places[e.From], d.Places[e.To]
		if a.Column > b.Column {
			a, b = b, a
		}
		if a.Column != b.Column {
			lines = append(lines, line{a.Column, b.Column, a.Row, b.Row})
		}
	}
	n := 0
	for i := range lines {
		for _, other := range lines[i+1:] {
			if lines[i].from == other.from && lines[i].to == other.to && (lines[i].start-other.start)*(lines[i].end-other.end) < 0 {
				n++
			}
		}
	}
	return n
}

// beside is the next thing in a direction; the same where there is none.
func (d *RelationDrawing) beside(from int, to Doing) int {
	at, best := d.Places[from], from
	far := func(node int) float64 {
		gap := d.Places[node].Row - at.Row
		return max(gap, -gap)
	}
	for node, p := range d.Places {
		fits := false
		switch to {
		case DoNext:
			fits = p.Column == at.Column && p.Row > at.Row
		case DoPrior:
			fits = p.Column == at.Column && p.Row < at.Row
		case DoRight:
			fits = p.Column == at.Column+1
		case DoLeft:
			fits = p.Column == at.Column-1
		}
		if fits && (best == from || far(node) < far(best)) {
			best = node
		}
	}
	return best
}
