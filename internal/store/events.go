package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

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
	event.Seq, event.Prev = head.Seq+1, head.Hash
	if head.Seq == 0 {
		event.Prev = firstPrev
	}
	event.At = event.At.UTC()
	data, err := canonical(event)
	if err != nil {
		return err
	}
	if err := w.putData(keyEvent(event.Seq), data); err != nil {
		return err
	}
	if err := w.put(keyEventOf(event.Subject, event.Seq), event.Seq); err != nil {
		return err
	}
	return w.put(keyLogHead, domain.LogHead{Seq: event.Seq, Hash: digestOf(data)})
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
	prev := firstPrev
	for item, err := range r.r.Scan(Range{Prefix: under(pathEvent)}) {
		if err != nil {
			return head, err
		}
		next, err := r.verifyEvent(item, head.Seq+1, prev)
		if err != nil {
			return head, err
		}
		prev = next
		head = domain.LogHead{Seq: head.Seq + 1, Hash: next}
	}
	stored, err := r.LogHead()
	if err != nil {
		return head, err
	}
	if stored.Seq == head.Seq && stored.Hash != head.Hash {
		return head, broken(head.Seq, "its bytes were changed")
	}
	if stored != head {
		return head, &domain.Error{
			Kind: domain.Corrupt, Op: "verify log", Place: keyLogHead, Code: CodeLogTruncated,
			Params: domain.Params{"have": fmt.Sprint(head.Seq), "want": fmt.Sprint(stored.Seq)},
			Err:    fmt.Errorf("the log ends with event %d, its head says %d", head.Seq, stored.Seq),
		}
	}
	return head, nil
}

// verifyEvent checks one stored event and gives the hash of its bytes.
func (r *Read) verifyEvent(item Item, seq uint64, prev string) (string, error) {
	if item.Key != keyEvent(seq) {
		return "", broken(seq, "the event is missing")
	}
	data, err := unpack(r.r, item.Key, item.Value)
	if err != nil {
		return "", broken(seq, err.Error())
	}
	var event domain.LogEvent
	if err := unmarshal(item.Key, data, &event); err != nil {
		return "", broken(seq, err.Error())
	}
	switch {
	case event.Seq != seq:
		return "", broken(seq, fmt.Sprintf("the event says it is number %d", event.Seq))
	case event.Prev != prev:
		return "", broken(seq, fmt.Sprintf("it does not follow from event %d", seq-1))
	}
	again, err := canonical(event)
	if err != nil {
		return "", err
	}
	if string(again) != string(data) {
		return "", broken(seq, "its bytes are not in canonical form")
	}
	return digestOf(data), nil
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
