package words

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
)

// WindowForms says how maintenance windows can be written.
func WindowForms() string {
	return Text("Parted by commas: Sun 02:00-05:00, 2nd Tue 22:00-02:00, last Sat 20:00-23:00, 2026-12-05 20:00-23:00")
}

// NoWindows says what it means that no group has a window.
func NoWindows() string {
	return Text("No group has windows, so every asset may be worked on at any time. An asset belongs to a group by its window group.")
}

// NoFreezes says that there is none.
func NoFreezes() string { return Text("There is no time in which nothing may be changed.") }

// NoWindowWork says that nothing is planned into a window.
func NoWindowWork(windows bool) string {
	if windows {
		return Text("No open target belongs to an asset with a window. Give assets their window group, and their work moves into its windows.")
	}
	return Text("Work that belongs to a maintenance window stands here, with the restarts it shares.")
}

// PeopleGround says how capacities are used.
func PeopleGround() string {
	return Text("A person with hours of their own does what they own; everything else comes out of everybody else's time. A * marks a week with hours of its own. A due date never moves for the plan.")
}

// PlanSlotTitle names a window with work in it: "Wed 2 Dec, 20:00–23:00 · servers".
func PlanSlotTitle(s *domain.PlanSlot, today domain.Day) string {
	return dotted(PlanTimes(s.Day, s.Window, today), s.Group)
}

// PlanSlotTime is how much is planned into it: "2.5 h".
func PlanSlotTime(s *domain.PlanSlot) string {
	minutes := 0
	for i := range s.Items {
		minutes += s.Items[i].Minutes
	}
	return Hours(minutes)
}

// PlanSlotTasks says what is done in a window and what restarts.
func PlanSlotTasks(s *domain.PlanSlot) string {
	var tasks []string
	for i := range s.Items {
		if text := s.Items[i].Task + " " + PlanFix(s.Items[i].Fix); !slices.Contains(tasks, text) {
			tasks = append(tasks, text)
		}
	}
	if n := len(tasks) - 6; n > 0 {
		tasks = append(tasks[:6:6], AndMore(n))
	}
	text := strings.Join(tasks, "; ")
	if n := len(s.Outages); n > 0 {
		text += Text(". Restarts once: {outages}", "outages", strings.Join(s.Outages[:min(n, 6)], ", "))
		if n > 6 {
			text += ", " + AndMore(n-6)
		}
	}
	return text + "."
}
