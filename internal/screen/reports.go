package screen

import (
	"context"

	"fenceline/internal/domain"
)

// ReportsState is what the Reports screen shows.
type ReportsState struct {
	Busy   string // the format being written
	Path   string // where the last one was written
	Format string
	Err    error
	Stats  *domain.Statistics // what was fixed on time and how fast; nil until it came
	Failed error              // why it could not be had
}

// Reports is the screen that writes reports to files.
type Reports struct {
	source  ReportsSource
	run     Run
	changed func(ReportsState)
	state   ReportsState
	asked   turn
}

// NewReports makes the screen.
func NewReports(source ReportsSource, run Run, changed func(ReportsState)) *Reports {
	return &Reports{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Reports) State() ReportsState { return s.state }

// Refresh asks for the figures again.
func (s *Reports) Refresh() {
	ask(s.run, &s.asked, s.source.Statistics, func(found domain.Statistics, err error) {
		if s.state.Failed = err; err == nil {
			s.state.Stats = &found
		}
		s.changed(s.state)
	})
}

// Export writes the report to a file that may exist; format is "html" or "csv".
func (s *Reports) Export(format, path string) {
	if s.state.Busy != "" || path == "" {
		return
	}
	s.state.Busy, s.state.Path, s.state.Format, s.state.Err = format, "", "", nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.ExportReport(ctx, format, path)
		post(func() {
			s.state.Busy, s.state.Format, s.state.Path, s.state.Err = "", format, path, err
			s.changed(s.state)
		})
	})
}
