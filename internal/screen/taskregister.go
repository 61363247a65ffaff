package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// Register is the register of exceptions and of assets that no update mends.
type Register struct {
	Review      []domain.ExceptionView // in force, to be looked at again, or near their end
	Holds       []domain.ExceptionView // in force
	Ended       []domain.ExceptionView
	Unpatchable []domain.Unpatchable
}

// Standing is how many rows stand: exceptions that hold, and assets that no update
// mends. What is over is not counted.
func (r *Register) Standing() int { return len(r.Review) + len(r.Holds) + len(r.Unpatchable) }

// reviewSoon is how many days before its end an exception is to be looked at.
const reviewSoon = 7

func (s *Tasks) registerOf(ctx context.Context, l *taskLists) (Register, error) {
	var out Register
	all, err := s.source.Exceptions(ctx, true)
	if err != nil {
		return out, err
	}
	today := domain.DayOf(l.status.At, zoneOf(l.status.Desk))
	for _, e := range all {
		switch {
		case !e.Ended.IsZero():
			out.Ended = append(out.Ended, e)
		case e.ReviewDue || e.End.Sub(today) <= reviewSoon:
			out.Review = append(out.Review, e)
		default:
			out.Holds = append(out.Holds, e)
		}
	}
	out.Unpatchable, err = s.source.Unpatchable(ctx)
	return out, err
}

// OpenException chooses an exception of the register and asks for its task.
func (s *Tasks) OpenException(id string) {
	s.state.Chosen = id
	if task := s.excepted(); task != "" {
		s.Select(task)
	}
	s.changed(s.state)
}

// excepted is the task of the exception chosen in the register, while the register is
// what is listed; "" for none.
func (s *Tasks) excepted() string {
	if s.state.Show != TasksExceptions {
		return ""
	}
	for _, part := range [][]domain.ExceptionView{s.state.Register.Review, s.state.Register.Holds, s.state.Register.Ended} {
		if i := slices.IndexFunc(part, func(e domain.ExceptionView) bool { return e.ID == s.state.Chosen }); i >= 0 {
			return part[i].Task
		}
	}
	return ""
}

// openFirst chooses the first exception where none is chosen.
func (s *Tasks) openFirst() {
	if s.state.Chosen != "" {
		s.OpenException(s.state.Chosen)
		return
	}
	for _, part := range [][]domain.ExceptionView{s.state.Register.Review, s.state.Register.Holds, s.state.Register.Ended} {
		if len(part) > 0 {
			s.OpenException(part[0].ID)
			return
		}
	}
	s.changed(s.state)
}
