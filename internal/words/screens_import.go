package words

import (
	"cmp"
	"slices"

	"fenceline/internal/domain"
)

// Change is one line of what an import changed, and the task it speaks of.
type Change struct{ Text, Task string }

// ImportChanges says what an import made of tasks, the most urgent first, at most
// limit lines, and how many more there are. A receipt of an older program names
// tasks only: tasks is how they stand now, by id.
func ImportChanges(r *domain.Receipt, tasks map[string]domain.TaskView, today domain.Day, limit int) (out []Change, more int) {
	total := len(r.Effect.NewTasks) + len(r.Effect.ChangedTasks)
	changes := r.Effect.Changes
	if len(changes) == 0 {
		changes = namedChanges(&r.Effect, tasks)
	}
	for i := range changes[:min(limit, len(changes))] {
		c := &changes[i]
		fix := c.Name
		if t, ok := tasks[c.Task]; ok {
			fix = Fix(t.PatchTask)
		}
		out = append(out, Change{importChange(c, fix, today), c.Task})
	}
	return out, max(0, total-len(out))
}

// namedChanges makes the best of a receipt that holds numbers of tasks alone.
func namedChanges(e *domain.Effect, tasks map[string]domain.TaskView) []domain.TaskChange {
	var out []domain.TaskChange
	for i, ids := range [][]string{e.NewTasks, e.ChangedTasks} {
		for _, id := range ids {
			t := tasks[id]
			c := domain.TaskChange{Task: id, Name: t.Name, New: i == 0, Due: t.Due, WasDue: t.Due, Tier: t.Tier}
			c.Closed = t.ID != "" && t.State.Done()
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b domain.TaskChange) int {
		return cmp.Or(cmp.Compare(orLast(a.Due), orLast(b.Due)), cmp.Compare(a.Tier.Rank(), b.Tier.Rank()))
	})
	return out
}

func orLast(d domain.Day) domain.Day { return cmp.Or(d, "9999-12-31") }

// importChange says what became of a task: "Due earlier: OpenSSL is now in KEV, 14 days".
func importChange(c *domain.TaskChange, fix string, today domain.Day) string {
	name := cmp.Or(c.Name, c.Task)
	day, was := shortDay(c.Due, today), shortDay(c.WasDue, today)
	switch {
	case c.Closed:
		return Text("Closed: {name}, seen in the inventory", "name", name)
	case c.New && fix == "":
		return Text("New task")
	case c.New && c.Due == "":
		return Text("New, no date: {fix}", "fix", fix)
	case c.New:
		return Text("New, due {day}: {fix}", "fix", fix, "day", day)
	case fix == "":
		return Text("Changed task")
	case c.WasDue == c.Due && c.Open > c.WasOpen && c.WasOpen > 0:
		return Text("Same date: {name}, {assets} more", "name", name, "assets", several(c.Open-c.WasOpen, "asset", "assets"))
	case c.WasDue == c.Due && c.Open < c.WasOpen:
		return Text("Same date: {name}, {assets} fewer", "name", name, "assets", several(c.WasOpen-c.Open, "asset", "assets"))
	case c.WasDue == c.Due && c.KEV:
		return Text("Same date: {name} is now in KEV", "name", name)
	case c.WasDue == c.Due:
		return Text("Same date: {name}, something else changed", "name", name)
	case c.Due == "":
		return Text("No date any more: {name}, it was {day}", "name", name, "day", was)
	case c.KEV && (c.WasDue == "" || c.Due < c.WasDue):
		return Text("Due earlier: {name} is now in KEV, {tier}", "name", name, "tier", TierShort(c.Tier))
	case c.WasDue == "":
		return Text("Due {day}: {name}, which had no date", "name", name, "day", day)
	case c.Due < c.WasDue:
		return Text("Due earlier: {name}, {day}, not {otherday}", "name", name, "day", day, "otherday", was)
	}
	return Text("Due later: {name}, {day}, not {otherday}", "name", name, "day", day, "otherday", was)
}
