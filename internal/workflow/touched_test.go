package workflow

import (
	"fmt"
	"slices"
	"testing"
)

// TestBatches: every asset is settled once, in order; at most so many whole ones go
// together, and of few assets at most as many altogether.
func TestBatches(t *testing.T) {
	for _, tt := range []struct{ whole, part, want int }{
		{0, 0, 0}, {1, 0, 1}, {100, 0, 4}, {0, 100, 4}, {0, 2000, 2}, {64, 1000, 3}, {40, 10, 2},
	} {
		todo := work{touched: map[string]*touch{}}
		for i := range tt.whole + tt.part {
			id := fmt.Sprintf("%05d", i)
			if todo.assets = append(todo.assets, id); i >= tt.whole {
				todo.touched[id] = &touch{}
			}
		}
		var all []string
		n := 0
		for batch := range batches(&todo) {
			n++
			whole := 0
			for _, id := range batch {
				if todo.touched[id] == nil {
					whole++
				}
			}
			if len(batch) == 0 || whole > mostWhole || len(batch) > mostPartial {
				t.Errorf("%+v: a batch of %d, %d of them whole", tt, len(batch), whole)
			}
			all = append(all, batch...)
		}
		if n != tt.want || !slices.Equal(all, todo.assets) {
			t.Errorf("%+v: %d batches with %d assets", tt, n, len(all))
		}
	}
}
