package words

// enPlan are the words of the plan.
var enPlan = Catalogue{
	"minutes": {Say: "{n} min"}, "hours": {Say: "{n} h"},
	"days_one": {Say: "{n} day"}, "days_many": {Say: "{n} days"},

	"effort_stated": {Say: "as estimated"}, "effort_history": {Say: "as it took before"}, "effort_default": {Say: "by the setting"},

	"plan_fits":      {Say: "on time"},
	"plan_overdue":   {Say: "{days} late: its day is over already"},
	"plan_capacity":  {Say: "{days} late: no time is left before its day"},
	"plan_window":    {Say: "{days} late: no window of its asset comes before its day"},
	"plan_hand":      {Say: "{days} late: a person moved it here"},
	"plan_too_large": {Say: "not planned: it needs more time than any week or window has"},
	"plan_no_room":   {Say: "not planned: nothing is free in these weeks"},

	"plan_assumed":         {Say: "Nobody said how much time there is; {hours} a week are assumed. Say it: fenceline plan capacity 6h."},
	"plan_on_time_one":     {Say: "{n} target will be done on time."},
	"plan_on_time_many":    {Say: "{n} targets will be done on time."},
	"plan_none_late":       {Say: "None will be late."},
	"plan_late_one":        {Say: "{n} target will be late, by {days}."},
	"plan_late_many":       {Say: "{n} targets will be late, the latest by {days}."},
	"plan_unplanned_one":   {Say: "{n} target has no place in these weeks."},
	"plan_unplanned_many":  {Say: "{n} targets have no place in these weeks."},
	"plan_help":            {Say: "{hours} of help until {day} would keep every day that is missed for want of time."},
	"plan_waiting_one":     {Say: "{n} target takes no time now: {state}."},
	"plan_waiting_many":    {Say: "{n} targets take no time now: {state}."},
	"plan_watch_one":       {Say: "{n} target has no fix yet and is watched."},
	"plan_watch_many":      {Say: "{n} targets have no fix yet and are watched."},
	"plan_no_restart_one":  {Say: "Of {n} target nobody said whether the asset restarts; it is planned without one: fenceline task set T-1 --restart yes."},
	"plan_no_restart_many": {Say: "Of {n} targets nobody said whether the asset restarts; they are planned without one: fenceline task set T-1 --restart yes."},
	"plan_unread":          {Say: "This window could not be understood, so the asset is planned without it: {window}."},

	"event_plan.set": {Say: "Plan settings changed[ ({after})]"},
}

// enPlanErrors are the errors of planning, each with its next step.
var enPlanErrors = Catalogue{
	"window_unreadable":  {"{value} is no maintenance window.", "Write it as \"Sun 02:00-05:00\", \"2nd Tue 22:00-02:00\", \"last Sat 20:00-23:00\" or \"2026-12-05 20:00-23:00\"."},
	"group_missing":      {"No group of assets is named.", "Name one; an asset gets its group with fenceline asset set NAME --window-group GROUP."},
	"freeze_backwards":   {"The freeze ends before it begins.", "Give the first day and then the last."},
	"no_such_freeze":     {"There is no freeze from {subject} with these days.", "See them: fenceline plan settings."},
	"hours_unreadable":   {"{value} is no time of work.", "Write hours, as 6 or 4.5, or minutes, as 45 min."},
	"capacity_too_large": {"No week has so many hours.", "Give the hours a week: fenceline plan capacity 6h."},
	"weeks_out_of_range": {"So many weeks cannot be planned.", "Use --weeks 1 to 104."},
	"week_not_planned":   {"The week {value} lies outside of the plan.", "See its weeks: fenceline plan show."},
}
