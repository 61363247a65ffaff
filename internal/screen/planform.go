package screen

import (
	"context"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

// PlanForm is what is being changed of the plan's settings, by its name: "" for
// nothing, else one of the fields below, with a person's name, a Monday or a group.
type PlanForm struct {
	Field string
	Who   string
	Group string
	Week  domain.Day
	New   bool // a person or a group that is not there yet
}

// Fields of a [PlanForm], which are also the places of errors.
const (
	PlanFieldCapacity = "capacity"
	PlanFieldWindows  = "windows"
	PlanFieldFreeze   = "freeze"
	PlanFieldEffort   = "effort"
	PlanFieldRestart  = "restart"
)

// Open begins to change a setting; the zero form gives it up.
func (s *Plan) Open(f PlanForm) {
	s.state.Form, s.state.ActErr, s.state.ActOn = f, nil, ""
	s.changed(s.state)
}

// ParseMinutes reads a time of work as people write it: "6" and "6 h" are hours,
// "4.5", "4h30m", "4:30", "45 min". Errors: Invalid.
func ParseMinutes(text string) (int, error) {
	bad := &domain.Error{Kind: domain.Invalid, Op: "read hours", Subject: text, Code: "hours_unreadable", Params: domain.Params{"value": text}}
	s := strings.ToLower(strings.Join(strings.Fields(text), ""))
	s = strings.ReplaceAll(s, ",", ".")
	number := func(s string, unit float64) (int, bool) {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || !(f >= 0 && f*unit <= 7*24*60) {
			return 0, false
		}
		return int(f*unit + 0.5), true
	}
	for _, word := range []string{"minutes", "mins", "min"} {
		if rest, ok := strings.CutSuffix(s, word); ok {
			s = rest + "m"
			break
		}
	}
	for _, word := range []string{"hours", "hour", "hrs"} {
		s = strings.Replace(s, word, "h", 1)
	}
	if h, m, ok := strings.Cut(s, ":"); ok {
		s = h + "h" + m + "m"
	}
	total := 0
	if h, rest, ok := strings.Cut(s, "h"); ok {
		n, ok := number(h, 60)
		if !ok {
			return 0, bad
		}
		if total, s = n, rest; s == "" {
			return total, nil
		}
		s = strings.TrimSuffix(s, "m") + "m"
	}
	if m, ok := strings.CutSuffix(s, "m"); ok {
		n, ok := number(m, 1)
		if !ok || total+n > 7*24*60 {
			return 0, bad
		}
		return total + n, nil
	}
	n, ok := number(s, 60)
	if !ok {
		return 0, bad
	}
	return n, nil
}

// SetCapacity stores the time of the form's person, for its week where it has one.
// An empty text takes it back.
func (s *Plan) SetCapacity(who, text string) {
	f := s.state.Form
	minutes := -1
	if strings.TrimSpace(text) != "" {
		n, err := ParseMinutes(text)
		if err != nil {
			s.refuse(PlanFieldCapacity, err)
			return
		}
		minutes = n
	}
	if f.New {
		if who = strings.TrimSpace(who); who == "" {
			s.refuse(PlanFieldCapacity, &domain.Error{Kind: domain.Invalid, Op: "set plan", Code: "person_without_name"})
			return
		}
		f.Who = who
	}
	was, had := s.state.Settings.Capacity[f.Who]
	if f.Week != "" {
		was, had = s.state.Settings.Weeks[f.Who][f.Week]
	}
	if !had {
		was = -1
	}
	s.setting(PlanFieldCapacity, Deed{Code: DeedCapacity, Name: f.Who, Day: f.Week, Done: minutes},
		func(ctx context.Context) error { return s.source.SetCapacity(ctx, f.Who, minutes, f.Week) },
		func(ctx context.Context) error { return s.source.SetCapacity(ctx, f.Who, was, f.Week) })
}

// SetWindows stores the windows of the form's group, one a line or parted by
// commas; none takes them away.
func (s *Plan) SetWindows(group, text string) {
	f := s.state.Form
	if !f.New {
		group = f.Group
	}
	var windows []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		if line = strings.TrimSpace(line); line != "" {
			windows = append(windows, line)
		}
	}
	was := s.state.Settings.Windows[group]
	s.setting(PlanFieldWindows, Deed{Code: DeedWindows, Name: group, Done: len(windows)},
		func(ctx context.Context) error { return s.source.SetWindows(ctx, group, windows) },
		func(ctx context.Context) error { return s.source.SetWindows(ctx, group, was) })
}

// AddFreeze stores a time in which nothing is changed; days are read as
// [ParseWhen] reads them.
func (s *Plan) AddFreeze(from, to, group, reason string) {
	var days [2]domain.Day
	for i, text := range []string{from, to} {
		when, err := ParseWhen(text, s.state.Today)
		if err != nil {
			s.refuse(PlanFieldFreeze, err)
			return
		}
		days[i] = when.Day
	}
	s.freeze(domain.Freeze{From: days[0], To: days[1], Group: strings.TrimSpace(group), Reason: strings.TrimSpace(reason)}, false)
}

// EndFreeze takes a freeze away.
func (s *Plan) EndFreeze(f domain.Freeze) { s.freeze(f, true) }

func (s *Plan) freeze(f domain.Freeze, end bool) {
	done := 1
	if end {
		done = 0
	}
	s.setting(PlanFieldFreeze, Deed{Code: DeedFreeze, Day: f.From, Done: done},
		func(ctx context.Context) error { return s.source.SetFreeze(ctx, f, end) },
		func(ctx context.Context) error { return s.source.SetFreeze(ctx, f, !end) })
}

// SetEffort stores how long a target takes that nobody estimated, or, with the
// field of restarts, one restart.
func (s *Plan) SetEffort(field, text string) {
	minutes, err := ParseMinutes(text)
	if err != nil {
		s.refuse(field, err)
		return
	}
	deed := Deed{Code: DeedEfforts, Done: minutes}
	is := [2]int{-1, minutes}
	was := [2]int{-1, s.state.Settings.Effort}
	if field == PlanFieldRestart {
		deed.Code = DeedRestarts
		is, was = [2]int{minutes, -1}, [2]int{s.state.Settings.Restart, -1}
	}
	s.setting(field, deed,
		func(ctx context.Context) error { return s.source.SetEfforts(ctx, is[0], is[1]) },
		func(ctx context.Context) error { return s.source.SetEfforts(ctx, was[0], was[1]) })
}

func (s *Plan) setting(field string, deed Deed, work, undo func(context.Context) error) {
	deed.undo = undo
	s.act(field, work, func() {
		s.state.Form = PlanForm{}
		s.deeds.Tell(deed)
	})
}

// refuse shows why something typed cannot be taken, before the desk is asked.
func (s *Plan) refuse(field string, err error) {
	s.state.ActErr, s.state.ActOn = err, field
	s.changed(s.state)
}
