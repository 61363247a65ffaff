package screen

import (
	"context"
	"slices"

	"fenceline/internal/domain"
)

// ReportsState is what the Reports screen shows.
type ReportsState struct {
	Figures  bool // the page of figures over time is open, not that of the report
	Audience string
	Format   string // the form that is chosen
	Preview  *domain.ReportPreview
	Unseen   error  // why there is no preview
	Busy     string // the format being written
	Path     string // where the last one was written
	Err      error
	Stats    *domain.Statistics // what was fixed on time and how fast; nil until it came
	Failed   error              // why it could not be had
}

// Audiences and ReportForms are what a report can be made for and written as, in
// the order they are offered.
var (
	Audiences   = []string{"inside", "examiner", "provider", "public"}
	ReportForms = []string{"pdf", "html", "xlsx", "csv", "json"}
)

// Reports is the screen that shows what a report would say and writes it to a file.
type Reports struct {
	source    ReportsSource
	run       Run
	changed   func(ReportsState)
	state     ReportsState
	asked     turn
	previewed turn
}

// NewReports makes the screen.
func NewReports(source ReportsSource, run Run, changed func(ReportsState)) *Reports {
	return &Reports{source: source, run: run, changed: changed, state: ReportsState{Audience: Audiences[0], Format: ReportForms[0]}}
}

// State is the newest state.
func (s *Reports) State() ReportsState { return s.state }

// Refresh asks for the preview and the figures again.
func (s *Reports) Refresh() {
	s.preview()
	ask(s.run, &s.asked, s.source.Statistics, func(found domain.Statistics, err error) {
		if s.state.Failed = err; err == nil {
			s.state.Stats = &found
		}
		s.changed(s.state)
	})
}

func (s *Reports) preview() {
	audience := s.state.Audience
	ask(s.run, &s.previewed, func(ctx context.Context) (domain.ReportPreview, error) { return s.source.ReportPreview(ctx, audience) },
		func(found domain.ReportPreview, err error) {
			s.state.Preview, s.state.Unseen = &found, err
			if err != nil {
				s.state.Preview = nil
			}
			s.changed(s.state)
		})
}

// For chooses who will read the report.
func (s *Reports) For(audience string) {
	if audience == s.state.Audience || !slices.Contains(Audiences, audience) {
		return
	}
	s.state.Audience, s.state.Preview, s.state.Unseen, s.state.Path, s.state.Err = audience, nil, nil, "", nil
	s.changed(s.state)
	s.preview()
}

// As chooses the form of the report.
func (s *Reports) As(format string) {
	if slices.Contains(ReportForms, format) {
		s.state.Format, s.state.Path, s.state.Err = format, "", nil
		s.changed(s.state)
	}
}

// Show opens the page of figures over time, or that of the report.
func (s *Reports) Show(figures bool) {
	s.state.Figures = figures
	s.changed(s.state)
}

// Export writes the report, for the chosen audience in the chosen form, to a file
// that may exist.
func (s *Reports) Export(path string) {
	if s.state.Busy != "" || path == "" {
		return
	}
	format, audience := s.state.Format, s.state.Audience
	s.state.Busy, s.state.Path, s.state.Err = format, "", nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.ExportReport(ctx, format, audience, path)
		post(func() {
			s.state.Busy, s.state.Path, s.state.Err = "", path, err
			s.changed(s.state)
		})
	})
}
