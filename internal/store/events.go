package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
)

// firstPrev stands where the first event names its predecessor.
var firstPrev = strings.Repeat("0", 64)

// LogHead is the newest event's number and hash; the zero LogHead of an empty
// log.
func (r *Read) LogHead() (domain.LogHead, error) {
	head, _, err := find[domain.LogHead](r, keyLogHead)
	return head, err
}

// AppendEvent puts the event at the end of the log. It sets Seq, counted from 1,
// and Prev, the SHA-256 of the previous event's stored bytes, and stores the
// canonical form (RFC 8785) of the event.
func (w *Write) AppendEvent(event domain.LogEvent) error {
	head, err := w.LogHead()
	if err != nil {
		return err
	}
	about, err := w.moved(head, &event)
	if err != nil {
		return err
	}
	if about == nil {
		about = setBack(head, &event)
	}
	if about != nil {
		if err := w.AppendEvent(*about); err != nil {
			return err
		}
		return w.AppendEvent(event)
	}
	event.Seq, event.Prev = head.Seq+1, head.Hash
	if head.Seq == 0 {
		event.Prev = firstPrev
	}
	event.At = event.At.UTC()
	if err := w.put(keyEventOf(event.Subject, event.Seq), event.Seq); err != nil {
		return err
	}
	return w.putEvent(event)
}

// moved is the event that the log goes on at another computer than that of its
// head: one chain for each workstation, and where it parts from that of another
// is seen. Nil where it does not.
func (w *Write) moved(head domain.LogHead, event *domain.LogEvent) (*domain.LogEvent, error) {
	if head.Seq == 0 || event.Verb == domain.VerbMoved {
		return nil, nil
	}
	if head.Host == "" { // as earlier programs wrote it
		last, err := w.event(head.Seq)
		if err != nil {
			return nil, err
		}
		head.Host = last.Host
	}
	if head.Host == "" || head.Host == event.Host {
		return nil, nil
	}
	out := *event
	out.Verb, out.Subject, out.Asset, out.Reason = domain.VerbMoved, "log", "", ""
	out.Before, out.After = head.Host, event.Host
	return &out, nil
}

// clockSlack is by how much a clock may be put right without a word.
const clockSlack = 5 * time.Minute

// setBack is the event that the computer's clock was set back since the newest
// entry: the order of entries is that of their numbers, whatever their times say.
// Nil where it was not.
func setBack(head domain.LogHead, event *domain.LogEvent) *domain.LogEvent {
	if head.At.IsZero() || event.Verb == domain.VerbMoved || event.Verb == domain.VerbClock || !event.At.Before(head.At.Add(-clockSlack)) {
		return nil
	}
	out := *event
	out.Verb, out.Subject, out.Asset, out.Reason = domain.VerbClock, "log", "", ""
	out.Before, out.After = head.At.UTC().Format(time.RFC3339), event.At.UTC().Format(time.RFC3339)
	return &out
}

// putEvent stores the newest event and makes it the head.
func (w *Write) putEvent(event domain.LogEvent) error {
	data, err := canonical(event)
	if err != nil {
		return err
	}
	if err := w.putData(keyEvent(event.Seq), data); err != nil {
		return err
	}
	w.last = event
	return w.put(keyLogHead, domain.LogHead{Seq: event.Seq, Hash: digestOf(data), Host: event.Host, At: event.At})
}

// canonical gives the bytes of an event that are stored and hashed.
func canonical(event domain.LogEvent) ([]byte, error) {
	data, err := marshal(event)
	if err != nil {
		return nil, err
	}
	value := jsontext.Value(data)
	if err := value.Canonicalize(); err != nil {
		return nil, &domain.Error{Kind: domain.Internal, Op: "encode event", Err: err}
	}
	return value, nil
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Events yields at most limit events (0: all) in the order of their numbers,
// beginning with number from; in reverse, from is the newest one wanted and 0
// means the newest there is.
func (r *Read) Events(from uint64, limit int, reverse bool) iter.Seq2[domain.LogEvent, error] {
	over := Range{Prefix: under(pathEvent), Limit: limit, Reverse: reverse}
	switch {
	case !reverse:
		over.From = keyEvent(from)
	case from != 0:
		over.To = keyEvent(from) + "\x00"
	}
	return scan[domain.LogEvent](r, over)
}

// EventsOf yields the events of one subject, newest first.
func (r *Read) EventsOf(subject string) iter.Seq2[domain.LogEvent, error] {
	return func(yield func(domain.LogEvent, error) bool) {
		for seq, err := range scan[uint64](r, Range{Prefix: under(pathEventOf, subject), Reverse: true}) {
			var event domain.LogEvent
			if err == nil {
				event, err = r.event(seq)
			}
			if !yield(event, err) || err != nil {
				return
			}
		}
	}
}

func (r *Read) event(seq uint64) (domain.LogEvent, error) {
	event, ok, err := find[domain.LogEvent](r, keyEvent(seq))
	if err == nil && !ok {
		err = broken(seq, "the event is missing")
	}
	return event, err
}

// VerifyLog walks the whole log and checks every link: numbers without a gap,
// the hash of each event's bytes in the next, the canonical form, and the head.
// It returns the number and hash of the last event that holds; the error, of
// kind Corrupt, names the first number that does not.
func (r *Read) VerifyLog() (head domain.LogHead, err error) {
	prev, host, at := firstPrev, "", time.Time{}
	found, said := map[uint64]*tally{}, map[uint64]domain.LogPurge{}
	for item, err := range r.r.Scan(Range{Prefix: under(pathEvent)}) {
		if err != nil {
			return head, err
		}
		event, hash, err := r.verifyEvent(item, head.Seq+1, prev)
		if err != nil {
			return head, err
		}
		prev, host, at = hash, event.Host, event.At
		head = domain.LogHead{Seq: event.Seq, Hash: hash}
		switch {
		case event.Purged != 0:
			if found[event.Purged] == nil {
				found[event.Purged] = &tally{}
			}
			found[event.Purged].add(event.Seq, hash)
		case event.Verb == domain.VerbPurge:
			var claim domain.LogPurge
			if err := unmarshal(item.Key, []byte(event.After), &claim); err != nil {
				return head, broken(event.Seq, err.Error())
			}
			said[event.Seq] = claim
		}
	}
	stored, err := r.LogHead()
	if err != nil {
		return head, err
	}
	if stored.Host != "" {
		head.Host = host
	}
	if !stored.At.IsZero() {
		head.At, stored.At = at.UTC(), stored.At.UTC()
	}
	if stored.Seq == head.Seq && stored != head {
		return head, broken(head.Seq, "its bytes were changed")
	}
	if stored != head {
		return head, &domain.Error{
			Kind: domain.Corrupt, Op: "verify log", Place: keyLogHead, Code: CodeLogTruncated,
			Params: domain.Params{"have": fmt.Sprint(head.Seq), "want": fmt.Sprint(stored.Seq)},
			Err:    fmt.Errorf("the log ends with event %d, its head says %d", head.Seq, stored.Seq),
		}
	}
	return head, checkPurges(found, said)
}

// verifyEvent checks one stored event and gives it with the hash of its bytes; of
// a purged one, with that it had.
func (r *Read) verifyEvent(item Item, seq uint64, prev string) (event domain.LogEvent, hash string, err error) {
	if item.Key != keyEvent(seq) {
		return event, "", broken(seq, "the event is missing")
	}
	data, err := unpack(r.r, item.Key, item.Value)
	if err != nil {
		return event, "", broken(seq, err.Error())
	}
	if err := unmarshal(item.Key, data, &event); err != nil {
		return event, "", broken(seq, err.Error())
	}
	switch {
	case event.Seq != seq:
		return event, "", broken(seq, fmt.Sprintf("the event says it is number %d", event.Seq))
	case event.Prev != prev:
		return event, "", broken(seq, fmt.Sprintf("it does not follow from event %d", seq-1))
	}
	hash = digestOf(data)
	again, err := canonical(event)
	if event.Purged != 0 {
		hash = event.Hash
		again, err = marshal(purgedEvent{Hash: event.Hash, Prev: event.Prev, Purged: event.Purged, Seq: event.Seq})
	}
	if err != nil {
		return event, "", err
	}
	if string(again) != string(data) {
		return event, "", broken(seq, "its bytes are not in canonical form")
	}
	return event, hash, nil
}

func broken(seq uint64, why string) error {
	return &domain.Error{
		Kind: domain.Corrupt, Op: "verify log", Place: keyEvent(seq), Code: CodeLogBroken,
		Params: domain.Params{"seq": fmt.Sprint(seq)}, Err: fmt.Errorf("event %d: %s", seq, why),
	}
}

// EventBytes yields the stored bytes of the events from a number on: what is hashed.
func (r *Read) EventBytes(from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for item, err := range r.r.Scan(Range{Prefix: under(pathEvent), From: keyEvent(from)}) {
			var data []byte
			if err == nil {
				data, err = unpack(r.r, item.Key, item.Value)
			}
			if !yield(data, err) || err != nil {
				return
			}
		}
	}
}
