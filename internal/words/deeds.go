package words

import (
	"path/filepath"
	"strings"

	"fenceline/internal/domain"
)

// Done is what a person just did, as a message tells it.
type Done struct {
	Code          domain.Code
	Tasks         []string
	Done, Refused int
	Day           domain.Day
	Week          bool // Day stands for its week
	Name          string
}

// Deed tells what was just done: "T-112 moved to the week of 30 Nov–6 Dec".
func Deed(d Done) string {
	text := deed(d)
	if d.Refused > 0 {
		text += ". " + count("deed_refused", d.Refused)
	}
	return text
}

func deed(d Done) string {
	name, day, week := d.Name, "", ""
	if d.Day != "" {
		day, week = planDay(d.Day), PlanWeek(d.Day)
	}
	code := d.Code
	switch code {
	case "deed_capacity":
		if name == "" {
			name = PlanPool()
		}
		switch {
		case d.Done < 0:
			code = "deed_capacity_back"
		case d.Day != "":
			code = "deed_capacity_one"
		}
	case "deed_windows":
		if d.Done > 0 {
			return count(code, d.Done, "name", name)
		}
	case "deed_asset_facts", "deed_asset_merged", "deed_asset_retired", "deed_asset_restored", "deed_assets_confirmed", "deed_assets_confirmed_year":
		if d.Done != 1 {
			return count(code, d.Done, "name", name)
		}
		return say(code, "name", name, "n", Number(1))
	case "deed_freeze":
		if d.Done == 0 {
			code = "deed_freeze_ended"
		}
	case "deed_written", "deed_saved":
		name = filepath.Base(filepath.ToSlash(name))
	case "deed_planned":
		if d.Week {
			code = "deed_planned_week"
		}
	}
	return say(code, "who", someTasks(d.Tasks), "name", name, "day", day, "week", week, "hours", Hours(d.Done), "targets", several(d.Done, "target", "targets"))
}

// someTasks names a few tasks and counts many.
func someTasks(ids []string) string {
	switch {
	case len(ids) == 0:
		return Text("Settings")
	case len(ids) > 3:
		return several(len(ids), "task", "tasks")
	}
	return strings.Join(ids, ", ")
}
