package screen

import "context"

// ReportsState is what the Reports screen shows.
type ReportsState struct {
	Busy   string // the format being written
	Path   string // where the last one was written
	Format string
	Err    error
}

// Reports is the screen that writes reports to files.
type Reports struct {
	source  ReportsSource
	run     Run
	changed func(ReportsState)
	state   ReportsState
}

// NewReports makes the screen.
func NewReports(source ReportsSource, run Run, changed func(ReportsState)) *Reports {
	return &Reports{source: source, run: run, changed: changed}
}

// State is the newest state.
func (s *Reports) State() ReportsState { return s.state }

// Export writes the report to a file that may exist; format is "html" or "csv".
func (s *Reports) Export(format, path string) {
	if s.state.Busy != "" || path == "" {
		return
	}
	s.state = ReportsState{Busy: format}
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.ExportReport(ctx, format, path)
		post(func() {
			s.state = ReportsState{Format: format, Path: path, Err: err}
			s.changed(s.state)
		})
	})
}
