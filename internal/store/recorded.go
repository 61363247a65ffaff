package store

import (
	"bytes"
	"fmt"
	"iter"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// recordSet is what one transaction makes of the records of tasks and targets:
// one line for each, the last where it is written twice.
type recordSet struct {
	lines map[string][]byte
	order []string
	size  int // bytes of the records
}

func (s *recordSet) put(key string, data []byte) {
	if s.lines == nil {
		s.lines = map[string][]byte{}
	}
	was, known := s.lines[key]
	if !known {
		s.order = append(s.order, key)
	}
	s.size += len(data) - len(was)
	s.lines[key] = data
}

// text writes the set as JSON lines and counts it.
func (s *recordSet) text() ([]byte, domain.RecordChanges, error) {
	var c domain.RecordChanges
	out := make([]byte, 0, s.size+64*len(s.order))
	for _, key := range s.order {
		data := s.lines[key]
		if data == nil {
			data = []byte("null")
		}
		quoted, err := jsontext.AppendQuote(nil, key)
		if err != nil {
			return nil, c, &domain.Error{Kind: domain.Internal, Op: "record changes", Subject: key, Err: err}
		}
		out = append(append(out, `{"key":`...), quoted...)
		out = append(append(out, `,"record":`...), data...)
		out = append(out, "}\n"...)
		if strings.HasPrefix(key, pathTask+"/") {
			c.Tasks++
		} else {
			c.Targets++
		}
	}
	c.SHA256 = digestOf(out)
	return out, c, nil
}

// seal hangs what the update made of tasks and targets on its last event; where it
// has none, on one of its own.
func (w *Write) seal(stamp func(*Read) (domain.LogEvent, error)) error {
	if !w.recording || len(w.changed.order) == 0 {
		return nil
	}
	if w.last.Seq == 0 {
		event, err := stamp(&w.Read)
		if err != nil {
			return err
		}
		event.Verb, event.Subject = domain.VerbRecords, "tasks"
		if err := w.AppendEvent(event); err != nil {
			return err
		}
	}
	return w.attach(&w.changed, false)
}

// attach puts a set of records beside the newest event, which names its digest.
func (w *Write) attach(set *recordSet, base bool) error {
	text, changes, err := set.text()
	if err != nil {
		return err
	}
	changes.Base = base
	event := w.last
	event.Changes = &changes
	if err := w.putEvent(event); err != nil {
		return err
	}
	return w.putData(keyChange(event.Seq), text)
}

func keyChange(seq uint64) string { return path(pathChange, sequence(seq)) }

// recordLine is one line of a set.
type recordLine struct {
	Key    string         `json:"key"`
	Record jsontext.Value `json:"record"`
}

// recordsOf gives the lines that hang on an event, after a look at their digest.
func (r *Read) recordsOf(event *domain.LogEvent) ([]recordLine, error) {
	value, err := get(r.r, keyChange(event.Seq))
	if err == nil && value == nil {
		err = broken(event.Seq, "what it made of tasks and targets is missing")
	}
	if err != nil {
		return nil, err
	}
	text, err := unpack(r.r, keyChange(event.Seq), value)
	if err != nil {
		return nil, err
	}
	if digestOf(text) != event.Changes.SHA256 {
		return nil, broken(event.Seq, "what it made of tasks and targets was changed")
	}
	var out []recordLine
	for line := range bytes.Lines(text) {
		var one recordLine
		if err := unmarshal(keyChange(event.Seq), line, &one); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// replayed yields the sets of records that the log rebuilds tasks and targets
// from, up to entry to (0: all): the parts of the newest base, then what came
// after the entry it stands for.
func (r *Read) replayed(to uint64) iter.Seq2[[]recordLine, error] {
	return func(yield func([]recordLine, error) bool) {
		base, end, err := r.newestBase(to)
		if err != nil {
			yield(nil, err)
			return
		}
		each := func(from, to uint64, parts bool) bool {
			for event, err := range r.Events(from, 0, false) {
				if err == nil && to != 0 && event.Seq > to {
					return true
				}
				var lines []recordLine
				if err == nil && event.Changes != nil && event.Changes.Base == parts {
					lines, err = r.recordsOf(&event)
				}
				if err != nil {
					yield(nil, err)
					return false
				}
				if len(lines) > 0 && !yield(lines, nil) {
					return false
				}
			}
			return true
		}
		if end != 0 && !each(base.From, end, true) {
			return
		}
		each(base.At+1, to, false)
	}
}

// newestBase finds the newest base that stands for no entry after to (0: any), and
// its own entry; 0 for none.
func (r *Read) newestBase(to uint64) (base domain.LogBase, entry uint64, err error) {
	for event, err := range r.EventsOf("log") {
		if err != nil {
			return base, 0, err
		}
		if event.Verb != domain.VerbBase {
			continue
		}
		if err := unmarshal(keyEvent(event.Seq), []byte(event.After), &base); err != nil {
			return base, 0, err
		}
		if to == 0 || base.At <= to {
			return base, event.Seq, nil
		}
	}
	return domain.LogBase{}, 0, nil
}

// Replay rebuilds the records of tasks and targets from the log alone, up to entry
// to (0: all), and gives what keep makes of each, by key: task/<id> holds a
// [domain.PatchTask], target/<task>/<asset> a [domain.Target]. Errors: Corrupt.
func Replay[T any](r *Read, to uint64, keep func(record []byte) (T, error)) (map[string]T, error) {
	out := map[string]T{}
	for lines, err := range r.replayed(to) {
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			if string(line.Record) == "null" {
				delete(out, line.Key)
				continue
			}
			kept, err := keep(line.Record)
			if err != nil {
				return nil, err
			}
			out[line.Key] = kept
		}
	}
	return out, nil
}

// VerifyRecords replays the log and compares what comes out with the tasks and
// targets that are stored. The error, of kind Corrupt, names the first that
// differs. A log of an earlier program, which says nothing of them, is passed.
func (r *Read) VerifyRecords() error {
	said, err := Replay(r, 0, func(record []byte) (string, error) { return digestOf(record), nil })
	if err != nil {
		return err
	}
	if len(said) == 0 {
		if bare, err := r.NeedsBase(); err != nil || bare {
			return err
		}
	}
	for key, record := range r.recorded() {
		if record.err != nil {
			return record.err
		}
		if said[key] != digestOf(record.data) {
			return notAsLogged(key)
		}
		delete(said, key)
	}
	for key := range said {
		return notAsLogged(key)
	}
	return nil
}

func notAsLogged(key string) error {
	return &domain.Error{Kind: domain.Corrupt, Op: "verify log", Subject: key, Place: key, Code: CodeNotAsLogged,
		Params: domain.Params{"key": key}, Err: fmt.Errorf("%s is not what the log says", key)}
}

// storedRecord is a record of a task or target as the log keeps it.
type storedRecord struct {
	data []byte
	err  error
}

// recorded yields the tasks and targets that are stored.
func (r *Read) recorded() iter.Seq2[string, storedRecord] {
	return func(yield func(string, storedRecord) bool) {
		for view, err := range r.TaskViews() {
			one := storedRecord{err: err}
			if err == nil {
				one.data, one.err = marshal(view.PatchTask)
			}
			if !yield(path(pathTask, view.ID), one) || one.err != nil {
				return
			}
		}
		for item, err := range r.r.Scan(Range{Prefix: under(pathTarget)}) {
			one := storedRecord{err: err}
			if err == nil {
				one.data, one.err = unpack(r.r, item.Key, item.Value)
			}
			if !yield(item.Key, one) || one.err != nil {
				return
			}
		}
	}
}
