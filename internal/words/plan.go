package words

import (
	"strconv"

	"fenceline/internal/domain"
)

// Hours writes minutes as hours: "4 h", "1.5 h", "20 min".
func Hours(minutes int) string {
	if minutes < 60 && minutes > -60 {
		return say("minutes", "n", Number(minutes))
	}
	return say("hours", "n", strconv.FormatFloat(float64(minutes*10/60)/10, 'f', -1, 64))
}

// PlanWhy says why a target is where it is in the plan.
func PlanWhy(item *domain.PlanItem) string {
	return say(item.Why, "days", count("days", item.Late))
}

// PlanSummary says what fits, what will be late and by how much, and how much
// help would be needed.
func PlanSummary(p *domain.Schedule) []string {
	var lines []string
	if p.Assumed {
		lines = append(lines, say("plan_assumed", "hours", Hours(domain.DefaultCapacity)))
	}
	lines = append(lines, count("plan_on_time", p.Fits))
	if p.Fits > 0 && len(p.Late)+len(p.Unplanned) == 0 {
		lines = append(lines, say("plan_none_late"))
	}
	if n := len(p.Late); n > 0 {
		worst := 0
		for i := range p.Late {
			worst = max(worst, p.Late[i].Late)
		}
		lines = append(lines, count("plan_late", n, "days", count("days", worst)))
	}
	if n := len(p.Unplanned); n > 0 {
		lines = append(lines, count("plan_unplanned", n))
	}
	if p.Help > 0 {
		lines = append(lines, say("plan_help", "hours", Hours(p.Help), "day", DayPlain(p.HelpBy)))
	}
	for _, state := range []domain.State{domain.StateClaimed, domain.StateRestart, domain.StateTriage, domain.StateBlocked, domain.StateException} {
		if n := p.Waiting[state]; n > 0 {
			lines = append(lines, count("plan_waiting", n, "state", State(state)))
		}
	}
	if p.Watch > 0 {
		lines = append(lines, count("plan_watch", p.Watch))
	}
	if p.NoRestart > 0 {
		lines = append(lines, count("plan_no_restart", p.NoRestart))
	}
	for _, text := range p.Unread {
		lines = append(lines, say("plan_unread", "window", text))
	}
	return lines
}
