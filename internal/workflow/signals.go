package workflow

import (
	"context"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

func cutPair(pair string) (a, b string, ok bool) { return strings.Cut(pair, "\x00") }

// removed is the value of a fact that its source took back.
const removed = "removed"

// applySignals writes the facts of a small document.
func (d *Desk) applySignals(w *store.Write, signals []domain.Signal, arrival store.Arrival) ([]domain.Warning, error) {
	if len(signals) == 0 {
		return nil, nil
	}
	if signals[0].Kind == domain.SignalKEV {
		older, err := olderCatalogue(&w.Read, signals)
		if err != nil {
			return nil, err
		}
		if older != nil {
			return []domain.Warning{*older}, nil
		}
	}
	for _, s := range signals {
		if err := applySignal(w, s, arrival); err != nil {
			return nil, err
		}
	}
	if signals[0].Kind == domain.SignalKEV {
		gone, err := missingFrom(&w.Read, signals)
		if err != nil {
			return nil, err
		}
		for _, name := range gone {
			if err := removeKEV(w, name, arrival); err != nil {
				return nil, err
			}
		}
		return nil, putKEVSource(w, signals, arrival)
	}
	return nil, nil
}

// applySignalSteps does the same for a catalogue, in small transactions.
func (d *Desk) applySignalSteps(ctx context.Context, signals []domain.Signal, arrival store.Arrival) ([]domain.Warning, error) {
	if len(signals) == 0 {
		return nil, nil
	}
	catalogue := signals[0].Kind == domain.SignalKEV
	if catalogue {
		var older *domain.Warning
		err := d.store.View(ctx, func(r *store.Read) (err error) {
			older, err = olderCatalogue(r, signals)
			return err
		})
		if err != nil || older != nil {
			if older != nil {
				return []domain.Warning{*older}, err
			}
			return nil, err
		}
	}
	err := inSteps(ctx, d.store, signals, func(w *store.Write, s domain.Signal) error { return applySignal(w, s, arrival) })
	if err != nil || !catalogue {
		return nil, err
	}
	var gone []string
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		gone, err = missingFrom(r, signals)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = inSteps(ctx, d.store, gone, func(w *store.Write, name string) error { return removeKEV(w, name, arrival) })
	if err != nil {
		return nil, err
	}
	return nil, d.store.Update(ctx, func(w *store.Write) error { return putKEVSource(w, signals, arrival) })
}

// applySignal adds one fact to its history, where it says something new.
func applySignal(w *store.Write, s domain.Signal, arrival store.Arrival) error {
	histories, err := w.Facts(s.Vulnerability, s.Kind)
	if err != nil {
		return err
	}
	history := histories[s.Source]
	if s.Kind == domain.SignalKEV {
		if err := w.PutKEV(s); err != nil {
			return err
		}
	}
	if n := len(history); n > 0 && history[n-1].Value == s.Value && history[n-1].Due == s.Due {
		return nil
	}
	history = append(history, domain.Known{Value: s.Value, At: arrival.At, Source: s.Source, Published: s.Published, Badge: arrival.Badge, Due: s.Due})
	if err := w.PutFacts(s.Vulnerability, s.Kind, s.Source, history); err != nil {
		return err
	}
	return pendName(w, s.Vulnerability)
}

// catalogueDate is the newest date a catalogue states.
func catalogueDate(signals []domain.Signal) time.Time {
	var newest time.Time
	for _, s := range signals {
		if s.Published.After(newest) {
			newest = s.Published
		}
	}
	return newest
}

// olderCatalogue warns where a newer catalogue came in before: an old one must
// not take entries away.
func olderCatalogue(r *store.Read, signals []domain.Signal) (*domain.Warning, error) {
	source, err := r.Source(domain.FormatKEV, signals[0].Source)
	if domain.Is(err, domain.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if got := catalogueDate(signals); got.Before(source.Newest) {
		return &domain.Warning{Code: "older_catalogue", Params: domain.Params{"have": source.Newest.Format(time.DateOnly), "got": got.Format(time.DateOnly)}}, nil
	}
	return nil, nil
}

// missingFrom names the vulnerabilities that an earlier catalogue held and this
// one does not.
func missingFrom(r *store.Read, signals []domain.Signal) ([]string, error) {
	here := make(map[string]bool, len(signals))
	for _, s := range signals {
		here[s.Vulnerability] = true
	}
	var gone []string
	for s, err := range r.KEVs() {
		if err != nil {
			return nil, err
		}
		if !here[s.Vulnerability] {
			gone = append(gone, s.Vulnerability)
		}
	}
	return gone, nil
}

// removeKEV records that CISA took an entry back.
func removeKEV(w *store.Write, name string, arrival store.Arrival) error {
	s, ok, err := w.KEV(name)
	if err != nil || !ok {
		return err
	}
	if err := w.DeleteKEV(name); err != nil {
		return err
	}
	histories, err := w.Facts(name, domain.SignalKEV)
	if err != nil {
		return err
	}
	history := append(histories[s.Source], domain.Known{Value: removed, At: arrival.At, Source: s.Source, Badge: arrival.Badge})
	if err := w.PutFacts(name, domain.SignalKEV, s.Source, history); err != nil {
		return err
	}
	return pendName(w, name)
}

func putKEVSource(w *store.Write, signals []domain.Signal, arrival store.Arrival) error {
	source, err := w.Source(domain.FormatKEV, signals[0].Source)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	source.Name, source.Format, source.Count = signals[0].Source, domain.FormatKEV, len(signals)
	if newest := catalogueDate(signals); newest.After(source.Newest) {
		source.Newest = newest
	}
	source.Arrived = arrival.At
	return w.PutSource(source)
}
