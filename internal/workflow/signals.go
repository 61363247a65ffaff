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
	beside := catalogue{replaces: true, removes: true}
	if signals[0].Kind == domain.SignalKEV {
		var err error
		if beside, err = compareCatalogue(&w.Read, signals, arrival.Badge); err != nil || beside.older {
			return beside.warnings, err
		}
	}
	for _, s := range signals {
		if err := applySignal(w, s, arrival, beside.replaces); err != nil {
			return nil, err
		}
	}
	if signals[0].Kind != domain.SignalKEV {
		return nil, nil
	}
	if beside.removes {
		gone, err := missingFrom(&w.Read, signals)
		if err != nil {
			return nil, err
		}
		for _, name := range gone {
			if err := removeKEV(w, name, arrival); err != nil {
				return nil, err
			}
		}
	}
	return beside.warnings, putKEVSource(w, signals, arrival, beside.replaces)
}

// applySignalSteps does the same for a catalogue, in small transactions.
func (d *Desk) applySignalSteps(ctx context.Context, signals []domain.Signal, arrival store.Arrival) ([]domain.Warning, error) {
	if len(signals) == 0 {
		return nil, nil
	}
	isCatalogue := signals[0].Kind == domain.SignalKEV
	beside := catalogue{replaces: true}
	if isCatalogue {
		err := d.store.View(ctx, func(r *store.Read) (err error) {
			beside, err = compareCatalogue(r, signals, arrival.Badge)
			return err
		})
		if err != nil || beside.older {
			return beside.warnings, err
		}
	}
	err := inSteps(ctx, d.store, signals, func(w *store.Write, s domain.Signal) error {
		return applySignal(w, s, arrival, beside.replaces)
	})
	if err != nil || !isCatalogue {
		return nil, err
	}
	if beside.removes {
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
	}
	return beside.warnings, d.store.Update(ctx, func(w *store.Write) error {
		return putKEVSource(w, signals, arrival, beside.replaces)
	})
}

// applySignal adds one fact to its history, where it says something new or says
// it better proven. replaces: a KEV entry takes the place of the one shown.
func applySignal(w *store.Write, s domain.Signal, arrival store.Arrival, replaces bool) error {
	histories, err := w.Facts(s.Vulnerability, s.Kind)
	if err != nil {
		return err
	}
	history := histories[s.Source]
	if s.Kind == domain.SignalKEV {
		_, shown, err := w.KEV(s.Vulnerability)
		if err != nil {
			return err
		}
		if replaces || !shown {
			if err := w.PutKEV(s); err != nil {
				return err
			}
		}
	}
	if n := len(history); n > 0 && history[n-1].Value == s.Value && history[n-1].Due == s.Due && history[n-1].Badge.AtLeast(arrival.Badge) &&
		!newMention(&s, &history[n-1]) {
		return nil
	}
	history = append(history, domain.Known{Value: s.Value, At: arrival.At, Source: s.Source, Published: s.Published, Badge: arrival.Badge, Due: s.Due, Name: mentionName(&s)})
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

// catalogue says what an arriving catalogue may do beside the one in force.
type catalogue struct {
	older    bool // it changes nothing
	replaces bool // it is shown from now on
	removes  bool // what it no longer lists is taken back
	warnings []domain.Warning
}

// compareCatalogue compares an arriving catalogue with the one in force. An older
// one changes nothing, unless it is better proven; a less proven one may add
// entries, and takes none away, nor does it make a better proven one look old.
func compareCatalogue(r *store.Read, signals []domain.Signal, badge domain.Badge) (catalogue, error) {
	source, err := r.Source(domain.FormatKEV, signals[0].Source)
	if domain.Is(err, domain.NotFound) {
		return catalogue{replaces: true, removes: true}, nil
	}
	if err != nil {
		return catalogue{}, err
	}
	got := catalogueDate(signals)
	older := got.Before(source.Newest)
	switch {
	case older && source.Badge.AtLeast(badge):
		return catalogue{older: true, warnings: []domain.Warning{{Code: "older_catalogue",
			Params: domain.Params{"have": source.Newest.Format(time.DateOnly), "got": got.Format(time.DateOnly)}}}}, nil
	case !badge.AtLeast(source.Badge):
		return catalogue{warnings: []domain.Warning{{Code: "weaker_catalogue",
			Params: domain.Params{"have": string(source.Badge), "got": string(badge)}}}}, nil
	}
	return catalogue{replaces: true, removes: !older}, nil
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

// putKEVSource counts the catalogue; its date and badge count where it is in force.
func putKEVSource(w *store.Write, signals []domain.Signal, arrival store.Arrival, replaces bool) error {
	source, err := w.Source(domain.FormatKEV, signals[0].Source)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	source.Name, source.Format = signals[0].Source, domain.FormatKEV
	if replaces {
		source.Count, source.Newest, source.Badge = len(signals), catalogueDate(signals), arrival.Badge
	}
	source.Arrived = arrival.At
	return w.PutSource(source)
}
