package store

import (
	"iter"

	"fenceline/internal/domain"
)

// MatchRuns yields the runs of the matching module, newest first.
func (r *Read) MatchRuns() iter.Seq2[domain.MatchRun, error] {
	return scan[domain.MatchRun](r, Range{Prefix: under(pathMatchRun), Reverse: true})
}

// MatchRun is the run with the id.
func (r *Read) MatchRun(id string) (domain.MatchRun, error) {
	run, ok, err := find[domain.MatchRun](r, path(pathMatchRun, id))
	if err == nil && !ok {
		err = missing("read match run", id, CodeNoMatchRun)
	}
	return run, err
}

// PutMatchRun stores the run under its id.
func (w *Write) PutMatchRun(run domain.MatchRun) error { return w.put(path(pathMatchRun, run.ID), run) }

// MatchNews yields what a run brought up, a list for each asset.
func (r *Read) MatchNews(run string) iter.Seq2[[]domain.MatchNews, error] {
	return scan[[]domain.MatchNews](r, Range{Prefix: under(pathMatchNews, run)})
}

// PutMatchNews stores what a run brought up on one asset.
func (w *Write) PutMatchNews(run, asset string, news []domain.MatchNews) error {
	return w.put(path(pathMatchNews, run, asset), news)
}

// MatchMarks yields what people said of the matches of one asset, by advisory,
// component and vulnerability.
func (r *Read) MatchMarks(asset string) iter.Seq2[domain.MatchMark, error] {
	return scan[domain.MatchMark](r, Range{Prefix: under(pathMatchMark, asset)})
}

// PutMatchMark stores a person's word on a match in the place of the one before.
func (w *Write) PutMatchMark(m domain.MatchMark) error {
	return w.put(path(pathMatchMark, m.Asset, string(m.Advisory), m.Component, m.Vulnerability), m)
}
